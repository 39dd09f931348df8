"""Clues: what anchors found in a post are worth together, and to whom they point."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from scanner.findings import Tie
from scanner.watchlist.anchors import strength
from scanner.watchlist.near import is_near, letters_beside
from scanner.watchlist.variant import ALONE

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["Anchors", "Clue", "Clues", "Meaning", "NearNeighbours"]

# View, text, and what it may mean: person's number, kind, weight, near, begins.
Anchors = Sequence[tuple[str, str, list[Any]]]
_TEXT = 0  # the place of a post's text among its fields
_REACH = 64  # bytes around an anchor in which the rest of a name must stand
_NOBODY: frozenset[str] = frozenset()
_LETTERS = 26
_NO_LETTER = 62  # a bit that no mask but the full one has
_ANY = (1 << 61) - 1


class Meaning(NamedTuple):
    """What an anchor may mean for one person; ``enough`` if it may do so without another clue."""

    person: int
    kind: str
    weight: float
    near: str | None
    begins: bool
    enough: bool


# An anchor, the field of the post that holds it, and the meanings of a part of a name which the
# text around bears out.
Clue = tuple[int, int, tuple[Meaning, ...]]


class Clues:
    """Weighs the clues of a post.

    ``people`` are (id, weights of faint clues by kind, whether a relative is enrolled).

    ``is_plain`` tells of each anchor whether it means anything without the text around it.
    """

    def __init__(
        self, people: Sequence[tuple[str, Mapping[str, float], bool]], anchors: Anchors
    ) -> None:
        self._people = people
        meanings = [[self._meaning(*item) for item in found] for _, _, found in anchors]
        self._plain = [[item for item in found if item.near is None] for found in meanings]
        self._enough = [any(item.enough for item in found) for found in self._plain]
        self.is_plain = _flags([bool(found) for found in self._plain])
        self.near = NearNeighbours(
            [text for _, text, _ in anchors],
            [[item for item in found if item.near is not None] for found in meanings],
        )

    def concerned(self, clues: Sequence[Clue]) -> frozenset[str]:
        """Return the ids of those whom the clues may tie to their post."""
        if len(clues) == 1:
            anchor, _, near = clues[0]
            if not near and not self._enough[anchor]:
                return _NOBODY
        weights, enough = self._weights(clues)
        for person, found in weights.items():
            if len(found) > 1 and person not in enough and self._suffice(person, found):
                enough.add(person)
        if enough:
            # A weak fact may count through a relative who is named.
            enough.update(
                person
                for person, found in weights.items()
                if self._people[person][2] and _has_fact(found)
            )
        return frozenset(self._people[person][0] for person in enough)

    def named(self, clues: Sequence[Clue]) -> frozenset[str]:
        """Return the ids of everybody to whom a clue points, however weakly."""
        return frozenset(self._people[person][0] for person in self._weights(clues)[0])

    def _weights(
        self, clues: Sequence[Clue]
    ) -> tuple[dict[int, dict[tuple[str, int], float]], set[int]]:
        weights: dict[int, dict[tuple[str, int], float]] = {}
        enough: set[int] = set()
        for anchor, field, near in clues:
            for meaning in (*self._plain[anchor], *near):
                if meaning.enough:
                    enough.add(meaning.person)
                of_person = weights.setdefault(meaning.person, {})
                key = (meaning.kind, field)
                of_person[key] = max(meaning.weight, of_person.get(key, 0.0))
        return weights, enough

    def _meaning(
        self,
        person: int,
        kind: str,
        weight: float,
        near: str | None,
        begins: bool,  # noqa: FBT001
    ) -> Meaning:
        enough = self._suffice(person, {(kind, _TEXT): weight})
        return Meaning(person, kind, weight, near, begins, enough)

    def _suffice(self, person: int, found: Mapping[tuple[str, int], float]) -> bool:
        """Tell whether clues, and faint ones that may stand in the text beside them, can tie."""
        values = list(found.values())
        for kind, weight in self._people[person][1].items():
            values.append(max(weight - found.get((kind, _TEXT), 0.0), 0.0))
        return strength(values) >= ALONE


class NearNeighbours:
    """Tells which names are nearly written where one of their halves was found."""

    def __init__(self, texts: Sequence[str], meanings: Sequence[Sequence[Meaning]]) -> None:
        self._by_letter: dict[int, dict[str, list[Meaning]]] = {}
        self._sizes = [0 if "." in text else len(text) for text in texts]
        # Bits of the letters of which one must stand beside the anchor; all set: no telling.
        self._before, self._behind = [0] * len(texts), [0] * len(texts)
        for anchor, found in enumerate(meanings):
            for meaning in found:
                self._add(anchor, meaning)

    def _add(self, anchor: int, meaning: Meaning) -> None:
        letters = letters_beside(meaning.near or "", self._sizes[anchor], begins=meaning.begins)
        masks = self._behind if meaning.begins else self._before
        masks[anchor] |= sum(1 << (ord(letter) - ord("a")) for letter in set(letters)) or _ANY
        by_letter = self._by_letter.setdefault(anchor, {})
        for letter in letters or ("",):
            by_letter.setdefault(letter, []).append(meaning)

    def likely(
        self, anchors: "NDArray[np.intp]", ends: "NDArray[np.intp]", view: bytes
    ) -> "NDArray[np.bool_]":
        """Tell for many anchors found in a view whether :meth:`at` may find something there."""
        import numpy as np

        codes = np.frombuffer(view, np.uint8)
        sizes, before, behind = (masks[anchors] for masks in self._arrays)
        starts, last = ends - sizes, len(codes) - 1
        found: NDArray[np.bool_] = (before == _ANY) | (behind == _ANY)
        for mask, place in (
            (before, starts - 1),
            (before, starts - 2),
            (behind, ends),
            (behind, ends + 1),
        ):
            letters = codes[np.clip(place, 0, last)].astype(np.int64) - ord("a")
            letters[(letters < 0) | (letters >= _LETTERS)] = _NO_LETTER
            found |= (mask >> letters) & 1 == 1
        return found

    @cached_property
    def _arrays(self) -> tuple["NDArray[np.int64]", ...]:
        import numpy as np

        return tuple(np.array(part, np.int64) for part in (self._sizes, self._before, self._behind))

    def at(self, anchor: int, end: int, view: bytes) -> tuple[Meaning, ...]:
        """Return what the view, which has no separators, nearly shows around an anchor."""
        by_letter = self._by_letter.get(anchor)
        if by_letter is None:
            return ()
        size = self._sizes[anchor]
        start = end - size
        around = view[max(start - _REACH, 0) : end + _REACH].decode("latin-1")
        place = min(start, _REACH)
        beside = around[max(place - 2, 0) : place] + around[place + size :][:2]
        seen = (item for letter in ("", *beside) for item in by_letter.get(letter, ()))
        return tuple(
            meaning
            for meaning in dict.fromkeys(seen)
            if is_near(
                around[place:] if meaning.begins else around[: place + size],
                meaning.near or "",
                begins=meaning.begins,
            )
        )


def _flags(values: list[bool]) -> "NDArray[np.bool_]":
    import numpy as np

    return np.array(values, np.bool_)


def _has_fact(found: Iterable[tuple[str, int]]) -> bool:
    return any(kind.startswith(Tie.FACT.value) for kind, _ in found)
