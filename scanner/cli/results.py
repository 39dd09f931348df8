"""What commands that scan write and say at their end."""

import sys
import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

import orjson

from scanner.cli.common import counted, say
from scanner.cli.tables import findings_table, show
from scanner.findings import Finding

if TYPE_CHECKING:
    from scanner.sources import Tally

__all__ = ["conclude", "tell_queued", "tell_unread", "write_findings", "write_line"]


def write_findings(findings: Iterable[Finding], file: TextIO, *, table: bool) -> None:
    """Write findings as JSON Lines as they come, or as a table at the end."""
    if table:
        show(findings_table(findings), file)
        return
    for finding in findings:
        write_line(finding.as_dict(), file)


def write_line(row: dict[str, Any], file: TextIO) -> None:
    """Write one JSON object; at once where somebody may be watching."""
    file.write(orjson.dumps(row).decode() + "\n")
    if file is sys.stdout:
        file.flush()


def conclude(tally: "Tally", findings: int, people: set[str], started: float, noun: str) -> None:
    """Say what was scanned and found, and what became of the lines."""
    seconds = time.monotonic() - started
    say(
        f"Scanned {counted(tally.posts, 'post')} in {seconds:,.1f} s: {counted(findings, noun)} "
        f"for {counted(len(people), 'person', 'people')}. Lines: {tally.lines:,} = "
        f"{tally.read:,} read + {tally.quarantined:,} quarantined."
    )


def tell_unread(lines: int, posts: int, path: Path | None) -> None:
    """Say how much could not be read or examined, and where that stands."""
    told = [f"{counted(lines, 'line')} could not be read"] if lines else []
    told += [f"{counted(posts, 'post')} could not be examined"] if posts else []
    if told:
        say(f"{' and '.join(told)}; see {path}.")


def tell_queued(notices: int) -> None:
    """Say how many notices wait."""
    say(f"{counted(notices, 'notice')} queued; `scanner notices deliver` sends what is due.")
