"""What every recogniser here is made of: patterns, a check, context words, worked examples.

The recognisers are Presidio's own kind, so they work in any ``AnalyzerEngine``. They differ from
its stock ones in three ways, because posts do: they read full-width digits and numbers with
invisible marks inside; a word boundary is an ASCII one, so ``邮箱lin@example.org谢谢`` is found;
and context words are looked up in the text itself rather than among lemmas, so that Chinese,
which has neither spaces nor lemmas, counts too.
"""

import re
from bisect import bisect_left, insort
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import Any, ClassVar, NamedTuple, TypeAlias

from ahocorasick_rs import AhoCorasick, MatchKind
from presidio_analyzer import (
    AnalysisExplanation,
    Pattern,
    PatternRecognizer,
    RecognizerResult,
)

from scanner.detect.pii.plain import Plain, plain_of
from scanner.findings import Detection

__all__ = [
    "AFTER",
    "AFTER_NUMBER",
    "BEFORE",
    "BEFORE_NUMBER",
    "DIGIT",
    "Example",
    "Hit",
    "Nearby",
    "Recognizer",
    "Verdict",
    "as_code",
    "as_number",
    "compiled",
    "keep_best",
    "words",
]

# A text and the values in it that must be found, in order; none for a hard negative.
Example: TypeAlias = tuple[str, tuple[str, ...]]

DIGIT = re.compile("[0-9]")
BEFORE, AFTER = r"(?<![0-9A-Za-z])", r"(?![0-9A-Za-z])"
BEFORE_NUMBER, AFTER_NUMBER = BEFORE + r"(?<![0-9][-./])", AFTER + r"(?![-./][0-9])"
_WORD_CHARACTERS = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")

# A context word within this many characters on either side speaks for a value.
_WINDOW = 40
# A word that speaks against it (order number, price) stands right before it.
_AGAINST_WINDOW = 20
_RAISE, _RAISED_AT_LEAST, _LOWER = 0.35, 0.75, 0.4
# A text that is nothing but one value, where its recogniser takes that as a sign; the text's
# longest length there.
_ALONE, _ALONE_LENGTH = 0.45, 40


class Verdict(NamedTuple):
    """What a check says: whether the value can be one, and what to add to the explanation.

    ``score`` replaces the pattern's score where the check knows better.
    """

    good: bool
    note: str = ""
    score: float | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """A value found in a plain text: span in it, score, and what found it."""

    start: int
    end: int
    score: float
    pattern: Pattern
    note: str = ""
    context: bool = False


class Nearby:
    """Where words stand in a text; answers whether one stands near a span, in O(log n)."""

    def __init__(self, vocabulary: tuple[str, ...], lowered: str) -> None:
        found = _automaton(vocabulary).find_matches_as_indexes(lowered) if vocabulary else ()
        whole = [(start, end) for _, start, end in found if _is_whole(lowered, start, end)]
        self._starts = [start for start, _ in whole]
        self._ends = [end for _, end in whole]

    def __bool__(self) -> bool:
        return bool(self._starts)

    def before(self, start: int, window: int) -> bool:
        """Tell whether a word ends within ``window`` characters before ``start``."""
        index = bisect_left(self._ends, start + 1)
        return index > 0 and self._ends[index - 1] >= start - window

    def after(self, end: int, window: int) -> bool:
        """Tell whether a word begins within ``window`` characters from ``end`` on."""
        index = bisect_left(self._starts, end)
        return index < len(self._starts) and self._starts[index] <= end + window


class Recognizer(PatternRecognizer):
    """A recogniser of one entity, described by its class attributes.

    A pattern's score is what it is worth when its check passes (a failed check drops it): 0.85
    and more for a check digit or an unmistakable layout, 0.3 and less if only context makes it
    one. A group named ``value`` narrows the span. GATE must match somewhere, and one of TRIGGERS
    (lower case) occur, or the patterns are not tried. ALONE names the patterns of values that
    people also send with no word beside them.

    ``floor`` is the score below which the caller drops results: what cannot reach it, for want of
    a context word, is not tried. In a stock engine it is 0, and the engine's threshold decides.
    """

    ENTITY: ClassVar[str]
    LABEL: ClassVar[str]
    PATTERNS: ClassVar[tuple[Pattern, ...]]
    CONTEXT: ClassVar[tuple[str, ...]] = ()
    AGAINST: ClassVar[tuple[str, ...]] = ()
    REGIONS: ClassVar[frozenset[str]] = frozenset()
    GATE: ClassVar[re.Pattern[str]] = DIGIT
    TRIGGERS: ClassVar[tuple[str, ...]] = ()
    WINDOW: ClassVar[int] = _WINDOW
    ALONE: ClassVar[frozenset[str]] = frozenset()
    FLAGS: ClassVar[int] = re.IGNORECASE
    EXAMPLES: ClassVar[tuple[Example, ...]] = ()

    name: str
    patterns: list[Pattern]
    floor: float = 0.0

    def __init__(self, *, supported_language: str = "en") -> None:
        super().__init__(
            supported_entity=self.ENTITY,
            supported_language=supported_language,
            patterns=list(self.PATTERNS),
            name=type(self).__name__,
        )

    def analyze(
        self,
        text: str,
        entities: list[str] | None = None,
        nlp_artifacts: Any = None,  # noqa: ARG002
        regex_flags: int | None = None,  # noqa: ARG002
    ) -> list[RecognizerResult]:
        """Return the values in ``text``; spans count its code points."""
        if entities and self.ENTITY not in entities:
            return []
        return [self._result(*span) for span in self.spans(text)]

    def detections(self, text: str) -> Iterator[Detection]:
        """Yield what :meth:`analyze` returns as the project's own spans, in less time."""
        for start, end, hit in self.spans(text):
            score = round(min(1.0, hit.score), 3)
            yield Detection(self.ENTITY, start, end, score, _why(self.LABEL, hit))

    def spans(self, text: str) -> Iterator[tuple[int, int, Hit]]:
        """Yield the values in ``text`` with their spans, which count its code points."""
        plain = plain_of(text)
        for hit in self._found(plain):
            yield *plain.original(hit.start, hit.end), hit

    def _found(self, plain: Plain) -> list[Hit]:
        if not self.GATE.search(plain.text):
            return []
        if self.TRIGGERS and not _automaton(self.TRIGGERS).find_matches_as_indexes(plain.lowered):
            return []
        context = Nearby(self.CONTEXT, plain.lowered)
        alone = self.ALONE if len(plain.text) <= _ALONE_LENGTH else ()
        patterns = [p for p in self.patterns if context or p.score >= self.floor or p.name in alone]
        hits = list(self.hits(plain, patterns)) if patterns else []
        return keep_best(self._weighed(hits, plain, context)) if hits else []

    def hits(self, plain: Plain, patterns: list[Pattern]) -> Iterator[Hit]:
        """Yield candidates, before context; the patterns' matches unless overridden."""
        for pattern in patterns:
            for match in compiled(pattern.regex, self.FLAGS).finditer(plain.text):
                verdict = self.check(match, pattern)
                if verdict.good:
                    start, end = match.span("value" if "value" in match.re.groupindex else 0)
                    score = pattern.score if verdict.score is None else verdict.score
                    yield Hit(start, end, score, pattern, verdict.note)

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Say whether a match can be a value; by default all can."""
        return Verdict(good=True)

    def _weighed(self, hits: list[Hit], plain: Plain, speaks_for: Nearby) -> Iterator[Hit]:
        against = Nearby(self.AGAINST, plain.lowered)
        for hit in hits:
            score, context = hit.score, False
            if speaks_for.before(hit.start, self.WINDOW) or speaks_for.after(hit.end, self.WINDOW):
                score, context = min(1.0, max(score + _RAISE, _RAISED_AT_LEAST)), True
            elif hit.pattern.name in self.ALONE and _is_all(plain.text, hit):
                score = max(score, _ALONE)
            if against.before(hit.start, _AGAINST_WINDOW):
                score = max(0.0, score - _LOWER)
            if score > 0:
                yield Hit(hit.start, hit.end, score, hit.pattern, hit.note, context)

    def _result(self, start: int, end: int, hit: Hit) -> RecognizerResult:
        return RecognizerResult(
            entity_type=self.ENTITY,
            start=start,
            end=end,
            score=hit.score,
            analysis_explanation=AnalysisExplanation(
                recognizer=self.name,
                original_score=hit.pattern.score,
                pattern_name=hit.pattern.name,
                pattern=hit.pattern.regex,
                textual_explanation=_why(self.LABEL, hit),
            ),
            recognition_metadata={
                RecognizerResult.RECOGNIZER_NAME_KEY: self.name,
                RecognizerResult.RECOGNIZER_IDENTIFIER_KEY: self.id,
                # Keeps a stock engine from raising the score a second time.
                RecognizerResult.IS_SCORE_ENHANCED_BY_CONTEXT_KEY: hit.context,
            },
        )


def _why(label: str, hit: Hit) -> str:
    """Say in words what made a value one: recogniser, pattern, check, context."""
    parts = (label, hit.pattern.name, hit.note, "context words" if hit.context else "")
    return ", ".join(part for part in parts if part)


def as_code(body: str) -> str:
    """Return the regex ``body`` with edges: no letter or digit beside it; Chinese may be."""
    return f"{BEFORE}(?:{body}){AFTER}"


def as_number(body: str) -> str:
    """Return ``body`` with edges of a number: no part of one that goes on behind a mark."""
    return f"{BEFORE_NUMBER}(?:{body}){AFTER_NUMBER}"


def words(text: str) -> tuple[str, ...]:
    """Split a listing of context words; ``_`` stands for a space within one."""
    return tuple(word.replace("_", " ") for word in text.split())


def keep_best(hits: Iterable[Hit]) -> list[Hit]:
    """Drop every hit that overlaps a better one (higher score, then longer, then earlier)."""
    in_order = sorted(hits, key=lambda hit: hit.start)
    if all(one.end <= other.start for one, other in pairwise(in_order)):
        return in_order
    kept: list[tuple[int, int, Hit]] = []
    ranked = sorted(in_order, key=lambda hit: (-hit.score, hit.start - hit.end, hit.start))
    for hit in ranked:
        index = bisect_left(kept, hit.end, key=lambda item: item[0])
        if index == 0 or kept[index - 1][1] <= hit.start:
            insort(kept, (hit.start, hit.end, hit), key=lambda item: item[0])
    return [hit for _, _, hit in kept]


@cache
def compiled(regex: str, flags: int = re.IGNORECASE) -> re.Pattern[str]:
    """Compile a pattern's regex once."""
    return re.compile(regex, flags)


@cache
def _automaton(vocabulary: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(list(vocabulary), matchkind=MatchKind.LeftmostLongest)


def _is_all(text: str, hit: Hit) -> bool:
    return len(text) <= _ALONE_LENGTH and text.strip() == text[hit.start : hit.end]


def _is_whole(text: str, start: int, end: int) -> bool:
    """Tell whether a Latin word stands alone; Han words always do, digits may touch a word."""
    first, last = text[start], text[end - 1]
    if first in _WORD_CHARACTERS and _is_latin(text[start - 1 : start]):
        return False
    return not (last in _WORD_CHARACTERS and _is_latin(text[end : end + 1]))


def _is_latin(character: str) -> bool:
    return character.isalpha() and character < "\u0250"
