"""How far each source file was read, surviving growth and noticing replacement."""

import hashlib
import os
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from scanner.store.records import Records

__all__ = ["Checkpoints", "FileMark"]

_END_BYTES = 4096


@dataclass(frozen=True, slots=True)
class FileMark:
    """The first ``size`` bytes of a file, recognised by a digest of their two ends.

    A file that grew still bears the mark taken before; one that was replaced, cut or rewritten
    from the front or the back does not.
    """

    size: int
    digest: str

    @classmethod
    def take(cls, path: Path, *, size: int | None = None) -> Self:
        """Mark the first ``size`` bytes of ``path``, by default all; reads at most 8 KiB.

        Take it before the file is read: if the file is replaced meanwhile, the mark then
        belongs to the old one and nothing of the new one is skipped.

        :raises OSError: if the file cannot be read.
        """
        with path.open("rb") as file:
            length = os.fstat(file.fileno()).st_size
            size = length if size is None else min(size, length)
            head = file.read(min(size, _END_BYTES))
            file.seek(max(0, size - _END_BYTES))
            tail = file.read(min(size, _END_BYTES))
        return cls(size, hashlib.sha256(head + tail).hexdigest())


class Checkpoints(Records):
    """Numbers of records done, by file."""

    def checkpoint(self, path: Path) -> int:
        """Return how many records of ``path`` are done; 0 for one that is new or was replaced."""
        row = self._db.one(
            "SELECT records, size, digest FROM checkpoints WHERE source = :source",
            {"source": _source(path)},
        )
        if row is None:
            return 0
        try:
            same = FileMark.take(path, size=row["size"]) == FileMark(row["size"], row["digest"])
        except OSError:
            return 0
        return int(row["records"]) if same else 0

    def set_checkpoint(self, path: Path, records: int, *, mark: FileMark) -> None:
        """Note that the first ``records`` records of the file that bears ``mark`` are done."""
        self._db.write(
            "INSERT INTO checkpoints (source, records, size, digest)"
            " VALUES (:source, :records, :size, :digest) ON CONFLICT (source) DO UPDATE SET"
            " records = excluded.records, size = excluded.size, digest = excluded.digest",
            {
                "source": _source(path),
                "records": records,
                "size": mark.size,
                "digest": mark.digest,
            },
        )


def _source(path: Path) -> str:
    # A file name need not be valid UTF-8, but text in the database must be.
    return os.fsencode(path.resolve()).decode("utf-8", "backslashreplace")
