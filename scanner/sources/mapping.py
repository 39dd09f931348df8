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
# Where a glance was taken: at a post, or at a line of a block that was cut.
Origin = Post | tuple[Block, list[bytes], int]


class Glanced:
    """Glances at the posts of one chunk: texts to screen, authors' handles, and where they are."""

    __slots__ = ("_lines", "_origins", "handles", "texts")

    def __init__(self) -> None:
        self.texts: list[str] = []
        self.handles: list[str | None] = []
        self._lines: tuple[Block, list[bytes]] | None = None
        self._origins: list[Post | int] = []

    def origin(self, place: int) -> Origin:
        """Return where a glance was taken, for :meth:`Mapper.post`."""
        origin = self._origins[place]
        return (*self._lines, origin) if isinstance(origin, int) and self._lines else origin  # type: ignore[return-value]

    def add_post(self, post: Post) -> None:
        """Add a glance at a post that was made already."""
        text, handle = glance_at(post)
        self.texts.append(text)
        self.handles.append(handle)
        self._origins.append(post)

    def add_lines(self, block: Block, lines: list[bytes], glances: list[Glance | None]) -> None:
        """Add glances at the lines of a block, once for this chunk; None is none."""
        self._lines = block, lines
        self._origins += [place for place, seen in enumerate(glances) if seen]
        self.texts += [seen[0] for seen in glances if seen]
        self.handles += [seen[1] for seen in glances if seen]


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
        if isinstance(chunk, Block) and peek:
            lines = chunk.raw.split(b"\n")
            if max(map(len, lines)) <= self._limit:
                self._peek(chunk, lines, peek, seen)
                return seen
        for record in self.units(self._cut(chunk) if isinstance(chunk, Block) else chunk):
            self._map(record, seen)
        return seen

    def _peek(self, block: Block, lines: list[bytes], peek: Peek, seen: Glanced) -> None:
        peeked = list(map(peek, lines))
        seen.add_lines(block, lines, peeked)
        known = len(seen.texts)
        self.tally.lines += known
        self.tally.read += known
        self.tally.posts += known
        if known < len(lines):
            for place, glance in enumerate(peeked):
                if glance is None and (record := self._record(block, lines, place)):
                    self._map(record, seen)

    def _record(self, block: Block, lines: list[bytes], place: int) -> Record | None:
        if not lines[place].strip():
            self.tally.blank += 1
            return None
        self.tally.lines += 1
        return _line_of(block, lines, place)

    def _map(self, record: Record, seen: Glanced) -> None:
        for post in self.posts(record):
            seen.add_post(post)

    def post(self, origin: Origin) -> Iterable[Post]:
        """Return the post that a glance was taken at; none if only now it proves unreadable."""
        if isinstance(origin, Post):
            return (origin,)
        self.tally.read -= 1
        self.tally.posts -= 1
        return self.posts(_line_of(*origin))

    def _cut(self, block: Block) -> list[Record | Unreadable]:
        return block_records(block, name=self._name, limit=self._limit, tally=self.tally)


def _line_of(block: Block, lines: list[bytes], place: int) -> Record:
    offset = block.offset + sum(map(len, lines[:place])) + place
    return Record(lines[place], block.line + place, offset)


def _mapper(reader: Reader, name: str, limit: int) -> Mapper:
    tally = reader.tally
    tally.reset()
    return Mapper(reader, name=name, limit=limit, tally=tally)
