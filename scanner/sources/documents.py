"""Cutting JSON that spans lines: a pretty-printed page, an array, values one after another."""

import re
from collections.abc import Iterator

from scanner.sources.bytestream import ByteStream
from scanner.sources.lines import too_long
from scanner.sources.records import EXCERPT_BYTES, Record, Unreadable, excerpt

__all__ = ["CUT_OFF", "Cutter", "first_values", "skip_to_bracket", "split_values"]

# Everything up to a bracket outside strings, possessive, so linear. A string that the buffer cuts
# matches, too, and is told by its group: up to Python 3.11.4 a possessive group whose last round
# fails half-way keeps what that round had matched.
_NO_BRACKET = re.compile(
    rb'(?:[^"{}\[\]]++|(")[^"\\]*+(?:\\.[^"\\]*+)*+(?:"|(\\?\Z)))*+', re.DOTALL
)
_OPENING = ord("{")
# Between values stand blanks and, where the file is an array, its brackets and commas.
_BETWEEN = re.compile(rb"[\s,\[\]]*+")
_NOT_A_VALUE = "stands between JSON objects and is not one"
CUT_OFF = "is a JSON object that the file ends in the middle of"


def skip_to_bracket(buffer: bytes, start: int) -> int:
    """Return where the next bracket outside strings stands, or a string that is not closed."""
    skipped = _NO_BRACKET.match(buffer, start)
    if skipped is None:
        return start
    return skipped.end() if skipped[2] is None else skipped.start(1)


def split_values(stream: ByteStream, *, name: str, limit: int) -> Iterator[Record | Unreadable]:
    """Give every JSON object of ``stream``: at the top level, or in one array around them.

    An object over ``limit`` bytes is passed over in blocks and given as :class:`Unreadable`.
    """
    cutter = Cutter(name, limit)
    for block in stream:
        yield from cutter.feed(block)
    yield from cutter.finish(stream.damage)


def first_values(stream: ByteStream, *, limit: int, most: int) -> list[bytes]:
    """Return the first objects, looking no further than ``limit`` bytes."""
    cutter, values, seen = Cutter("", limit), list[bytes](), 0
    for block in stream:
        values += [unit.raw for unit in cutter.feed(block) if isinstance(unit, Record)]
        seen += len(block)
        if len(values) >= most or seen > limit:
            break
    return values[:most]


class Cutter:
    """Finds where objects end, keeping no more than ``limit`` bytes and a block."""

    def __init__(self, name: str, limit: int) -> None:
        self._name, self._limit = name, limit
        self._buffer = b""
        self._at = self._scan = self._depth = 0  # what lies before ``at`` was given out
        self._line, self._offset = 1, 0  # of the byte at ``at``
        self._dropped: Record | None = None  # start of an object that is over the limit

    def feed(self, block: bytes) -> Iterator[Record | Unreadable]:
        """Give the objects that end in ``block``, and what stands between them."""
        self._buffer = self._buffer[self._at :] + block
        self._scan, self._at = self._scan - self._at, 0
        while self._depth or self._at_value():
            if not self._depth and self._buffer[self._at] != _OPENING:
                if not (end := self._end_of_noise()):
                    break
                yield self._unreadable(_NOT_A_VALUE, self._take(end))
            elif end := self._end_of_value():
                yield self._value(self._take(end))
            else:
                break
        self._shed()

    def finish(self, damage: str | None) -> Iterator[Record | Unreadable]:
        """Give what is left at the end, which is no whole object."""
        whole = self._depth or self._dropped
        rest = self._dropped or self._take(len(self._buffer))
        if damage or rest.raw:
            yield self._unreadable(damage or (CUT_OFF if whole else _NOT_A_VALUE), rest)

    def _at_value(self) -> bool:
        between = _BETWEEN.match(self._buffer, self._at)
        self._take(between.end() if between else self._at)
        return self._at < len(self._buffer)

    def _end_of_noise(self) -> int:
        """Noise ends where a line ends or an object may begin; 0 if that is not in sight."""
        ends = (self._buffer.find(sign, self._at + 1) for sign in (b"{", b"\n"))
        seen = min((end for end in ends if end > 0), default=0)
        return seen or (len(self._buffer) if self._is_long() else 0)

    def _end_of_value(self) -> int:
        """Return where the object ends, or 0 if the buffer ends first."""
        while True:
            self._scan = skip_to_bracket(self._buffer, self._scan)
            bracket = self._buffer[self._scan : self._scan + 1]
            if not bracket or bracket == b'"':  # the end, or a string that goes on after it
                break
            self._scan += 1
            self._depth += 1 if bracket in b"{[" else -1
            if not self._depth:
                return self._scan
        return 0

    def _take(self, end: int) -> Record:
        piece = Record(self._buffer[self._at : end], self._line, self._offset)
        self._line += piece.raw.count(b"\n")
        self._offset += end - self._at
        self._at = self._scan = end
        return piece

    def _value(self, piece: Record) -> Record | Unreadable:
        start, self._dropped = self._dropped, None
        if start or len(piece.raw) > self._limit:
            return self._unreadable(too_long(self._limit), start or piece)
        return piece

    def _unreadable(self, reason: str, piece: Record) -> Unreadable:
        return Unreadable(self._name, piece.line, piece.offset, reason, excerpt(piece.raw))

    def _is_long(self) -> bool:
        return len(self._buffer) - self._at > self._limit

    def _shed(self) -> None:
        """Drop what was scanned of an object over the limit, but not the state it leaves."""
        if self._depth and (self._is_long() or self._dropped):
            piece = self._drop_scanned()
            self._dropped = self._dropped or piece._replace(raw=piece.raw[:EXCERPT_BYTES])

    def _drop_scanned(self) -> Record:
        in_string = self._buffer.startswith(b'"', self._scan)
        escaped = in_string and (len(self._buffer) - len(self._buffer.rstrip(b"\\"))) % 2
        piece = self._take(len(self._buffer))
        if in_string:  # an open string goes on in the next block: leave its quote to say so
            self._buffer = b'"\\' if escaped else b'"'
            self._offset -= len(self._buffer)
            self._at = self._scan = 0
        return piece
