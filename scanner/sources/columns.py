"""Which column of a table holds what: given by the user, or recognised by common names."""

from collections.abc import Mapping, Sequence

from scanner.errors import Fault, SourceError

__all__ = ["FIELDS", "columns_of"]

# Post field → column names that stand for it, best first, compared without case and punctuation.
# Sources: 4CAT's exports, YouTube Data Tools, CrowdTangle, common exports of platforms and panels.
_NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "post_id", "tweet_id", "tweetid", "comment_id", "message_id", "status_id"),
    "text": (
        *("text", "content", "message", "body", "full_text", "tweet", "tweet_text", "post_text"),
        *("comment", "comment_text", "caption", "video_description", "post", "txt", "正文", "内容"),
    ),
    "title": ("title", "subject", "标题"),
    "created_at": (
        *("unix_timestamp", "created_at", "timestamp", "created_utc", "published_at"),
        *(
            "publish_date",
            "post_created",
            "creation_time",
            "create_time",
            "created",
            "date",
            "time",
        ),
    ),
    "url": (
        *("url", "link", "permalink", "post_url", "tweet_url", "tiktok_url", "comment_url"),
        *("mcl_url", "webpage_url"),
    ),
    "language": ("language", "lang", "language_guess"),
    "platform": ("platform", "source_platform"),
    "author.id": (
        *("author_id", "user_id", "userid", "account_id", "author_user_id", "author_channel_id"),
        *("channel_id", "post_owner.id", "owner.id"),
    ),
    "author.handle": (
        *("author_handle", "author_username", "author", "username", "screen_name"),
        *(
            "user_screen_name",
            "handle",
            "account_username",
            "post_owner.username",
            "owner.username",
        ),
        *("user", "account"),
    ),
    "author.display_name": (
        *("author_fullname", "author_name", "author_full", "author_display_name", "display_name"),
        *("account_display_name", "author_nickname", "user_name", "channel_title", "page_name"),
        *("post_owner.name", "owner.name", "name"),
    ),
    "author.bio": ("author_bio", "author_description", "bio", "account_note", "page_description"),
    "author.avatar_url": (
        *("author_avatar_url", "author_avatar", "avatar_url", "account_avatar"),
        *("author_thumbnail_url",),
    ),
    "author.followers": ("author_followers", "followers", "account_followers"),
    "reply_to.id": (
        *(
            "reply_to",
            "in_reply_to_status_id",
            "in_reply_to_tweetid",
            "parent_id",
            "replied_to_post",
        ),
        *("parent_comment_id", "is_reply_to", "thread_id"),
    ),
    "reply_to.handle": (
        *("replied_author", "replied_user", "replied_to_user", "in_reply_to_screen_name"),
    ),
    "hashtags": ("hashtags", "tags"),
    "links": ("urls", "links", "link_url", "link_attached"),
}
FIELDS = tuple(_NAMES)


def columns_of(
    header: Sequence[str], given: Mapping[str, str] | None = None, *, file: str = ""
) -> dict[str, int]:
    """Return the position of each post field's column; ``given`` goes before common names.

    :raises SourceError: if ``given`` names a field or a column that is not there.
    """
    positions: dict[str, int] = {}
    for position, name in enumerate(header):
        positions.setdefault(name, position)
        positions.setdefault(_plain(name), position)
    given = given or {}
    found = {field: _given(field, name, positions, file) for field, name in given.items()}
    taken = set(found.values())
    for field, names in _NAMES.items():
        keys = (key for key in map(_plain, names) if key in positions)
        free = next((positions[key] for key in keys if positions[key] not in taken), None)
        if field not in found and free is not None:
            found[field] = free
            taken.add(free)
    return found


def _plain(name: str) -> str:
    return "".join(character for character in name.casefold() if character.isalnum())


def _given(field: str, name: str, positions: Mapping[str, int], file: str) -> int:
    if field not in FIELDS:
        known = ", ".join(sorted(FIELDS))
        raise SourceError(
            Fault("is not a field of a post", f"Known: {known}", field=f"columns.{field}")
        )
    position = positions.get(name, positions.get(_plain(name)))
    if position is None:
        raise SourceError(
            Fault(
                "names a column that the file does not have",
                "Compare it with the file's header",
                file=file or None,
                field=f"columns.{field}",
            )
        )
    return position
