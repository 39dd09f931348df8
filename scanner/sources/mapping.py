"""Mapping what a file was cut into to posts or glances, and counting what becomes of each unit."""

import pickle
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import accumulate
from typing import Any, cast

from scanner.errors import SourceError
from scanner.posts import Post
from scanner.sources.formats import LineReader, Peek, Reader
from scanner.sources.glances import Columns, Glance, glance_at
from scanner.sources.lines import Block, block_records
from scanner.sources.records import Record, Tally, Unreadable, Unrecognised, excerpt

__all__ = ["Chunk", "Glanced", "Mapper"]

# What a file is handed on in: whole lines as bytes, or units that were cut out one by one.
Chunk = Block | list[Record | Unreadable]


class Glanced:
    """Glances at the posts of one chunk, field by field, and where they were taken."""

    __slots__ = ("_lines", "_offsets", "_origins", "columns")

    def __init__(self) -> None:
        self.columns: Columns = ([], [], [], [], [], [])
        self._lines: tuple[Block, list[bytes]] | None = None
        self._offsets: list[int] = []
        self._origins: list[Post | int] = []

    def __len__(self) -> int:
        return len(self._origins)

    def glance(self, place: int) -> Glance:
        """Return all fields of one post."""
        return tuple(column[place] for column in self.columns)  # type: ignore[return-value]

    def origin(self, place: int) -> Post | Record:
        """Return the post or the line at which a glance was taken, for :meth:`Mapper.post`."""
        origin = self._origins[place]
        if isinstance(origin, Post) or self._lines is None:
            return origin  # type: ignore[return-value]
        block, lines = self._lines
        self._offsets = self._offsets or _offsets(block, lines)
        return Record(lines[origin], block.line + origin, self._offsets[origin])

    def add_post(self, post: Post) -> None:
        """Add a glance at a post that was made already."""
        for column, field in zip(self.columns, glance_at(post), strict=True):
            cast("list[str | None]", column).append(field)
        self._origins.append(post)

    def add_lines(
        self, block: Block, lines: list[bytes], places: Iterable[int], columns: Columns
    ) -> None:
        """Add glances at some lines of a block, the only one of this chunk."""
        self._lines = block, lines
        self._origins += places
        for column, more in zip(self.columns, columns, strict=True):
            cast("list[str | None]", column).extend(cast("list[str | None]", more))


def _offsets(block: Block, lines: list[bytes]) -> list[int]:
    return list(accumulate((len(line) + 1 for line in lines), initial=block.offset))


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
        path: str = "",
    ) -> None:
        self.reader, self.tally = reader, tally
        self.on_unreadable = on_unreadable
        self._name, self._limit, self._path = name, limit, path

    def __reduce__(self) -> tuple[Any, ...]:
        # Reader and tally travel together, so that they still belong together there.
        return _mapper, (self.reader, self.tally, self._name, self._limit, self._path)

    def copy(self) -> "Mapper":
        """Return a mapper of the same file that counts from nothing."""
        copied: Mapper = pickle.loads(pickle.dumps(self))  # noqa: S301 (our own bytes)
        return copied

    def posts(self, record: Record) -> list[Post]:
        """Map one record and count the outcome; a record that cannot be read gives none."""
        return self.mapped(record) or []

    def mapped(self, record: Record) -> list[Post] | None:
        """Map one record and count the outcome; None if it cannot be read, whatever it holds.

        :raises SourceError: if the file as a whole cannot be read as it was asked to be.
        """
        try:
            posts = self.reader.posts(record)
        except SourceError:
            raise
        except Unrecognised as fault:
            self._reject(record, str(fault))
            return None
        except Exception as error:  # noqa: BLE001 (a hostile value may raise what no reader foresaw)
            self._reject(record, f"could not be read ({type(error).__name__})")
            return None
        self.tally.read += 1
        self.tally.posts += len(posts)
        self.tally.without_posts += not posts
        return posts

    def _reject(self, record: Record, reason: str) -> None:
        raw = excerpt(record.raw)
        self.set_aside(Unreadable(self._name, record.line, record.offset, reason, raw))

    def set_aside(self, entry: Unreadable) -> None:
        """Count one unit as unreadable and report it."""
        self.tally.quarantined += 1
        if self.on_unreadable:
            self.on_unreadable(replace(entry, path=self._path))

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
        peek = self.reader.peek if isinstance(self.reader, LineReader) else None
        if isinstance(chunk, Block) and peek:
            lines = chunk.raw.split(b"\n")
            if max(map(len, lines)) <= self._limit:
                self._peek(chunk, lines, peek, seen)
                return seen
        for record in self.units(self._cut(chunk) if isinstance(chunk, Block) else chunk):
            self._map(record, seen)
        return seen

    def _peek(self, block: Block, lines: list[bytes], peek: Peek, seen: Glanced) -> None:
        columns = _peeked(peek, lines)
        if columns:
            seen.add_lines(block, lines, range(len(lines)), columns)
        else:  # one of them is no plain post
            rest = []
            for place, line in enumerate(lines):
                if columns := _peeked(peek, [line]):
                    seen.add_lines(block, lines, (place,), columns)
                else:
                    rest.append(place)
            self._count(len(seen))
            for record in self.units(self._unpeeked(block, lines, rest)):
                self._map(record, seen)
            return
        self._count(len(seen))

    def _count(self, posts: int) -> None:
        self.tally.lines += posts
        self.tally.read += posts
        self.tally.posts += posts

    def _unpeeked(
        self, block: Block, lines: list[bytes], places: Iterable[int]
    ) -> Iterator[Record]:
        offsets = _offsets(block, lines)
        for place in places:
            if lines[place].strip():
                yield Record(lines[place], block.line + place, offsets[place])
            else:
                self.tally.blank += 1

    def _map(self, record: Record, seen: Glanced) -> None:
        for post in self.posts(record):
            seen.add_post(post)

    def post(self, origin: Post | Record) -> Iterable[Post]:
        """Return the post that a glance was taken at; none if only now it proves unreadable."""
        if isinstance(origin, Post):
            return (origin,)
        self.tally.read -= 1
        self.tally.posts -= 1
        return self.posts(origin)

    def _cut(self, block: Block) -> list[Record | Unreadable]:
        return block_records(block, name=self._name, limit=self._limit, tally=self.tally)


def _peeked(peek: Peek, lines: list[bytes]) -> Columns | None:
    """Glance at lines; where that fails, mapping them one by one tells which is to blame."""
    try:
        return peek(lines)
    except Exception:  # noqa: BLE001 (as above)
        return None


def _mapper(reader: Reader, tally: Tally, name: str, limit: int, path: str) -> Mapper:
    tally.reset()
    return Mapper(reader, name=name, limit=limit, tally=tally, path=path)
