"""Formats drift: what a reading lacked, told to people, and made an error for who wants none."""

from scanner.errors import Fault, SourceError
from scanner.sources.records import Tally

__all__ = ["require_whole", "told_missing"]


def told_missing(tally: Tally) -> list[str]:
    """Return one sentence for each field that posts lacked, the most frequent first.

    >>> told_missing(Tally(posts=4, missing=Counter({"author": 2})))
    ['author: missing in 2 of 4 posts']
    """
    found = sorted(tally.missing.items(), key=lambda pair: (-pair[1], pair[0]))
    return [f"{name}: missing in {count:,} of {tally.posts:,} posts" for name, count in found]


def require_whole(tally: Tally, *, file: str) -> None:
    """Accept a reading only if no field was missing and nothing was quarantined (``--strict``).

    :raises SourceError: with one fault for each field.
    """
    remedy = "The format may have changed; read without --strict to take what is there"
    faults = [Fault(sentence, remedy, file=file) for sentence in told_missing(tally)]
    if tally.quarantined:
        what = f"{tally.quarantined:,} of {tally.lines:,} lines could not be read"
        faults.append(Fault(what, "See the quarantine report", file=file))
    if faults:
        raise SourceError(*faults)
