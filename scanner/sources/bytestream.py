"""A file as blocks of UTF-8 bytes, whatever it was packed or encoded with."""

import codecs
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain
from pathlib import Path
from typing import BinaryIO

import zstandard

from scanner.errors import Fault, SourceError

__all__ = ["BLOCK_BYTES", "ByteStream"]

BLOCK_BYTES = 1 << 17  # small enough to be parsed while still in the cache
# zstd can turn 4 bytes into 128 KiB, and its decoder takes no bound on its output: small bites
# keep the worst case at 64 MiB. Measured: no slower than large ones.
_ZSTD_BITE = 2048
_ZSTD_WINDOW = 2**31  # what Reddit's archives are packed with
_GZIP = b"\x1f\x8b"
_ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60)))
_REFUSED = {
    b"PK\x03\x04": "a zip archive or an Excel workbook",
    b"BZh": "packed with bzip2",
    b"\xfd7zXZ\x00": "packed with xz",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"SQLite format 3\x00": "an SQLite database",
    b"%PDF": "a PDF",
    b"PAR1": "a Parquet file",
}
_DAMAGE = (OSError, EOFError, zlib.error, zstandard.ZstdError)


class ByteStream:
    """The bytes of a file, unpacked (gzip, zstd) and as UTF-8 without a byte order mark.

    Packing and encoding are recognised by content. Iterating gives non-empty blocks of about
    ``BLOCK_BYTES``. Where the file is cut off or damaged, iteration ends after the last good
    bytes and ``damage`` says why; each iteration starts at the beginning again.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: BinaryIO | None = None
        self.damage: str | None = None

    @property
    def position(self) -> int:
        """How many bytes of the file, as it lies on disk, have been taken."""
        return self._file.tell() if self._file and not self._file.closed else 0

    def __iter__(self) -> Iterator[bytes]:
        self.damage = None
        with _opened(self._path) as file:
            self._file = file
            try:
                yield from _as_utf8(_gathered(_unpacked(file, self._path)))
            except _DAMAGE as error:
                self.damage = f"the file is cut off or damaged here ({type(error).__name__})"


def _opened(path: Path) -> BinaryIO:
    try:
        return path.open("rb")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SourceError(Fault(f"cannot be opened: {reason}", file=path)) from error


def _unpacked(file: BinaryIO, path: Path) -> Iterator[bytes]:
    head = file.read(16)
    file.seek(0)
    for magic, what in _REFUSED.items():
        if head.startswith(magic):
            raise SourceError(
                Fault(f"is {what}", "Unpack or export it; gzip and zstd are read as is", file=path)
            )
    if head.startswith(_GZIP):
        return _gunzip(file)
    if head.startswith(_ZSTD):
        return _unzstd(file)
    return iter(lambda: file.read(BLOCK_BYTES), b"")


def _gunzip(file: BinaryIO) -> Iterator[bytes]:
    engine, packed = zlib.decompressobj(31), b""
    while packed := packed or file.read(BLOCK_BYTES // 4):
        if engine.eof:  # another member follows; zeros between members are padding
            packed = packed.lstrip(b"\0")
            engine = zlib.decompressobj(31) if packed else engine
            if not packed:
                continue
        yield engine.decompress(packed, BLOCK_BYTES)
        packed = engine.unused_data if engine.eof else engine.unconsumed_tail
    while rest := engine.decompress(b"", BLOCK_BYTES):
        yield rest
    if not engine.eof:
        raise EOFError


def _unzstd(file: BinaryIO) -> Iterator[bytes]:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    engine, packed = decoder.decompressobj(), b""
    while packed := packed or file.read(_ZSTD_BITE):
        if engine.eof:
            engine = decoder.decompressobj()
        yield engine.decompress(packed)
        packed = engine.unused_data if engine.eof else b""
    if not engine.eof:
        raise EOFError


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
    except _DAMAGE:
        if size:
            yield b"".join(held)
        raise
    if size:
        yield b"".join(held)


def _as_utf8(blocks: Iterator[bytes]) -> Iterator[bytes]:
    first = next(blocks, b"")
    if first.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        yield from _from_utf16(first, blocks)
        return
    if first := first.removeprefix(codecs.BOM_UTF8):
        yield first
    yield from blocks


def _from_utf16(first: bytes, blocks: Iterator[bytes]) -> Iterator[bytes]:
    # Lone surrogates pass through here, so that they cost their own line and not the whole file.
    decode = codecs.getincrementaldecoder("utf-16")("surrogatepass").decode
    for block in chain((first,), blocks):
        if text := decode(block):
            yield text.encode("utf-8", "surrogatepass")
    try:
        decode(b"", final=True)
    except UnicodeDecodeError as error:
        raise EOFError from error
