"""Screening: which of many posts could concern anyone enrolled, at the speed of reading.

Thousands of posts are folded and searched in one call, for the anchors of everybody at once
(hyperscan's literal matcher: its cost hardly depends on how many there are). A post passes if
what was found could tie it to a person; whom, is told along with it, and the exact index needs to
look for those people only. What bulk folding cannot read is read again, as the index reads it.
Nothing that the exact index would tie strongly enough is lost; a test holds that.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

import msgspec

from scanner.sources import GLANCE_FIELDS
from scanner.text.bulk import FIELD, BulkViews, Respelling, bulk_views
from scanner.text.triggers import stretched, triggers
from scanner.text.views import views
from scanner.watchlist.anchors import anchors_of, faint_clues
from scanner.watchlist.clues import Anchors, Clue, Clues
from scanner.watchlist.literals import Hits, Search
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
_EVERY_FIELD = frozenset(range(GLANCE_FIELDS))

# People with their faint clues, and anchors.
_Table = tuple[Sequence[tuple[str, Mapping[str, float]]], Anchors]
_Found = dict[int, list[Clue]]


class Screen:
    """Built once from a watchlist; says which posts could concern whom."""

    def __init__(self, table: _Table, databases: Sequence[bytes] = ()) -> None:
        self._table = table
        people, anchors = table
        self._clues = Clues(people, anchors)
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
                meanings = table.setdefault((anchor.view, anchor.text), [])
                meanings.append((number, anchor.kind, anchor.weight, anchor.near, anchor.begins))
        return cls((listed, [(*key, meanings) for key, meanings in table.items()]))

    def candidates(self, posts: Sequence[str]) -> Mapping[int, frozenset[str]]:
        """Return, for each post that passes, its place and the ids of those it may concern.

        :param posts: texts of glances (see :mod:`scanner.sources.glances`).
        """
        found: dict[int, frozenset[str]] = {}
        plain = [index for index, text in enumerate(posts) if text.isascii()]
        rest = [index for index, text in enumerate(posts) if not text.isascii()]
        for places in (plain, rest):
            if places:
                for post, clues in self._found_in([posts[index] for index in places]).items():
                    if people := self._clues.concerned(clues):
                        found[places[post]] = people
        return found

    def named(self, post: str) -> frozenset[str]:
        """Return everybody to whom anything in one post may point, however weakly."""
        return self._clues.named(self._read_again([post], {0: _EVERY_FIELD}).get(0, []))

    def _found_in(self, posts: list[str]) -> _Found:
        block = _framed(posts)
        if block.count(FIELD) != len(posts) * GLANCE_FIELDS + 1:
            # Somebody wrote the separator into a text to shift what follows it.
            posts = [_whole(post) for post in posts]
            block = _framed(posts)
        # Most ampersands of a dump are escaped; alone they call for no other reading.
        seen = bulk_views(block.replace("&amp;", "&"))
        found = self._read(seen)
        for post, clues in self._read_single(seen).items():
            found.setdefault(post, []).extend(clues)
        marked = _grouped(_places(self._triggers(seen.spaced), seen.spaced))
        for post, clues in self._read_again(posts, marked).items():
            found.setdefault(post, []).extend(clues)
        return found

    def _read(self, seen: BulkViews) -> _Found:
        found = self._read_compact(seen.compact)
        hits = self._spaced(seen.spaced)
        for (post, place), anchor in zip(_places(hits, seen.spaced), hits[0], strict=True):
            found.setdefault(post, []).append(Clue(anchor, place))
        return found

    def _read_compact(self, view: bytes) -> _Found:
        """Find anchors in a compact view, as it reads and as it is heard."""
        hits = self._likely(self._compact(view), view)
        found: _Found = {}
        for (post, place), anchor, end in zip(_places(hits, view), *hits, strict=True):
            near = self._clues.near.at(anchor, end, view)
            found.setdefault(post, []).append(Clue(anchor, place, near))
        for ear, search in () if view.isascii() else self._heard:
            # What is heard takes as many bytes as what is read, so the places are the same.
            hits = search(ear(view))
            for (post, place), anchor in zip(_places(hits, view), hits[0], strict=True):
                found.setdefault(post, []).append(Clue(anchor, place))
        return found

    def _likely(self, hits: Hits, view: bytes) -> Hits:
        """Leave out halves of names beside which the other half cannot stand."""
        if not hits[0]:
            return hits
        import numpy as np

        anchors, ends = np.array(hits[0]), np.array(hits[1])
        kept = self._clues.likely(anchors, ends, view)
        return anchors[kept].tolist(), ends[kept].tolist()

    def _read_single(self, seen: BulkViews) -> _Found:
        """Find anchors where letters are stretched, with each run of a letter read as one."""
        marked = sorted(_grouped(_places(self._stretched(seen.spaced), seen.spaced)))
        if not marked:
            return {}
        fields = seen.compact.split(_FIELD)
        view = _REPEATED.sub(rb"\1", b"".join(_pick(fields, marked)) + _FIELD)
        return {marked[number]: clues for number, clues in self._read_compact(view).items()}

    def _read_again(self, posts: Sequence[str], places: Mapping[int, Iterable[int]]) -> _Found:
        """Find anchors in some fields of some posts, in every way that their text calls for."""
        read = [
            (post, place, reading.compact.folded.text)
            for post, fields in places.items()
            for place, field in enumerate(posts[post].split(FIELD))
            if place in fields
            for reading in views(field)
        ]
        if not read:
            return {}
        # Each reading is searched like a post of its own, in its first field.
        seen = bulk_views(_framed(_unframed(text) + _REST for _, _, text in read))
        found: _Found = {}
        for number, clues in self._read(seen).items():
            post, place, _ = read[number]
            found.setdefault(post, []).extend(clue._replace(field=place) for clue in clues)
        return found

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


def _framed(posts: Iterable[str]) -> str:
    """Join posts so that each field stands between two separators."""
    return FIELD + FIELD.join(posts) + FIELD


def _unframed(text: str) -> str:
    return text.replace(FIELD, " ")


def _whole(post: str) -> str:
    """Return a post with as many separators as fields ask for."""
    return post if post.count(FIELD) == GLANCE_FIELDS - 1 else _unframed(post) + _REST


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
