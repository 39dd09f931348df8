"""Look-alike accounts: who posts under a protected person's name, handle or bio.

An account is judged by what it shows: a handle that is theirs elsewhere or looks like it, their
name as display name, words that claim to be them. Accounts that say parody, fan or news, and
accounts that are plainly another person's, are left alone.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import lru_cache
from typing import NamedTuple

from scanner.detect.another_person import speaks_of_another
from scanner.findings import Mention, Tie
from scanner.posts import Author, Post
from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.handles import HandleIndex, handle_key, handle_skeleton, is_ordinary
from scanner.watchlist.names import name_variants
from scanner.watchlist.people import Person

__all__ = ["AccountWatch"]

THRESHOLD = 0.6
_YOUNG = timedelta(days=90)
# A handle shorter than this, or an ordinary word, is taken on other platforms by other people.
_MIN_OWN_HANDLE = 6
# Part of a longer display name; a shorter one must be the whole of it.
_MIN_NAME_INSIDE = 7
# Most places in a display name are told by so many letters to begin no name.
_HEAD = 4
_SAME_HANDLE = "it uses their handle where they have no account"
_SAME_NAME = "its display name is their name"
_CLAIMS = re.compile(
    r"official|backup|back-up|\b(?:new|real|main) account|compte officiel|nouveau compte"
    r"|compte de secours|本人|官方|小号|备用|新号|大号被封|唯一账号|正版"
)
_DISCLAIMED = re.compile(
    r"parod|satir|\bfan\b|fans of|fan account|fan page|not affiliated|unofficial|non officiel"
    r"|\bbot\b|news feed|粉丝|后援|恶搞|戏仿|非本人|非官方|应援|搬运"
)


class _Profile(NamedTuple):
    """What an account that resembles this person's is compared with."""

    person: Person
    name_words: frozenset[str]
    bio_words: frozenset[str]


class AccountWatch:
    """Compares the accounts that post with those of the enrolled people; remembers each.

    The people are found through indexes of their handles and names, so that looking at an account
    costs the same for ten people and for ten thousand.
    """

    def __init__(self, people: Iterable[Person]) -> None:
        self._people = {person.id: person for person in people}
        self._own = {
            (account.platform.casefold(), _bare(account.handle))
            for person in self._people.values()
            for account in person.accounts
        }
        self._handles = HandleIndex(
            (person.id, account.platform, account.handle)
            for person in self._people.values()
            for account in person.accounts
        )
        self._names = _Names(self._people.values())
        self._profile = lru_cache(maxsize=10_000)(self._profile_of)
        self._look = lru_cache(maxsize=100_000)(self._compare)

    def mentions(self, post: Post, now: datetime) -> list[Mention]:
        """Return a tie of kind ``account`` for each person whom the author seems to imitate.

        The score is the evidence's sum, 0.6 and above; ``why`` lists what was seen.
        """
        author = post.author
        young = author.created_at is not None and now - author.created_at < _YOUNG
        return list(self._look(post.platform, _only_shown(author), young))

    def resembles(self, handle: str) -> bool:
        """Tell whether a handle alone calls for a look at its account."""
        return bool(self._handles.exact(handle_key(handle)) or self._handles.lookalikes(handle))

    def _compare(self, platform: str, author: Author, young: bool) -> tuple[Mention, ...]:  # noqa: FBT001
        if (platform.casefold(), _bare(author.handle or "")) in self._own:
            return ()
        seen = self._seen(author)
        if not seen:
            return ()
        shown = fold(" ".join(filter(None, (author.display_name, author.bio)))).text
        disclaimed = {match[0] for match in _DISCLAIMED.finditer(shown)}
        found = []
        for key in filter(seen.__contains__, self._people):
            profile = self._profile(key)
            # Fan is a disclaimer, and a surname.
            if disclaimed - profile.name_words:
                continue
            reasons = [*seen[key], *_further(profile, author, young=young)]
            score = sum(weight for weight, _ in reasons)
            if score >= THRESHOLD:
                found.append(_mention(profile.person, author, score, reasons))
        return tuple(found)

    def _seen(self, author: Author) -> dict[str, list[tuple[float, str]]]:
        """Return, for each person whose handle or name the account shows, what was seen."""
        seen: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for person, reason in self._by_handle(author.handle or "").items():
            seen[person].append(reason)
        for person in self._names.shown_in(compact(author.display_name or "").text):
            seen[person].append((0.6, _SAME_NAME))
        return seen

    def _by_handle(self, handle: str) -> dict[str, tuple[float, str]]:
        key = handle_key(handle)
        found = {like.person: (like.score, like.why) for like in self._handles.lookalikes(handle)}
        common = is_ordinary(key) or len(handle_skeleton(key)) < _MIN_OWN_HANDLE
        for person in self._handles.exact(key):
            found[person] = (0.4 if common else 0.7, _SAME_HANDLE)
        return found

    def _profile_of(self, key: str) -> _Profile:
        person = self._people[key]
        public = {compact(fact.value.reveal()).text for fact in person.public_facts}
        handles = {compact(handle_key(account.handle)).text for account in person.accounts}
        return _Profile(
            person,
            frozenset(word for name in person.names for word in fold(name).text.split()),
            frozenset((public | handles | _shown_names(person)) - {""}),
        )


class _Names:
    """What the enrolled people may be called in a display name, and who is called so."""

    def __init__(self, people: Iterable[Person]) -> None:
        self._called: dict[str, tuple[str, ...]] = {}
        for person in people:
            mine = (person.id,)
            # A display name of emoji alone has no letters, and nothing is part of everything.
            for name in _shown_names(person) - {""}:
                others = self._called.get(name, ())
                self._called[name] = (*others, person.id) if others else mine
        inside = [name for name in self._called if len(name) >= _MIN_NAME_INSIDE]
        self._sizes = sorted({len(name) for name in inside})
        self._heads = {name[:_HEAD] for name in inside}

    def shown_in(self, display: str) -> list[str]:
        """Return the ids of those whose name a compact display name is or holds."""
        found = dict.fromkeys(self._called.get(display, ()))
        for start in range(len(display) - _MIN_NAME_INSIDE + 1):
            if display[start : start + _HEAD] in self._heads:
                for size in self._sizes:
                    found.update(dict.fromkeys(self._called.get(display[start : start + size], ())))
        return list(found)


def _bare(handle: str) -> str:
    return handle.lstrip("@").casefold()


def _only_shown(author: Author) -> Author:
    return Author(handle=author.handle, display_name=author.display_name, bio=author.bio)


def _shown_names(person: Person) -> set[str]:
    """Return the names, in compact form, under which the person's accounts could appear."""
    names = {
        variant.text
        for name in person.names
        for variant in name_variants(name)
        if variant.trust >= THRESHOLD
    }
    return names | {
        compact(account.display_name).text for account in person.accounts if account.display_name
    }


def _further(profile: _Profile, author: Author, *, young: bool) -> list[tuple[float, str]]:
    """Weigh what else an account shows that has the person's name or handle."""
    bio = fold(author.bio or "").text
    plain = compact(bio).text
    reasons = []
    claims = _CLAIMS.search(fold(author.display_name or "").text + " " + bio)
    linked = any(word in plain for word in profile.bio_words)
    if claims:
        reasons.append((0.25, "it claims to be their real, new or backup account"))
    if linked:
        reasons.append((0.3, "its bio repeats theirs"))
    if not claims and not linked and speaks_of_another(bio):
        reasons.append((-0.5, "its bio describes another person"))
    if young:
        reasons.append((0.1, "the account is less than 90 days old"))
    return reasons


def _mention(
    person: Person, author: Author, score: float, reasons: list[tuple[float, str]]
) -> Mention:
    field = "author.handle" if author.handle else "author.display_name"
    shown = author.handle or author.display_name or ""
    why = "; ".join(reason for weight, reason in reasons if weight > 0)
    return Mention(person.id, Tie.ACCOUNT, 0, len(shown), min(score, 1.0), field, why)
