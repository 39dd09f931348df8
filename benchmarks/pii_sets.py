"""Readers of labelled text: each yields cases with the spans that must be found in them.

A case says which entity types its set labels, so that what the set never labels counts neither
for nor against anyone. Spans count code points, end exclusive.
"""

import csv
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Any

__all__ = ["ANY_TYPE", "ARGUS_TYPES", "FORMATS", "Case", "Span", "read"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """An entity of a text: type, start, end."""

    type: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Case:
    """A text with its entities; ``types`` are those its set labels here.

    A case of which only the presence of a type is known has ``present`` instead of spans.
    """

    text: str
    spans: tuple[Span, ...]
    types: frozenset[str]
    present: str = ""


# Of some values only that they are private is known: any type will do.
ANY_TYPE = "(any)"
_PRESIDIO = {
    "PERSON": "PERSON",
    "GPE": "LOCATION",
    "ORGANIZATION": "ORGANIZATION",
    "STREET_ADDRESS": "STREET_ADDRESS",
    "CREDIT_CARD": "CREDIT_CARD",
    "PHONE_NUMBER": "PHONE_NUMBER",
    "DATE_TIME": "DATE_TIME",
    "EMAIL_ADDRESS": "EMAIL_ADDRESS",
    "NRP": "NRP",
    "DOMAIN_NAME": "URL",
    "IP_ADDRESS": "IP_ADDRESS",
    "IBAN": "IBAN_CODE",
    "IBAN_CODE": "IBAN_CODE",
    "US_SSN": "US_SSN",
    "ZIP_CODE": "POSTAL_CODE",
}
ARGUS_TYPES = {
    "phone": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "credit_card": "CREDIT_CARD",
    "bank_card": "CN_BANK_CARD",
    "date_of_birth": "BIRTH_DATE",
    "us_passport": "PASSPORT",
    "passport": "PASSPORT",
    "ssn": "US_SSN",
    "iban": "IBAN_CODE",
    "ip_address": "IP_ADDRESS",
    "address": "STREET_ADDRESS",
    "id_number": "CN_RESIDENT_ID",
    "license_plate": "LICENCE_PLATE",
    "credit_code": "CN_USCC",
    "qq": "SOCIAL_ACCOUNT",
    "wechat": "SOCIAL_ACCOUNT",
}
_PEER_FILES = {
    "ip": "IP_ADDRESS",
    "phone": "PHONE_NUMBER",
    "ca_sin": "CA_SIN",
    "credit_card": "CREDIT_CARD",
    "us_ssn": "US_SSN",
    "url": "URL",
    "email": "EMAIL_ADDRESS",
    "date": "DATE_TIME",
}
_NAMES = {
    "person": "PERSON",
    "per": "PERSON",
    "name": "PERSON",
    "location": "LOCATION",
    "loc": "LOCATION",
    "address": "LOCATION",
    "corporation": "ORGANIZATION",
    "group": "ORGANIZATION",
    "org": "ORGANIZATION",
    "organization": "ORGANIZATION",
    "company": "ORGANIZATION",
    "government": "ORGANIZATION",
}


def read(path: Path, format_: str = "auto") -> list[Case]:
    """Read every case of a file or folder.

    :raises ValueError: if the format is unknown or cannot be told from the name.
    """
    files = sorted(path.iterdir()) if path.is_dir() else [path]
    data = [file for file in files if file.suffix in _SUFFIXES]
    return [case for file in data for case in FORMATS[_format(file, format_)](file)]


_SUFFIXES = {".jsonl", ".json", ".bio", ".iob2", ".conll", ".conllu", ".dev", ".csv"}


def _format(file: Path, format_: str) -> str:
    if format_ != "auto":
        return format_
    place = f"{file.parent.name}/{file.name}"
    for name in FORMATS:
        if name in place:
            return name
    raise ValueError(f"say the --format of {file.name}: one of {', '.join(FORMATS)}")


def _lines(file: Path) -> Iterator[Any]:
    with file.open(encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _presidio_synth(file: Path) -> Iterator[Case]:
    types = frozenset(_PRESIDIO.values())
    for row in _lines(file):
        spans = (
            Span(_PRESIDIO[s["entity_type"]], s["start_position"], s["end_position"])
            for s in row["spans"]
            if s["entity_type"] in _PRESIDIO
        )
        yield Case(row["full_text"], tuple(sorted(spans)), types)


def _argus(file: Path) -> Iterator[Case]:
    for row in json.loads(file.read_text("utf-8")):
        text = row.get("input", "")
        if "entities" in row:
            yield _listed(text, row["entities"])
        elif row.get("type") in ARGUS_TYPES:
            yield _single(text, row)
        elif "pii_values" in row:
            yield _values(text, row["pii_values"])


def _listed(text: str, entities: list[dict[str, Any]]) -> Case:
    known = [item for item in entities if item["type"] in ARGUS_TYPES]
    # Some of the offsets it states are off by a few; the values are right.
    starts = [(ARGUS_TYPES[e["type"]], text.find(e["text"]), len(e["text"])) for e in known]
    spans = tuple(Span(kind, start, start + size) for kind, start, size in starts)
    return Case(text, spans, frozenset(span.type for span in spans))


def _values(text: str, values: list[str]) -> Case:
    starts = [(text.find(value), len(value)) for value in values]
    spans = tuple(Span(ANY_TYPE, start, start + size) for start, size in starts if start >= 0)
    return Case(text, spans, frozenset({ANY_TYPE}))


def _single(text: str, row: dict[str, Any]) -> Case:
    kind = ARGUS_TYPES[row["type"]]
    value = row.get("expected_text")
    if not row["should_match"]:
        return Case(text, (), frozenset({kind}))
    if value and value in text:
        start = text.index(value)
        return Case(text, (Span(kind, start, start + len(value)),), frozenset({kind}))
    return Case(text, (), frozenset({kind}), present=kind)


def _presidio_cases(file: Path) -> Iterator[Case]:
    for row in _lines(file):
        kind = _PEER_FILES.get(row["_file"].removeprefix("test_").removesuffix("_recognizer.py"))
        if kind is None:
            continue
        positions = row.get("expected_positions") or row.get("expected_res") or []
        spans = tuple(Span(kind, start, end) for start, end in positions)
        unplaced = kind if row["expected_len"] and not spans else ""
        yield Case(row["text"], spans, frozenset({kind}), present=unplaced)


def _cluener(file: Path) -> Iterator[Case]:
    types = frozenset(_NAMES.values())
    for row in _lines(file):
        spans = (
            Span(_NAMES[label], start, end + 1)
            for label, values in row["label"].items()
            if label in _NAMES
            for places in values.values()
            for start, end in places
        )
        yield Case(row["text"], tuple(sorted(spans)), types)


def _posts(file: Path) -> Iterator[Case]:
    """Ordinary talk without labels: whatever is found there is read as a false alarm."""
    if file.suffix == ".csv":
        with file.open(encoding="utf-8", newline="") as rows:
            for row in csv.DictReader(rows):
                yield Case(row["content"], (), frozenset())
        return
    for row in _lines(file):
        for text in row["comments"]:
            yield Case(text, (), frozenset())


def _columns(glue: str, word: int, tag: int) -> Callable[[Path], Iterator[Case]]:
    """Make a reader of one token a line, sentences parted by empty lines."""

    def reader(file: Path) -> Iterator[Case]:
        with file.open(encoding="utf-8") as lines:
            rows = [line.rstrip("\n").split() for line in lines if not line.startswith("# ")]
        for filled, group in groupby(rows, key=bool):
            if filled:
                # A token that is itself white space leaves its columns short.
                yield _sentence(((r[word], r[tag]) for r in group if len(r) > max(word, tag)), glue)

    return reader


def _tag_last(file: Path) -> Iterator[Case]:
    """Read old newspapers, which have no sentence breaks: 40 tokens at a time."""
    with file.open(encoding="utf-8") as lines:
        rows = [line.split() for line in lines]
    tokens = [(row[0], row[-1]) for row in rows if len(row) >= 2]
    for start in range(0, len(tokens), 40):
        yield _sentence(tokens[start : start + 40], " ")


def _sentence(tokens: Iterable[tuple[str, str]], glue: str) -> Case:
    parts: list[str] = []
    spans: list[Span] = []
    at, last = 0, "O"
    for token, tag in tokens:
        end = at + len(token)
        kind = _NAMES.get(tag[2:].lower())
        if kind and tag.startswith("I-") and last == tag[2:] and spans:
            spans[-1] = Span(kind, spans[-1].start, end)
        elif kind:
            spans.append(Span(kind, at, end))
        last = tag[2:]
        parts.append(token)
        at = end + len(glue)
    return Case(glue.join(parts), tuple(spans), frozenset({"PERSON", "LOCATION", "ORGANIZATION"}))


# By a part of the folder's or file's name.
FORMATS: dict[str, Callable[[Path], Iterator[Case]]] = {
    "presidio_synth": _presidio_synth,
    "presidio_cases": _presidio_cases,
    "argus": _argus,
    "wnut17": _columns(" ", 0, 1),
    "btc": _columns(" ", 0, 1),
    "uner_zh": _columns("", 1, 2),
    "europeana": _tag_last,
    "wikineural": _columns(" ", 1, 2),
    "cluener": _cluener,
    "synthpai": _posts,
    "troll": _posts,
}
