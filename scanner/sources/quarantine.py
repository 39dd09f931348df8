"""The report of what could not be read. Its excerpts may hold private data: mode 0600."""

import json
import os
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from scanner.sources.records import Unreadable

__all__ = ["QuarantineReport"]

_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW


class QuarantineReport:
    """Appends unreadable units to a JSON Lines file, which is created at the first of them.

    Calling the report adds an entry, so that it can be given to ``open_source`` as it is.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = 0
        self._file: BinaryIO | None = None

    def __call__(self, entry: Unreadable) -> None:
        """Write one entry; it is in the file when this returns."""
        file = self._file = self._file or self._open()
        # In ASCII, so that file names of any bytes are kept and read back.
        line = json.dumps(entry.as_dict(), ensure_ascii=True, separators=(",", ":"))
        file.write(line.encode("ascii") + b"\n")
        self.entries += 1

    def _open(self) -> BinaryIO:
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(self.path, _FLAGS, 0o600)
        os.fchmod(descriptor, 0o600)  # an older report may have been left wider open
        return os.fdopen(descriptor, "wb", buffering=0)

    def close(self) -> None:
        """Close the file, if there is one."""
        if self._file:
            self._file.close()
            self._file = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
