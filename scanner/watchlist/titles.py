"""Titles and forms of address, before and behind names, in the languages of the watchlist."""

from collections.abc import Iterator

from scanner.watchlist.variant import Variant, reads_like_a_word

__all__ = ["HAN_TITLES", "TITLES", "initialled", "titled", "without_titles"]

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
_LONG = 6


def titled(surname: str) -> Iterator[Variant]:
    """Yield a compact Latin surname behind each title: mrliu, madamegagnon."""
    if len(surname) > 1:
        titles = _BEFORE if reads_like_a_word("m" + surname) else ("m", *_BEFORE)
        for title in titles:
            yield Variant(title + surname, _TRUST, "the surname with a title")


def initialled(letters: str, surname: str) -> Iterator[Variant]:
    """Yield a compact surname with the initials of the given names, before and behind.

    Those that could be any word (T. He, Song S.) are left out.
    """
    how = "the surname and initials"
    if not reads_like_a_word(letters + surname):
        yield Variant(letters + surname, _TRUST, how)
    several = len(letters) > 1 and set("aeiouy").isdisjoint(letters)
    if several or len(surname + letters) > _LONG:
        yield Variant(surname + letters, _TRUST, how)


def without_titles(words: list[str]) -> list[str]:
    """Drop titles from a name's compact words, unless nothing would be left.

    >>> without_titles(["dr", "rami", "qasim"]), without_titles(["mr"])
    (['rami', 'qasim'], ['mr'])
    """
    return [word for word in words if word not in TITLES] or words
