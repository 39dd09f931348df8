"""Archives of many files: zip, and tar however it is packed.

A file inside is named by a path through the archive (``dump.zip/day/posts.json``). Nothing is
ever unpacked to a place of its own; names that lead out of the archive lose their dots.
"""

import io
import os
import struct
import tarfile
import tempfile
import zipfile
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path, PosixPath, PurePosixPath
from typing import IO, Any

from scanner.errors import Fault, SourceError
from scanner.sources.unpacking import DAMAGE, Readable, unpacked

__all__ = ["Member", "archive_of", "members_of", "open_member", "refuse_archive"]

_MOST_MEMBERS = 100_000
_HEADER_BYTES = 1 << 20  # more than any honest header of a tar member
_SPOOL_BYTES = 1 << 24  # a larger member goes to a temporary file without a name
_COPY_BYTES = 1 << 17
_WORKBOOK = "[Content_Types].xml"
_ZIP = b"PK\x03\x04"
_EMPTY_ZIP = b"PK\x05\x06"
# The modules that parse archives raise more than they say: a size that is no number, headers that
# announce headers without end.
_HARMED = (*DAMAGE, ValueError, LookupError, ArithmeticError, RecursionError, struct.error)
_TAR_SIGN = slice(257, 262)


class Member(PosixPath):
    """A file inside an archive. Its state and its bytes on disk are the archive's."""

    def stat(self, **options: Any) -> Any:
        """Return the archive's state, by which a change is seen."""
        return _outer(self).stat(**options)

    def open(self, *args: Any, **options: Any) -> Any:
        """Open the archive itself; ``open_member`` opens what is inside."""
        return _outer(self).open(*args, **options)


def archive_of(path: Path) -> Path | None:
    """Return the archive that ``path`` leads into, or None if it leads to a file of its own."""
    if os.path.lexists(path):
        return None
    return next((Path(str(one)) for one in path.parents if os.path.isfile(one)), None)  # noqa: PTH113 (a Member's own answers for its archive)


def _outer(path: Path) -> Path:
    return archive_of(path) or Path(str(path.parent))


def members_of(path: Path) -> list[Member] | None:
    """Return the files in an archive, in its order; None if ``path`` is no archive.

    Hidden files are left out, as are links, devices and sparse files, which hold no text.

    :raises SourceError: if the archive is damaged, too large, or made to do harm.
    """
    kind = _kind(path)
    if kind is None:
        return None
    try:
        names = _zip_names(path) if kind == "zip" else [name for name, _ in _tar_members(path)]
    except _HARMED as error:
        what = f"is a damaged archive ({type(error).__name__})"
        raise SourceError(Fault(what, "Unpack it by hand, or fetch it again", file=path)) from error
    if len(names) > _MOST_MEMBERS:
        raise SourceError(Fault(f"holds over {_MOST_MEMBERS} files", "Unpack it", file=path))
    return [Member(path, name) for name in names if not _is_hidden(name)]


def refuse_archive(path: Path) -> None:
    """Do nothing for a file of its own.

    :raises SourceError: if it is an archive, which is read by its members, or a damaged one.
    """
    if archive_of(path) is None and (members := members_of(path)) is not None:
        what = f"is an archive of {len(members)} files"
        raise SourceError(Fault(what, "Name one of them: ARCHIVE/FILE", file=path))


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) for part in PurePosixPath(name).parts)


def _kind(path: Path) -> str | None:
    try:
        with path.open("rb") as file:
            head = file.read(4)
            file.seek(0)
            if head in (_ZIP, _EMPTY_ZIP):
                return "zip"
            start = b""
            for block in unpacked(file, path, refuse=False):
                start += block
                if len(start) >= _TAR_SIGN.stop:
                    break
    except (*DAMAGE, SourceError):
        return None  # whoever reads the file will say what is wrong with it
    return "tar" if start[_TAR_SIGN] == b"ustar" else None


class _Labels:
    """Gives each member a name that is safe, and its own even where the archive repeats one."""

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def of(self, name: str) -> str:
        """Return the label of the next member."""
        parts = PurePosixPath(name.replace("\\", "/").replace("\0", "")).parts
        label = "/".join(part for part in parts if part not in ("..", "/")) or "file"
        self._seen[label] += 1
        return label if self._seen[label] == 1 else f"{label}~{self._seen[label]}"


def _zip_infos(archive: zipfile.ZipFile) -> dict[str, zipfile.ZipInfo]:
    labels = _Labels()
    return {labels.of(one.filename): one for one in archive.infolist() if not one.is_dir()}


def _zip_names(path: Path) -> list[str]:
    with zipfile.ZipFile(path) as archive:
        infos = _zip_infos(archive)
    if _WORKBOOK in infos:
        raise SourceError(Fault("is an Excel workbook or the like", "Save it as CSV", file=path))
    if sum(one.compress_size for one in infos.values()) > path.stat().st_size:
        raise SourceError(Fault("is a zip archive whose files overlap", "Do not use it", file=path))
    return list(infos)


class _Blocks(io.RawIOBase):
    """A tar's bytes as a file; bounds what the parsing of one header may read."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self._file = path.open("rb")
        self._blocks = unpacked(self._file, path, refuse=False)
        self._rest = b""
        self.header_bytes: int | None = _HEADER_BYTES

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        if self.header_bytes is not None:
            self.header_bytes -= size
            if self.header_bytes < 0:
                raise OSError("a header of the archive is too long")
        while len(self._rest) < size and (block := next(self._blocks, b"")):
            self._rest += block
        found, self._rest = self._rest[:size], self._rest[size:]
        return found

    def close(self) -> None:
        self._file.close()
        super().close()


def _tar_members(path: Path) -> Iterator[tuple[str, IO[bytes]]]:
    """Give label and content of each regular file, which must be read before the next."""
    labels = _Labels()
    blocks = _Blocks(path)
    with blocks, tarfile.open(fileobj=blocks, mode="r|") as archive:
        while (info := archive.next()) is not None:
            archive.members = []  # type: ignore[attr-defined] # else every one is remembered
            if info.isreg() and not info.issparse():
                blocks.header_bytes = None
                content = archive.extractfile(info)
                if content is not None:
                    yield labels.of(info.name), content
                    while content.read(_COPY_BYTES):  # so that only headers are left to skip
                        pass
            blocks.header_bytes = _HEADER_BYTES


class _Tar:
    """Reads a tar's members in order and keeps the latest, as a reader opens each twice."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._members = _tar_members(path)
        self._label = ""
        self._spool: IO[bytes] = io.BytesIO()

    def open(self, label: str) -> Readable | None:
        """Return one member, going through the archive again where it lies behind."""
        if label != self._label and not self._find(label):
            self._members = _tar_members(self._path)
            if not self._find(label):
                return None
        self._spool.seek(0)
        return _Kept(self._spool)

    def __del__(self) -> None:
        self._spool.close()

    def _find(self, label: str) -> bool:
        for found, content in self._members:
            if found == label:
                self._spool.close()
                self._spool = tempfile.SpooledTemporaryFile(_SPOOL_BYTES)  # noqa: SIM115
                while block := content.read(_COPY_BYTES):
                    self._spool.write(block)
                self._label = label
                return True
        return False


class _Kept(io.BufferedIOBase):
    """A file that stays open when its reader closes it."""

    def __init__(self, file: IO[bytes]) -> None:
        super().__init__()
        self._file = file

    def readable(self) -> bool:
        return True

    def read(self, size: int | None = -1, /) -> bytes:
        return self._file.read(-1 if size is None else size)

    def seek(self, offset: int, whence: int = 0, /) -> int:
        return self._file.seek(offset, whence)

    def tell(self) -> int:
        return self._file.tell()

    def seekable(self) -> bool:
        return True


@lru_cache(maxsize=1)
def _tar(path: Path, _version: tuple[int, int]) -> _Tar:
    return _Tar(path)


def open_member(archive: Path, label: str) -> tuple[Readable, int | None]:
    """Open a file in an archive; return it with its packed size, if it has one of its own.

    :raises SourceError: if it is not there, or locked with a password.
    """
    opened: Readable | None
    packed = None
    try:
        if _kind(archive) == "zip":
            opened, packed = _open_in_zip(archive, label)
        else:
            state = archive.stat()
            opened = _tar(archive, (state.st_mtime_ns, state.st_size)).open(label)
    except _HARMED as error:
        what = f"cannot be taken out of its archive ({type(error).__name__})"
        raise SourceError(Fault(what, "Unpack it by hand", file=archive / label)) from error
    except (RuntimeError, NotImplementedError) as error:  # zipfile's words for these
        what = "is locked with a password, or packed in a way that is not known"
        raise SourceError(Fault(what, "Unpack it by hand", file=archive / label)) from error
    if opened is None:
        raise SourceError(Fault("is not in the archive", file=archive / label))
    return opened, packed


def _open_in_zip(archive: Path, label: str) -> tuple[Readable | None, int | None]:
    with zipfile.ZipFile(archive) as packed:
        info = _zip_infos(packed).get(label)
        # An open member keeps the archive open for as long as it needs it.
        return (packed.open(info), info.compress_size) if info else (None, None)
