"""Cutting a stream at line ends, with bounded memory whatever a line holds."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate, chain, count
from operator import add
from typing import NamedTuple

from scanner.sources.bytestream import BLOCK_BYTES, ByteStream
from scanner.sources.records import EXCERPT_BYTES, Record, Tally, Unreadable, excerpt

__all__ = ["Block", "block_records", "split_blocks", "split_lines", "too_long"]

# Builds a Record from a tuple without calling Python code for each line.
_as_record = partial(tuple.__new__, Record)


class Block(NamedTuple):
    """Many whole lines as one piece of bytes, without the last line end.

    ``line`` counts from 1, ``offset`` is the first byte in the stream.
    """

    raw: bytes
    line: int
    offset: int


def too_long(limit: int) -> str:
    """Return the reason given for a unit over ``limit`` bytes."""
    return f"is longer than {limit} bytes (limits.line_bytes); it was not read"


def split_lines(
    stream: ByteStream, *, name: str, limit: int, tally: Tally | None
) -> Iterator[Record | Unreadable]:
    """Give every line in order; blank ones only if there is no ``tally`` to count them in.

    A line over ``limit`` bytes is passed over in blocks and given as :class:`Unreadable`, as is
    the piece of a line before the point where a damaged stream ends.
    """
    return chain.from_iterable(
        block_records(block, name=name, limit=limit, tally=tally)
        if isinstance(block, Block)
        else (block,)
        for block in split_blocks(stream, name=name, limit=limit)
    )


def block_records(
    block: Block, *, name: str, limit: int, tally: Tally | None
) -> list[Record | Unreadable]:
    """Return the lines of a block as :func:`split_lines` gives them."""
    parts = block.raw.split(b"\n")
    starts = map(add, accumulate(map(len, parts), initial=block.offset), count())
    records = list(map(_as_record, zip(parts, count(block.line), starts)))
    if tally and (b"" in parts or any(map(bytes.isspace, parts))):
        records = [record for record in records if record.raw.strip()]
        tally.blank += len(parts) - len(records)
    if max(map(len, parts)) > limit:
        return [_judged(record, name, limit) for record in records]
    return records  # type: ignore[return-value] # a list of records holds no Unreadable


def split_blocks(
    stream: ByteStream, *, name: str, limit: int, size: int = BLOCK_BYTES
) -> Iterator[Block | Unreadable]:
    """Give the stream in blocks of at least ``size`` bytes that end where lines end.

    What is no whole line that can be read, is given as :class:`Unreadable`.
    """
    return _Cutter(name, limit, size).cut(stream)


class _Cutter:
    def __init__(self, name: str, limit: int, size: int) -> None:
        self._name, self._limit, self._size = name, limit, size
        self._line, self._offset = 1, 0  # of the first byte that is held
        self._held: list[bytes] = []
        self._length = 0
        self._whole = 0  # how many held bytes end with a line, its end included
        self._skipped = 0  # length so far of an overlong line, of which the start is held

    def cut(self, stream: ByteStream) -> Iterator[Block | Unreadable]:
        for block in stream:
            start = 0
            if self._skipped:
                start = block.find(b"\n") + 1
                if not start:
                    self._skipped += len(block)
                    continue
                yield self._overlong(start)
            self._hold(block[start:] if start else block)
            if self._length >= self._size:
                yield from self._whole_lines()
        yield from self._rest(stream.damage)

    def _hold(self, piece: bytes) -> None:
        # Each piece is searched once, so that a long line is not read again and again.
        end = piece.rfind(b"\n") + 1
        if end:
            self._whole = self._length + end
        self._held.append(piece)
        self._length += len(piece)

    def _whole_lines(self) -> Iterator[Block]:
        if self._whole:
            held = b"".join(self._held)
            yield self._take(held[: self._whole - 1])
            self._keep(held[self._whole :])
        if self._length > self._limit:
            self._skipped = self._length
            self._held = [b"".join(self._held)[:EXCERPT_BYTES]]

    def _keep(self, rest: bytes) -> None:
        self._held, self._length, self._whole = [rest], len(rest), 0

    def _take(self, raw: bytes) -> Block:
        block = Block(raw, self._line, self._offset)
        self._line += raw.count(b"\n") + 1
        self._offset += len(raw) + 1
        return block

    def _overlong(self, rest: int) -> Unreadable:
        """End the overlong line, whose last piece and line end are ``rest`` bytes."""
        overlong = self._unreadable(b"".join(self._held), too_long(self._limit))
        self._line += 1
        self._offset += self._skipped + rest
        self._skipped = 0
        self._keep(b"")
        return overlong

    def _rest(self, damage: str | None) -> Iterator[Block | Unreadable]:
        raw = b"".join(self._held)
        if self._skipped:
            yield self._unreadable(raw, damage or too_long(self._limit))
            return
        if damage:  # what is whole was read; the line in which the stream breaks off was not
            whole, _, raw = raw.rpartition(b"\n")
            if whole:
                yield self._take(whole)
            yield self._unreadable(raw, damage)
        elif raw:
            yield self._take(raw.removesuffix(b"\n"))

    def _unreadable(self, raw: bytes, reason: str) -> Unreadable:
        return Unreadable(self._name, self._line, self._offset, reason, excerpt(raw))


def _judged(record: Record, name: str, limit: int) -> Record | Unreadable:
    if len(record.raw) <= limit:
        return record
    reason = too_long(limit)
    return Unreadable(name, record.line, record.offset, reason, excerpt(record.raw))
