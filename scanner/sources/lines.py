"""Cutting a stream at line ends, with bounded memory whatever a line holds."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate, count
from operator import add

from scanner.sources.bytestream import ByteStream
from scanner.sources.records import EXCERPT_BYTES, Record, Tally, Unreadable, excerpt

__all__ = ["split_lines", "too_long"]

# Builds a Record from a tuple without calling Python code for each line.
_as_record = partial(tuple.__new__, Record)


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
    return _Splitter(name, limit, tally).split(stream)


class _Splitter:
    def __init__(self, name: str, limit: int, tally: Tally | None) -> None:
        self._name, self._limit, self._tally = name, limit, tally
        self._line, self._offset = 1, 0  # of the first byte of the tail
        self._tail = b""
        self._skipped = 0  # length so far of an overlong line, of which the tail keeps the start

    def split(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        for block in stream:
            start = 0
            if self._skipped:
                start = block.find(b"\n") + 1
                if not start:
                    self._skipped += len(block)
                    continue
                yield self._overlong(start)
            yield from self._cut(block[start:])
        yield from self._last(stream.damage)

    def _cut(self, block: bytes) -> Iterator[Record | Unreadable]:
        parts = (self._tail + block).split(b"\n")
        self._tail = parts.pop()
        if parts:
            yield from self._lines(parts)
        if len(self._tail) > self._limit:
            self._skipped, self._tail = len(self._tail), self._tail[:EXCERPT_BYTES]

    def _overlong(self, rest: int) -> Unreadable:
        """End the overlong line, whose last piece and line end are ``rest`` bytes."""
        overlong = self._unreadable(Record(self._tail, self._line, self._offset))
        self._line += 1
        self._offset += self._skipped + rest
        self._skipped, self._tail = 0, b""
        return overlong

    def _lines(self, parts: list[bytes]) -> Iterator[Record | Unreadable]:
        starts = map(add, accumulate(map(len, parts), initial=self._offset), count())
        records = map(_as_record, zip(parts, count(self._line), starts))
        self._line += len(parts)
        self._offset += sum(map(len, parts)) + len(parts)
        crowded = max(map(len, parts)) > self._limit
        return self._checked(records, crowded=crowded)

    def _checked(
        self, records: Iterator[Record], *, crowded: bool
    ) -> Iterator[Record | Unreadable]:
        tally, limit = self._tally, self._limit
        for record in records:
            raw = record[0]
            if tally is not None and (not raw or raw.isspace()):
                tally.blank += 1
            elif crowded and len(raw) > limit:
                yield self._unreadable(record)
            else:
                yield record

    def _last(self, damage: str | None) -> Iterator[Record | Unreadable]:
        rest = Record(self._tail, self._line, self._offset)
        if damage or self._skipped:
            yield self._unreadable(rest, damage)
        elif rest.raw:
            yield from self._lines([rest.raw])

    def _unreadable(self, record: Record, reason: str | None = None) -> Unreadable:
        reason = reason or too_long(self._limit)
        return Unreadable(self._name, record.line, record.offset, reason, excerpt(record.raw))
