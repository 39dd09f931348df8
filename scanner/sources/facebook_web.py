"""Facebook as its pages load it (kept by 4CAT)."""

from typing import Any

from scanner.posts import Author, Media, Post
from scanner.sources.assemble import Sighting, assemble, media_of, parts_of
from scanner.sources.drafts import new_author, new_media
from scanner.sources.fields import at, exact_id, mapping, mappings, moment, plucked, text, words
from scanner.sources.records import Unrecognised

__all__ = ["facebook_posts"]

_TIME = "CometFeedStoryMinimizedTimestampStrategy"


def facebook_posts(item: dict[str, Any], seen: Sighting) -> list[Post]:
    """Map one captured story."""
    sections = mapping(item.get("comet_sections"))
    story = mapping(at(sections, "content", "story"))
    if not story:
        raise Unrecognised("holds no Facebook story under comet_sections.content")
    actor = mapping(at(story, "actors", 0))
    shared = mapping(story.get("attached_story"))
    bare = "message" in story and story["message"] is None
    return [
        assemble(
            seen,
            "facebook",
            exact_id(story.get("post_id")),
            "" if bare else words(at(story, "message", "text")),
            created=_created(sections),
            author=_author(actor),
            url=text(story.get("wwwURL")),
            media=_media(story),
            parts=parts_of(
                *(("alt_text", one) for one in _described(story)),
                (
                    "quoted",
                    text(at(shared, "message", "text")),
                    _author(mapping(at(shared, "actors", 0))).handle,
                ),
                ("venue", text(at(story, "to", "name"))),
            ),
        )
    ]


def _author(actor: dict[str, Any]) -> Author:
    address = text(actor.get("url")) or ""
    handle = address.partition("facebook.com/")[2].partition("?")[0].strip("/")
    return new_author(
        exact_id(actor.get("id")),
        handle if handle and "/" not in handle and handle != "profile.php" else None,
        text(actor.get("name")),
        None,
        None,
        text(at(actor, "profile_picture", "uri")),
    )


def _created(sections: dict[str, Any]) -> Any:
    told = mappings(at(sections, "context_layout", "story", "comet_sections", "metadata"))
    times = (moment(at(one, "story", "creation_time")) for one in told
             if one.get("__typename") == _TIME)  # fmt: skip
    return next(times, None)


def _media(story: dict[str, Any]) -> tuple[Media, ...]:
    found: list[Media] = []
    for attachment in mappings(story.get("attachments")):
        target = mapping(attachment.get("target"))
        kind = "video" if target.get("__typename") == "Video" else "image"
        shown = mapping(at(attachment, "styles", "attachment", "media"))
        address = text(shown.get("browser_native_hd_url")) or text(at(shown, "photo_image", "uri"))
        found += media_of((kind, address)) or ((new_media(kind),) if target else ())
    return tuple(found)


def _described(story: dict[str, Any]) -> tuple[str, ...]:
    return plucked(story.get("attachments"), "styles", "attachment", "media",
                   "accessibility_caption")  # fmt: skip
