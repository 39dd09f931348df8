"""Screening: which of many posts could concern anyone enrolled, at the speed of reading.

Thousands of posts are folded and searched in one call, for the anchors of everybody at once
(hyperscan's literal matcher: its cost hardly depends on how many there are). A post passes if
what was found could tie it to a person; whom, is told along with it, and the exact index needs to
look for those people only. Posts that hold something which bulk folding cannot read are looked at
one by one. Nothing that the exact index would tie strongly enough is lost; a test holds that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from scanner.findings import Tie
from scanner.sources import GLANCE_FIELDS
from scanner.text.bulk import FIELD, BulkViews, Respelling, bulk_views
from scanner.text.compact import compact
from scanner.text.triggers import stretched, triggers
from scanner.text.views import View, views
from scanner.watchlist.anchors import anchors_of, faint_clues, strength
from scanner.watchlist.literals import Hits, Search
from scanner.watchlist.names import ALONE
from scanner.watchlist.near import is_near, may_be_near
from scanner.watchlist.patterns import TONGUES, Patterns
from scanner.watchlist.sounds import Tongue, sound_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Screen"]

_FIELD = FIELD.encode()
_VIEWS = ("compact", "spaced", *TONGUES)
_REST = FIELD * (GLANCE_FIELDS - 1)
_REPEATED = re.compile(rb"([a-z])\1+")
_TEXT = 0  # the place of a post's text among its fields
_SLIPS = 2  # at most, in a near spelling


# People with their faint clues, and anchors: view, text, ties.
_Table = tuple[Sequence[tuple[str, Mapping[str, float]]], Sequence[tuple[str, str, list[Any]]]]
# Which anchor, in which field of its post, and where in the view it ends.
_Clue = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class _Tie:
    """What an anchor may mean for one person; ``enough`` if it may do so without another clue."""

    person: int
    kind: str
    weight: float
    near: str | None
    begins: bool
    enough: bool


class Screen:
    """Built once from a watchlist; says which posts could concern whom."""

    def __init__(self, table: _Table, databases: Sequence[bytes] = ()) -> None:
        self._table = table
        self._people, anchors = table
        self._texts = [text for _, text, _ in anchors]
        self._ties = [[self._tie(*tie) for tie in ties] for _, _, ties in anchors]
        self._enough = [any(tie.enough for tie in ties) for ties in self._ties]
        parts: dict[str, list[tuple[int, str]]] = {view: [] for view in _VIEWS}
        for place, (view, text, _) in enumerate(anchors):
            parts[view].append((place, text))
        made = iter(databases)
        self._searches = [
            Search(texts, made, expressions=view == "spaced") for view, texts in parts.items()
        ]
        self._compact, self._spaced, *heard = self._searches
        self._heard = list(zip(map(_ear, TONGUES), heard, strict=True))
        self._triggers = Search(enumerate(triggers()), expressions=True)
        self._stretched = Search(enumerate(stretched()))

    @classmethod
    def build(cls, people: Iterable[Patterns]) -> "Screen":
        """Build the screen for people, named by their ids."""
        listed: list[tuple[str, Mapping[str, float]]] = []
        table: dict[tuple[str, str], list[Any]] = {}
        for number, patterns in enumerate(people):
            listed.append((patterns.person, faint_clues(patterns)))
            for anchor in anchors_of(patterns):
                ties = table.setdefault((anchor.view, anchor.text), [])
                ties.append((number, anchor.kind, anchor.weight, anchor.near, anchor.begins))
        return cls((listed, [(*key, ties) for key, ties in table.items()]))

    def candidates(self, posts: Sequence[str]) -> Mapping[int, frozenset[str]]:
        """Return, for each post that passes, its place and the ids of those it may concern.

        :param posts: texts of glances (see :mod:`scanner.sources.glances`).
        """
        found: dict[int, frozenset[str]] = {}
        plain = [index for index, text in enumerate(posts) if text.isascii()]
        rest = [index for index, text in enumerate(posts) if not text.isascii()]
        for places in (plain, rest):
            if places:
                self._screen([posts[index] for index in places], places, found)
        return found

    def named(self, post: str) -> frozenset[str]:
        """Return everybody to whom anything in one post may point, however weakly."""
        fields = post.split(FIELD)
        return self._closely(fields, set(range(len(fields))), weakly=True)

    def _screen(
        self, posts: list[str], places: list[int], found: dict[int, frozenset[str]]
    ) -> None:
        # Most ampersands of a dump are escaped; alone they need no closer look.
        seen = bulk_views(_framed(posts).replace("&amp;", "&"))
        for post, clues in self._clues(seen).items():
            people = self._concerned(clues, seen.compact)
            if people:
                found[places[post]] = people
        for post, people in self._look_again(posts, seen):
            found[places[post]] = people | found.get(places[post], frozenset())

    def _clues(self, seen: BulkViews) -> dict[int, list[_Clue]]:
        clues = self._read(seen.compact)
        hits = self._spaced(seen.spaced)
        for (post, place), anchor in zip(_places(hits, seen.spaced), hits[0], strict=True):
            clues.setdefault(post, []).append((anchor, place, 0))
        return clues

    def _read(self, view: bytes) -> dict[int, list[_Clue]]:
        """Find anchors in a compact view, as it reads and as it is heard."""
        found, ends = self._compact(view)
        for ear, search in () if view.isascii() else self._heard:
            # What is heard takes as many bytes as what is read, so the places are the same.
            more, there = search(ear(view))
            found, ends = found + more, ends + there
        clues: dict[int, list[_Clue]] = {}
        for (post, place), anchor, end in zip(
            _places((found, ends), view), found, ends, strict=True
        ):
            clues.setdefault(post, []).append((anchor, place, end))
        return clues

    def _look_again(
        self, posts: list[str], seen: BulkViews
    ) -> Iterator[tuple[int, frozenset[str]]]:
        """Give what posts hold that call for another reading than the plain one."""
        marked = sorted(_grouped(_places(self._stretched(seen.spaced), seen.spaced)))
        if marked:
            fields = seen.compact.split(_FIELD)
            view = _REPEATED.sub(rb"\1", b"".join(_pick(fields, marked)) + _FIELD)
            for number, clues in self._read(view).items():
                if people := self._concerned(clues, view):
                    yield marked[number], people
        for post, places in _grouped(_places(self._triggers(seen.spaced), seen.spaced)).items():
            if people := self._closely(posts[post].split(FIELD), places):
                yield post, people

    def _closely(
        self, fields: list[str], places: set[int], *, weakly: bool = False
    ) -> frozenset[str]:
        """Look at one post, and at some of its fields in every way that their text calls for."""
        read = [
            (place, reading.compact.folded.text)
            for place, field in enumerate(fields)
            for reading in (views(field) if place in places else (View("plain", compact(field)),))
        ]
        # Each reading is searched like a post of its own, in its first field.
        seen = bulk_views(_framed(text + _REST for _, text in read))
        clues = [
            (anchor, read[number][0], end)
            for number, found in self._clues(seen).items()
            for anchor, _, end in found
        ]
        return self._concerned(clues, seen.compact, weakly=weakly) if clues else frozenset()

    def _concerned(
        self, clues: list[_Clue], view: bytes, *, weakly: bool = False
    ) -> frozenset[str]:
        """Return the people named by ``clues`` if they can tie one of them; else nobody."""
        if not weakly and len(clues) == 1 and not self._enough[clues[0][0]]:
            return frozenset()
        weights: dict[int, dict[tuple[str, int], float]] = {}
        enough: set[int] = set()
        for anchor, field, end in clues:
            for tie in self._ties[anchor]:
                if tie.near is None or self._is_near(view, anchor, end, tie):
                    if tie.enough:
                        enough.add(tie.person)
                    of_person = weights.setdefault(tie.person, {})
                    key = (tie.kind, field)
                    of_person[key] = max(tie.weight, of_person.get(key, 0.0))
        if weakly:
            enough.update(weights)
        for person, found in weights.items():
            if len(found) > 1 and person not in enough and self._suffice(person, found):
                enough.add(person)
        if enough:
            # A weak fact may count through a relative who is named.
            enough.update(person for person, found in weights.items() if _has_fact(found))
        return frozenset(self._people[person][0] for person in enough)

    def _tie(self, person: int, kind: str, weight: float, near: str | None, begins: bool) -> _Tie:  # noqa: FBT001
        return _Tie(
            person, kind, weight, near, begins, self._suffice(person, {(kind, _TEXT): weight})
        )

    def _suffice(self, person: int, found: dict[tuple[str, int], float]) -> bool:
        """Tell whether clues, and faint ones that may stand in the text beside them, can tie."""
        values = list(found.values())
        for kind, weight in self._people[person][1].items():
            values.append(max(weight - found.get((kind, _TEXT), 0.0), 0.0))
        return strength(values) >= ALONE

    def _is_near(self, view: bytes, anchor: int, end: int, tie: _Tie) -> bool:
        name = tie.near or ""
        size, reach = len(self._texts[anchor]), len(name) + _SLIPS
        start = end - size if tie.begins else max(end - reach, 0)
        around = view[start : start + reach if tie.begins else end].decode("latin-1")
        if "." in self._texts[anchor]:
            return is_near(around, name, begins=False)
        return may_be_near(around, name, size, begins=tie.begins) and is_near(
            around, name, begins=tie.begins
        )

    def dump(self) -> bytes:
        """Return the screen as bytes for :meth:`load`; they hold private values in clear."""
        databases = [raw for search in self._searches for raw in search.dump()]
        return msgspec.msgpack.encode((self._table, databases))

    @classmethod
    def load(cls, raw: bytes) -> "Screen":
        """Return the screen that :meth:`dump` gave.

        :raises ValueError: if it cannot be used here.
        """
        return cls(*msgspec.msgpack.decode(raw))


@cache
def _ear(tongue: Tongue) -> Respelling:
    return Respelling(sound_table(tongue))


def _has_fact(found: Iterable[tuple[str, int]]) -> bool:
    return any(kind.startswith(Tie.FACT.value) for kind, _ in found)


def _framed(posts: Iterable[str]) -> str:
    """Join posts so that each field stands between two separators."""
    return FIELD + FIELD.join(posts) + FIELD


def _places(hits: Hits, view: bytes) -> list[tuple[int, int]]:
    """Return the post of each hit and the field of the post."""
    if not hits[1]:
        return []
    import numpy as np

    fields = np.searchsorted(_separators(view), np.array(hits[1]) - 1) - 1
    posts, places = np.divmod(fields, GLANCE_FIELDS)
    return list(zip(posts.tolist(), places.tolist(), strict=True))


def _pick(fields: list[bytes], posts: list[int]) -> Iterator[bytes]:
    for post in posts:
        first = 1 + post * GLANCE_FIELDS
        for field in fields[first : first + GLANCE_FIELDS]:
            yield _FIELD + field


def _grouped(places: list[tuple[int, int]]) -> dict[int, set[int]]:
    grouped: dict[int, set[int]] = {}
    for post, place in places:
        grouped.setdefault(post, set()).add(place)
    return grouped


def _separators(view: bytes) -> "NDArray[np.intp]":
    import numpy as np

    return np.flatnonzero(np.frombuffer(view, np.uint8) == ord(FIELD))
