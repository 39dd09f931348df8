"""What a format is, and the kind that most are: JSON objects that a function maps to posts."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, runtime_checkable

import orjson

from scanner.posts import Post
from scanner.settings import Limits
from scanner.sources.bytestream import ByteStream
from scanner.sources.documents import split_values
from scanner.sources.glances import Columns
from scanner.sources.lines import Block, split_blocks, split_lines
from scanner.sources.records import Record, Tally, Unreadable, Unrecognised

__all__ = [
    "Context",
    "Coverage",
    "Format",
    "Head",
    "JsonFormat",
    "Layout",
    "LineReader",
    "Peek",
    "Reader",
    "why_not_json",
]

Layout = Literal["lines", "document", "text"]


@dataclass(frozen=True, slots=True)
class Head:
    """The beginning of a file, for recognising its format.

    ``layout`` says how the file is cut: ``lines`` (JSON Lines), ``document`` (JSON that spans
    lines) or ``text`` (anything else). ``objects`` are the first readable JSON objects; ``raw``
    is about a megabyte of whole lines, as UTF-8.
    """

    layout: Layout
    raw: bytes = b""
    objects: tuple[dict[str, Any], ...] = ()


@dataclass(frozen=True, slots=True)
class Context:
    """What a reader knows of the file it reads; ``name`` is shown in a post's ``source``."""

    name: str
    limits: Limits
    layout: Layout = "lines"
    platform: str | None = None
    columns: Mapping[str, str] = field(default_factory=dict)
    tally: Tally = field(default_factory=Tally)


Peek = Callable[[list[bytes]], Columns | None]


class Reader(Protocol):
    """One format at work on one file. Picklable, so that workers can map what a parent cuts.

    A reader whose records are lines may also have :class:`LineReader`'s methods, for speed.
    """

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        """Cut the stream, cheaply and in order."""
        ...

    def posts(self, record: Record) -> list[Post]:
        """Map one record; an empty list if it holds no post by rule.

        :raises Unrecognised: if it cannot be read; the text is the reason.
        """
        ...


@runtime_checkable
class LineReader(Protocol):
    """A reader that can hand on whole blocks of lines, and glance at lines without mapping them."""

    @property
    def peek(self) -> Peek | None:
        """A glance at each of many lines, or None where one of them must be mapped."""
        ...

    def blocks(self, stream: ByteStream, *, size: int) -> Iterator[Block | Unreadable] | None:
        """Cut the stream into blocks of whole lines; None if records are no lines in this file."""
        ...


class Format(Protocol):
    """One export format. A new one is a module with a value of this kind, and a line in FORMATS."""

    @property
    def name(self) -> str:
        """What users write for ``format:``."""
        ...

    @property
    def description(self) -> str:
        """What it is, in one line."""
        ...

    def recognise(self, head: Head) -> str | None:
        """Return in words what in the content shows this format, or None."""
        ...

    def reader(self, context: Context) -> Reader:
        """Return a reader for one file."""
        ...


@dataclass(frozen=True, slots=True)
class Coverage:
    """What a format carries of one platform and what it lacks, in words, for people."""

    platform: str
    carries: str
    lacks: str = ""


ToPosts = Callable[[dict[str, Any], str, Counter[str]], list[Post]]


@dataclass(frozen=True, slots=True, kw_only=True)
class JsonFormat:
    """A format of JSON objects, one a line or spanning lines.

    ``signature`` tells in words what marks an object as this format's. ``to_posts`` gets the
    object, the posts' ``source`` and the counter of missing fields. ``coverage`` is shown by
    ``scanner sources list``.
    """

    name: str
    description: str
    signature: Callable[[dict[str, Any]], str | None]
    to_posts: ToPosts
    peek: Peek | None = None
    coverage: tuple[Coverage, ...] = ()

    def recognise(self, head: Head) -> str | None:
        """Return the signature of the first object that has one."""
        return next(filter(None, map(self.signature, head.objects)), None)

    def reader(self, context: Context) -> "_JsonReader":
        """Return a reader for one file."""
        return _JsonReader(context, self.to_posts, self.peek)


class _JsonReader:
    def __init__(self, context: Context, to_posts: ToPosts, peek: Peek | None) -> None:
        self._context, self._to_posts = context, to_posts
        self.peek = peek
        self._source = f"{context.name}:"
        self._missing = context.tally.missing

    def blocks(self, stream: ByteStream, *, size: int) -> Iterator[Block | Unreadable] | None:
        context = self._context
        if context.layout == "document":
            return None
        limit = context.limits.line_bytes
        return split_blocks(stream, name=context.name, limit=limit, size=size)

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        context, limit = self._context, self._context.limits.line_bytes
        if context.layout == "document":
            return split_values(stream, name=context.name, limit=limit)
        return split_lines(stream, name=context.name, limit=limit, tally=context.tally)

    def posts(self, record: Record) -> list[Post]:
        try:
            item = orjson.loads(record[0])
        except orjson.JSONDecodeError:
            item = _second_try(record[0])
        if type(item) is not dict:
            raise Unrecognised(f"is a JSON {_KINDS.get(type(item), 'value')}, not an object")
        try:
            return self._to_posts(item, self._source + str(record[1]), self._missing)
        except RecursionError:
            raise Unrecognised("is nested too deeply") from None


_KINDS = {list: "array", str: "string", int: "number", float: "number", bool: "boolean"}
_BOM = b"\xef\xbb\xbf"


def _second_try(raw: bytes) -> Any:
    """Read a line that starts with the byte order mark of a file joined to another."""
    if raw.startswith(_BOM):
        try:
            return orjson.loads(raw.removeprefix(_BOM))
        except orjson.JSONDecodeError:
            pass
    raise Unrecognised(why_not_json(raw))


def why_not_json(raw: bytes) -> str:
    """Return why ``raw`` is no JSON value, in words that hold nothing of it."""
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError as error:
        if raw[error.start] == 0xED and raw[error.start + 1 : error.start + 2] >= b"\xa0":
            return f"has half a surrogate pair as bytes at byte {error.start}: no valid UTF-8"
        return not_utf8(error.start)
    try:
        orjson.loads(raw)
    except orjson.JSONDecodeError as error:
        return f"is not valid JSON ({error.msg}, column {error.colno})"
    return "is not a JSON object"


def not_utf8(position: int) -> str:
    """Return the reason, with its remedy, for bytes in another encoding."""
    return (
        f"is not UTF-8 (byte {position}); convert the file from its own encoding, for example "
        "with `iconv -f GB18030 -t UTF-8`"
    )
