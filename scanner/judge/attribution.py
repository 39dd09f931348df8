"""Attribution: whom a post concerns, how strongly, and what does not count.

Weak ties add up: two independent weak clues may do what one may not. A Chinese name inside
another word (高明 in 崇高明天) is no tie, nor is anything said by the person's own account.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace

from scanner.detect.another_person import speaks_of_another
from scanner.findings import Detection, Mention, Tie
from scanner.judge.case import Tied
from scanner.posts import Post
from scanner.text.fold import fold, is_han
from scanner.watchlist.names import ALONE
from scanner.watchlist.people import Person

__all__ = ["other_people", "tie"]

Words = Callable[[str], list[tuple[int, int]]]
# Three ideographs hardly ever make a surname and a given name by chance; two often do.
_SHORT_HAN_NAME = 2
# Characters around a name in which a trade or a title is taken to be that person's.
_NEARBY = 24
# What is left of a name's weight if the post gives it to somebody else.
_SAME_NAME = 0.4
# A relative named in the post makes a weak fact (a school, a birth date) count.
_FAMILY = 0.5


def tie(
    post: Post, mentions: Iterable[Mention], people: Mapping[str, Person], words: Words
) -> list[Tied]:
    """Return the people whom the post concerns strongly enough to be judged.

    ``words`` gives the Chinese word boundaries of a text as (start, end) code points.
    """
    by_person: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_person.setdefault(mention.person, []).append(mention)
    clues = {
        id_: _clues(post, found, words)
        for id_, found in by_person.items()
        if not people[id_].owns(post.platform, post.author.handle)
    }
    named = {id_ for id_, kept in clues.items() if _combined(kept) >= ALONE}
    tied = []
    for id_, kept in clues.items():
        relatives = [link for link in _relatives(people, id_) if link[0] in named]
        weak_fact = any(item.how is Tie.FACT for item in kept)
        if id_ not in named and weak_fact and relatives:
            kept.append(_through_family(id_, people[relatives[0][0]], relatives[0][1]))
        strength = _combined(kept)
        if strength >= ALONE:
            tied.append(Tied(people[id_], strength, tuple(kept)))
    return tied


def _clues(post: Post, mentions: Iterable[Mention], words: Words) -> list[Mention]:
    """Keep what counts, and weaken a name that the post gives to somebody else."""
    kept = _strongest([item for item in mentions if not _inside_a_word(post.text, item, words)])
    if all(item.how in {Tie.NAME, Tie.ALIAS} for item in kept):
        kept = [_weakened(post.text, item) for item in kept]
    return kept


def _weakened(text: str, mention: Mention) -> Mention:
    if mention.field != "text":
        return mention
    around = text[max(0, mention.start - _NEARBY) : mention.end + _NEARBY]
    if not speaks_of_another(fold(around).text):
        return mention
    return replace(mention, score=mention.score * _SAME_NAME)


def _relatives(people: Mapping[str, Person], id_: str) -> list[tuple[str, str]]:
    """Return (id, relation) of enrolled relatives, whichever of the two files says so."""
    links = [(link.person, link.relation) for link in people[id_].family_of]
    links += [
        (other.id, "relative")
        for other in people.values()
        if any(link.person == id_ for link in other.family_of)
    ]
    return [link for link in links if link[0] in people]


def _through_family(id_: str, relative: Person, relation: str) -> Mention:
    why = f"concerns the {relation} of {relative.id}, whom it also names"
    return Mention(id_, Tie.FAMILY, 0, 0, _FAMILY, "family", why)


def other_people(detections: Iterable[Detection], tied: Sequence[Tied]) -> tuple[Detection, ...]:
    """Return the PERSON spans that are nobody's on the watchlist."""
    own = [mention for item in tied for mention in item.mentions if mention.field == "text"]
    return tuple(
        found
        for found in detections
        if found.type == "PERSON"
        and not any(found.overlaps(mention.start, mention.end) for mention in own)
    )


def _combined(mentions: Iterable[Mention]) -> float:
    """Noisy-or of independent clues: the chance that not all of them are accidents."""
    doubt = 1.0
    for mention in mentions:
        doubt *= 1.0 - mention.score
    return round(1.0 - doubt, 6)


def _strongest(mentions: list[Mention]) -> list[Mention]:
    """Keep one mention of those that overlap, and one of those that say the same thing."""
    kept: list[Mention] = []
    said: set[tuple[str, str, str | None]] = set()
    for mention in sorted(mentions, key=lambda item: (-item.score, item.start, item.why)):
        clue = (mention.how.value, mention.field, mention.fact)
        overlaps = any(
            other.field == mention.field
            and other.start < mention.end
            and mention.start < other.end
            and Tie.FACT not in {other.how, mention.how}
            for other in kept
        )
        repeats = mention.score < ALONE and clue in said
        if not overlaps and not repeats and mention not in kept:
            kept.append(mention)
            said.add(clue)
    return sorted(kept, key=lambda item: (item.field, item.start))


def _inside_a_word(text: str, mention: Mention, words: Words) -> bool:
    """Tell whether a short Chinese name is only part of another word."""
    if mention.field != "text" or mention.how not in {Tie.NAME, Tie.ALIAS}:
        return False
    name = text[mention.start : mention.end]
    if len(name) > _SHORT_HAN_NAME or not all(map(is_han, name)):
        return False
    for start, end in words(text):
        crosses_start = start < mention.start < end
        crosses_end = start < mention.end < end
        if crosses_start != crosses_end:
            return True
        if crosses_start and crosses_end and end - start > len(name) + 1:
            return True
    return False
