"""Explanations: why a finding was made, in words, from the ties and the rules that fired.

They say what was observed and never who is behind it; they repeat no private value.
"""

from collections.abc import Iterable

from scanner.findings import Mention, Tie
from scanner.judge.case import Hit, Tied

__all__ = ["explain"]

_HOW = {
    Tie.NAME: "names them ({why})",
    Tie.ALIAS: "uses {why}",
    Tie.HANDLE: "mentions {why}",
    Tie.THREAD: "answers their account",
    Tie.FAMILY: "{why}",
}


def explain(tied: Tied, hits: Iterable[Hit]) -> str:
    """Return one or two plain English sentences.

    The first says what the post does, the second how it is tied to the person.
    """
    reasons = list(dict.fromkeys(hit.reason for hit in hits))
    ties = list(dict.fromkeys(filter(None, map(_tie_words, tied.mentions))))
    text = f"The post {_joined(reasons)}."
    if ties:
        text += f" It {_joined(ties)}."
    return text


def _tie_words(mention: Mention) -> str:
    return _HOW.get(mention.how, "").format(why=mention.why)


def _joined(parts: list[str]) -> str:
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]
