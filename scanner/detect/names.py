"""Names of people, places and organisations: each stretch of a post goes to its language's model.

This only adds context (who else is named, which place). Protected people are found by the
watchlist's own index, never by a model.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from scanner.detect.models import (
    ModelStatus,
    chinese_model,
    describe_models,
    english_model_name,
    spacy_model,
    use_one_thread,
)
from scanner.findings import Detection
from scanner.settings import Detect
from scanner.text.language import simplified, stretches

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
_LAC = "lac"


@dataclass(frozen=True, slots=True)
class _Piece:
    """A part of the ``index``-th text, from ``start`` on."""

    index: int
    start: int
    text: str = field(repr=False)


class NameFinder:
    """Finds PERSON, LOCATION, ORGANIZATION, DATE_TIME and NRP in posts of mixed languages."""

    def __init__(self, settings: Detect) -> None:
        use_one_thread()
        self._models = {"en": english_model_name(settings), "fr": settings.french_model}
        self._chinese = settings.chinese_model == "lac"
        self._minimum = settings.minimum_score

    def find(self, text: str) -> list[Detection]:
        """Return the names in ``text`` by position; spans count its code points.

        :raises ModelError: if the model of a language in ``text`` is not installed.
        """
        return self.find_many([text])[0]

    def find_many(self, texts: Sequence[str]) -> list[list[Detection]]:
        """Return for each text what :meth:`find` returns, many times as fast.

        :raises ModelError: if the model of a language in ``texts`` is not installed.
        """
        found: list[list[Detection]] = [[] for _ in texts]
        by_model: dict[str, list[_Piece]] = {}
        for index, text in enumerate(texts):
            for part in stretches(text):
                piece = _Piece(index, part.start, text[part.start : part.end])
                if part.language.startswith("zh") and self._chinese:
                    by_model.setdefault(_LAC, []).append(piece)
                elif model := self._models.get(part.language):
                    by_model.setdefault(model, []).extend(_chunks(piece))
        for model, pieces in by_model.items():
            names = _chinese_names(pieces) if model == _LAC else _spacy_names(model, pieces)
            for index, item in names:
                found[index].append(item)
        return [self._in_order(items) for items in found]

    def segment(self, text: str) -> list[tuple[int, int]]:
        """Return the words of a Chinese text as spans; spans of white space are left out.

        Without a Chinese model every run of characters that are not space is one word.

        :raises ModelError: if the configured model is not installed.
        """
        if not self._chinese:
            return [match.span() for match in re.finditer(r"\S+", text)]
        return [
            (start, end)
            for _, start, end, _ in _chinese_words([_Piece(0, 0, text)])
            if not text[start:end].isspace()
        ]

    def _in_order(self, found: list[Detection]) -> list[Detection]:
        kept = [item for item in found if item.score >= self._minimum]
        return sorted(kept, key=lambda item: (item.start, item.end))


def _spacy_names(model: str, pieces: Sequence[_Piece]) -> Iterator[tuple[int, Detection]]:
    """Yield the index of the text each name stands in, and the name."""
    found = spacy_model(model).find_many([piece.text for piece in pieces])
    for piece, entities in zip(pieces, found, strict=True):
        for entity in entities:
            kind = _SPACY_TYPES.get(entity.label)
            if kind and not piece.text[entity.start : entity.end].isspace():
                start, end = piece.start + entity.start, piece.start + entity.end
                why = f"{model} {entity.label}"
                yield piece.index, Detection(kind, start, end, _SPACY_SCORE, why)


def _chunks(piece: _Piece) -> Iterator[_Piece]:
    """Cut a long piece at white space, or in the middle of a word if there is none.

    A piece without letters holds no name and is left out.
    """
    text, start = piece.text, 0
    while start < len(text):
        end = min(len(text), start + _SPACY_CHUNK)
        if end < len(text):
            space = max(text.rfind(" ", start, end), text.rfind("\n", start, end))
            end = space + 1 if space > start else end
        if any(character.isalpha() for character in text[start:end]):
            yield _Piece(piece.index, piece.start + start, text[start:end])
        start = end


def _chinese_names(pieces: Sequence[_Piece]) -> Iterator[tuple[int, Detection]]:
    for index, start, end, tag in _chinese_words(pieces):
        if kind := _LAC_TYPES.get(tag):
            yield index, Detection(kind, start, end, _LAC_SCORE, f"LAC {tag}")


def _chinese_words(pieces: Sequence[_Piece]) -> Iterator[tuple[int, int, int, str]]:
    """Yield of each word the index of its text, its span there, and LAC's tag for it."""
    sentences = [
        _Piece(piece.index, piece.start + sentence.start(), sentence[0])
        for piece in pieces
        for sentence in _SENTENCE.finditer(simplified(piece.text).translate(_CANTONESE))
    ]
    found = chinese_model().words([sentence.text for sentence in sentences])
    for sentence, words in zip(sentences, found, strict=True):
        at = sentence.start
        for word, tag in words:
            yield sentence.index, at, at + len(word), tag
            at += len(word)
