"""What the surroundings of a match do to it: idiom, negation, condemnation, report, quotation.

* A match that overlaps an idiom ("killed it", 笑死) is dropped.
* A match inside or right after a negation ("nobody should hurt her", 不要打她) is dropped, and
  the whole is marked ``context.negation``. A comma, a contrast or a new subject ends its reach.
* A match in a sentence that condemns or reports is kept with a score below 0.5, the context
  beside it. What merely describes (abuse, wishes, hints) is also lowered from the next
  sentence; what announces or asks is not, lest one kind word buys a threat.
* A match inside quotation marks is lowered where somebody else is said to have spoken, or
  where the post condemns or reports. Impersonation is not: there the quotation is the harm.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import replace

from scanner.detect.conduct.lexicon import ConductType
from scanner.detect.conduct.matching import Hit
from scanner.findings import Detection

__all__ = ["Sentences", "judge_hits"]

_IDIOM = ConductType.CONTEXT_IDIOM
_NEGATION = ConductType.CONTEXT_NEGATION
_LOWERED = 0.45
_ENDERS = re.compile(r"[.!?。]+(?=\s|$|[\u3400-\u9fff\"”’」』])|\n+")
_QUOTED = re.compile(r"[\"“«「『‹][^\"“”«»「」『』‹›\n]{2,400}[\"”»」』›]")
_CONTRAST = re.compile(
    r"(?<![a-z])(?:but|mais|cependant|however|pourtant)(?![a-z])|但|不过|然而|可是|但系"
)
_NEW_CLAUSE = re.compile(
    r"[,.!?;:。、\n]|(?<![a-z])(?:but|mais|then|or|ou|and|et)(?![a-z])|否则|不然|就"
)
_SUBJECT = re.compile(r"(?:i|we|i'?m|we'?re|i'?ll|we'?ll|je|j|on|nous|someone)(?![a-z])|我")
_REACH_WORDS, _REACH_HAN = 2, 3
_DESCRIBES = frozenset(
    {
        ConductType.ABUSE_INSULT,
        ConductType.ABUSE_DEGRADATION,
        ConductType.ABUSE_DEHUMANISING,
        ConductType.ABUSE_TRAITOR,
        ConductType.ABUSE_SEXUAL,
        ConductType.ABUSE_DEATH_WISH,
        ConductType.THREAT_VEILED,
        ConductType.IMP_SYNTHETIC,
        ConductType.IMP_CONFESSION_MEDIA,
    }
)
_REPORTS = frozenset({ConductType.CONTEXT_CONDEMNATION, ConductType.CONTEXT_NEWS})


class Sentences:
    """Where the sentences of a text begin, and what stands in quotation marks."""

    def __init__(self, text: str) -> None:
        self._contrasts = [match.start() for match in _CONTRAST.finditer(text)]
        self._starts = [0, *(match.end() for match in _ENDERS.finditer(text))]
        self._quoted = [match.span() for match in _QUOTED.finditer(text)]
        self._quote_starts = [start for start, _ in self._quoted]

    def number(self, place: int) -> int:
        """Return the number of the sentence that holds ``place``."""
        return bisect_right(self._starts, place) - 1

    def quoted(self, hit: Hit) -> bool:
        """Tell whether the hit lies inside quotation marks."""
        index = bisect_right(self._quote_starts, hit.start) - 1
        return index >= 0 and hit.end <= self._quoted[index][1]

    def contrast(self, start: int, end: int) -> bool:
        """Tell whether a contrast ("but") stands between two places."""
        index = bisect_left(self._contrasts, start)
        return index < len(self._contrasts) and self._contrasts[index] < end


def judge_hits(text: str, hits: Iterable[Hit]) -> list[Detection]:
    """Weigh hits against their surroundings; spans stay those of ``text`` (the view's)."""
    contexts, harms = _split(hits)
    harms = _without(harms, [hit for hit in contexts if hit.rule.type is _IDIOM])
    harms = _without_public(harms)
    negators = [hit for hit in contexts if hit.rule.type is _NEGATION]
    harms, negated = _apply_negation(text, harms, negators)
    lowering = _Lowering(text, contexts)
    found = [_detection(hit, lowering.score(hit)) for hit in harms]
    shown = [hit for hit in contexts if hit.rule.type is not _NEGATION]
    return _best(found) + _best([*negated, *map(_detection, shown)])


def _split(hits: Iterable[Hit]) -> tuple[list[Hit], list[Hit]]:
    contexts: list[Hit] = []
    harms: list[Hit] = []
    for hit in sorted(hits, key=lambda hit: (hit.start, hit.end)):
        (contexts if hit.rule.type.startswith("context.") else harms).append(hit)
    return contexts, harms


def _without(harms: list[Hit], covers: list[Hit]) -> list[Hit]:
    """Drop harms that overlap a cover; both lists are ordered by start."""
    ends = _running_ends(covers)
    starts = [cover.start for cover in covers]
    kept = []
    for harm in harms:
        index = bisect_right(starts, harm.end - 1) - 1
        if index < 0 or ends[index] <= harm.start:
            kept.append(harm)
    return kept


def _running_ends(hits: list[Hit]) -> list[int]:
    ends, last = [], 0
    for hit in hits:
        last = max(last, hit.end)
        ends.append(last)
    return ends


def _without_public(harms: list[Hit]) -> list[Hit]:
    public = [hit for hit in harms if hit.rule.type is ConductType.SOLICIT_PUBLIC]
    asked = [hit for hit in harms if hit.rule.type is ConductType.SOLICIT_PRIVATE]
    dropped = {id(hit) for hit in asked} - {id(hit) for hit in _without(asked, public)}
    return [hit for hit in harms if id(hit) not in dropped]


def _apply_negation(
    text: str, harms: list[Hit], negators: list[Hit]
) -> tuple[list[Hit], list[Detection]]:
    starts = [negator.start for negator in negators]
    kept, negated = [], []
    for harm in harms:
        negator = _negator(text, harm, negators, starts) if harm.rule.block.negatable else None
        if negator is None:
            kept.append(harm)
            continue
        start, end = min(negator.start, harm.start), max(negator.end, harm.end)
        negated.append(_detection(replace(negator, start=start, end=end)))
    return kept, negated


def _negator(text: str, harm: Hit, negators: list[Hit], starts: list[int]) -> Hit | None:
    # Only the nearest few can reach a harm, so that crowds of either cost linear time.
    last = bisect_right(starts, harm.end)
    for negator in reversed(negators[max(0, last - 4) : last]):
        if harm.start <= negator.start and negator.end <= harm.end:
            return negator
        if negator.start < harm.start and _reaches(text, negator.end, harm):
            return negator
    return None


def _reaches(text: str, end: int, harm: Hit) -> bool:
    between = text[end : harm.start]
    if harm.start - end > 40 or _NEW_CLAUSE.search(between):
        return False
    if between.strip() and _SUBJECT.match(text, harm.start):
        return False
    han = sum(1 for mark in between if "\u3400" <= mark <= "\u9fff")
    return han <= _REACH_HAN and len(between.split()) <= _REACH_WORDS


class _Lowering:
    """Which sentences condemn, report or quote."""

    def __init__(self, text: str, contexts: list[Hit]) -> None:
        self._sentences = Sentences(text)
        self._reports = self._by_sentence(contexts, _REPORTS)
        self._told = self._by_sentence(contexts, {ConductType.CONTEXT_QUOTATION})

    def _by_sentence(self, contexts: list[Hit], types: Iterable[ConductType]) -> dict[int, Hit]:
        wanted = frozenset(types)
        found: dict[int, Hit] = {}
        for hit in contexts:
            if hit.rule.type in wanted:
                found.setdefault(self._sentences.number(hit.start), hit)
        return found

    def score(self, hit: Hit) -> float:
        """Return the rule's score, or a score below 0.5 where somebody else is meant to speak."""
        score = hit.rule.block.score
        return min(score / 2, _LOWERED) if self._lowered(hit) else score

    def _lowered(self, hit: Hit) -> bool:
        number = self._sentences.number(hit.start)
        if self._reported(hit, number):
            return True
        if hit.rule.type.startswith("imp."):
            return False
        told = self._told.get(number)
        if told is not None and not self._sentences.contrast(told.end, hit.start):
            return True
        if not self._sentences.quoted(hit):
            return False
        return bool(self._reports) or any(number + step in self._told for step in (-1, 1))

    def _reported(self, hit: Hit, number: int) -> bool:
        report = self._reports.get(number)
        if report is not None:
            return not self._sentences.contrast(report.end, hit.start)
        if hit.rule.type not in _DESCRIBES:
            return False
        before, after = self._reports.get(number - 1), self._reports.get(number + 1)
        if before is not None and not self._sentences.contrast(before.end, hit.start):
            return True
        return after is not None and not self._sentences.contrast(hit.end, after.start)


def _detection(hit: Hit, score: float | None = None) -> Detection:
    block = hit.rule.block
    why = f"{block.type}/{block.id}"
    return Detection(
        block.type.value, hit.start, hit.end, block.score if score is None else score, why
    )


def _best(found: list[Detection]) -> list[Detection]:
    """Of overlapping detections of one type keep the strongest, then the longest."""
    kept: dict[str, Detection] = {}
    done = []
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        last = kept.get(item.type)
        if last is not None and last.overlaps(item.start, item.end):
            if (item.score, item.end - item.start) > (last.score, last.end - last.start):
                kept[item.type] = item
            continue
        if last is not None:
            done.append(last)
        kept[item.type] = item
    return [*done, *kept.values()]
