"""RSS and Atom feeds: Medium, YouTube channels, blogs, whatever has one.

A feed is read as it comes, item by item; entities and external references are refused.
"""

import re
from collections.abc import Iterator
from email.utils import parsedate_to_datetime
from typing import Any
from xml.etree.ElementTree import ParseError
from xml.parsers.expat import ErrorString

import orjson

from scanner.posts import Post
from scanner.sources.assemble import Sighting, assemble, joined, media_of, parts_of
from scanner.sources.bytestream import ByteStream
from scanner.sources.drafts import new_author
from scanner.sources.feed_items import Collector
from scanner.sources.fields import first_text, mapping, moment, platform_of, strings, text
from scanner.sources.formats import Context, Coverage, Head
from scanner.sources.lines import too_long
from scanner.sources.markup import Shown, plain
from scanner.sources.records import Record, Unreadable, Unrecognised

__all__ = ["FEED"]

_ROOT = re.compile(rb"<(?:[A-Za-z]{1,10}:)?(rss|feed|RDF)(?=[\s>])")
_AT_HANDLE = re.compile(r"https?://(?:www\.)?[a-z0-9.-]{1,100}/@([A-Za-z0-9_.-]{1,60})")
_SUBDOMAIN = re.compile(r"https?://([a-z0-9-]{1,60})\.medium\.com(?=[/?]|$)")
_MEDIUM_ID = re.compile(r"https://medium\.com/p/([0-9a-f]{8,16})")
_CUT_OFF = "is a feed that the file ends in the middle of"


class _FeedFormat:
    """RSS 0.9 to 2.0 and Atom."""

    name = "feed"
    description = "an RSS or Atom feed: Medium, YouTube channels, blogs"
    coverage = (
        Coverage("medium", "title, text, author's name, tags, time", "all but the last ten posts"),
        Coverage(
            "youtube, any", "title, text, author's name, media, time", "bio, avatar of authors"
        ),
    )

    def recognise(self, head: Head) -> str | None:
        """Recognise the root element."""
        start = head.raw.lstrip()[:4096]
        found = _ROOT.search(start) if start.startswith(b"<") else None
        return f"its root element is {found[1].decode()}" if found else None

    def reader(self, context: Context) -> "_FeedReader":
        """Return a reader for one file."""
        return _FeedReader(context)


class _FeedReader:
    def __init__(self, context: Context) -> None:
        self._context = context

    def records(self, stream: ByteStream) -> Iterator[Record | Unreadable]:
        """Give every item as JSON, with what the feed says of itself; the text is still markup."""
        from defusedxml import DefusedXmlException  # XML is rare: loaded when there is some
        from defusedxml.ElementTree import XMLParser

        context = self._context
        limit = context.limits.line_bytes
        target = Collector(limit)
        # The stream is UTF-8 by now, whatever the document declares.
        parser = XMLParser(target=target, encoding="utf-8", forbid_dtd=False)
        target.place = parser.parser
        fed, reason = 0, None
        for block in stream:
            fed += len(block)
            try:
                parser.feed(block)
            except ParseError as error:
                reason = f"is not well-formed XML ({ErrorString(error.code)})"
            except DefusedXmlException:
                reason = "declares entities, which could harm; the rest was not read"
            yield from self._cut(target)
            if target.depth_exceeded:
                reason = "is nested too deeply; the rest was not read"
            elif fed - parser.parser.CurrentByteIndex > limit:
                reason = too_long(limit)
            if reason:
                break
        reason = reason or stream.damage or (None if target.complete or not fed else _CUT_OFF)
        if reason:
            where = parser.parser
            yield Unreadable(
                context.name, where.CurrentLineNumber, max(0, where.CurrentByteIndex), reason, ""
            )

    def _cut(self, target: Collector) -> Iterator[Record | Unreadable]:
        for line, offset, item in target.taken():
            if item is None:
                reason = too_long(self._context.limits.line_bytes)
                yield Unreadable(self._context.name, line, offset, reason, "")
            else:
                yield Record(orjson.dumps({"feed": target.feed, "item": item}), line, offset)

    def posts(self, record: Record) -> list[Post]:
        context, found = self._context, orjson.loads(record.raw)
        seen = Sighting(f"{context.name}:{record.line}", context.tally.missing)
        return [_post(mapping(found.get("item")), mapping(found.get("feed")), context, seen)]


def _post(item: dict[str, Any], feed: dict[str, Any], context: Context, seen: Sighting) -> Post:
    link = first_text(item, "link@alternate", "link") or first_text(item, "link@")
    shown = _shown(item)
    title = plain(text(item.get("title")) or "").text or None
    if not (title or shown or link):
        raise Unrecognised("holds neither title, text nor link")
    platform = _platform(link, item, feed) or context.platform or "web"
    identifier = first_text(item, "videoId", "guid", "id") or link
    if medium := _MEDIUM_ID.match(identifier or ""):
        identifier = medium[1]
    name = first_text(item, "creator", "author.name", "author") or text(feed.get("author.name"))
    return assemble(
        seen,
        platform,
        identifier,
        joined(title, shown.text if shown else ""),
        created=_time(first_text(item, "published", "pubDate", "date", "issued", "updated")),
        author=new_author(
            first_text(item, "channelId"),
            _handle(link, item, feed),
            name,
            None,
            None,
            text(feed.get("image")),
        ),
        url=link.partition("?source=rss")[0] if link else None,
        language=text(feed.get("language")),
        media=media_of(
            *(("other", one) for one in strings(item.get("media"))),
            *(shown.media if shown else ()),
        ),
        links=shown.links if shown else (),
        hashtags=strings(item.get("category")),
        parts=parts_of(
            *(("alt_text", one) for one in (shown.described if shown else ())),
            ("venue", text(feed.get("title"))),
        ),
        absent=frozenset({"author"}) if name else frozenset(),
    )


def _shown(item: dict[str, Any]) -> Shown | None:
    markup = first_text(item, "encoded", "content", "media.description", "description", "summary")
    return plain(markup) if markup else None


def _platform(link: str | None, item: dict[str, Any], feed: dict[str, Any]) -> str | None:
    """Return the platform of an address; Medium also serves blogs under their own names."""
    by_medium = (
        _MEDIUM_ID.match(first_text(item, "guid") or "") or feed.get("generator") == "Medium"
    )
    if by_medium or _SUBDOMAIN.match(link or ""):
        return "medium"
    return platform_of(link) or platform_of(text(feed.get("link")))


def _handle(link: str | None, item: dict[str, Any], feed: dict[str, Any]) -> str | None:
    for address in (link, text(item.get("author.uri")), text(feed.get("link"))):
        found = _AT_HANDLE.match(address or "") or _SUBDOMAIN.match(address or "")
        if found:
            return found[1]
    return None


def _time(written: str | None) -> Any:
    """Return a time written as ISO 8601 or in the way of mail."""
    if written is None:
        return None
    if (read := moment(written)) is not None:
        return read
    try:
        return moment(parsedate_to_datetime(written).isoformat())
    except (ValueError, IndexError, OverflowError):
        return None


FEED = _FeedFormat()
