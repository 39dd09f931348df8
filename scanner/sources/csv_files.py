"""CSV with a header: rows cut as bytes, columns recognised or given.

A row is one record; the header and blank lines count as blank. A row whose number of fields
differs from the header's is quarantined: its columns have shifted, and its text may be cut.
"""

import csv
import logging
import re
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, NamedTuple

from scanner.errors import Fault, SourceError
from scanner.posts import Author, Post, ReplyTo
from scanner.sources.bytestream import ByteStream
from scanner.sources.columns import FIELDS, columns_of
from scanner.sources.drafts import new_author, new_post
from scanner.sources.exports import EXPORTS, Export, Extras, export_of
from scanner.sources.fields import counted, made_id, platform_of, whole
from scanner.sources.formats import Context, Coverage, Head, not_utf8
from scanner.sources.lines import split_lines
from scanner.sources.records import Record, Unreadable, Unrecognised, excerpt

__all__ = ["CSV"]

_log = logging.getLogger(__name__)
_DELIMITERS = ",;\t"
_ESCAPED = re.compile(rb"\\.")
# A quote that is never closed would swallow the file: so many times per file the reader goes back
# to the line after it and reads on, then it gives up on that and bounds only memory.
_RETRIES = 100
# Rows are bounded before they are parsed; the csv module's own limit would cut in at 131072.
csv.field_size_limit(max(csv.field_size_limit(), 2**31 - 1))


@dataclass(frozen=True, slots=True)
class _Table:
    """The shape of a file, from its header."""

    delimiter: str
    width: int
    columns: dict[str, int]
    pick: Callable[[list[str]], tuple[str, ...]]
    extras: Extras | None = None

    @property
    def escape(self) -> str | None:
        """The character that takes a quote's meaning away, in the few tools that have one."""
        return self.extras.export.escape if self.extras else None

    def cells(self, row: list[str]) -> "_Cells":
        """Return a row's fields by meaning; those without a column are empty."""
        return _Cells(*self.pick([*row, ""]))


class _Cells(NamedTuple):
    """The fields of a row, in the order of FIELDS."""

    id: str
    text: str
    title: str
    created_at: str
    url: str
    language: str
    platform: str
    author_id: str
    author_handle: str
    author_display_name: str
    author_bio: str
    author_avatar_url: str
    author_followers: str
    reply_to_id: str
    reply_to_handle: str
    hashtags: str
    links: str


class _CsvFormat:
    """CSV, TSV and semicolon-separated files with a header."""

    name = "csv"
    description = "a table with a header line: comma, semicolon or tab"
    coverage = (
        Coverage("any", "what its columns hold; others are named under columns", "parts of posts"),
        *(Coverage(one.platform or "facebook, instagram", one.name) for one in EXPORTS),
    )

    def recognise(self, head: Head) -> str | None:
        """Recognise a header of at least two columns, one of which holds text."""
        if head.layout != "text":
            return None
        table = _table(head.raw.partition(b"\n")[0].decode("utf-8", "replace"))
        if table.extras:
            export = table.extras.export
            return f"its header is that of {export.name}" + (
                f". {export.notice}" * bool(export.notice)
            )
        if table.width > 1 and "text" in table.columns:
            return f"its header names {table.width} columns, one of them for text"
        return None

    def reader(self, context: Context) -> "_CsvReader":
        """Return a reader for one file."""
        return _CsvReader(context)


def _table(header: str, given: Mapping[str, str] | None = None, file: str = "") -> _Table:
    """Choose the delimiter that makes most of the header's names known, then most columns."""
    rows = {delimiter: _fields(header, delimiter) for delimiter in _DELIMITERS}
    known = {delimiter: len(columns_of(row)) for delimiter, row in rows.items()}
    best = max(_DELIMITERS, key=lambda delimiter: (known[delimiter], len(rows[delimiter])))
    export = export_of(rows[best])
    columns, width = (
        columns_of(rows[best], _meant(export, given, rows[best]), file=file),
        len(rows[best]),
    )
    if export and export.thread and "reply_to.id" not in export.columns:
        columns.pop("reply_to.id", None)  # of these, a thread's identifier is no parent's
    pick = itemgetter(*(columns.get(name, width) for name in FIELDS))
    return _Table(best, width, columns, pick, Extras(export, rows[best]) if export else None)


def _meant(
    export: Export | None, given: Mapping[str, str] | None, header: list[str]
) -> dict[str, str]:
    """Return which column holds what: as the user says, else as a known export has it."""
    known = export.columns.items() if export else ()
    return {**{name: column for name, column in known if column in header}, **(given or {})}


def _fields(row: str, delimiter: str, escape: str | None = None) -> list[str]:
    """Split one row, which may hold line ends inside quotes.

    :raises csv.Error: if a carriage return stands in a field that is not quoted.
    """
    return next(csv.reader([row], delimiter=delimiter, escapechar=escape), [])


class _CsvReader:
    """Holds the table once the header is read, and with it travels to workers."""

    def __init__(self, context: Context) -> None:
        self._context = context
        self._table: _Table | None = None

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        context = self._context
        limit, tally = context.limits.line_bytes, context.tally
        units = split_lines(stream, name=context.name, limit=limit, tally=None)
        for unit in units:
            tally.blank += 1
            if isinstance(unit, Unreadable) or unit.raw.strip():
                self._table = self._read_header(unit)
                yield from _Rows(context, self._table).cut(units)

    def _read_header(self, unit: Record | Unreadable) -> _Table:
        name = self._context.name
        if isinstance(unit, Unreadable):
            raise SourceError(Fault(f"the header {unit.reason}", file=name, line=unit.line))
        try:
            header = unit.raw.decode("utf-8")
        except UnicodeDecodeError as error:
            what = f"the header {not_utf8(error.start)}"
            raise SourceError(Fault(what, file=name, line=unit.line)) from None
        if "\r" in header.rstrip("\r"):
            remedy = "Convert it to line feeds, for example with `tr '\\r' '\\n'`"
            raise SourceError(Fault("has lines that end in a bare CR", remedy, file=name))
        table = _table(header, self._context.columns, name)
        if "text" not in table.columns:
            raise SourceError(
                Fault(
                    "no column holds text",
                    "Name it under `columns`, for example {text: message}",
                    file=name,
                    line=unit.line,
                )
            )
        if table.extras and table.extras.export.notice:
            _log.warning("%s", table.extras.export.notice)
        return table

    def posts(self, record: Record) -> list[Post]:
        table = self._table
        if table is None:
            raise Unrecognised("comes before the header was read")
        try:
            row = _fields(record.raw.decode("utf-8"), table.delimiter, table.escape)
        except UnicodeDecodeError as error:
            raise Unrecognised(not_utf8(error.start)) from None
        except csv.Error:
            raise Unrecognised("has a bare carriage return in a field without quotes") from None
        if len(row) != table.width:
            raise Unrecognised(f"has {len(row)} fields where the header has {table.width}")
        return [self._post(table.cells(row), row, record.line, table.extras)]

    def _post(self, cells: _Cells, row: list[str], line: int, extras: Extras | None) -> Post:
        context, author = self._context, _author(cells)
        export = extras.export if extras else _PLAIN
        created = export.read_time(cells.created_at)
        platform = cells.platform or context.platform or export.platform or platform_of(cells.url)
        post_id = None if _is_rounded(cells.id) else cells.id or None
        text = f"{cells.title}\n\n{cells.text}" if cells.title and cells.text else cells.text
        whose = author.id or author.handle or author.display_name
        if not (post_id and platform and created and whose and (text or cells.title)):
            found = {
                "id": post_id,
                "platform": platform,
                "text": text or cells.title or None,
                "created_at": created,
                "author": whose,
            }
            counted(context.tally.missing, found)
        return new_post(
            platform or "unknown",
            post_id or made_id(*row),
            text or cells.title,
            _address(export, cells, author, post_id),
            created,
            cells.language or None,
            author,
            _reply_to(cells),
            links=_listed(cells.links),
            hashtags=tuple(tag.lstrip("#") for tag in _listed(cells.hashtags)),
            source=f"{context.name}:{line}",
            **(extras.of(row) if extras else _NO_EXTRAS),
        )


_PLAIN = Export("", None, frozenset())
_NO_EXTRAS: dict[str, Any] = {}


def _address(export: Export, cells: _Cells, author: Author, post_id: str | None) -> str | None:
    if export.address and post_id and (author.handle or "{handle}" not in export.address):
        return export.address.format(id=post_id, handle=author.handle)
    return cells.url or None


def _is_rounded(identifier: str) -> bool:
    """Tell an identifier that a spreadsheet turned into 1.23457E+18: many posts share it."""
    return "E+" in identifier and identifier[0].isdigit()


def _author(cells: _Cells) -> Author:
    return new_author(
        cells.author_id or None,
        cells.author_handle.removeprefix("@").removeprefix("in/") or None,
        cells.author_display_name or None,
        cells.author_bio or None,
        None,
        cells.author_avatar_url or None,
        whole(cells.author_followers),
    )


def _reply_to(cells: _Cells) -> ReplyTo | None:
    # A thread's first post names itself.
    parent = cells.reply_to_id if cells.reply_to_id != cells.id else ""
    handle = cells.reply_to_handle.removeprefix("@")
    return ReplyTo(parent or None, handle or None) if parent or handle else None


def _listed(value: str) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, value.split(",")))) if value else ()


class _Rows:
    """Joins lines to rows: a quoted field may hold line ends."""

    def __init__(self, context: Context, table: _Table) -> None:
        self._name, self._limit = context.name, context.limits.line_bytes
        self._tally, self._table = context.tally, table
        self._retries = _RETRIES
        self._again: deque[Record | Unreadable] = deque()
        self._lines: Iterator[Record | Unreadable] = iter(())

    def cut(self, lines: Iterator[Record | Unreadable]) -> Iterator[Record | Unreadable]:
        self._lines = lines
        while unit := self._next():
            if isinstance(unit, Unreadable) or b'"' not in unit.raw:
                if isinstance(unit, Record) and not unit.raw.strip():
                    self._tally.blank += 1
                else:
                    yield unit
            else:
                yield self._row(unit)

    def _next(self) -> Record | Unreadable | None:
        return self._again.popleft() if self._again else next(self._lines, None)

    def _row(self, first: Record) -> Record | Unreadable:
        """Join the lines of one row; at a quote that stays open, give up only the first line."""
        opening = self._table.delimiter.encode() + b'"'
        held, size = [first], len(first.raw)
        is_open = self._open_after(first.raw, opening, is_open=False)
        while is_open:
            unit = self._next()
            if not isinstance(unit, Record) or size > self._limit:
                return self._given_up(held, unit)
            held.append(unit)
            size += len(unit.raw) + 1
            is_open = self._open_after(unit.raw, opening, is_open=True)
        if len(held) == 1:
            return first
        row = first._replace(raw=b"\n".join(line.raw for line in held))
        return row if self._fits(row) else self._given_up(held, None)

    def _open_after(self, raw: bytes, opening: bytes, *, is_open: bool) -> bool:
        raw = _ESCAPED.sub(b"", raw) if self._table.escape else raw
        return _open_after(raw, opening, is_open=is_open)

    def _fits(self, row: Record) -> bool:
        """Tell whether joined lines make one well-formed row, rather than a stray quote's haul."""
        text = row.raw.decode("utf-8", "replace")
        try:
            table = self._table
            fields = next(csv.reader([text], delimiter=table.delimiter, escapechar=table.escape,
                                     strict=True))  # fmt: skip
        except csv.Error:
            return False
        return len(fields) == self._table.width

    def _given_up(self, held: list[Record], unit: Record | Unreadable | None) -> Unreadable:
        first, *rest = held
        reason = "has a quoted field that does not end where the row does"
        if self._retries:
            self._retries -= 1
            self._again.extendleft(reversed([*rest, unit] if unit else rest))
        else:
            reason += f"; with it the {len(rest)} lines after it were passed over"
            self._again.extendleft([unit] if unit else [])
        return Unreadable(self._name, first.line, first.offset, reason, excerpt(first.raw))


def _open_after(raw: bytes, opening: bytes, *, is_open: bool) -> bool:
    """Tell whether a quoted field is open at the end of a line, as the csv module sees it.

    A quote opens a field only at its start; inside, two quotes stand for one.
    """
    position = 0
    if not is_open and raw.startswith(b'"'):
        is_open, position = True, 1
    while True:
        position = raw.find(b'"' if is_open else opening, position)
        if position < 0:
            return is_open
        if is_open:
            doubled = raw.startswith(b'"', position + 1)
            is_open, position = doubled, position + 1 + doubled
        else:
            is_open, position = True, position + len(opening)


CSV = _CsvFormat()
