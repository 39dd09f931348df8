"""The detector: every recogniser over a text, without a language model, overlaps settled."""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from functools import cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from scanner.findings import Detection
from scanner.settings import Detect

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from presidio_analyzer import EntityRecognizer, RecognizerResult

    from scanner.detect.pii.recognizer import Recognizer

__all__ = ["PiiDetector", "detection_of", "recognizers", "settled"]

# What a span is, where two recognisers claim it: a kind that explains the other stands higher.
# A link holds digits that look like phones; an identity number with its check digit right is
# not a phone; an account named as one is not a phone either.
_STANDING = {
    "EMAIL_ADDRESS": 3.0,
    "GEO_COORDINATES": 3.0,
    "SOCIAL_ACCOUNT": 2.0,
    "URL": 2.0,
    "CN_RESIDENT_ID": 1.5,
    "FR_NIR": 1.4,
    "CA_BANK_ACCOUNT": 0.5,
    "IBAN_CODE": 1.5,
    "CRYPTO": 1.5,
    "STREET_ADDRESS": 1.2,
    "CN_BANK_CARD": 0.2,
    "CREDIT_CARD": 0.15,
    "BIRTH_DATE": 0.1,
    "DATE_TIME": -1.0,
    # What is told about a life gives way to any value in it.
    "AGE": -1.0,
    "SCHOOL": -1.0,
    "EMPLOYER": -1.0,
    "VEHICLE": -1.0,
    "ROUTINE": -2.0,
}


def recognizers(languages: Iterable[str], regions: Iterable[str]) -> list[EntityRecognizer]:
    """Return the recognisers for ``regions``, one of each for each language of an engine.

    Each reads every language (posts mix them); ``languages`` only says under which codes a
    stock ``AnalyzerEngine`` shall run them. Regions: CA US CN HK TW MO.
    """
    wanted = tuple(regions)
    # The languages of one engine must not run the same recogniser twice on the same object.
    return [item for language in languages for item in _build(language, wanted)]


class PiiDetector:
    """Finds private data of every kind the contract names, in any mix of languages."""

    def __init__(self, settings: Detect) -> None:
        self._settings = settings
        self._minimum = settings.minimum_score
        self._thresholds = settings.thresholds
        self._allowed = frozenset(_bare(value) for value in settings.allow)

    def detect(self, text: str, language: str = "und") -> list[Detection]:  # noqa: ARG002
        """Return what ``text`` holds, by position; spans count its code points.

        No two spans overlap, except that a postal code stands both alone and in its address.
        """
        if not text or text.isspace():
            return []
        found = [
            item
            for recognizer in self._recognizers
            for item in recognizer.detections(text)
            if item.score >= recognizer.floor
        ]
        if self._allowed:
            found = [d for d in found if _bare(text[d.start : d.end]) not in self._allowed]
        return settled(found)

    @cached_property
    def _recognizers(self) -> list[Recognizer]:
        from scanner.detect.pii.listed import listed_recognizer

        built = _build("en", self._settings.regions)
        for recognizer in built:
            recognizer.floor = self._thresholds.get(recognizer.ENTITY, self._minimum)
        # These have no floor: what a user lists is always marked.
        listed = (listed_recognizer(kind, values) for kind, values in self._settings.deny.items())
        return [*built, *listed]

    def detect_many(self, texts: Sequence[str]) -> list[list[Detection]]:
        """Return for each text what :meth:`detect` returns."""
        return [self.detect(text) for text in texts]


def detection_of(result: RecognizerResult) -> Detection:
    """Return Presidio's result as a detection; its explanation becomes the reason."""
    return Detection(
        result.entity_type,
        result.start,
        result.end,
        round(min(1.0, result.score), 3),
        result.analysis_explanation.textual_explanation,
    )


def _bare(value: str) -> str:
    """Return a value as the allow-list compares it: letters and digits alone, in one case."""
    return re.sub(r"[\W_]+", "", value).casefold()


def _build(language: str, regions: tuple[str, ...]) -> list[Recognizer]:
    from scanner.detect.pii.catalogue import CATALOGUE, CIRCUMSTANCES, PhoneNumberRecognizer

    phone = PhoneNumberRecognizer(supported_language=language, regions=regions)
    others = [
        kind(supported_language=language)
        for kind in (*CATALOGUE, *CIRCUMSTANCES)
        if kind is not PhoneNumberRecognizer
        and (not kind.REGIONS or not kind.REGIONS.isdisjoint(regions))
    ]
    return [phone, *others]


def settled(found: list[Detection]) -> list[Detection]:
    """Keep the best of the spans that overlap; addresses and postal codes ignore each other."""
    postal = [item for item in found if item.type == "POSTAL_CODE"]
    others = [item for item in found if item.type != "POSTAL_CODE"]
    kept = _best(others) + _best(postal)
    return sorted(kept, key=lambda item: (item.start, item.end, item.type))


def _best(found: list[Detection]) -> list[Detection]:
    in_order = sorted(found, key=lambda d: d.start)
    if all(one.end <= other.start for one, other in pairwise(in_order)):
        return in_order
    kept: list[tuple[int, Detection]] = []
    ranked = sorted(
        found,
        key=lambda d: (-(d.score + _STANDING.get(d.type, 0)), d.start - d.end, d.start, d.type),
    )
    for item in ranked:
        index = bisect_left(kept, item.end, key=lambda pair: pair[0])
        if index == 0 or kept[index - 1][1].end <= item.start:
            insort(kept, (item.start, item), key=lambda pair: pair[0])
    return [item for _, item in kept]
