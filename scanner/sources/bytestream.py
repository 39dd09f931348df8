"""A file as blocks of UTF-8 bytes, whatever it was packed or encoded with."""

import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path

from scanner.errors import Fault, SourceError
from scanner.sources.archives import archive_of, open_member
from scanner.sources.encodings import as_utf8, encoding_of, known_encoding
from scanner.sources.parquet import is_parquet, parquet_lines
from scanner.sources.unpacking import BLOCK_BYTES, DAMAGE, Readable, unpacked

__all__ = ["BLOCK_BYTES", "STANDARD_INPUT", "ByteStream"]

STANDARD_INPUT = Path("-")
_FREE_BYTES = 1 << 28  # a quarter of a gigabyte may be packed as tightly as can be
_KEPT_BYTES = 1 << 26  # of standard input, which cannot be read twice


class _BombError(OSError):
    """Unpacking gives far more than honest data would."""


class ByteStream:
    """The bytes of a file, unpacked and as UTF-8 without a byte order mark.

    Packing and encoding are recognised by content; ``path`` may lead into an archive, and ``-`` is
    standard input. Iterating gives non-empty blocks of about ``BLOCK_BYTES``. Where the file is
    cut off or damaged, iteration ends after the last good bytes and ``damage`` says why; each
    iteration starts at the beginning again. ``encoding`` is known once iteration has begun.
    """

    def __init__(
        self, path: Path, *, encoding: str | None = None, unpacking_ratio: int = 1_000
    ) -> None:
        self._path, self._ratio = path, unpacking_ratio
        self._given = known_encoding(encoding) if encoding else None
        self._counted: _Counted | None = None
        self.damage: str | None = None
        self.encoding = self._given or "utf-8"

    @property
    def position(self) -> int:
        """How many bytes of the file, as it lies on disk, have been taken."""
        return self._counted.read_so_far if self._counted else 0

    def __iter__(self) -> Iterator[bytes]:
        self.damage = None
        file, packed_size = _opened(self._path)
        with closing(file):
            if is_parquet(file):
                yield from _gathered(parquet_lines(file, self._path))
                return
            counted = _Counted(file, packed_size)
            self._counted = counted
            try:
                blocks = _gathered(self._bounded(unpacked(counted, self._path), counted))
                first = next(blocks, b"")
                self.encoding = self._given or encoding_of(first)
                yield from as_utf8(first, blocks, self.encoding)
            except _BombError:
                self.damage = (
                    f"the file unpacks to over {self._ratio} times its size "
                    "(limits.unpacking_ratio); the rest was not read"
                )
            except DAMAGE as error:
                self.damage = f"the file is cut off or damaged here ({type(error).__name__})"

    def _bounded(self, blocks: Iterator[bytes], counted: "_Counted") -> Iterator[bytes]:
        given = 0
        for block in blocks:
            given += len(block)
            if given > _FREE_BYTES and given > self._ratio * counted.packed:
                raise _BombError
            yield block


class _Counted:
    """Counts what is read; of a file in a zip archive, the packed size is known before."""

    def __init__(self, file: Readable, packed_size: int | None) -> None:
        self._file, self._known, self._read = file, packed_size, 0

    @property
    def read_so_far(self) -> int:
        """How many bytes were taken."""
        return self._read

    @property
    def packed(self) -> int:
        """How many packed bytes were read."""
        return self._read if self._known is None else self._known

    def read(self, size: int, /) -> bytes:
        block = self._file.read(size)
        self._read += len(block)
        return block

    def seek(self, offset: int, /) -> int:
        self._read = offset  # what is read again counts once
        return self._file.seek(offset)

    def close(self) -> None:
        self._file.close()


def _opened(path: Path) -> tuple[Readable, int | None]:
    if path == STANDARD_INPUT:
        return _standard_input.open(), None
    if archive := archive_of(path):
        return open_member(archive, str(path.relative_to(archive)))
    try:
        return path.open("rb"), None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(Fault(f"cannot be opened: {reason}", file=path)) from error


class _StandardInput:
    """Keeps the beginning of standard input, so that it can be looked at before it is read."""

    def __init__(self) -> None:
        self.kept = bytearray()
        self.is_whole = True  # whether all that was read is kept

    def open(self) -> "_Replayed":
        if not self.is_whole:
            what = "can be read only once"
            raise SourceError(Fault(what, "Write it to a file first", file="standard input"))
        return _Replayed(self)

    def more(self, size: int) -> bytes:
        block = sys.stdin.buffer.read(size)
        if len(self.kept) + len(block) <= _KEPT_BYTES:
            self.kept += block
        else:
            self.is_whole, self.kept = False, bytearray()
        return block


_standard_input = _StandardInput()


class _Replayed:
    def __init__(self, source: _StandardInput) -> None:
        self._source, self._at = source, 0
        self._kept = source.kept

    def read(self, size: int, /) -> bytes:
        block = bytes(self._kept[self._at : self._at + size]) or self._source.more(size)
        self._at += len(block)
        if not self._source.is_whole:
            self._kept = bytearray()  # there is no way back, so memory is given back
        return block

    def seek(self, offset: int, /) -> int:
        self._at = offset
        return offset

    def close(self) -> None:
        """Leave standard input open for whoever reads it next."""


def _gathered(blocks: Iterable[bytes]) -> Iterator[bytes]:
    """Join small blocks; what came before damage is passed on before the exception."""
    held: list[bytes] = []
    size = 0
    try:
        for block in blocks:
            held.append(block)
            size += len(block)
            if size >= BLOCK_BYTES:
                yield b"".join(held)
                held, size = [], 0
    except DAMAGE:
        if size:
            yield b"".join(held)
        raise
    if size:
        yield b"".join(held)
