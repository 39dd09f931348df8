"""What a name variant is, and how far one may be trusted."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

__all__ = ["ALONE", "Variant", "initials_alone", "reads_like_a_word", "surest"]

ALONE = 0.6
# Two letters with which English and French words start, beside a consonant and a vowel.
_ONSETS = frozenset(
    "bl br ch cl cr dr dw fl fr gh gl gn gr kn kr ph pl pr ps sc sh sk sl sm sn sp sq st sw th tr "
    "ts tw wh wr".split()
)
_LONGEST_WORD = 5
# Three letters are an abbreviation, if not a word: M. Ma is MMA.
_SHORTEST = 4


@dataclass(frozen=True, slots=True)
class Variant:
    """One way a name is written: compact text, trust in [0, 1], and how it came about."""

    text: str
    trust: float
    how: str


def surest(found: Iterable[Variant]) -> tuple[Variant, ...]:
    """Keep the surest variant of each text, in the order in which the texts first came.

    One letter or character cannot be searched and is dropped.
    """
    unique: dict[str, Variant] = {}
    for variant in found:
        known = unique.get(variant.text)
        if len(variant.text) > 1 and (known is None or known.trust < variant.trust):
            unique[variant.text] = variant
    return tuple(unique.values())


def reads_like_a_word(text: str) -> bool:
    """Tell whether a short compact text, such as an initial and a surname, could be any word.

    Texts have no dots left: T. He is the, and S. Park is spark.

    >>> reads_like_a_word("the"), reads_like_a_word("spark"), reads_like_a_word("wqsu")
    (True, True, False)
    """
    if len(text) > _LONGEST_WORD:
        return False
    if len(text) < _SHORTEST:
        return True
    return text[1:2] in set("aeiouy") or text[0] in set("aeiouy") or text[:2] in _ONSETS


def initials_alone(letters: str) -> Iterator[Variant]:
    """Yield three initials and more, in the order in which they are written, if they are no word.

    >>> [variant.text for letters in ("swq", "flu", "xxx") for variant in initials_alone(letters)]
    ['swq']
    """
    if len(set(letters)) > 2 and set("aeiouy").isdisjoint(letters):
        yield Variant(letters, 0.2, "the initials of the enrolled name")
