"""Screening: which of many posts could concern anyone enrolled, at the speed of reading.

Thousands of posts are folded and searched in one call, for the anchors of everybody at once
(hyperscan's literal matcher: its cost hardly depends on how many there are). A post passes if
what was found could tie it to a person; whom, is told along with it, and the exact index needs to
look for those people only. Posts that hold something which bulk folding cannot read are looked at
one by one. Nothing that the exact index would tie strongly enough is lost; a test holds that.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import orjson

from scanner.posts import Post
from scanner.text.bulk import FIELD, LOOKALIKES, UNSURE, bulk_views
from scanner.text.compact import compact
from scanner.watchlist.anchors import anchors_of, faint_clues, strength
from scanner.watchlist.names import ALONE
from scanner.watchlist.near import is_near
from scanner.watchlist.patterns import Patterns

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["FIELDS", "Screen", "joined", "joined_post"]

# text, display name, bio, handle, handle answered, links
FIELDS = 6
_FLAG = UNSURE.encode()
_SLIPS = 2  # at most, in a near spelling


def joined_post(post: Post) -> str:
    """Return the fields of a post that screening reads, joined as :func:`joined` does."""
    author, reply = post.author, post.reply_to
    return joined(
        post.text,
        author.display_name,
        author.bio,
        author.handle,
        reply.handle if reply else None,
        " ".join(post.links),
    )


def joined(*fields: str | None) -> str:
    """Join :data:`FIELDS` texts into the one string that :class:`Screen` takes for a post."""
    text = FIELD.join(field or "" for field in fields)
    if text.count(FIELD) != FIELDS - 1:
        # Somebody wrote the separator into a text to shift what follows it.
        text = FIELD.join((field or "").replace(FIELD, " ") for field in fields)
    return text


@dataclass(frozen=True, slots=True)
class _Tie:
    person: int
    kind: str
    weight: float
    near: str | None
    begins: bool


class Screen:
    """Built once from a watchlist; says which posts could concern whom."""

    def __init__(
        self,
        people: Sequence[tuple[str, Mapping[str, float]]],
        table: Sequence[tuple[str, list[Any]]],
    ) -> None:
        self._people = people
        self._table = table
        self._texts = [text for text, _ in table]
        self._ties = [[_Tie(*tie) for tie in ties] for _, ties in table]
        self._alone = [any(tie.weight >= ALONE for tie in ties) for ties in self._ties]
        self._search = _Search(self._texts)

    @classmethod
    def build(cls, people: Iterable[Patterns]) -> "Screen":
        """Build the screen for people, named by their ids."""
        listed: list[tuple[str, Mapping[str, float]]] = []
        table: dict[str, list[Any]] = {}
        for number, patterns in enumerate(people):
            listed.append((patterns.person, faint_clues(patterns)))
            for anchor in anchors_of(patterns):
                table.setdefault(anchor.text, []).append((number, *anchor[1:]))
        return cls(listed, list(table.items()))

    def candidates(self, posts: Sequence[str]) -> Mapping[int, frozenset[str]]:
        """Return, for each post that passes, its place and the ids of those it may concern.

        :param posts: as :func:`joined` makes them.
        """
        found: dict[int, frozenset[str]] = {}
        plain = [index for index, text in enumerate(posts) if text.isascii()]
        rest = [index for index, text in enumerate(posts) if not text.isascii()]
        for places in (plain, rest):
            if places:
                self._screen([posts[index] for index in places], places, found)
        return found

    def _screen(
        self, posts: list[str], places: list[int], found: dict[int, frozenset[str]]
    ) -> None:
        views = bulk_views(FIELD.join(posts))
        hits = self._search(views.compact)
        for post, clues in _by_post(hits, views.compact).items():
            people = self._concerned(clues, views.compact)
            if people:
                found[places[post]] = people
        if _FLAG in views.compact:
            for post in _flagged(views.compact):
                people = self._closely(posts[post])
                if people:
                    found[places[post]] = people

    def _closely(self, post: str) -> frozenset[str]:
        """Look at one post whose characters bulk folding cannot read."""
        text = FIELD.join(compact(field).text for field in post.split(FIELD))
        view = text.translate(LOOKALIKES).encode("utf-8", "surrogatepass")
        clues = _by_post(self._search(view), view).get(0)
        return self._concerned(clues, view) if clues else frozenset()

    def _concerned(self, clues: "list[_Clue]", view: bytes) -> frozenset[str]:
        """Return the people named by ``clues`` if they can tie one of them; else nobody."""
        if not any(self._alone[anchor] for anchor, _, _ in clues) and len(set(clues)) == 1:
            return frozenset()
        weights: dict[int, dict[tuple[str, int], float]] = {}
        for anchor, field, end in clues:
            for tie in self._ties[anchor]:
                if tie.near is None or self._is_near(view, anchor, end, tie):
                    of_person = weights.setdefault(tie.person, {})
                    key = (tie.kind, field)
                    of_person[key] = max(tie.weight, of_person.get(key, 0.0))
        if not any(self._suffice(person, found) for person, found in weights.items()):
            return frozenset()
        return frozenset(self._people[person][0] for person in weights)

    def _suffice(self, person: int, found: dict[tuple[str, int], float]) -> bool:
        """Tell whether clues, and faint ones that may stand in the text beside them, can tie."""
        values = list(found.values())
        if max(values) >= ALONE:
            return True
        faint = self._people[person][1]
        for kind, weight in faint.items():
            values.append(max(weight - found.get((kind, 0), 0.0), 0.0))
        return strength(values) >= ALONE

    def _is_near(self, view: bytes, anchor: int, end: int, tie: _Tie) -> bool:
        name = tie.near or ""
        reach = len(name) + _SLIPS
        start = end - len(self._texts[anchor]) if tie.begins else max(end - reach, 0)
        around = view[start : start + reach if tie.begins else end].decode("latin-1")
        return is_near(around, name, begins=tie.begins)

    def dump(self) -> bytes:
        """Return the screen as bytes for :meth:`load`; they hold private values in clear."""
        return orjson.dumps([self._people, self._table])

    @classmethod
    def load(cls, raw: bytes) -> "Screen":
        """Return the screen that :meth:`dump` gave."""
        people, table = orjson.loads(raw)
        return cls(people, table)


# Which anchor, in which field of its post, and where in the view it ends.
_Clue = tuple[int, int, int]


class _Search:
    """Finds thousands of literals, and some expressions, in megabytes of text in one call."""

    def __init__(self, texts: Sequence[str]) -> None:
        literals = [(place, text) for place, text in enumerate(texts) if "." not in text]
        expressions = [(place, text) for place, text in enumerate(texts) if "." in text]
        self._databases = [
            _compiled(part, literal=literal)
            for part, literal in ((literals, True), (expressions, False))
            if part
        ]

    def __call__(self, view: bytes) -> tuple[list[int], list[int]]:
        """Return the places of the texts found, and where each ends."""
        found: list[int] = []
        ends: list[int] = []
        for database in self._databases:
            database.scan(view, match_event_handler=_collector(found, ends))
        return found, ends


def _compiled(texts: list[tuple[int, str]], *, literal: bool) -> Any:
    import hyperscan

    database = hyperscan.Database(mode=hyperscan.HS_MODE_BLOCK)
    database.compile(
        expressions=[text.encode() for _, text in texts],
        ids=[place for place, _ in texts],
        elements=len(texts),
        literal=literal,
    )
    return database


def _collector(ids: list[int], ends: list[int]) -> Callable[..., None]:
    add_id, add_end = ids.append, ends.append

    def collect(literal: int, _start: int, end: int, _flags: int, _context: object) -> None:
        add_id(literal)
        add_end(end)

    return collect


def _by_post(hits: tuple[list[int], list[int]], view: bytes) -> dict[int, list[_Clue]]:
    ids, ends = hits
    if not ids:
        return {}
    import numpy as np

    fields = np.searchsorted(_separators(view), np.array(ends) - 1)
    posts, places = np.divmod(fields, FIELDS)
    grouped: dict[int, list[_Clue]] = {}
    for post, anchor, place, end in zip(posts.tolist(), ids, places.tolist(), ends, strict=True):
        grouped.setdefault(post, []).append((anchor, place, end))
    return grouped


def _flagged(view: bytes) -> list[int]:
    import numpy as np

    places = np.flatnonzero(np.frombuffer(view, np.uint8) == _FLAG[0])
    posts = np.searchsorted(_separators(view), places) // FIELDS
    return [int(post) for post in np.unique(posts)]


def _separators(view: bytes) -> "NDArray[np.intp]":
    import numpy as np

    return np.flatnonzero(np.frombuffer(view, np.uint8) == ord(FIELD))
