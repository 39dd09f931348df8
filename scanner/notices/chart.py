"""A stacked bar chart of posts a day by platform, as geometry for an inline SVG."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

__all__ = ["Bar", "Chart", "DayPosts", "draw_chart"]

# Drawing units; the page scales them to its width.
WIDTH, HEIGHT, _TOP, _BOTTOM = 360, 150, 16, 20
# The palette tells four platforms apart; the rest share one colour.
_COLOURS = 5


@dataclass(frozen=True, slots=True)
class DayPosts:
    """How many posts of findings one platform had on one day."""

    day: date
    platform: str
    posts: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One rectangle, in drawing units from the top left; ``colour`` counts from 1."""

    x: float
    y: float
    width: float
    height: float
    colour: int


@dataclass(frozen=True, slots=True)
class Chart:
    """``legend`` holds (platform, posts, colour); ``days`` holds (x of the middle, day)."""

    bars: tuple[Bar, ...]
    legend: tuple[tuple[str, int, int], ...]
    days: tuple[tuple[float, date], ...]
    highest: int
    width: int = WIDTH
    height: int = HEIGHT
    baseline: int = HEIGHT - _BOTTOM


def draw_chart(counts: Sequence[DayPosts], days: Sequence[date]) -> Chart:
    """Lay out ``counts`` over ``days``, the most frequent platform at the foot of each bar."""
    platforms = _ranked(counts)
    colours = {name: min(place, _COLOURS) for place, (name, _) in enumerate(platforms, 1)}
    highest = max((_total(counts, day) for day in days), default=0)
    step = WIDTH / max(len(days), 1)
    bars: list[Bar] = []
    for place, day in enumerate(days):
        foot = float(HEIGHT - _BOTTOM)
        for name, _ in platforms:
            posts = sum(item.posts for item in counts if (item.day, item.platform) == (day, name))
            height = posts * (HEIGHT - _TOP - _BOTTOM) / max(highest, 1)
            foot -= height
            if posts:
                x = round(step * place + step * 0.15, 1)
                bar = Bar(x, round(foot, 1), round(step * 0.7, 1), round(height, 1), colours[name])
                bars.append(bar)
    legend = tuple((name, posts, colours[name]) for name, posts in platforms)
    middles = tuple((round(step * (place + 0.5), 1), day) for place, day in enumerate(days))
    return Chart(tuple(bars), legend, middles, highest)


def _ranked(counts: Sequence[DayPosts]) -> list[tuple[str, int]]:
    totals: dict[str, int] = {}
    for item in counts:
        totals[item.platform] = totals.get(item.platform, 0) + item.posts
    return sorted(totals.items(), key=lambda pair: (-pair[1], pair[0]))


def _total(counts: Sequence[DayPosts], day: date) -> int:
    return sum(item.posts for item in counts if item.day == day)
