"""Fictional people, and posts whose text carries its own mentions and detections.

``"[name|Su Wanqing] is a [abuse.insult|pig]"`` is the text *Su Wanqing is a pig* with a mention
and a detection. A mark may name a person (``[name@lin-mei|Lin Mei]``) and a score
(``[abuse.insult~0.4|pig]``).
"""

import re
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime

from scanner.findings import Category, Detection, Finding, Mention, Tie
from scanner.judge import Judge
from scanner.judge.findings import RULES
from scanner.posts import Author, Media, Post, ReplyTo
from scanner.private import PrivateValue
from scanner.watchlist.people import Account, Consent, Fact, Person, Relation, Role

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
KEY = b"k" * 32
ALL = frozenset(Category)
PRIVATE, IMPERSONATION = Category.PRIVATE_INFORMATION, Category.IMPERSONATION
THREAT, HARASSMENT = Category.THREAT, Category.HARASSMENT
SU = "su-wanqing"

_MARK = re.compile(r"\[([\w.]+)(?:@([a-z-]+))?(?:~([\d.]+))?\|([^\]]*)\]")
_TIES = {"name": (Tie.NAME, 0.9), "alias": (Tie.ALIAS, 0.75), "handle": (Tie.HANDLE, 0.9)}
_WEAK = {"school", "employer", "birth_date"}


def consent(scope=ALL, *, given=date(2026, 1, 10), expires=date(2027, 1, 10), withdrawn=None):
    return Consent("self", given, expires, withdrawn, frozenset(scope))


def private(kind, value, index=0):
    return Fact(PrivateValue(value, kind), f"{kind}:{index}")


def public(kind, value):
    return Fact(PrivateValue(value, kind), f"public.{kind}:0", public=True)


def person(key=SU, *names, **fields):
    fields.setdefault("role", Role.COMMENTATOR)
    fields.setdefault("consent", consent())
    return Person(id=key, names=names or (key.replace("-", " ").title(),), **fields)


WANQING = person(
    SU,
    "苏婉清",
    "Su Wanqing",
    accounts=(Account("x", "wanqing_writes"),),
    facts=(
        private("phone", "+1 343-555-0126"),
        private("address", "2209 Larkspur Hollow Crescent"),
        public("email", "desk@northstarweekly.example"),
        public("phone", "+1 613-555-0100"),
    ),
)
MEI = person("lin-mei", "Lin Mei", "林梅")
XIAOYU = person(
    "su-xiaoyu",
    "Su Xiaoyu",
    role=Role.FAMILY,
    minor=True,
    family_of=(Relation(SU, "daughter"),),
    facts=(private("phone", "+1 343-555-0127"), private("school", "Alder Hollow School")),
)
PEOPLE = (WANQING, MEI, XIAOYU)


@dataclass(frozen=True)
class Scene:
    """A post with everything that was found in it."""

    post: Post
    mentions: tuple[Mention, ...]
    detections: tuple[Detection, ...]

    def with_(self, *mentions, **post):
        return Scene(replace(self.post, **post), self.mentions + mentions, self.detections)


def scene(marked, *mentions, **post):
    """Read a marked text."""
    text, at, found = "", 0, []
    for mark in _MARK.finditer(marked):
        text += marked[at : mark.start()]
        kind, who, score, words = mark.groups()
        found.append(_found(kind, who or SU, score, len(text), len(text + words)))
        text, at = text + words, mark.end()
    post.setdefault("author", Author(handle="a_stranger"))
    return Scene(
        Post("x", "1", text + marked[at:], **post),
        (*(item for item in found if isinstance(item, Mention)), *mentions),
        tuple(item for item in found if isinstance(item, Detection)),
    )


def _found(kind, who, score, start, end):
    if kind in _TIES:
        how, trust = _TIES[kind]
        return Mention(who, how, start, end, float(score or trust), why="the enrolled name")
    family, _, fact = kind.partition(".")
    if family == "fact":
        trust = float(score or (0.3 if fact in _WEAK else 1.0))
        why = f"their enrolled {fact}"
        return Mention(who, Tie.FACT, start, end, trust, "text", why, fact, f"{fact}:0")
    return Detection(kind, start, end, float(score or 0.8), "made by hand")


def thread(who=SU):
    why = "it answers their account"
    return Mention(who, Tie.THREAD, 0, 14, 0.6, "reply_to.handle", why)


def lookalike(who=SU, why="its handle looks like theirs", score=0.7):
    return Mention(who, Tie.ACCOUNT, 0, 10, score, "author.handle", why)


def answer(marked):
    """A reply to the account of Su Wanqing."""
    return scene(marked, thread(), reply_to=ReplyTo("0", "wanqing_writes"))


def no_words(text):
    return []


def judge(people=PEOPLE, *, key=KEY, words=no_words, rules=RULES):
    return Judge(people, key=key, words=words, rules=rules)


def findings(what, people=PEOPLE, *, now=NOW, **options) -> list[Finding]:
    what = scene(what) if isinstance(what, str) else what
    judging = judge(people, **options)
    tied = judging.tie(what.post, what.mentions, now)
    return judging.judge(what.post, tied, what.detections, now)


def found(what, people=PEOPLE, **options):
    """Return the (person, category) pairs that are found."""
    return {(item.person, item.category) for item in findings(what, people, **options)}


def only(what, people=PEOPLE, **options) -> Finding:
    """Return the one finding there is."""
    (finding,) = findings(what, people, **options)
    return finding


VIDEO = (Media("video", url="https://media.example/1"),)
