"""AIL's chat feeders: messages with their chat and sender under ``meta``."""

import base64
import binascii
from collections import Counter
from typing import Any

from scanner.posts import Media, Post
from scanner.sources.assemble import Sighting, assemble, parts_of, reply_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import at, exact_id, first_text, mapping, moment, text, words
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.records import Unrecognised

__all__ = ["AIL"]


def _signature(item: dict[str, Any]) -> str | None:
    if "meta" in item and ("source-uuid" in item or "chat" in mapping(item["meta"])):
        return "its objects are messages with meta.chat and source-uuid"
    return None


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    meta = mapping(item.get("meta"))
    if not meta:
        raise Unrecognised("meta: is missing")
    chat, sender = mapping(meta.get("chat")), mapping(meta.get("sender"))
    number, is_message = exact_id(meta.get("id")), meta.get("type", "message") == "message"
    chat_id = exact_id(chat.get("id"))
    answered = exact_id(at(meta, "reply_to", "message_id"))
    prefix = f"{chat_id}/" if chat_id else ""
    full_name = " ".join(
        filter(None, (text(sender.get("first_name")), text(sender.get("last_name"))))
    )
    return [
        assemble(
            Sighting(source, missing),
            _platform(text(item.get("source")) or ""),
            f"{prefix}{number}" if number else None,
            _body(item.get("data")) if is_message else "",
            created=moment(at(meta, "date", "timestamp") or at(meta, "date", "datestamp")),
            author=new_author(
                exact_id(sender.get("id")),
                text(sender.get("username")),
                full_name or None,
                text(sender.get("info")),
            ),
            reply_to=reply_of(f"{prefix}{answered}" if answered else None),
            media=() if is_message else (Media("image"),),
            parts=parts_of(
                ("contact", exact_id(sender.get("phone"))),
                ("venue", first_text(chat, "name", "username")),
                ("venue", text(at(chat, "subchannel", "name"))),
            ),
            thread=chat_id,
        )
    ]


def _platform(source: str) -> str:
    """Return the platform that a feeder names: ``ail_feeder_telegram`` → telegram."""
    return source.lower().rpartition("_")[2].rpartition("-")[2] or "unknown"


def _body(data: Any) -> str | None:
    """Return the text, which some feeders send packed as base64 of UTF-8."""
    found = words(data)
    if not found or len(found) < 12 or len(found) % 4 or found.isalpha():
        return found  # too short to tell from a word
    try:
        unpacked = base64.b64decode(found, validate=True).decode("utf-8")
    except (binascii.Error, UnicodeDecodeError, ValueError):
        return found
    return unpacked if unpacked.isprintable() or "\n" in unpacked else found


AIL = JsonFormat(
    name="ail",
    description="AIL chat feeders: messages with meta.chat and meta.sender",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage("telegram, discord and others", "text, sender's name, handle, bio, phone, chat"),
    ),
)
