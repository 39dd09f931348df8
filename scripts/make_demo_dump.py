"""Make the demo dump: a week of invented chatter on X, with a little that concerns somebody.

Writes examples/demo-dump.jsonl (raw X API v2 pages, one a line) and examples/demo-expected.jsonl
(what a scan against watchlists/ should find in it). The same seed gives the same bytes.

    python scripts/make_demo_dump.py [FOLDER]
"""

import hashlib
import html
import json
import random
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

__all__ = ["SEED", "Tweet", "User", "make_posts", "pages", "write"]

SEED = 20261120
PAGE = 100
# Posts of chatter by language; with the scenes they make a little over 2,100.
CHATTER = {"en": 1450, "fr": 205, "zh-Hans": 205, "zh-Hant": 205}
START = datetime(2026, 11, 14, tzinfo=UTC)
WEEK_SECONDS = 6 * 24 * 3600
# The service counts milliseconds from here in the upper bits of its ids.
SNOWFLAKE_EPOCH_MS = 1_288_834_974_657
REPLY_SHARE, REPOST_SHARE, LINK_SHARE = 0.16, 0.03, 0.05

_HERE = Path(__file__).parent
_SLOT = re.compile(r"\{(?:n:(\d{1,4})-(\d{1,4})|([a-z]{1,10}))\}")
_MENTION = re.compile(r"@([A-Za-z0-9_]{1,30})")
_HASHTAG = re.compile(r"#(\w{1,40})")
_LINK = re.compile(r"https://[a-z.]{3,20}/[A-Za-z0-9]{1,12}")


@dataclass(frozen=True)
class User:
    """An account; ``id`` is derived from the handle, so that it is the same in every page."""

    handle: str
    name: str
    bio: str = ""

    @property
    def id(self) -> str:
        """A stable number of the size that the service gives out."""
        digest = hashlib.sha256(self.handle.encode()).digest()
        return str(10**9 + int.from_bytes(digest[:4], "big"))


@dataclass
class Tweet:
    """A post before it is laid out as a page; ``expects`` lists (person, category)."""

    at: datetime
    text: str
    lang: str
    author: User
    parent: "Tweet | None" = None
    link: str | None = None
    media: str | None = None
    reposts: bool = False
    expects: list[tuple[str, str]] = field(default_factory=list)
    id: str = ""


def _load(name: str) -> Any:
    return YAML(typ="safe", pure=True).load(_HERE / name)


def _fill(template: str, slots: dict[str, list[str]], rng: random.Random) -> str:
    def draw(match: re.Match[str]) -> str:
        low, high, slot = match.groups()
        return rng.choice(slots[slot]) if slot else str(rng.randint(int(low), int(high)))

    return _SLOT.sub(draw, template)


def _accounts(data: dict[str, Any], rng: random.Random) -> dict[str, list[User]]:
    """Return the crowd that chats, by language: about one account for four posts."""
    crowd: dict[str, list[User]] = {}
    for language, count in CHATTER.items():
        parts = data["handles"][language]
        users: dict[str, User] = {}
        while len(users) < count // 4:
            stem = f"{rng.choice(parts['first'])}{rng.choice(parts['second'])}"
            handle = f"{stem[:10]}_{rng.randint(1000, 9999)}"
            name, bio = rng.choice(data["names"][language]), rng.choice(data["bios"][language])
            users[handle] = User(handle, name, bio)
        crowd[language] = list(users.values())
    return crowd


def _moment(rng: random.Random) -> datetime:
    return START + timedelta(seconds=rng.randrange(WEEK_SECONDS), milliseconds=rng.randrange(1000))


def _chatter(
    data: dict[str, Any], crowd: dict[str, list[User]], rng: random.Random
) -> Iterator[Tweet]:
    for language, count in CHATTER.items():
        words, seen = data[language], set[str]()
        while len(seen) < count:
            template = rng.choice(words["templates"]) + rng.choice(words["closers"])
            text = _fill(template, words["slots"], rng)
            if text in seen:
                continue
            seen.add(text)
            author = rng.choice(crowd[language])
            yield Tweet(_moment(rng), text, language.partition("-")[0], author)


def _converse(posts: Sequence[Tweet], rng: random.Random) -> None:
    """Turn some of the chatter into replies, reposts and posts with links, in place."""
    by_language: dict[str, list[Tweet]] = {}
    for post in posts:
        earlier = by_language.setdefault(post.lang, [])
        draw = rng.random()
        if earlier and draw < REPLY_SHARE:
            post.parent = rng.choice(earlier[-40:])
            post.text = f"@{post.parent.author.handle} {post.text}"
        elif earlier and draw < REPLY_SHARE + REPOST_SHARE:
            original = rng.choice([item for item in earlier[-40:] if not item.reposts])
            post.parent, post.reposts = original, True
            post.text = f"RT @{original.author.handle}: {original.text}"
        elif draw > 1 - LINK_SHARE:
            post.link = f"https://pics.example/{rng.randrange(10**6):06d}"
        earlier.append(post)


def _scene(scene: dict[str, Any], crowd: list[User], rng: random.Random) -> Iterator[Tweet]:
    day, clock = scene["at"].split()
    at = datetime.fromisoformat(f"2026-11-{day}T{clock}:00+00:00")
    answered = scene.get("reply_to")
    parent = None
    if answered:
        account = User(answered["handle"], answered["name"], answered.get("bio", ""))
        parent = Tweet(at - timedelta(minutes=25), answered["text"], scene["lang"], account)
    given = scene.get("author")
    authors = [User(**given)] if given else rng.sample(crowd, len(scene["texts"]))
    expects = [tuple(item.split()) for item in scene.get("expects", [])]
    for text, author in zip(scene["texts"], authors, strict=True):
        lead = f"@{parent.author.handle} " if parent else ""
        yield Tweet(
            at,
            lead + text,
            scene["lang"],
            author,
            parent,
            media=scene.get("media"),
            expects=expects,
        )
        at += timedelta(seconds=rng.randint(19, 75))


def _number(posts: list[Tweet]) -> None:
    """Sort by time and give each post an id as the service would."""
    posts.sort(key=lambda post: (post.at, post.author.handle, post.text))
    for sequence, post in enumerate(posts):
        milliseconds = int(post.at.timestamp() * 1000) - SNOWFLAKE_EPOCH_MS
        post.id = str((milliseconds << 22) | sequence)


def make_posts(seed: int = SEED) -> list[Tweet]:
    """Return all posts of the demo, earliest first, with their ids."""
    rng = random.Random(seed)  # noqa: S311 - a demo, not a secret
    data, scenes = _load("demo_chatter.yaml"), _load("demo_scenes.yaml")
    crowd = _accounts(data, rng)
    chatter = sorted(_chatter(data, crowd, rng), key=lambda post: (post.at, post.text))
    _converse(chatter, rng)
    staged = []
    for scene in [*scenes["concerning"], *scenes["innocent"]]:
        pool = crowd["zh-Hans" if scene["lang"] == "zh" else scene["lang"]]
        staged += list(_scene(scene, pool, rng))
    parents = [post.parent for post in staged if post.parent]
    posts = chatter + staged + parents
    _number(posts)
    return posts


def _stamp(at: datetime) -> str:
    return at.strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


def _entities(text: str, users: dict[str, User]) -> dict[str, Any]:
    entities: dict[str, Any] = {}
    for kind, pattern in (("mentions", _MENTION), ("hashtags", _HASHTAG), ("urls", _LINK)):
        found = [_entity(kind, match, users) for match in pattern.finditer(text)]
        if known := [item for item in found if item]:
            entities[kind] = known
    return entities


def _entity(kind: str, match: re.Match[str], users: dict[str, User]) -> dict[str, Any]:
    span: dict[str, Any] = {"start": match.start(), "end": match.end()}
    if kind == "mentions":
        user = users.get(match[1])
        return {**span, "username": match[1], "id": user.id} if user else {}
    if kind == "hashtags":
        return {**span, "tag": match[1]}
    address = match[0]
    return {**span, "url": address, "expanded_url": address, "display_url": address[8:]}


def _metrics(post: Tweet) -> dict[str, int]:
    """Derive numbers from the id, so that a post looks the same in every page it stands in."""
    digest = hashlib.sha256(post.id.encode()).digest()
    likes = digest[0] % 40 * (1 + digest[1] % 3)
    return {
        "retweet_count": likes // 9,
        "reply_count": digest[2] % 6,
        "like_count": likes,
        "quote_count": digest[3] % 2,
        "bookmark_count": digest[4] % 3,
        "impression_count": 30 + likes * 41 + digest[5],
    }


def _media_key(post: Tweet) -> str:
    return f"7_{post.id}"


def _media(post: Tweet) -> dict[str, Any]:
    # The service has no sound of its own: a recording is posted as a video.
    return {
        "media_key": _media_key(post),
        "type": "video",
        "duration_ms": 47_000,
        "preview_image_url": f"https://media.example/{post.id}.jpg",
        "variants": [
            {
                "bit_rate": 832_000,
                "content_type": "video/mp4",
                "url": f"https://media.example/{post.id}.mp4",
            }
        ],
    }


def _tweet(post: Tweet, users: dict[str, User]) -> dict[str, Any]:
    text = f"{post.text} {post.link}" if post.link else post.text
    text = html.escape(text, quote=False)
    parent = post.parent
    root = post
    while root.parent and not root.reposts:
        root = root.parent
    form: dict[str, Any] = {
        "id": post.id,
        "text": text,
        "author_id": post.author.id,
        "created_at": _stamp(post.at),
        "conversation_id": root.id,
        "edit_history_tweet_ids": [post.id],
        "lang": post.lang,
        "possibly_sensitive": False,
        "public_metrics": _metrics(post),
    }
    if entities := _entities(text, users):
        form["entities"] = entities
    if parent:
        kind = "retweeted" if post.reposts else "replied_to"
        form["referenced_tweets"] = [{"type": kind, "id": parent.id}]
        if not post.reposts:
            form["in_reply_to_user_id"] = parent.author.id
    if post.media:
        form["attachments"] = {"media_keys": [_media_key(post)]}
    return form


def _user(user: User) -> dict[str, Any]:
    digest = hashlib.sha256(user.id.encode()).digest()
    joined = datetime(2010 + digest[0] % 16, 1 + digest[1] % 12, 1 + digest[2] % 28, tzinfo=UTC)
    return {
        "id": user.id,
        "name": user.name,
        "username": user.handle,
        "created_at": _stamp(joined),
        "description": user.bio,
        "profile_image_url": f"https://media.example/{user.id}_normal.jpg",
        "verified": False,
        "public_metrics": {
            "followers_count": digest[3] * (1 + digest[4] % 9),
            "following_count": 20 + digest[5] * 3,
            "tweet_count": 50 + digest[6] * 37,
            "listed_count": digest[7] % 5,
        },
    }


def pages(posts: Sequence[Tweet]) -> Iterator[dict[str, Any]]:
    """Yield raw pages as the search endpoint gives them: newest first, includes resolved."""
    users = {post.author.handle: post.author for post in posts}
    newest_first = list(reversed(posts))
    chunks = [newest_first[at : at + PAGE] for at in range(0, len(newest_first), PAGE)]
    for number, chunk in enumerate(chunks, 1):
        yield _page(chunk, users, last=number == len(chunks))


def _page(chunk: list[Tweet], users: dict[str, User], *, last: bool) -> dict[str, Any]:
    parents = {post.parent.id: post.parent for post in chunk if post.parent}
    present = [*chunk, *parents.values()]
    authors = {post.author.id: post.author for post in present}
    includes: dict[str, Any] = {"users": [_user(user) for user in authors.values()]}
    if parents:
        includes["tweets"] = [_tweet(parent, users) for parent in parents.values()]
    if media := [_media(post) for post in chunk if post.media]:
        includes["media"] = media
    meta: dict[str, Any] = {
        "newest_id": chunk[0].id,
        "oldest_id": chunk[-1].id,
        "result_count": len(chunk),
    }
    if not last:
        meta["next_token"] = hashlib.sha256(chunk[-1].id.encode()).hexdigest()[:32]
    return {"data": [_tweet(post, users) for post in chunk], "includes": includes, "meta": meta}


def _lines(rows: Iterator[dict[str, Any]]) -> str:
    return "".join(
        json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n" for row in rows
    )


def _expected(posts: Sequence[Tweet]) -> Iterator[dict[str, Any]]:
    for post in posts:
        if post.expects:
            pairs = [{"person": person, "category": kind} for person, kind in post.expects]
            yield {"id": post.id, "expects": pairs}


def write(folder: Path, seed: int = SEED) -> None:
    """Write both files into ``folder``."""
    posts = make_posts(seed)
    folder.mkdir(parents=True, exist_ok=True)
    files = {"demo-dump.jsonl": pages(posts), "demo-expected.jsonl": _expected(posts)}
    for name, rows in files.items():
        (folder / name).write_text(_lines(rows), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    write(Path(sys.argv[1]) if len(sys.argv) > 1 else _HERE.parent / "examples")
