"""Rules for threats and harassment: what the conduct lexicon marked, if it is about the person."""

from collections.abc import Iterator

from scanner.findings import Category, Detection, Evidence, Severity, Tie
from scanner.judge.case import Case, Hit, Tied
from scanner.judge.severity import severity_of

__all__ = ["harassment", "threat"]

_WORDS = {
    "threat.direct": "announces harm to them",
    "threat.order": "calls on others to harm them",
    "threat.family": "threatens or presses them through their family",
    "threat.surveillance": "claims to watch, follow or wait for them",
    "threat.conditional": "threatens consequences if they go on",
    "threat.veiled": "hints at harm",
    "abuse.insult": "insults them",
    "abuse.degradation": "degrades them",
    "abuse.dehumanising": "speaks of them as less than human",
    "abuse.traitor": "calls them a traitor or agent",
    "abuse.sexual": "sexualises them",
    "abuse.death_wish": "wishes them dead or harmed",
    "abuse.pile_on": "calls on others to pile on or mass-report",
}
_PHYSICAL = {"threat.direct", "threat.order"}


def threat(case: Case, tied: Tied) -> Iterator[Hit]:
    """Harm announced, ordered or hinted at; critical with a place or a relative."""
    placed = _has_place(case, tied)
    for found in case.meant(tied, "threat."):
        severity = severity_of(found.type, tied.person)
        if placed and found.type in _PHYSICAL:
            severity = Severity.CRITICAL
        yield _hit(Category.THREAT, severity, found)


def harassment(case: Case, tied: Tied) -> Iterator[Hit]:
    """Abuse, degradation, sexualised content, death wishes, calls to pile on."""
    for found in case.meant(tied, "abuse."):
        yield _hit(Category.HARASSMENT, severity_of(found.type, tied.person), found)


def _has_place(case: Case, tied: Tied) -> bool:
    return bool(
        case.of_type("STREET_ADDRESS", "GEO_COORDINATES", "threat.family", "disclose.location")
        or any(mention.fact_kind == "address" for mention in tied.by(Tie.FACT))
    )


def _hit(category: Category, severity: Severity, found: Detection) -> Hit:
    words = _WORDS[found.type]
    evidence = Evidence(found.type, found.start, found.end, found.score, None, words)
    return Hit(found.type, category, severity, found.score, words, (evidence,))
