"""Screening: which of many posts could concern anyone enrolled, at the speed of reading.

Thousands of posts are folded and searched in one call, for the anchors of everybody at once
(hyperscan's literal matcher: its cost hardly depends on how many there are). A post passes if
what was found could tie it to a person; whom, is told along with it, and the exact index needs to
look for those people only. What bulk folding cannot read is read again, as the index reads it.
Nothing that the exact index would tie strongly enough is lost; a test holds that.
"""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from scanner.sources.glances import TEXT, Columns, Glance
from scanner.text.bulk import FIELD, BulkViews, Respelling, bulk_views
from scanner.text.triggers import stretched, triggers
from scanner.text.views import views
from scanner.watchlist.anchors import anchors_of, faint_clues
from scanner.watchlist.clues import Anchors, Clue, Clues, Meaning
from scanner.watchlist.literals import Hits, Search
from scanner.watchlist.patterns import TONGUES, Patterns
from scanner.watchlist.sounds import Tongue, sound_table

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Screen"]

_FIELD = FIELD.encode()
_VIEWS = ("compact", "spaced", *TONGUES)
_REPEATED = re.compile(rb"([a-z])\1+")
_REMEMBERED = 200_000

# People with their faint clues, and anchors.
_Table = tuple[Sequence[tuple[str, Mapping[str, float], bool]], Anchors]
# Anchors found in texts, by the text's place: anchor, and what is nearly written around it.
_Found = dict[int, list[tuple[int, tuple[Meaning, ...]]]]


class _Calls(NamedTuple):
    """Places of texts with stretched letters, and of those to be read again for other reasons."""

    stretched: set[int]
    others: set[int]


class Screen:
    """Built once from a watchlist; says which posts could concern whom."""

    def __init__(self, table: _Table, databases: Sequence[bytes] = (), raw: bytes = b"") -> None:
        people, anchors = table
        self._clues = Clues(people, anchors)
        parts: dict[str, list[tuple[int, str]]] = {view: [] for view in _VIEWS}
        for place, (view, text, _) in enumerate(anchors):
            parts[view].append((place, text))
        # What calls for another reading is searched along with the short names, in one pass.
        calls = [*triggers(), *stretched()]
        self._first_call, self._first_stretched = len(anchors), len(anchors) + len(triggers())
        parts["spaced"] += enumerate(calls, start=self._first_call)
        made = iter(databases)
        self._searches = [
            Search(texts, made, expressions=view == "spaced") for view, texts in parts.items()
        ]
        self._compact, self._spaced, *heard = self._searches
        self._heard = list(zip(map(_ear, TONGUES), heard, strict=True))
        self._quiet: set[str] = set()
        if not raw:
            compiled = [part for search in self._searches for part in search.dump()]
            raw = msgspec.msgpack.encode((table, compiled))
        self._raw = raw

    @classmethod
    def build(cls, people: Iterable[Patterns], related: Container[str] = frozenset()) -> "Screen":
        """Build the screen for people, named by their ids; ``related`` have relatives enrolled."""
        listed: list[tuple[str, Mapping[str, float], bool]] = []
        table: dict[tuple[str, str], list[Any]] = {}
        for number, patterns in enumerate(people):
            known = patterns.person in related
            listed.append((patterns.person, faint_clues(patterns), known))
            for anchor in anchors_of(patterns):
                meanings = table.setdefault((anchor.view, anchor.text), [])
                meanings.append((number, anchor.kind, anchor.weight, anchor.near, anchor.begins))
        return cls((listed, [(*key, meanings) for key, meanings in table.items()]))

    def candidates(self, posts: Columns) -> Mapping[int, frozenset[str]]:
        """Return, for each post that passes, its place and the ids of those it may concern."""
        clues: dict[int, list[Clue]] = {}
        columns: Sequence[Sequence[str | None]] = posts
        for field, column in enumerate(columns):
            found = self._in_texts(posts[0]) if field == TEXT else self._in_names(column)
            for post, anchors in found.items():
                of_post = clues.setdefault(post, [])
                of_post += [(anchor, field, near) for anchor, near in anchors]
        passed = ((post, self._clues.concerned(found)) for post, found in clues.items())
        return {post: people for post, people in passed if people}

    def named(self, post: Glance) -> frozenset[str]:
        """Return everybody to whom anything in one post may point, however weakly."""
        clues = [
            (anchor, field, near)
            for field, text in enumerate(post)
            for anchor, near in (self._found_in([text]).get(0, ()) if text else ())
        ]
        return self._clues.named(clues)

    def _in_names(self, column: Sequence[str | None]) -> _Found:
        """Find anchors in texts that come again and again; those without any are remembered."""
        quiet = self._quiet
        texts = list(filter(None, set(column).difference(quiet)))
        if not texts:
            return {}
        found = self._in_texts(texts)
        if len(quiet) > _REMEMBERED:
            quiet.clear()
        quiet.update(text for place, text in enumerate(texts) if place not in found)
        heard = {texts[place]: anchors for place, anchors in found.items()}
        return (
            {post: heard[text] for post, text in enumerate(column) if text in heard}
            if heard
            else {}
        )

    def _in_texts(self, texts: Sequence[str]) -> _Found:
        found: _Found = {}
        for plain in (True, False):
            places = [place for place, text in enumerate(texts) if text.isascii() is plain]
            if places:
                for place, anchors in self._found_in([texts[place] for place in places]).items():
                    found[places[place]] = anchors
        return found

    def _found_in(self, texts: list[str]) -> _Found:
        block = _framed(texts)
        if block.count(FIELD) != len(texts) + 1:
            # Somebody wrote the separator into a text to shift what follows it.
            texts = [text.replace(FIELD, " ") for text in texts]
            block = _framed(texts)
        # Most ampersands of a dump are escaped; alone they call for no other reading.
        seen = bulk_views(block.replace("&amp;", "&"))
        found, calls = self._read(seen)
        for more in (
            self._read_single(seen, sorted(calls.stretched)),
            self._read_again(texts, sorted(calls.others)),
        ):
            for place, anchors in more.items():
                found.setdefault(place, []).extend(anchors)
        return found

    def _read(self, seen: BulkViews) -> tuple[_Found, "_Calls"]:
        """Find anchors in both views, and which texts call for another reading."""
        found, calls = self._read_compact(seen.compact), _Calls(set(), set())
        hits, ends = self._spaced(seen.spaced)
        for place, hit in zip(_places(ends, seen.spaced), hits, strict=True):
            if hit >= self._first_stretched:
                calls.stretched.add(place)
            elif hit >= self._first_call:
                calls.others.add(place)
            else:
                found.setdefault(place, []).append((hit, ()))
        return found, calls

    def _read_compact(self, view: bytes) -> _Found:
        """Find anchors in a compact view, as it reads and as it is heard."""
        found: _Found = {}
        for place, anchor, end, plain in self._likely(self._compact(view), view):
            near = self._clues.near.at(anchor, end, view)
            if near or plain:
                found.setdefault(place, []).append((anchor, near))
        for ear, search in () if view.isascii() else self._heard:
            # What is heard takes as many bytes as what is read, so the places are the same.
            anchors, ends = search(ear(view))
            for place, anchor in zip(_places(ends, view), anchors, strict=True):
                found.setdefault(place, []).append((anchor, ()))
        return found

    def _likely(self, hits: Hits, view: bytes) -> Iterator[tuple[int, int, int, bool]]:
        """Give place, anchor, end and whether the anchor alone means anything.

        Halves of names are left out unless the other half can stand beside them.
        """
        if not hits[0]:
            return iter(())
        import numpy as np

        anchors, ends = np.array(hits[0]), np.array(hits[1])
        plain = self._clues.is_plain[anchors]
        kept = plain | self._clues.near.likely(anchors, ends, view)
        columns = (anchors[kept].tolist(), ends[kept].tolist(), plain[kept].tolist())
        return zip(_places(ends[kept], view), *columns, strict=True)

    def _read_single(self, seen: BulkViews, places: list[int]) -> _Found:
        """Find anchors where letters are stretched, with each run of a letter read as one."""
        if not places:
            return {}
        texts = seen.compact.split(_FIELD)
        joined = _FIELD.join([b"", *(texts[1 + place] for place in places), b""])
        found = self._read_compact(_REPEATED.sub(rb"\1", joined))
        return {places[place]: anchors for place, anchors in found.items()}

    def _read_again(self, texts: Sequence[str], places: list[int]) -> _Found:
        """Find anchors in some texts, read in every way that they call for."""
        read = [
            (place, reading.compact.folded.text)
            for place in places
            for reading in views(texts[place])
        ]
        if not read:
            return {}
        # Each reading is searched like a text of its own.
        seen = bulk_views(_framed([text.replace(FIELD, " ") for _, text in read]))
        found: _Found = {}
        for number, anchors in self._read(seen)[0].items():
            found.setdefault(read[number][0], []).extend(anchors)
        return found

    def dump(self) -> bytes:
        """Return the screen as bytes for :meth:`load`; they hold private values in clear."""
        return self._raw

    @classmethod
    def load(cls, raw: bytes) -> "Screen":
        """Return the screen that :meth:`dump` gave.

        :raises ValueError: if it cannot be used here.
        """
        table, databases = msgspec.msgpack.decode(raw)
        return cls(table, databases, raw)


@cache
def _ear(tongue: Tongue) -> Respelling:
    return Respelling(sound_table(tongue))


def _framed(texts: Iterable[str]) -> str:
    """Join texts so that each stands between two separators."""
    return FIELD + FIELD.join(texts) + FIELD


def _places(ends: "Sequence[int] | NDArray[np.intp]", view: bytes) -> list[int]:
    """Return the place of the text in which each hit ends."""
    if not len(ends):
        return []
    import numpy as np

    places: list[int] = (np.searchsorted(_separators(view), np.asarray(ends) - 1) - 1).tolist()
    return places


def _separators(view: bytes) -> "NDArray[np.intp]":
    import numpy as np

    return np.flatnonzero(np.frombuffer(view, np.uint8) == ord(FIELD))
