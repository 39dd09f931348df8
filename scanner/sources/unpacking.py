"""Packed bytes to plain ones, block by block: gzip, zstd, bzip2, xz; recognised by content."""

import bz2
import lzma
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Protocol

import zstandard

from scanner.errors import Fault, SourceError

__all__ = ["BLOCK_BYTES", "DAMAGE", "Readable", "unpacked"]

BLOCK_BYTES = 1 << 17  # small enough to be parsed while still in the cache
# zstd can turn 4 bytes into 128 KiB, and its decoder takes no bound on its output: small bites
# keep the worst case at 64 MiB. Measured: no slower than large ones.
_ZSTD_BITE = 2048
_ZSTD_WINDOW = 2**31  # what Reddit's archives are packed with
_XZ_MEMORY = 1 << 28
_GZIP = b"\x1f\x8b"
_BZIP2 = b"BZh"
_XZ = b"\xfd7zXZ\x00"
_ZSTD = (b"\x28\xb5\x2f\xfd", *(bytes([n]) + b"\x2a\x4d\x18" for n in range(0x50, 0x60)))
_REFUSED = {
    b"PK\x03\x04": "a zip archive inside an archive, or an Excel workbook",
    b"7z\xbc\xaf\x27\x1c": "a 7-Zip archive",
    b"Rar!": "a RAR archive",
    b"SQLite format 3\x00": "an SQLite database",
    b"%PDF": "a PDF",
}
# What unpacking and decoding raise over bytes that are not what they should be.
DAMAGE = (
    *(OSError, EOFError, UnicodeError),
    *(zlib.error, zstandard.ZstdError, lzma.LZMAError, zipfile.BadZipFile, tarfile.TarError),
)


class Readable(Protocol):
    """Bytes that can be read again from their start."""

    def read(self, size: int, /) -> bytes:
        """Return up to ``size`` bytes; none at the end."""
        ...

    def seek(self, offset: int, /) -> int:
        """Go to ``offset``, of which only 0 is ever asked."""
        ...

    def close(self) -> None:
        """Let go of the file."""
        ...


def unpacked(file: Readable, path: Path, *, refuse: bool = True) -> Iterator[bytes]:
    """Return the plain bytes of ``file``, which stands at its start, in blocks of some size.

    :raises SourceError: if ``refuse`` and the file is of a known kind that cannot be read.
    """
    head = file.read(16)
    file.seek(0)
    for magic, what in _REFUSED.items() if refuse else ():
        if head.startswith(magic):
            raise SourceError(Fault(f"is {what}", "Unpack or export it", file=path))
    if head.startswith(_GZIP):
        return _gunzip(file)
    if head.startswith(_ZSTD):
        return _unzstd(file)
    if head.startswith(_BZIP2):
        return _streams(file, bz2.BZ2Decompressor)
    if head.startswith(_XZ):
        return _streams(file, lambda: lzma.LZMADecompressor(memlimit=_XZ_MEMORY))
    return iter(lambda: file.read(BLOCK_BYTES), b"")


def _gunzip(file: Readable) -> Iterator[bytes]:
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


def _unzstd(file: Readable) -> Iterator[bytes]:
    decoder = zstandard.ZstdDecompressor(max_window_size=_ZSTD_WINDOW)
    engine, packed = decoder.decompressobj(), b""
    while packed := packed or file.read(_ZSTD_BITE):
        if engine.eof:
            engine = decoder.decompressobj()
        yield engine.decompress(packed)
        packed = engine.unused_data if engine.eof else b""
    if not engine.eof:
        raise EOFError


def _streams(file: Readable, new: Callable[[], Any]) -> Iterator[bytes]:
    """Unpack bzip2 or xz, of which several may stand one after another."""
    engine, packed = new(), b""
    while True:
        if engine.eof:
            packed = (engine.unused_data or file.read(BLOCK_BYTES // 4)).lstrip(b"\0")
            if not packed:
                return
            engine = new()
        elif engine.needs_input and not packed:
            packed = file.read(BLOCK_BYTES // 4)
            if not packed:
                raise EOFError
        yield engine.decompress(packed, BLOCK_BYTES)
        packed = b""
