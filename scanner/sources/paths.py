"""From what a user names to the files that are read."""

import glob
import os
from pathlib import Path

from scanner.errors import Fault, SourceError

__all__ = ["expand"]


def expand(path: Path | str) -> list[Path]:
    """Return the files that a file, folder or glob names, sorted, each once.

    Folders are read with everything below them, except hidden files and symbolic links, which
    could lead out of the folder or in circles. A file named outright is taken as it is.

    :raises SourceError: if nothing is there.
    """
    path = Path(path)
    if path.is_dir():
        found = _below(path)
    elif path.exists():
        found = [path]
    else:
        found = _matching(path)
    if not found:
        what = "holds no file to read" if path.is_dir() else "does not exist, or matches no file"
        raise SourceError(Fault(what, "Name a file, a folder or a glob", file=path))
    return found


def _matching(pattern: Path) -> list[Path]:
    found: set[Path] = set()
    for name in glob.glob(str(pattern), recursive=True):  # noqa: PTH207 (Path.glob takes no absolute pattern)
        match = Path(name)
        if match.is_symlink():
            continue
        if match.is_dir():
            found.update(_below(match))
        elif match.is_file():
            found.add(match)
    return sorted(found)


def _below(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        found += [file for file in files if file.is_file() and not file.is_symlink()]
    return sorted(found)
