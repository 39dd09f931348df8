"""Fictional people for the tests of this folder."""

from datetime import date

from scanner.findings import Category
from scanner.posts import Post
from scanner.private import PrivateValue
from scanner.watchlist import Person, ScreeningIndex
from scanner.watchlist.people import Account, Consent, Fact, Role

TODAY = date(2026, 11, 20)
CONSENT = Consent("self", date(2026, 1, 10), date(2027, 1, 10), None, frozenset(Category))


def fact(kind, value, index=0):
    return Fact(PrivateValue(value, kind), f"{kind}:{index}")


def person(*names, key="su-wanqing", aliases=(), accounts=(), **private):
    return Person(
        key,
        Role.COMMENTATOR,
        names or ("Nobody Inparticular",),
        CONSENT,
        aliases=aliases,
        accounts=tuple(Account("x", handle) for handle in accounts),
        facts=tuple(
            fact(kind, value, index)
            for kind, values in private.items()
            for index, value in enumerate([values] if isinstance(values, str) else values)
        ),
    )


def mentions(text, *people):
    return ScreeningIndex(people).mentions(Post("x", "1", text))
