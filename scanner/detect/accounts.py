"""Look-alike accounts: who posts under a protected person's name, handle or bio.

An account is judged by what it shows: a handle that is theirs elsewhere or looks like it, their
name as display name, words that claim to be them. Accounts that say parody, fan or news, and
accounts that are plainly another person's, are left alone.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from rapidfuzz.distance import OSA

from scanner.detect.another_person import speaks_of_another
from scanner.findings import Mention, Tie
from scanner.posts import Author, Post
from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.handles import handle_key, handle_skeleton
from scanner.watchlist.names import name_variants
from scanner.watchlist.people import Person

__all__ = ["AccountWatch"]

THRESHOLD = 0.6
_YOUNG = timedelta(days=90)
_MIN_SKELETON = 6
# What impersonators put around a handle. Source: own list.
_AFFIXES = re.compile(
    r"^(?:the|its|real|official|new){1,3}|(?:official|real|new|backup|bak|2nd|alt|hq){1,3}$"
)
_CLAIMS = re.compile(
    r"official|backup|back-up|\b(?:new|real|main) account|compte officiel|nouveau compte"
    r"|compte de secours|本人|官方|小号|备用|新号|大号被封|唯一账号|正版"
)
_DISCLAIMED = re.compile(
    r"parod|satir|\bfan\b|fans of|fan account|fan page|not affiliated|unofficial|non officiel"
    r"|\bbot\b|news feed|粉丝|后援|恶搞|戏仿|非本人|非官方|应援|搬运"
)


@dataclass(frozen=True, slots=True)
class _Profile:
    person: Person
    handles: frozenset[str]
    skeletons: frozenset[str]
    names: frozenset[str]
    name_words: frozenset[str]
    bio_words: frozenset[str]


class AccountWatch:
    """Compares the accounts that post with those of the enrolled people; remembers each."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._profiles = [_profile(person) for person in people]
        self._look = lru_cache(maxsize=100_000)(self._compare)

    def mentions(self, post: Post, now: datetime) -> list[Mention]:
        """Return a tie of kind ``account`` for each person whom the author seems to imitate.

        The score is the evidence's sum, 0.6 and above; ``why`` lists what was seen.
        """
        author = post.author
        young = author.created_at is not None and now - author.created_at < _YOUNG
        return list(self._look(post.platform, _only_shown(author), young))

    def _compare(self, platform: str, author: Author, young: bool) -> tuple[Mention, ...]:  # noqa: FBT001
        if not author.handle and not author.display_name:
            return ()
        if any(profile.person.owns(platform, author.handle) for profile in self._profiles):
            return ()
        shown = fold(" ".join(filter(None, (author.display_name, author.bio)))).text
        disclaimed = {match[0] for match in _DISCLAIMED.finditer(shown)}
        found = []
        for profile in self._profiles:
            # Fan is a disclaimer, and a surname.
            if disclaimed - profile.name_words:
                continue
            reasons = _reasons(profile, author, fold(author.bio or "").text)
            score = sum(weight for weight, _ in reasons)
            if reasons and young:
                score += 0.1
                reasons.append((0.1, "the account is less than 90 days old"))
            if score >= THRESHOLD:
                found.append(_mention(profile.person, author, score, reasons))
        return tuple(found)


def _only_shown(author: Author) -> Author:
    return Author(handle=author.handle, display_name=author.display_name, bio=author.bio)


def _profile(person: Person) -> _Profile:
    handles = frozenset(handle_key(account.handle) for account in person.accounts)
    names = {
        variant.text
        for name in person.names
        for variant in name_variants(name)
        if variant.trust >= THRESHOLD
    }
    shown = {
        compact(account.display_name).text for account in person.accounts if account.display_name
    }
    names |= shown
    public = {compact(fact.value.reveal()).text for fact in person.public_facts}
    words = public | names | {compact(handle).text for handle in handles}
    return _Profile(
        person,
        handles,
        frozenset(map(handle_skeleton, handles)),
        # A display name of emoji alone has no letters, and nothing is part of everything.
        frozenset(names - {""}),
        frozenset(word for name in person.names for word in fold(name).text.split()),
        frozenset(words - {""}),
    )


def _reasons(profile: _Profile, author: Author, bio: str) -> list[tuple[float, str]]:
    reasons = []
    handle = _handle_reason(profile, author.handle or "")
    if handle:
        reasons.append(handle)
    display = compact(author.display_name or "").text
    if any(display == name or (len(name) > 6 and name in display) for name in profile.names) or (
        len(display) > 4 and display in profile.names
    ):
        reasons.append((0.6, "its display name is their name"))
    if not reasons:
        return []
    claims = _CLAIMS.search(fold(author.display_name or "").text + " " + bio)
    plain = compact(bio).text
    linked = any(word in plain for word in profile.bio_words)
    if claims:
        reasons.append((0.25, "it claims to be their real, new or backup account"))
    if linked:
        reasons.append((0.3, "its bio repeats theirs"))
    if not claims and not linked and speaks_of_another(bio):
        reasons.append((-0.5, "its bio describes another person"))
    return reasons


def _handle_reason(profile: _Profile, handle: str) -> tuple[float, str] | None:
    key = handle_key(handle)
    if not key:
        return None
    if key in profile.handles:
        return 0.7, "it uses their handle where they have no account"
    skeleton = handle_skeleton(key)
    bare = handle_skeleton(_AFFIXES.sub("", key.replace("_", "")))
    for own in profile.skeletons:
        if len(own) < _MIN_SKELETON:
            continue
        if own in {skeleton, bare}:
            return 0.7, "its handle looks like theirs"
        if OSA.distance(own, skeleton, score_cutoff=1) <= 1 and len(own) > _MIN_SKELETON + 1:
            return 0.6, "its handle differs from theirs by one character"
    return None


def _mention(
    person: Person, author: Author, score: float, reasons: list[tuple[float, str]]
) -> Mention:
    field = "author.handle" if author.handle else "author.display_name"
    shown = author.handle or author.display_name or ""
    why = "; ".join(reason for weight, reason in reasons if weight > 0)
    return Mention(person.id, Tie.ACCOUNT, 0, len(shown), min(score, 1.0), field, why)
