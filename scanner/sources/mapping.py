"""Mapping what a file was cut into to posts or glances, and counting what becomes of each unit."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from scanner.posts import Post
from scanner.sources.formats import Peek, Reader
from scanner.sources.glances import Glance, glance_at
from scanner.sources.lines import Block, block_records
from scanner.sources.records import Record, Tally, Unreadable, Unrecognised, excerpt

__all__ = ["Chunk", "Glanced", "Mapper", "Origin"]

# What a file is handed on in: whole lines as bytes, or units that were cut out one by one.
Chunk = Block | list[Record | Unreadable]
# Where a glance was taken: at a post, or at a line of a block.
Origin = Post | tuple[Block, list[bytes], int]


class Glanced:
    """Glances at the posts of one chunk: texts to screen, authors' handles, and where they are."""

    __slots__ = ("handles", "origins", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.handles: list[str | None] = []
        self.origins: list[Origin] = []

    def add(self, seen: Glance, origin: Origin) -> None:
        """Add one glance."""
        self.texts.append(seen[0])
        self.handles.append(seen[1])
        self.origins.append(origin)


class Mapper:
    """One file's reader with its counts. Travels to workers without ``on_unreadable``."""

    def __init__(
        self,
        reader: Reader,
        *,
        name: str,
        limit: int,
        tally: Tally,
        on_unreadable: Callable[[Unreadable], None] | None = None,
    ) -> None:
        self.reader, self.tally = reader, tally
        self.on_unreadable = on_unreadable
        self._name, self._limit = name, limit

    def __reduce__(self) -> tuple[Any, ...]:
        return _mapper, (self.reader, self._name, self._limit)

    def copy(self) -> "Mapper":
        """Return a mapper of the same file that counts from nothing."""
        copied: Mapper = pickle.loads(pickle.dumps(self))  # noqa: S301 (our own bytes)
        return copied

    def posts(self, record: Record) -> list[Post]:
        """Map one record and count the outcome; a record that cannot be read gives none."""
        try:
            posts = self.reader.posts(record)
        except Unrecognised as fault:
            self.reject(record, fault)
            return []
        self.tally.read += 1
        self.tally.posts += len(posts)
        self.tally.without_posts += not posts
        return posts

    def reject(self, record: Record, fault: Unrecognised) -> None:
        """Set a record aside with the reason that its reader gave."""
        reason, raw = str(fault), excerpt(record.raw)
        self.set_aside(Unreadable(self._name, record.line, record.offset, reason, raw))

    def set_aside(self, entry: Unreadable) -> None:
        """Count one unit as unreadable and report it."""
        self.tally.quarantined += 1
        if self.on_unreadable:
            self.on_unreadable(entry)

    def units(self, units: Iterable[Record | Unreadable]) -> Iterator[Record]:
        """Give the records among ``units``, count all, and set aside what is no record."""
        for unit in units:
            self.tally.lines += 1
            if isinstance(unit, Record):
                yield unit
            else:
                self.set_aside(unit)

    def glances(self, chunk: Chunk) -> Glanced:
        """Return a glance at each post of a chunk; it is counted like the posts themselves."""
        seen = Glanced()
        peek = self.reader.peek
        if isinstance(chunk, Block) and peek and self._is_plain(chunk.raw):
            self._peek(chunk, peek, seen)
        else:
            for record in self.units(self._cut(chunk) if isinstance(chunk, Block) else chunk):
                self._map(record, seen)
        return seen

    def _peek(self, block: Block, peek: Peek, seen: Glanced) -> None:
        lines = block.raw.split(b"\n")
        peeked = list(map(peek, lines))
        for place, glance in enumerate(peeked):
            if glance is not None:
                seen.add(glance, (block, lines, place))
            elif record := self._record(block, lines, place):
                self._map(record, seen)
        known = len(lines) - peeked.count(None)
        self.tally.lines += known
        self.tally.read += known
        self.tally.posts += known

    def _record(self, block: Block, lines: list[bytes], place: int) -> Record | None:
        if not lines[place].strip():
            self.tally.blank += 1
            return None
        self.tally.lines += 1
        return _line_of(block, lines, place)

    def _map(self, record: Record, seen: Glanced) -> None:
        for post in self.posts(record):
            seen.add(glance_at(post), post)

    def post(self, origin: Origin) -> Iterable[Post]:
        """Return the post that a glance was taken at; none if only now it proves unreadable."""
        if isinstance(origin, Post):
            return (origin,)
        self.tally.read -= 1
        self.tally.posts -= 1
        return self.posts(_line_of(*origin))

    def _cut(self, block: Block) -> list[Record | Unreadable]:
        return block_records(block, name=self._name, limit=self._limit, tally=self.tally)

    def _is_plain(self, raw: bytes) -> bool:
        """Tell whether the lines may be peeked at: none over the limit, all of them UTF-8."""
        if max(map(len, raw.split(b"\n"))) > self._limit:
            return False
        try:
            raw.decode()
        except UnicodeDecodeError:
            return False
        return True


def _line_of(block: Block, lines: list[bytes], place: int) -> Record:
    offset = block.offset + sum(map(len, lines[:place])) + place
    return Record(lines[place], block.line + place, offset)


def _mapper(reader: Reader, name: str, limit: int) -> Mapper:
    tally = reader.tally
    tally.reset()
    return Mapper(reader, name=name, limit=limit, tally=tally)
