"""Attribution: whom a post concerns, how strongly, and what does not count.

Weak ties add up: two independent weak clues may do what one may not. A Chinese name inside
another word (高明 in 崇高明天) is no tie, nor is anything said by the person's own account.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence

from scanner.findings import Detection, Mention, Tie
from scanner.judge.case import Tied
from scanner.posts import Post
from scanner.text.fold import is_han
from scanner.watchlist.names import ALONE
from scanner.watchlist.people import Person

__all__ = ["other_people", "tie"]

Words = Callable[[str], list[tuple[int, int]]]
_SHORT_HAN_NAME = 3


def tie(
    post: Post, mentions: Iterable[Mention], people: Mapping[str, Person], words: Words
) -> list[Tied]:
    """Return the people whom the post concerns strongly enough to be judged.

    ``words`` gives the Chinese word boundaries of a text as (start, end) code points.
    """
    by_person: dict[str, list[Mention]] = {}
    for mention in mentions:
        by_person.setdefault(mention.person, []).append(mention)
    tied = []
    for person_id, found in by_person.items():
        person = people[person_id]
        if person.owns(post.platform, post.author.handle):
            continue
        kept = _strongest([item for item in found if not _inside_a_word(post.text, item, words)])
        strength = _combined(kept)
        if strength >= ALONE:
            tied.append(Tied(person, strength, tuple(kept)))
    return tied


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
