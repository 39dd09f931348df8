"""Zeeschuimer's captures, as the browser extension saves them and as 4CAT wraps them.

One envelope for many platforms: where the analyst was, when it was seen, and the platform's own
object, which a mapper of that platform's module reads.
"""

from collections import Counter
from collections.abc import Callable
from typing import Any

from scanner.posts import Post
from scanner.sources.assemble import Sighting
from scanner.sources.bluesky import bluesky_posts
from scanner.sources.douyin import douyin_posts
from scanner.sources.facebook_web import facebook_posts
from scanner.sources.fields import mapping, moment, text
from scanner.sources.formats import Coverage, JsonFormat
from scanner.sources.generic_web import generic_posts
from scanner.sources.instagram import instagram_posts
from scanner.sources.linkedin import linkedin_posts
from scanner.sources.mastodon import gab_posts, truth_posts
from scanner.sources.records import Unrecognised
from scanner.sources.rednote import rednote_comments, rednote_posts
from scanner.sources.threads import threads_posts
from scanner.sources.tiktok import tiktok_comments, tiktok_posts
from scanner.sources.x_web import x_web_posts

__all__ = ["ZEESCHUIMER"]

# ``source_platform``: the extension's module names, which differ from the sites' addresses.
_MAPPERS: dict[str, Callable[[dict[str, Any], Sighting], list[Post]]] = {
    "twitter.com": x_web_posts,
    "x.com": x_web_posts,
    "tiktok.com": tiktok_posts,
    "tiktok-comments": tiktok_comments,
    "instagram.com": instagram_posts,
    "threads.net": threads_posts,
    "threads.com": threads_posts,
    "linkedin.com": linkedin_posts,
    "facebook.com": facebook_posts,
    "douyin.com": douyin_posts,
    "xiaohongshu.com": rednote_posts,
    "xiaohongshu-comments": rednote_comments,
    "truthsocial.com": truth_posts,
    "gab.com": gab_posts,
    "bsky.app": bluesky_posts,
    "9gag.com": generic_posts,
    "imgur.com": generic_posts,
    "pinterest.com": generic_posts,
}


def _signature(item: dict[str, Any]) -> str | None:
    platform, _, wrapped = _opened(item)
    if platform is None:
        return None
    envelope = "with __import_meta, as 4CAT keeps them" if wrapped else "with source_platform"
    known = platform if platform in _MAPPERS else "a platform that is not known"
    return f"its objects are captures {envelope}, of {known}"


def _opened(item: dict[str, Any]) -> tuple[str | None, dict[str, Any], bool]:
    """Return the platform, what the envelope says, and whether 4CAT turned it inside out."""
    if "__import_meta" in item:
        meta = mapping(item["__import_meta"])
        return text(meta.get("source_platform")) or "", meta, True
    if "source_platform" in item and "data" in item:
        return text(item["source_platform"]) or "", item, False
    return None, {}, False


def _to_posts(item: dict[str, Any], source: str, missing: Counter[str]) -> list[Post]:
    platform, meta, wrapped = _opened(item)
    if platform is None:
        raise Unrecognised("has neither source_platform and data nor __import_meta")
    mapper = _MAPPERS.get(platform)
    if mapper is None:
        raise Unrecognised("source_platform: names a platform that is not known")
    data = item if wrapped else mapping(item["data"])
    if not data:
        raise Unrecognised("data: is not an object")
    page, collected = text(meta.get("source_platform_url")), moment(meta.get("timestamp_collected"))
    return mapper(data, Sighting(source, missing, page, collected))


_PROFILE = "text, author's name, handle and avatar, media, time"
ZEESCHUIMER = JsonFormat(
    name="zeeschuimer",
    description="Zeeschuimer captures, raw or kept by 4CAT (NDJSON), of sixteen platforms",
    signature=_signature,
    to_posts=_to_posts,
    coverage=(
        Coverage(
            "x",
            f"{_PROFILE}, bio, followers, reply parent, thread, quotes, reposts, cards, polls",
            "bio and name where X sends them only once",
        ),
        Coverage("tiktok", f"{_PROFILE}, bio, on-screen text; comments with their parent", "sound"),
        Coverage("instagram", f"{_PROFILE}, co-authors, tags, place", "comments, bio"),
        Coverage("threads", f"{_PROFILE}, link card", "reply parent, bio"),
        Coverage("linkedin", f"{_PROFILE}, headline", "exact time (estimated), comments"),
        Coverage("facebook", _PROFILE, "comments, bio"),
        Coverage("truthsocial", f"{_PROFILE}, bio, reply parent, followers"),
        Coverage("gab", f"{_PROFILE}, bio, group"),
        Coverage("bluesky", f"{_PROFILE}, reply parent, thread, quotes, alt text"),
        Coverage("douyin", f"{_PROFILE}, bio, on-screen text", "comments"),
        Coverage("xiaohongshu", f"{_PROFILE}, title; comments with place", "handle (none exists)"),
        Coverage("9gag, imgur, pinterest", "title, text, author, address", "the rest"),
    ),
)
