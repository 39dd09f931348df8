"""From what a user names to the files that are read."""

import os
from itertools import takewhile
from pathlib import Path

from scanner.errors import Fault, SourceError

__all__ = ["expand"]

_WILD = set("*?[")


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
    fixed = list(takewhile(_WILD.isdisjoint, pattern.parts))
    root, rest = Path(*fixed), Path(*pattern.parts[len(fixed) :])
    found: set[Path] = set()
    for match in root.glob(str(rest)) if rest.parts else ():
        if not _is_shunned(match, root):
            found.update(_below(match) if match.is_dir() else [match])
    return sorted(path for path in found if path.is_file())


def _is_shunned(match: Path, root: Path) -> bool:
    """Tell whether a match is hidden or reached through a symbolic link below ``root``."""
    below = match.relative_to(root)
    steps = (root / step for step in (below, *below.parents))
    hidden = any(part.startswith(".") for part in below.parts)
    return hidden or any(step.is_symlink() for step in steps if step != root)


def _below(folder: Path) -> list[Path]:
    found = []
    for parent, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        files = (Path(parent, name) for name in names if not name.startswith("."))
        found += [file for file in files if file.is_file() and not file.is_symlink()]
    return sorted(found)
