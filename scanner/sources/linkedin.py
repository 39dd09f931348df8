"""LinkedIn as its pages loaded it ("Voyager V2"; older Zeeschuimer captures)."""

import re
from datetime import datetime, timedelta
from typing import Any

from scanner.posts import Author, Media, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of
from scanner.sources.drafts import new_author
from scanner.sources.fields import at, mapping, mappings, plucked, text, whole, words
from scanner.sources.records import Unrecognised

__all__ = ["linkedin_posts"]

_ACTIVITY = re.compile(r"urn:li:activity:([0-9]{1,25})")
_PROFILE = re.compile(r"linkedin\.com/((?:in|company|school|showcase)/[^/?#]{1,200})")
# "18h •", "3mo", in English and Dutch; other languages give the time of collection.
_AGO = re.compile(r"\s{0,5}([0-9]{1,3})\s{0,2}(mo|mnd|yr|[smhdwj])(?![a-z])")
_UNIT = {
    "s": timedelta(seconds=1),
    "m": timedelta(minutes=1),
    "h": timedelta(hours=1),
    "d": timedelta(days=1),
    "w": timedelta(weeks=1),
    "mo": timedelta(days=30),
    "mnd": timedelta(days=30),
    "yr": timedelta(days=365),
    "j": timedelta(days=365),
}


def linkedin_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured update; its time is an estimate."""
    if "actor" not in item and "commentary" not in item:
        raise Unrecognised("holds no LinkedIn update: neither actor nor commentary")
    post_id, actor = _identifier(item), mapping(item.get("actor"))
    commentary, content = item.get("commentary"), mapping(item.get("content"))
    shared = mapping(item.get("*resharedUpdate")) or mapping(item.get("resharedUpdate"))
    bare = "commentary" in item and commentary is None
    return [
        assemble(
            seen,
            "linkedin",
            post_id,
            "" if bare else words(at(commentary, "text", "text")),
            created=_estimated(text(at(actor, "subDescription", "text")), seen.collected),
            author=_author(actor),
            url=f"https://www.linkedin.com/feed/update/urn:li:activity:{post_id}"
            if post_id
            else None,
            media=_media(content),
            links=filter(None, [text(at(content, "navigationContext", "actionTarget"))]),
            parts=parts_of(
                ("link_card", text(at(content, "articleComponent", "title", "text"))),
                ("link_card", text(at(content, "articleComponent", "subtitle", "text"))),
                ("alt_text", text(at(content, "images", 0, "accessibilityText"))),
                (
                    "quoted",
                    text(at(shared, "commentary", "text", "text")),
                    _author(mapping(shared.get("actor"))).handle,
                ),
                *(("tagged", name) for name in _mentioned(commentary)),
            ),
            marks=("time_estimated",),
        )
    ]


def _identifier(item: dict[str, Any]) -> str | None:
    for urn in (
        at(item, "updateMetadata", "urn"),
        item.get("preDashEntityUrn"),
        item.get("entityUrn"),
    ):
        if found := _ACTIVITY.search(text(urn) or ""):
            return found[1]
    return None


def _author(actor: dict[str, Any]) -> Author:
    address = text(at(actor, "navigationContext", "actionTarget")) or ""
    path = _PROFILE.search(address)
    return new_author(
        None,
        path[1].removeprefix("in/") if path else None,
        text(at(actor, "name", "text")),
        text(at(actor, "description", "text")),
        None,
        _avatar(actor),
    )


def _avatar(actor: dict[str, Any]) -> str | None:
    profile = mapping(at(actor, "name", "attributes", 0, "*miniProfile"))
    return _picture(mapping(profile.get("picture"))) or _picture(
        mapping(
            at(actor, "image", "attributes", 0, "detailData", "nonEntityProfilePicture",
               "vectorImage")
        )
    )  # fmt: skip


def _picture(image: dict[str, Any]) -> str | None:
    """Put an address together from its root and the widest size."""
    widest = max(mappings(image.get("artifacts")), key=lambda one: whole(one.get("width")) or 0,
                 default={})  # fmt: skip
    end = text(widest.get("fileIdentifyingUrlPathSegment"))
    return f"{text(image.get('rootUrl')) or ''}{end}" if end else None


def _media(content: dict[str, Any]) -> tuple[Media, ...]:
    pictures = [
        _picture(mapping(at(one, "attributes", 0, "vectorImage")))
        for one in mappings(content.get("images"))
    ]
    article = _picture(mapping(at(content, "articleComponent", "largeImage",
                                  "attributes", 0, "vectorImage")))  # fmt: skip
    return media_of(*(("image", one) for one in (*pictures, article)))


def _mentioned(commentary: Any) -> tuple[str, ...]:
    return plucked(at(commentary, "text", "attributes"), "*miniProfile", "publicIdentifier")


def _estimated(ago: str | None, collected: datetime | None) -> datetime | None:
    found = _AGO.match(ago or "")
    return collected - int(found[1]) * _UNIT[found[2]] if found and collected else collected
