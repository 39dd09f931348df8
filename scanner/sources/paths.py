"""From what a user names to the files that are read."""

import os
from collections.abc import Sequence
from itertools import takewhile
from pathlib import Path

from scanner.errors import Fault, SourceError
from scanner.sources.archives import archive_of, members_of
from scanner.sources.bytestream import STANDARD_INPUT

__all__ = ["expand"]

_WILD = set("*?[")
_MEDIA = frozenset(
    ".jpg .jpeg .png .gif .webp .heic .avif .svg .bmp .ico .mp4 .mov .mkv .webm .avi .m4v .mp3 "
    ".m4a .ogg .oga .opus .wav .flac .tgs .pdf .html .htm .css .js .woff .woff2 .ttf".split()
)


def expand(path: Path | str) -> list[Path]:
    """Return the files that a file, folder, archive or glob names, sorted, each once.

    Folders are read with everything below them, except hidden files and symbolic links, which
    could lead out of the folder or in circles. Of an archive, each file in it is given, in its
    order. Pictures, videos and pages that lie in a folder or an archive are left out: exports hold
    them beside the posts. A file named outright is taken as it is. ``-`` is standard input.

    :raises SourceError: if nothing is there.
    """
    path = path if isinstance(path, Path) else Path(path)
    if path == STANDARD_INPUT or archive_of(path):
        return [path]
    if path.is_dir():
        found = _below(path)
    elif path.exists():
        found = [path]
    else:
        found = _matching(path)
    found = [file for one in found for file in _inside(one)]
    if not found:
        what = "holds no file to read" if path.is_dir() else "does not exist, or matches no file"
        raise SourceError(Fault(what, "Name a file, a folder or a glob", file=path))
    return found


def _inside(path: Path) -> Sequence[Path]:
    try:
        members = members_of(path)
    except SourceError:
        return [path]  # opening it says what is wrong, and the others in the folder go on
    return [path] if members is None else [one for one in members if not _is_media(one)]


def _is_media(path: Path) -> bool:
    return path.suffix.lower() in _MEDIA


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
        files = (file for file in files if not _is_media(file))
        found += [file for file in files if file.is_file() and not file.is_symlink()]
    return sorted(found)
