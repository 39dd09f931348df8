"""Cutting one large JSON document at the objects of its inner arrays: a chat's messages.

Such a document may be larger than memory, though each of its objects is small.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from scanner.sources.bytestream import ByteStream
from scanner.sources.documents import CUT_OFF, Cutter, skip_to_bracket
from scanner.sources.records import Record, Unreadable

__all__ = ["split_nested"]


def split_nested(
    stream: ByteStream, *, name: str, limit: int, key: str
) -> Iterator[Record | Unreadable]:
    """Give every object of every array that stands under ``key``, with what stands before it.

    The ``raw`` of a record is ``{"around": …, "item": …}``: the plain values that come before
    ``key`` in the object around it, and the object itself. Line and offset are the object's own.
    """
    cutter = _NestedCutter(name, limit, key)
    for block in stream:
        yield from cutter.feed(block)
    yield from cutter.finish(stream.damage)


class _NestedCutter(Cutter):
    """Skips the document's outer structure, of which only the innermost object is kept."""

    def __init__(self, name: str, limit: int, key: str) -> None:
        super().__init__(name, limit)
        self._key = f'"{key}"'.encode()
        self._around = b"{}"
        self._open: list[bool] = []  # brackets around: is it an array under the key?
        self._header_depth = 0  # how many brackets were open where ``at`` stands

    def finish(self, damage: str | None) -> Iterator[Record | Unreadable]:
        """Give what is left at the end, if the document was cut off."""
        if damage or self._depth or self._open or self._dropped:
            rest = self._dropped or self._take(len(self._buffer))
            yield self._unreadable(damage or CUT_OFF, rest)

    def _at_value(self) -> bool:
        while True:
            self._scan = skip_to_bracket(self._buffer, self._scan)
            bracket = self._buffer[self._scan : self._scan + 1]
            if not bracket or bracket == b'"':
                break
            if bracket == b"{" and self._open and self._open[-1]:
                self._take(self._scan)
                return True
            self._step(bracket)
            self._scan += 1
        if self._is_long():
            self._drop_scanned()
            self._header_depth = -1
        return False

    def _step(self, bracket: bytes) -> None:
        if bracket == b"{":
            self._take(self._scan)
            self._open.append(False)
            self._header_depth = len(self._open)
        elif bracket == b"[":
            self._open.append(self._is_wanted())
        elif self._open:
            self._open.pop()

    def _is_wanted(self) -> bool:
        before = self._buffer[self._at : self._scan].rstrip()
        name = before.removesuffix(b":").rstrip()
        if before == name or not name.endswith(self._key):
            return False
        is_whole = self._header_depth == len(self._open)
        self._around = _header(name.removesuffix(self._key)) if is_whole else b"{}"
        return True

    def _value(self, piece: Record) -> Record | Unreadable:
        unit = super()._value(piece)
        if isinstance(unit, Unreadable):
            return unit
        return unit._replace(raw=b'{"around":%b,"item":%b}' % (self._around, unit.raw))


def _header(raw: bytes) -> bytes:
    """Return the plain values of an object that is cut off before one of its keys."""
    try:
        found: Any = orjson.loads(raw.rstrip().removesuffix(b",") + b"}")
    except orjson.JSONDecodeError:
        return b"{}"
    plain = {key: value for key, value in found.items() if type(value) in (str, int, bool)}
    return orjson.dumps(plain)
