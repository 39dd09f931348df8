"""CSV with a header: rows cut as bytes, columns recognised or given.

A row is one record; the header and blank lines count as blank. A row whose number of fields
differs from the header's is quarantined: its columns have shifted, and its text may be cut.
"""

import csv
from collections import deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from scanner.errors import Fault, SourceError
from scanner.posts import Author, Post, ReplyTo
from scanner.sources.bytestream import ByteStream
from scanner.sources.columns import columns_of
from scanner.sources.drafts import new_author, new_post
from scanner.sources.fields import counted, made_id, moment, platform_of, whole
from scanner.sources.formats import Context, Head, not_utf8
from scanner.sources.lines import split_lines
from scanner.sources.records import Record, Unreadable, Unrecognised, excerpt

__all__ = ["CSV"]

_DELIMITERS = ",;\t"
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


class _CsvFormat:
    """CSV, TSV and semicolon-separated files with a header."""

    name = "csv"
    description = "a table with a header line: comma, semicolon or tab"

    def recognise(self, head: Head) -> str | None:
        """Recognise a header of at least two columns, one of which holds text."""
        if head.layout != "text":
            return None
        table = _table(head.raw.partition(b"\n")[0].decode("utf-8", "replace"))
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
    return _Table(best, len(rows[best]), columns_of(rows[best], given, file=file))


def _fields(row: str, delimiter: str) -> list[str]:
    """Split one row, which may hold line ends inside quotes.

    :raises csv.Error: if a carriage return stands in a field that is not quoted.
    """
    return next(csv.reader([row], delimiter=delimiter), [])


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
        return table

    def posts(self, record: Record) -> list[Post]:
        table = self._table
        if table is None:
            raise Unrecognised("comes before the header was read")
        try:
            row = _fields(record.raw.decode("utf-8"), table.delimiter)
        except UnicodeDecodeError as error:
            raise Unrecognised(not_utf8(error.start)) from None
        except csv.Error:
            raise Unrecognised("has a bare carriage return in a field without quotes") from None
        if len(row) != table.width:
            raise Unrecognised(f"has {len(row)} fields where the header has {table.width}")
        return [self._post(_Row(row, table.columns), record)]

    def _post(self, row: "_Row", record: Record) -> Post:
        tally, context = self._context.tally, self._context
        url, created, author = row["url"], moment(row["created_at"]), _author(row)
        platform = row["platform"] or context.platform or platform_of(url)
        post_id = row["id"] if not _is_rounded(row["id"]) else None
        text = "\n\n".join(filter(None, (row["title"], row["text"])))
        found = {
            "id": post_id,
            "platform": platform,
            "text": text or None,
            "created_at": created,
            "author": author.id or author.handle or author.display_name,
        }
        counted(tally.missing, found)
        return new_post(
            platform or "unknown",
            post_id or made_id(*row.fields),
            text,
            url,
            created,
            row["language"],
            author,
            _reply_to(row),
            (),
            _listed(row["links"]),
            tuple(tag.lstrip("#") for tag in _listed(row["hashtags"])),
            f"{context.name}:{record.line}",
        )


@dataclass(frozen=True, slots=True)
class _Row:
    """The fields of a row by post field; empty and absent ones are None."""

    fields: Sequence[str]
    columns: Mapping[str, int]

    def __getitem__(self, field: str) -> str | None:
        position = self.columns.get(field)
        return (self.fields[position] or None) if position is not None else None


def _is_rounded(identifier: str | None) -> bool:
    """Tell an identifier that a spreadsheet turned into 1.23457E+18: many posts share it."""
    return identifier is not None and "E+" in identifier and identifier[:1].isdigit()


def _author(row: _Row) -> Author:
    handle = row["author.handle"]
    return new_author(
        row["author.id"],
        handle.removeprefix("@") if handle else None,
        row["author.display_name"],
        row["author.bio"],
        None,
        row["author.avatar_url"],
        whole(row["author.followers"]),
    )


def _reply_to(row: _Row) -> ReplyTo | None:
    parent, handle = row["reply_to.id"], row["reply_to.handle"]
    if parent == row["id"]:  # a thread's first post names itself
        parent = None
    return ReplyTo(parent, handle) if parent or handle else None


def _listed(value: str | None) -> tuple[str, ...]:
    return tuple(filter(None, map(str.strip, (value or "").split(","))))


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
        is_open = _open_after(first.raw, opening, is_open=False)
        while is_open:
            unit = self._next()
            if not isinstance(unit, Record) or size > self._limit:
                return self._given_up(held, unit)
            held.append(unit)
            size += len(unit.raw) + 1
            is_open = _open_after(unit.raw, opening, is_open=True)
        if len(held) == 1:
            return first
        row = first._replace(raw=b"\n".join(line.raw for line in held))
        return row if self._fits(row) else self._given_up(held, None)

    def _fits(self, row: Record) -> bool:
        """Tell whether joined lines make one well-formed row, rather than a stray quote's haul."""
        text = row.raw.decode("utf-8", "replace")
        try:
            fields = next(csv.reader([text], delimiter=self._table.delimiter, strict=True))
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
