"""Titles and forms of address, before and behind names, in the languages of the watchlist."""

from collections.abc import Iterator

from scanner.watchlist.variant import Variant

__all__ = ["HAN_TITLES", "TITLES", "titled", "without_titles"]

HAN_TITLES = tuple(
    "老师 女士 先生 小姐 太太 记者 教授 博士 律师 医生 总编 主播 姐 哥 总 生".split()
)
# What is written before a surname; the gender of an enrolled person is not known.
_BEFORE = tuple("mr mrs ms miss dr prof madame mme monsieur mlle".split())
TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir lady lord dame madame mme mmes mademoiselle mlle "
    "monsieur mm maitre me docteur professeur rev hon sheikh shaikh sheik hajji haji qari mullah "
    "maulavi maulana herr frau don dona senor senora jr sr ii iii esq phd md".split()
)
_TRUST = 0.3


def titled(surname: str) -> Iterator[Variant]:
    """Yield a compact Latin surname behind each title: mrliu, madamegagnon."""
    if len(surname) > 1:
        for title in _BEFORE:
            yield Variant(title + surname, _TRUST, "the surname with a title")


def without_titles(words: list[str]) -> list[str]:
    """Drop titles from a name's compact words, unless nothing would be left.

    >>> without_titles(["dr", "rami", "qasim"]), without_titles(["mr"])
    (['rami', 'qasim'], ['mr'])
    """
    return [word for word in words if word not in TITLES] or words
