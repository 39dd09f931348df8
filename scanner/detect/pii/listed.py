"""Values that the settings list: always marked as the type they stand under."""

import re
from collections.abc import Iterable

from presidio_analyzer import Pattern

from scanner.detect.pii.plain import plain_of
from scanner.detect.pii.recognizer import Recognizer, as_code

__all__ = ["listed_recognizer"]


def listed_recognizer(entity: str, values: Iterable[str], *, language: str = "en") -> Recognizer:
    """Return a recogniser of ``entity`` that finds each of ``values`` whatever its case."""
    plain = sorted((plain_of(value.strip()).text for value in values), key=len, reverse=True)
    body = "|".join(re.escape(value) for value in plain if value)
    kind = type(
        "ListedRecognizer",
        (Recognizer,),
        {
            "ENTITY": entity,
            "LABEL": "listed in the settings",
            "GATE": re.compile(""),
            "PATTERNS": (Pattern("deny-list", as_code(body), 1.0),) if body else (),
        },
    )
    return kind(supported_language=language)  # type: ignore[no-any-return]
