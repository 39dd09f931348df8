"""France: the social security number (numéro d'inscription au répertoire)."""

import re
from typing import ClassVar

from presidio_analyzer import Pattern
from stdnum.fr import nir

from scanner.detect.pii.recognizer import Example, Recognizer, Verdict, as_number, words

__all__ = ["FrNirRecognizer"]


class FrNirRecognizer(Recognizer):
    """Finds social security numbers: sex, year, month, place, order and two check digits."""

    ENTITY, LABEL = "FR_NIR", "FR social security number"
    COUNTRY_CODE = "fr"
    GATE = re.compile(r"[0-9AB][ ]?[0-9]{3}[ ]?[0-9]{3}")
    PATTERNS: ClassVar[tuple[Pattern, ...]] = (
        Pattern(
            "15 digits",
            as_number(
                r"[1278]([ .\-]?)[0-9]{2}\1(?:0[1-9]|1[0-2]|[2-9][0-9])\1(?:[0-9]{2}|2[AB])"
                r"\1[0-9]{3}\1[0-9]{3}[ .\-]?[0-9]{2}"
            ),
            0.85,
        ),
    )
    CONTEXT = words("sécu sécurité_sociale numéro_de_sécu nir insee assuré carte_vitale 社保号")
    EXAMPLES: ClassVar[tuple[Example, ...]] = (
        ("numéro de sécu 2 90 07 75 000 012 64", ("2 90 07 75 000 012 64",)),
        ("社保号290077500001264泄露", ("290077500001264",)),
        ("290077500001265", ()),
        ("2900775000012645", ()),
        ("2 90 07 75 000 012 65", ()),
    )

    def check(self, match: re.Match[str], pattern: Pattern) -> Verdict:  # noqa: ARG002
        """Check the modulus 97 digits."""
        number = re.sub(r"[ .\-]", "", match[0])
        return Verdict(good=nir.is_valid(number), note="check digits right")
