"""Reading single values leniently: what is absent or of the wrong kind becomes None."""

import hashlib
import re
from collections import Counter
from datetime import UTC, datetime
from typing import Any

__all__ = [
    "at",
    "counted",
    "exact_id",
    "first_id",
    "first_text",
    "made_id",
    "mapping",
    "mappings",
    "moment",
    "platform_of",
    "plucked",
    "strings",
    "text",
    "whole",
    "words",
]

_MILLISECONDS_FROM = 100_000_000_000  # as seconds this is the year 5138
_NUMBER = re.compile(r"-?\d{1,16}(?:\.\d{1,9})?")
_from_iso = datetime.fromisoformat
_X_TIME = "%a %b %d %H:%M:%S %z %Y"
_X_LENGTH = len("Fri Nov 20 08:00:00 +0000 2026")
_MONTHS = {
    name: number
    for number, name in enumerate("Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(), 1)
}
_HOST = re.compile(r"https?://(?:www\.|m\.|old\.|mobile\.)?([^/:?#]{1,253})", re.IGNORECASE)
_PLATFORMS = {
    "x.com": "x",
    "twitter.com": "x",
    "reddit.com": "reddit",
    "facebook.com": "facebook",
    "instagram.com": "instagram",
    "youtube.com": "youtube",
    "youtu.be": "youtube",
    "tiktok.com": "tiktok",
    "threads.com": "threads",
    "threads.net": "threads",
    "linkedin.com": "linkedin",
    "medium.com": "medium",
    "t.me": "telegram",
    "bsky.app": "bluesky",
    "douyin.com": "douyin",
    "xiaohongshu.com": "xiaohongshu",
    "truthsocial.com": "truthsocial",
    "gab.com": "gab",
    "weibo.com": "weibo",
    "weibo.cn": "weibo",
    "9gag.com": "9gag",
    "imgur.com": "imgur",
    "pinterest.com": "pinterest",
}


def text(value: Any) -> str | None:
    """Return a string that is not empty, else None."""
    return value if type(value) is str and value else None


def words(value: Any) -> str | None:
    """Return any string, also an empty one, which says that there is no text; else None."""
    return value if type(value) is str else None


def at(value: Any, *path: str | int) -> Any:
    """Return what stands at ``path`` (keys and positions), or None where a step is not there.

    >>> at({"a": [{"b": 1}]}, "a", 0, "b")
    1
    """
    for step in path:
        if type(value) is dict:
            value = value.get(step)
        elif value is None:
            return None
        elif type(value) is list and type(step) is int and -len(value) <= step < len(value):
            value = value[step]
        else:
            return None
    return value


def first_text(item: dict[str, Any], *names: str) -> str | None:
    """Return the first non-empty text under one of ``names``."""
    for name in names:
        value = item.get(name)
        if type(value) is str and value:
            return value
    return None


def first_id(item: dict[str, Any], *names: str) -> str | None:
    """Return the first identifier under one of ``names``, as an exact string."""
    return next((found for name in names if (found := exact_id(item.get(name)))), None)


def plucked(items: Any, *path: str | int) -> tuple[str, ...]:
    """Return the non-empty texts at ``path`` in each object of an array."""
    if not items:
        return ()
    return tuple(found for item in mappings(items) if (found := text(at(item, *path))))


def exact_id(value: Any) -> str | None:
    """Return an identifier as an exact string; a float has lost digits and counts as absent."""
    if type(value) is int:
        return str(value)
    return text(value)


def whole(value: Any) -> int | None:
    """Return a count, which some exports write as text."""
    if type(value) is int:
        return value
    if type(value) is str and value.isascii() and value.isdigit() and len(value) < 16:
        return int(value)
    return None


def mapping(value: Any) -> dict[str, Any]:
    """Return a JSON object, or an empty one for anything else."""
    return value if type(value) is dict else {}


def mappings(value: Any) -> list[dict[str, Any]]:
    """Return the objects in a JSON array; none for anything else."""
    return [item for item in value if type(item) is dict] if type(value) is list else []


def strings(value: Any) -> tuple[str, ...]:
    """Return the non-empty strings of a JSON array; none for anything else."""
    if type(value) is not list:
        return ()
    for item in value:
        if type(item) is not str or not item:
            return tuple(filter(text, value))
    return tuple(value)


def moment(value: Any) -> datetime | None:
    """Return a time as aware UTC, or None if it cannot be read.

    Reads epoch seconds or milliseconds (number or text), ISO 8601 and X's own form; a time
    without a zone is taken as UTC.

    >>> moment("2026-11-20T16:00:00+08:00").isoformat()
    '2026-11-20T08:00:00+00:00'
    """
    try:
        if type(value) is str:
            if value[4:5] != "-":
                return _written(value.strip())
            read = _from_iso(value)
            return read if read.tzinfo is UTC else _in_utc(read)
        return _epoch(value) if type(value) in (int, float) else None
    except (ValueError, OverflowError, OSError):
        return None


def _in_utc(read: datetime) -> datetime:
    return read.astimezone(UTC) if read.tzinfo else read.replace(tzinfo=UTC)


def _written(value: str) -> datetime:
    if _NUMBER.fullmatch(value):
        return _epoch(float(value))
    if value[4:5] == "-":
        return _in_utc(_from_iso(value))
    if len(value) == _X_LENGTH and value[20:25] == "+0000":  # strptime takes ten times as long
        month = _MONTHS.get(value[4:7], 0)
        day, hour, minute = int(value[8:10]), int(value[11:13]), int(value[14:16])
        return datetime(int(value[26:]), month, day, hour, minute, int(value[17:19]), tzinfo=UTC)
    return datetime.strptime(value, _X_TIME).astimezone(UTC)


def _epoch(value: float) -> datetime:
    return datetime.fromtimestamp(value / 1000 if value >= _MILLISECONDS_FROM else value, UTC)


def counted(missing: Counter[str], fields: dict[str, Any]) -> None:
    """Count the fields whose value is None."""
    for name, value in fields.items():
        if value is None:
            missing[name] += 1


def made_id(*parts: str) -> str:
    """Return a stable identifier for a post that came without one: the same parts, the same id."""
    return (
        "made-"
        + hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:32]
    )


def platform_of(url: str | None) -> str | None:
    """Return the platform that a post's address belongs to, if known."""
    host = _HOST.match(url or "")
    return _PLATFORMS.get(host[1].lower()) if host else None
