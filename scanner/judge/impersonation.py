"""Rules for impersonation: look-alike accounts, words put into the person's mouth, fakes."""

from collections.abc import Iterator

from scanner.findings import Category, Detection, Evidence, Tie
from scanner.judge.case import Case, Hit, Tied
from scanner.judge.severity import severity_of

__all__ = ["account", "recording", "statement", "synthetic"]

_CATEGORY = Category.IMPERSONATION


def account(case: Case, tied: Tied) -> Iterator[Hit]:
    """The post comes from an account that looks like theirs."""
    for mention in tied.by(Tie.ACCOUNT):
        claims = "claims to be" in mention.why
        handle = case.post.author.handle or case.post.author.display_name or ""
        yield Hit(
            "impersonation.account",
            _CATEGORY,
            severity_of("account.claims" if claims else "account", tied.person),
            mention.score,
            f"comes from an account that looks like theirs: {mention.why}",
            (
                Evidence(
                    "LOOKALIKE_ACCOUNT",
                    mention.start,
                    mention.end,
                    mention.score,
                    None,
                    f"@{case.post.author.handle}" if case.post.author.handle else "a display name",
                    mention.field,
                ),
            ),
            (f"account:{case.digest(f'{case.post.platform}:{handle.casefold()}')}",),
        )


def statement(case: Case, tied: Tied) -> Iterator[Hit]:
    """A statement or confession written in the first person as them."""
    for found in case.meant(tied, "imp.first_person"):
        yield _hit("impersonation.statement", "statement", tied, found,
                   "puts a first-person statement into their mouth")  # fmt: skip


def recording(case: Case, tied: Tied) -> Iterator[Hit]:
    """A recording, or a quotation with media, offered as proof of what they are made to say."""
    proved = ("imp.confession_media", "imp.quote") if case.post.media else ("imp.confession_media",)
    for found in case.meant(tied, *proved):
        yield _hit("impersonation.recording", "recording", tied, found,
                   "offers a recording as proof of a confession or statement")  # fmt: skip


def synthetic(case: Case, tied: Tied) -> Iterator[Hit]:
    """Media of them said to be synthetic, with media attached or offered."""
    for found in case.meant(tied, "imp.synthetic"):
        yield _hit("impersonation.synthetic", "synthetic", tied, found,
                   "says that it shows synthetic media of them")  # fmt: skip


def _hit(rule: str, severity: str, tied: Tied, found: Detection, reason: str) -> Hit:
    shown = {"statement": "a first-person statement", "recording": "a recording offered as proof",
             "synthetic": "synthetic media"}[severity]  # fmt: skip
    evidence = Evidence(found.type, found.start, found.end, found.score, None, shown)
    return Hit(
        rule, _CATEGORY, severity_of(severity, tied.person), found.score, reason, (evidence,)
    )
