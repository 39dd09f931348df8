"""Names of people, places and organisations: each stretch of a post goes to its language's model.

This only adds context (who else is named, which place). Protected people are found by the
watchlist's own index, never by a model.
"""

import re
from collections.abc import Iterator

from scanner.detect.models import (
    ModelStatus,
    chinese_model,
    describe_models,
    english_model_name,
    spacy_model,
)
from scanner.findings import Detection
from scanner.settings import Detect
from scanner.text.language import Stretch, simplified, stretches

__all__ = ["ModelStatus", "NameFinder", "describe_models"]

_SPACY_TYPES = {
    "PERSON": "PERSON",
    "PER": "PERSON",
    "GPE": "LOCATION",
    "LOC": "LOCATION",
    "FAC": "LOCATION",
    "ORG": "ORGANIZATION",
    "DATE": "DATE_TIME",
    "TIME": "DATE_TIME",
    "NORP": "NRP",
}
_LAC_TYPES = {
    "PER": "PERSON",
    "LOC": "LOCATION",
    "ORG": "ORGANIZATION",
    "TIME": "DATE_TIME",
}
# Neither model says how sure it is; Presidio gives every spaCy entity this much.
_SPACY_SCORE = 0.85
_LAC_SCORE = 0.8

# Function words of Cantonese, each put as the written Chinese one that LAC was trained on.
_CANTONESE = str.maketrans("佢喺嘅係呢冇啲搵咗哋唔", "他在的是这没些找了们不")
# LAC's time and memory grow with the length of one run: sentences, or this much at a time.
_SENTENCE = re.compile(r"[^。！？!?\n；;…]{1,200}[。！？!?\n；;…]{0,8}|[。！？!?\n；;…]{1,200}")
# spaCy refuses texts of a million characters and holds a whole one in memory.
_SPACY_CHUNK = 20_000


class NameFinder:
    """Finds PERSON, LOCATION, ORGANIZATION, DATE_TIME and NRP in posts of mixed languages."""

    def __init__(self, settings: Detect) -> None:
        self._english = english_model_name(settings)
        self._french = settings.french_model
        self._chinese = settings.chinese_model == "lac"
        self._minimum = settings.minimum_score

    def find(self, text: str) -> list[Detection]:
        """Return the names in ``text`` by position; spans count its code points.

        :raises ModelError: if the model of a language in ``text`` is not installed.
        """
        found = [item for part in stretches(text) for item in self._in_stretch(text, part)]
        return [item for item in found if item.score >= self._minimum]

    def segment(self, text: str) -> list[tuple[int, int]]:
        """Return the words of a Chinese text as spans; spans of white space are left out.

        Without a Chinese model every run of characters that are not space is one word.

        :raises ModelError: if the configured model is not installed.
        """
        if not self._chinese:
            return [match.span() for match in re.finditer(r"\S+", text)]
        return [
            (start, end)
            for start, end, _ in _chinese_words(text, 0)
            if not text[start:end].isspace()
        ]

    def _in_stretch(self, text: str, part: Stretch) -> Iterator[Detection]:
        piece = text[part.start : part.end]
        if part.language.startswith("zh"):
            if self._chinese:
                yield from _chinese_names(piece, part.start)
        elif part.language in {"en", "fr"} and any(c.isalpha() for c in piece):
            name = self._english if part.language == "en" else self._french
            yield from _spacy_names(name, piece, part.start)


def _spacy_names(model: str, text: str, offset: int) -> Iterator[Detection]:
    nlp = spacy_model(model)
    for start, end in _chunks(text):
        for entity in nlp(text[start:end]).ents:
            kind = _SPACY_TYPES.get(entity.label_)
            if kind and not entity.text.isspace():
                at = offset + start
                yield Detection(
                    kind,
                    at + entity.start_char,
                    at + entity.end_char,
                    _SPACY_SCORE,
                    f"{model} {entity.label_}",
                )


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """Cut a long text at white space, or in the middle of a word if there is none."""
    start = 0
    while start < len(text):
        end = min(len(text), start + _SPACY_CHUNK)
        if end < len(text):
            space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = space + 1 if space > start else end
        yield start, end
        start = end


def _chinese_names(text: str, offset: int) -> Iterator[Detection]:
    for start, end, tag in _chinese_words(text, offset):
        kind = _LAC_TYPES.get(tag)
        if kind:
            yield Detection(kind, start, end, _LAC_SCORE, f"LAC {tag}")


def _chinese_words(text: str, offset: int) -> Iterator[tuple[int, int, str]]:
    """Yield each word's span and LAC's tag for it."""
    model = chinese_model()
    plain = simplified(text).translate(_CANTONESE)
    for sentence in _SENTENCE.finditer(plain):
        at = offset + sentence.start()
        for word, tag in model.run(sentence[0]):
            yield at, at + len(word), tag
            at += len(word)
