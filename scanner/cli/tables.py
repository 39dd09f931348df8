"""Tables for people: findings with their reasons, scores, lists."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, RenderableType
from rich.markup import escape
from rich.table import Table

from scanner.findings import Finding
from scanner.notices.safe_text import visible

__all__ = ["cell", "findings_table", "show"]

_STYLES = {"critical": "bold red", "high": "red", "medium": "yellow", "low": "dim"}


def cell(text: object) -> str:
    """Make any text safe for a terminal: no control characters, no markup."""
    return escape(visible(str(text)))


def findings_table(findings: Iterable[Finding]) -> Table:
    """Lay out findings, the gravest first."""
    table = Table(title="Findings", expand=True)
    table.add_column("severity", no_wrap=True)
    for heading in ("person", "category", "seen at"):
        table.add_column(heading, overflow="fold")
    table.add_column("why", ratio=2, overflow="fold")
    for finding in sorted(findings, key=lambda item: (-item.severity.rank, item.person)):
        severity = finding.severity.value
        post = finding.post
        shown = ", ".join(dict.fromkeys(item.shown for item in finding.evidence if item.fact))
        table.add_row(
            f"[{_STYLES[severity]}]{severity}[/]",
            cell(finding.person),
            cell(finding.category.value.replace("_", " ")),
            cell(f"{post.platform} {post.id} ({post.source})"),
            cell(finding.explanation + (f" Shown: {shown}" if shown else "")),
        )
    return table


def show(table: RenderableType, file: TextIO | None = None) -> None:
    """Print a table, to standard output if not told otherwise, 140 columns wide in a file."""
    console = Console(file=file)
    if not console.is_terminal:
        console = Console(file=file, width=140)
    console.print(table)
