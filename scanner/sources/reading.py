"""Opening a source: recognise its format, cut it into records, map them to posts, count all."""

import logging
import os
from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from scanner.errors import Fault, SourceError
from scanner.posts import Post
from scanner.settings import Limits
from scanner.sources.archives import archive_of, refuse_archive
from scanner.sources.bytestream import BLOCK_BYTES, STANDARD_INPUT, ByteStream
from scanner.sources.csv_files import CSV
from scanner.sources.documents import first_values
from scanner.sources.formats import Context, Format, Head, LineReader
from scanner.sources.jsonl import JSONL
from scanner.sources.lines import Block, split_lines
from scanner.sources.mapping import Chunk, Mapper
from scanner.sources.records import Record, Tally, Unreadable
from scanner.sources.registry import FORMATS, known_formats
from scanner.sources.rows import ROWS

__all__ = ["FORMATS", "Reading", "identify", "open_source"]

_log = logging.getLogger(__name__)
CHUNK_BYTES, CHUNK_UNITS = 4 << 20, 8000
_HEAD_LINES = 200
_HEAD_VALUES = 20


def identify(path: Path, *, limits: Limits | None = None) -> tuple[Format, str]:
    """Recognise the format of a file by its content; return it with the reason in words.

    :raises SourceError: if no format knows it.
    """
    limits = limits or _default_limits()
    refuse_archive(path)
    stream = ByteStream(path, unpacking_ratio=limits.unpacking_ratio)
    found, reason = _identified(_read_head(stream, limits), path)
    return found, reason if stream.encoding in _PLAIN else f"{reason}, in {stream.encoding}"


def open_source(
    path: Path,
    *,
    format: str = "auto",  # noqa: A002 (what users call it, too)
    platform: str | None = None,
    columns: Mapping[str, str] | None = None,
    limits: Limits | None = None,
    skip_records: int = 0,
    name: str | None = None,
    encoding: str | None = None,
    on_unreadable: Callable[[Unreadable], None] | None = None,
) -> "Reading":
    """Open one file for reading.

    :param format: a name from ``FORMATS``, or ``auto`` to recognise it by content.
    :param platform: of posts whose format does not say (csv).
    :param columns: for csv, post field → column name.
    :param skip_records: as many records as an earlier reading counted (``tally.lines``).
    :param name: shown in each post's ``source``; without it, ``path`` if relative, else its last
        part.
    :param encoding: of a file that does not show it, such as ``windows-1252``.
    :param on_unreadable: gets each unit that could not be read, such as a ``QuarantineReport``.
    :raises SourceError: if the file cannot be opened or its format is not known.
    """
    limits = limits or _default_limits()
    refuse_archive(path)
    stream = ByteStream(path, encoding=encoding, unpacking_ratio=limits.unpacking_ratio)
    head = _read_head(stream, limits)
    if format != "auto":
        chosen, reason = _named(format, path), "it was named"
    elif columns and head.layout == "text":
        chosen, reason = CSV, "columns were given"
    else:
        chosen, reason = _identified(head, path, columns)
    context = Context(
        name=name or _shown(path),
        limits=limits,
        layout=head.layout,
        platform=platform,
        columns=columns or {},
    )
    if stream.encoding not in _PLAIN:
        reason += f", in {stream.encoding}"
    return Reading(
        stream,
        format=chosen,
        reason=reason,
        context=context,
        skip_records=skip_records,
        on_unreadable=on_unreadable,
        path="" if path == STANDARD_INPUT else os.path.abspath(path),  # noqa: PTH100 (keeps bytes)
    )


class Reading:
    """One file being read, once. Iterating gives each readable record with its posts.

    To hand work on, iterate ``chunks()`` and let ``mapper`` or copies of it read them.
    ``tally`` grows along the way.
    """

    def __init__(
        self,
        stream: ByteStream,
        *,
        format: Format,  # noqa: A002
        reason: str,
        context: Context,
        skip_records: int = 0,
        on_unreadable: Callable[[Unreadable], None] | None = None,
        path: str = "",
    ) -> None:
        self.format, self.reason = format, reason
        self.tally: Tally = context.tally
        self.mapper = Mapper(
            format.reader(context),
            name=context.name,
            limit=context.limits.line_bytes,
            tally=context.tally,
            on_unreadable=on_unreadable,
            path=path,
        )
        self._stream, self._skip = stream, skip_records
        self._told = 0

    def __iter__(self) -> Iterator[tuple[Record, list[Post]]]:
        tally, mapped = self.tally, self.mapper.mapped
        for record in self._units():
            tally.lines += 1
            if type(record) is not Record:
                self.mapper.set_aside(record)  # type: ignore[arg-type]
                continue
            if (posts := mapped(record)) is not None:
                yield record, posts

    def records(self) -> Iterator[Record]:
        """Give each record unparsed, and count it; what cannot be cut out is quarantined."""
        return self.mapper.units(self._units())

    def chunks(self) -> Iterator[Chunk]:
        """Cut the file into pieces of a few megabytes, uncounted, for ``mapper`` to count."""
        reader = self.mapper.reader
        blocks = None
        if isinstance(reader, LineReader):
            blocks = reader.blocks(self._stream, size=CHUNK_BYTES)
        if blocks is None:
            units = iter(self._units())
            while chunk := list(islice(units, CHUNK_UNITS)):
                yield chunk
            return
        for block in blocks:
            yield block if isinstance(block, Block) else [block]

    def advanced(self) -> int:
        """Return how many bytes of the file were taken since this was last asked."""
        before, self._told = self._told, max(self._stream.position, self._told)
        return self._told - before

    def _units(self) -> Iterator[Record | Unreadable]:
        units = self.mapper.reader.records(self._stream)
        if self._skip:
            for _ in islice(units, self._skip):
                pass
            self.tally.blank = 0  # those before the resumption were counted by the earlier reading
        return units

    def posts(self, record: Record) -> list[Post]:
        """Map one record and count the outcome; a record that cannot be read gives none."""
        return self.mapper.posts(record)


_PLAIN = ("utf-8", "utf-8-sig")


def _shown(path: Path) -> str:
    """Return how a file is called in a post's ``source``; full paths may name people."""
    if path == STANDARD_INPUT:
        return "standard input"
    if not path.is_absolute():
        return str(path)
    archive = archive_of(path)
    return str(path.relative_to(archive.parent)) if archive else path.name


def _default_limits() -> Limits:
    return Limits()  # type: ignore[call-arg]


def _named(name: str, path: Path) -> Format:
    for known in known_formats():
        if known.name == name:
            return known
    raise SourceError(
        Fault("is not a known format", f"Known: {_names()}", file=path, field="format")
    )


def _names() -> str:
    return ", ".join(known.name for known in known_formats())


def _identified(
    head: Head, path: Path, columns: Mapping[str, str] | None = None
) -> tuple[Format, str]:
    if not head.raw:
        return JSONL, "it holds nothing"
    for known in known_formats():
        if reason := _recognised(known, head):
            return known, reason
    if columns and any(key in item for item in head.objects for key in columns.values()):
        return ROWS, "its objects have keys that columns name"
    looked_for = "; ".join(f"{known.name}: {known.description}" for known in FORMATS)
    encoding = "" if _is_utf8(head.raw) else " (it is not UTF-8, which alone may be the reason)"
    raise SourceError(
        Fault(
            f"is in no format that is recognised{encoding}. Looked for {looked_for}",
            "If it is one of these, name it with `format:` in config.yaml or `--format`",
            file=path,
        )
    )


def _recognised(known: Format, head: Head) -> str | None:
    """Ask one format; one that fails over what a file holds does not know the file."""
    try:
        return known.recognise(head)
    except Exception as error:  # noqa: BLE001 (hostile content, or a stranger's code)
        _log.warning("the format %s failed to look (%s)", known.name, type(error).__name__)
        return None


def _is_utf8(raw: bytes) -> bool:
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _read_head(stream: ByteStream, limits: Limits) -> Head:
    lines, size = [], 0
    units = split_lines(stream, name="", limit=limits.line_bytes, tally=Tally())
    for unit in units:
        if isinstance(unit, Record):
            lines.append(unit.raw)
            size += len(unit.raw)
        if size >= BLOCK_BYTES or len(lines) >= _HEAD_LINES:
            break
    return _head(lines, stream, limits)


def _head(lines: list[bytes], stream: ByteStream, limits: Limits) -> Head:
    raw = b"\n".join(lines)
    if raw.strip() == b"[]":
        return Head("document")
    if not lines or raw.lstrip()[:1] not in (b"{", b"["):
        objects = _objects(lines)
        return Head("lines" if objects or not lines else "text", raw, objects)
    if not _parsed(lines[0]):
        values = first_values(stream, limit=limits.line_bytes, most=_HEAD_VALUES)
        # A line that is cut off joins with others to something, but not to an object.
        if values and _parsed(values[0]):
            return Head("document", raw, _objects(values))
    return Head("lines", raw, _objects(lines))


def _objects(values: list[bytes]) -> tuple[dict[str, Any], ...]:
    return tuple(item for value in values if value[:1] == b"{" and (item := _parsed(value)))


def _parsed(raw: bytes) -> dict[str, Any]:
    """Parse an object for its shape; bytes in a wrong encoding must not hide that."""
    try:
        item = orjson.loads(raw)
    except orjson.JSONDecodeError:
        try:
            item = orjson.loads(raw.decode("utf-8", "replace"))
        except orjson.JSONDecodeError:
            return {}
    return item if type(item) is dict else {}
