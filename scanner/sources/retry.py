"""Reading again what a quarantine report holds, after the reader or the file was mended."""

import json
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from scanner.errors import Fault, SourceError
from scanner.posts import Post
from scanner.sources.reading import open_source
from scanner.sources.records import Unreadable

__all__ = ["retry"]


def retry(
    report: Path, *, on_unreadable: Callable[[Unreadable], None], **options: Any
) -> Iterator[Post]:
    """Give the posts of a report's entries that can be read by now.

    Entries that still cannot, or whose file is gone, go to ``on_unreadable``. ``options`` are
    those of ``open_source``.

    :raises SourceError: if the report cannot be read.
    """
    for path, entries in _by_file(report).items():
        try:
            yield from _posts(Path(path), entries, on_unreadable, options)
        except SourceError as error:
            for entry in entries.values():
                on_unreadable(_again(entry, error.faults[0].what))


def _posts(
    path: Path,
    entries: Mapping[int, dict[str, Any]],
    on_unreadable: Callable[[Unreadable], None],
    options: Mapping[str, Any],
) -> Iterator[Post]:
    seen: set[int] = set()

    def still(entry: Unreadable) -> None:
        if entry.line in entries:
            seen.add(entry.line)
            on_unreadable(entry)

    reading = open_source(path, on_unreadable=still, **options)
    for record in reading.records():
        if record.line in entries:
            seen.add(record.line)
            yield from reading.posts(record)
    for line in entries.keys() - seen:
        on_unreadable(_again(entries[line], "its line is not in the file any more"))


def _by_file(report: Path) -> dict[str, dict[int, dict[str, Any]]]:
    """Return the entries by file and line; an older report names files as people see them."""
    found: dict[str, dict[int, dict[str, Any]]] = defaultdict(dict)
    try:
        lines = report.read_bytes().splitlines()
    except OSError as error:
        what = f"cannot be opened: {error.strerror}"
        raise SourceError(Fault(what, "Name a quarantine report", file=report)) from None
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            found[entry.get("path") or entry["file"]][int(entry["line"])] = entry
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            what = "is no entry of a quarantine report"
            raise SourceError(Fault(what, "Name a quarantine report", report, number)) from None
    return found


def _again(entry: Mapping[str, Any], reason: str) -> Unreadable:
    return Unreadable(
        str(entry.get("file", "")),
        int(entry["line"]),
        int(entry.get("offset") or 0),
        reason,
        str(entry.get("excerpt", "")),
        str(entry.get("path", "")),
    )
