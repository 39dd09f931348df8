"""The site's own secret: digests made with it mean nothing elsewhere."""

import os
from collections.abc import Callable
from pathlib import Path

from scanner.errors import Fault, StateError

__all__ = ["KEY_BYTES", "read_or_make"]

KEY_BYTES = 32


def read_or_make(path: Path, random: Callable[[int], bytes]) -> bytes:
    """Return the key in ``path``, made (mode 0600) if there is none.

    The caller sees to it that only one process is in here at a time.

    :raises StateError: if the file cannot be used, or does not hold a key.
    """
    try:
        if not path.exists():
            _write_whole(path, random(KEY_BYTES))
        key = path.read_bytes()
    except OSError as error:
        raise StateError(
            Fault(
                f"cannot be read or made ({error.strerror})",
                "Give the scanner's user read and write access to the state folder",
                file=path,
            )
        ) from error
    if len(key) != KEY_BYTES:
        raise StateError(
            Fault(
                f"does not hold {KEY_BYTES} bytes",
                "Restore it from a backup, or delete it: a new one is made, and values that "
                "leaked before count as new ones",
                file=path,
            )
        )
    return key


def _write_whole(path: Path, key: bytes) -> None:
    # A crash leaves either no key or a whole one.
    draft = path.with_suffix(".draft")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(key)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
