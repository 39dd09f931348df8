"""Plain JSON objects whose keys name their meaning as a table's columns do (also Parquet).

The last resort for JSON: it is asked after every format that has a shape of its own. For keys of
other names, ``columns`` says which holds what, as for CSV.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from scanner.posts import Post
from scanner.sources.assemble import Sighting, assemble, joined, reply_of
from scanner.sources.bytestream import ByteStream
from scanner.sources.columns import columns_of
from scanner.sources.documents import split_values
from scanner.sources.drafts import new_author
from scanner.sources.fields import exact_id, moment, platform_of, strings, text, whole, words
from scanner.sources.formats import Context, Coverage, Head, why_not_json
from scanner.sources.lines import split_lines
from scanner.sources.records import Record, Unreadable, Unrecognised

__all__ = ["ROWS"]

_FLAT = (str, int, float, bool, type(None))
_WHO = ("author.id", "author.handle", "author.display_name")


class _RowsFormat:
    """JSON objects, one a row."""

    name = "rows"
    description = "plain JSON objects with keys such as id, text, author (also from Parquet)"
    coverage = (Coverage("any", "what its keys hold; others are named under columns", "parts"),)

    def recognise(self, head: Head) -> str | None:
        """Recognise objects with a key for text and one for an identifier, a time or an author."""
        for item in head.objects:
            found = _keys(item, {}, "")
            dated = any(name in found for name in ("created_at", *_WHO))
            if "text" in found and dated and ("id" in found or "created_at" in found):
                return "its objects have keys for text, time or author"
        return None

    def reader(self, context: Context) -> "_RowsReader":
        """Return a reader for one file."""
        return _RowsReader(context)


def _keys(item: dict[str, Any], given: dict[str, str], name: str) -> dict[str, str]:
    """Return which key holds each post field; objects and arrays do not count but for tags."""
    keys = [key for key, value in item.items() if type(value) in _FLAT or type(value) is list]
    present = {field: key for field, key in given.items() if key in item}
    return {field: keys[at] for field, at in columns_of(keys, present, file=name).items()}


class _RowsReader:
    def __init__(self, context: Context) -> None:
        self._context = context
        self._given = dict(context.columns)
        self._shapes: dict[tuple[str, ...], dict[str, str]] = {}

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        context, limit = self._context, self._context.limits.line_bytes
        if context.layout == "document":
            return split_values(stream, name=context.name, limit=limit)
        return split_lines(stream, name=context.name, limit=limit, tally=context.tally)

    def posts(self, record: Record) -> list[Post]:
        try:
            item = orjson.loads(record.raw)
        except orjson.JSONDecodeError:
            raise Unrecognised(why_not_json(record.raw)) from None
        if type(item) is not dict:
            raise Unrecognised("is not a JSON object")
        found = self._meaning(item)
        if "text" not in found and "title" not in found:
            raise Unrecognised("no key holds text; name it under `columns`")
        return [self._post({field: item.get(key) for field, key in found.items()}, record)]

    def _meaning(self, item: dict[str, Any]) -> dict[str, str]:
        shape = tuple(item)
        known = self._shapes.get(shape)
        if known is None:
            known = _keys(item, self._given, self._context.name)
            if len(self._shapes) < 1000 and len(shape) < 1000:
                self._shapes[shape] = known
        return known

    def _post(self, row: dict[str, Any], record: Record) -> Post:
        context, url = self._context, text(row.get("url"))
        handle = text(row.get("author.handle"))
        platform = text(row.get("platform")) or context.platform or platform_of(url)
        return assemble(
            Sighting(f"{context.name}:{record.line}", context.tally.missing),
            platform or "unknown",
            exact_id(row.get("id")),
            joined(text(row.get("title")), words(row.get("text"))),
            created=moment(row.get("created_at")),
            author=new_author(
                exact_id(row.get("author.id")),
                handle.removeprefix("@") if handle else None,
                text(row.get("author.display_name")),
                text(row.get("author.bio")),
                None,
                text(row.get("author.avatar_url")),
                whole(row.get("author.followers")),
            ),
            url=url,
            language=text(row.get("language")),
            reply_to=reply_of(exact_id(row.get("reply_to.id")), text(row.get("reply_to.handle"))),
            links=_listed(row.get("links")),
            hashtags=(tag.lstrip("#") for tag in _listed(row.get("hashtags"))),
        )


def _listed(value: Any) -> tuple[str, ...]:
    if type(value) is str:
        return tuple(filter(None, map(str.strip, value.split(","))))
    return strings(value)


ROWS = _RowsFormat()
