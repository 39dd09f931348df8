"""What a source is cut into: records, what could not be read, and the count of both."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any, NamedTuple

__all__ = ["EXCERPT_BYTES", "Record", "Tally", "Unreadable", "Unrecognised", "excerpt"]

EXCERPT_BYTES = 200


class Record(NamedTuple):
    r"""One unit of a file as bytes, before any parsing: a line, a CSV row, a JSON value.

    ``line`` counts physical lines from 1 (where the unit starts); ``offset`` is its first byte in
    the stream after decompression, transcoding of UTF-16 to UTF-8 and removal of a byte order
    mark. ``raw`` has no line end, but may keep the ``\r`` of one.
    """

    raw: bytes
    line: int
    offset: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """One unit that gave no post because it could not be read, and why.

    ``reason`` holds no content. ``excerpt`` does (at most the first 200 bytes, as printable
    ASCII), so it may hold private data: it goes to the quarantine report and nowhere else.
    ``path`` is the whole path of ``file``, by which it can be read again.
    """

    file: str
    line: int
    offset: int
    reason: str
    excerpt: str = field(repr=False)
    path: str = ""

    def as_dict(self) -> dict[str, Any]:
        """Return the object that the quarantine report holds."""
        where = {"path": self.path} if self.path else {}
        return {
            "file": self.file,
            "line": self.line,
            "offset": self.offset,
            "reason": self.reason,
            "excerpt": self.excerpt,
            **where,
        }


class Unrecognised(Exception):  # noqa: N818 (a signal inside this folder, not an error for users)
    """Raised by a format for a record that holds nothing it can read; text is the reason."""


@dataclass(slots=True)
class Tally:
    """What became of every line: ``lines == read + quarantined``.

    ``lines`` counts records (for JSON Lines: lines that are not blank; for CSV: rows below the
    header, which may span lines). ``without_posts`` are records that were read and hold no post
    by rule. ``missing`` counts posts by the field that they should have had and did not.
    """

    lines: int = 0
    blank: int = 0
    read: int = 0
    quarantined: int = 0
    posts: int = 0
    without_posts: int = 0
    missing: Counter[str] = field(default_factory=Counter)

    def reset(self) -> None:
        """Count from nothing again."""
        self.lines = self.blank = self.read = self.quarantined = self.posts = 0
        self.without_posts = 0
        self.missing.clear()

    def __add__(self, other: "Tally") -> "Tally":
        """Return the counts of two files together."""
        return Tally(
            self.lines + other.lines,
            self.blank + other.blank,
            self.read + other.read,
            self.quarantined + other.quarantined,
            self.posts + other.posts,
            self.without_posts + other.without_posts,
            self.missing + other.missing,
        )


def excerpt(raw: bytes) -> str:
    """Return the first 200 bytes of ``raw`` with everything but printable ASCII escaped."""
    return repr(bytes(raw[:EXCERPT_BYTES]))[2:-1]
