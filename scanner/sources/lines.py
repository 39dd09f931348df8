"""Cutting a stream at line ends, with bounded memory whatever a line holds."""

from collections.abc import Iterator
from functools import partial
from itertools import accumulate, chain, count
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
    return chain.from_iterable(_Splitter(name, limit, tally).batches(stream))


class _Splitter:
    """Works a block at a time, so that no Python code runs for an ordinary line."""

    def __init__(self, name: str, limit: int, tally: Tally | None) -> None:
        self._name, self._limit, self._tally = name, limit, tally
        self._line, self._offset = 1, 0  # of the first byte of the tail
        self._tail = b""
        self._skipped = 0  # length so far of an overlong line, of which the tail keeps the start

    def batches(self, stream: ByteStream) -> Iterator[list[Record | Unreadable]]:
        for block in stream:
            start = 0
            if self._skipped:
                start = block.find(b"\n") + 1
                if not start:
                    self._skipped += len(block)
                    continue
                yield [self._overlong(start)]
            parts = (self._tail + block[start:]).split(b"\n")
            self._tail = parts.pop()
            yield self._records(parts)
            if len(self._tail) > self._limit:
                self._skipped, self._tail = len(self._tail), self._tail[:EXCERPT_BYTES]
        yield self._last(stream.damage)

    def _overlong(self, rest: int) -> Unreadable:
        """End the overlong line, whose last piece and line end are ``rest`` bytes."""
        overlong = self._unreadable(Record(self._tail, self._line, self._offset))
        self._line += 1
        self._offset += self._skipped + rest
        self._skipped, self._tail = 0, b""
        return overlong

    def _records(self, parts: list[bytes]) -> list[Record | Unreadable]:
        starts = map(add, accumulate(map(len, parts), initial=self._offset), count())
        records = list(map(_as_record, zip(parts, count(self._line), starts)))
        self._line += len(parts)
        self._offset += sum(map(len, parts)) + len(parts)
        if self._tally and (b"" in parts or any(map(bytes.isspace, parts))):
            records = self._without_blank(records)
        if max(map(len, parts), default=0) > self._limit:
            return [self._judged(record) for record in records]
        return records  # type: ignore[return-value] # a list of records holds no Unreadable

    def _without_blank(self, records: list[Record]) -> list[Record]:
        kept = [record for record in records if record.raw.strip()]
        if self._tally:
            self._tally.blank += len(records) - len(kept)
        return kept

    def _judged(self, record: Record) -> Record | Unreadable:
        return self._unreadable(record) if len(record.raw) > self._limit else record

    def _last(self, damage: str | None) -> list[Record | Unreadable]:
        if damage or self._skipped:
            rest = Record(self._tail, self._line, self._offset)
            return [self._unreadable(rest, damage)]
        return self._records([self._tail]) if self._tail else []

    def _unreadable(self, record: Record, reason: str | None = None) -> Unreadable:
        reason = reason or too_long(self._limit)
        return Unreadable(self._name, record.line, record.offset, reason, excerpt(record.raw))
