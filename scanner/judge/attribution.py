"""Attribution: whom a post concerns, how strongly, and what does not count.

Weak ties add up: two independent weak clues may do what one may not. A Chinese name inside
another word (高明 in 崇高明天) is no tie, nor is anything said by the person's own account.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache

from scanner.detect.another_person import speaks_of_another
from scanner.findings import Detection, Mention, Tie
from scanner.judge.case import Tied
from scanner.judge.nearness import Nearness
from scanner.posts import Post
from scanner.text.fold import fold, is_han
from scanner.watchlist.names import ALONE
from scanner.watchlist.people import Person

__all__ = ["other_people", "tie"]

Words = Callable[[str], list[tuple[int, int]]]
# Three ideographs hardly ever make a surname and a given name by chance; two often do.
_SHORT_HAN_NAME = 2
_NAMES = frozenset({Tie.NAME, Tie.ALIAS})
# Characters around a name in which a trade or a title is taken to be that person's.
_NEARBY = 24
# What is left of a name's weight if the post gives it to somebody else.
_SAME_NAME = 0.4
# Somebody introduced as "her brother" stands in for her: nobody else answers for his data.
_KIN_LATIN = (
    r"(?:mother|mom|mum|father|dad|brother|sister|son|daughter|wife|husband|partner|spouse|kid"
    r"|child|aunt|uncle|cousin|niece|nephew|grandmother|grandfather|mere|pere|frere|soeur"
    r"|fils|fille|mari|femme|epouse|conjoint|conjointe|tante|oncle|cousine)"
)
_KIN_HAN = (
    r"(?:妈妈|母亲|爸爸|父亲|哥哥|弟弟|姐姐|妹妹|儿子|女儿"
    r"|丈夫|老公|妻子|老婆|太太|孩子|外公|外婆|爷爷|奶奶)"
)
_WHOSE = r"(?:(?<![a-z])(?:her|his|their|sa|son|ses|leur)|(?<=[a-z])'s)"
_KIN_BEFORE = re.compile(
    rf"(?:{_WHOSE} {{1,2}}{_KIN_LATIN}|(?<![我你]的)(?<![我你]){_KIN_HAN})[\s,:，：(（]{{0,3}}$"
)
_KIN_BEHIND = re.compile(rf"[\s,(，（]{{1,3}}{_WHOSE} {{1,2}}{_KIN_LATIN}(?![a-z])")
_KIN_WINDOW = 24
# A relative named in the post makes a weak fact (a school, a birth date) count.
_FAMILY = 0.5


def tie(
    post: Post, mentions: Iterable[Mention], people: Mapping[str, Person], words: Words
) -> list[Tied]:
    """Return the people whom the post concerns strongly enough to be judged.

    ``words`` gives the Chinese word boundaries of a text as (start, end) code points.
    """
    words = cache(words)
    by_person: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_person.setdefault(mention.person, []).append(mention)
    clues = {
        id_: _clues(post, found, words)
        for id_, found in by_person.items()
        if not people[id_].owns(post.platform, post.author.handle)
    }
    named = [id_ for id_, kept in clues.items() if _combined(kept) >= ALONE]
    tied = []
    for id_, kept in clues.items():
        weak_fact = any(item.how is Tie.FACT for item in kept)
        if id_ not in named and weak_fact and (relatives := _relatives(people, id_, named)):
            kept.append(_through_family(id_, people[relatives[0][0]], relatives[0][1]))
        strength = _combined(kept)
        if strength >= ALONE:
            tied.append(Tied(people[id_], strength, tuple(kept)))
    return tied


def _clues(post: Post, mentions: Iterable[Mention], words: Words) -> list[Mention]:
    """Keep what counts, and weaken a name that the post gives to somebody else."""
    kept = [item for item in mentions if not _inside_a_word(post.text, item, words)]
    if all(item.how in _NAMES for item in kept):
        kept = [_weakened(post.text, item) for item in kept]
    return _strongest(kept)


def _weakened(text: str, mention: Mention) -> Mention:
    if mention.field != "text":
        return mention
    around = text[max(0, mention.start - _NEARBY) : mention.end + _NEARBY]
    if not speaks_of_another(fold(around).text):
        return mention
    return replace(mention, score=mention.score * _SAME_NAME)


def _relatives(
    people: Mapping[str, Person], id_: str, named: Collection[str]
) -> list[tuple[str, str]]:
    """Return (id, relation) of relatives who are named, whichever of the two files says so."""
    links = [(link.person, link.relation) for link in people[id_].family_of]
    links += [
        (other, "relative")
        for other in named
        if any(link.person == id_ for link in people[other].family_of)
    ]
    return [link for link in links if link[0] in named]


def _through_family(id_: str, relative: Person, relation: str) -> Mention:
    why = f"concerns the {relation} of {relative.id}, whom it also names"
    return Mention(id_, Tie.FAMILY, 0, 0, _FAMILY, "family", why)


def other_people(
    text: str, detections: Iterable[Detection], tied: Sequence[Tied]
) -> tuple[Detection, ...]:
    """Return the PERSON spans that are nobody's on the watchlist, nor their relatives'."""
    own = Nearness(text, (span for item in tied for span in item.places))
    return tuple(
        found
        for found in detections
        if found.type == "PERSON"
        and not own.meets(found.start, found.end)
        and not _introduced_as_kin(text, found)
    )


def _introduced_as_kin(text: str, found: Detection) -> bool:
    before = fold(text[max(0, found.start - _KIN_WINDOW) : found.start]).text
    behind = fold(text[found.end : found.end + _KIN_WINDOW]).text
    return bool(_KIN_BEFORE.search(before) or _KIN_BEHIND.match(behind))


def _combined(mentions: Iterable[Mention]) -> float:
    """Noisy-or of independent clues: the chance that not all of them are accidents.

    Of clues that share characters only the strongest counts.
    """
    doubt = 1.0
    counted: list[Mention] = []
    for mention in sorted(mentions, key=lambda item: -item.score):
        if mention.score < ALONE and any(_overlap(mention, other) for other in counted):
            continue
        doubt *= 1.0 - mention.score
        counted.append(mention)
    return round(1.0 - doubt, 6)


def _strongest(mentions: list[Mention]) -> list[Mention]:
    """Keep one mention of those that overlap, and one of those that say the same thing.

    A fact is kept beside a name that it overlaps, for it may be what is leaked; but a weak one
    inside a name (an account called after its owner) says nothing that the name does not.
    """
    names = _Apart()
    kept: list[Mention] = []
    said: set[tuple[str, str, str | None]] = set()
    for mention in sorted(
        dict.fromkeys(mentions), key=lambda item: (-item.score, item.start, -item.end, item.why)
    ):
        clue = (mention.how.value, mention.field, mention.fact)
        if mention.score < ALONE and (clue in said or names.hold(mention)):
            continue
        if mention.how is Tie.FACT or names.add(mention):
            kept.append(mention)
            said.add(clue)
    return sorted(kept, key=lambda item: (item.field, item.start))


class _Apart:
    """Spans that do not overlap, by field."""

    def __init__(self) -> None:
        self._fields: dict[str, list[tuple[int, int]]] = {}

    def add(self, mention: Mention) -> bool:
        """Add the mention unless it overlaps one that is here; tell whether it was added."""
        spans, index = self._find(mention)
        near = spans[max(0, index - 1) : index + 1]
        if any(start < mention.end and mention.start < end for start, end in near):
            return False
        spans.insert(index, (mention.start, mention.end))
        return True

    def hold(self, mention: Mention) -> bool:
        """Tell whether the mention lies within one that is here."""
        spans, index = self._find(mention)
        near = spans[max(0, index - 1) : index + 1]
        return any(start <= mention.start and mention.end <= end for start, end in near)

    def _find(self, mention: Mention) -> tuple[list[tuple[int, int]], int]:
        spans = self._fields.setdefault(mention.field, [])
        return spans, bisect_left(spans, (mention.start, mention.end))


def _overlap(first: Mention, second: Mention) -> bool:
    return first.field == second.field and first.start < second.end and second.start < first.end


def _inside_a_word(text: str, mention: Mention, words: Words) -> bool:
    """Tell whether a short Chinese name is only part of another word."""
    if mention.field != "text" or mention.how not in _NAMES:
        return False
    name = text[mention.start : mention.end]
    if len(name) > _SHORT_HAN_NAME or not all(map(is_han, name)):
        return False
    return any(
        start < mention.start < end or start < mention.end < end for start, end in words(text)
    )
