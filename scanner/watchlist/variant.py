"""What a name variant is, and how far one may be trusted."""

from collections.abc import Iterable
from dataclasses import dataclass

__all__ = ["ALONE", "Variant", "surest"]

ALONE = 0.6


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
