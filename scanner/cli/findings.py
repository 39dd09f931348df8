"""scanner findings: what was found and kept."""

from datetime import datetime
from pathlib import Path
from typing import Annotated

import orjson
import typer

from scanner.cli.common import (
    TIME_FORMATS,
    ConfigOption,
    OutputOption,
    answers,
    aware,
    output,
    settings_from,
    state_of,
)
from scanner.cli.tables import findings_table, show
from scanner.errors import Fault, StateError
from scanner.findings import Category, Severity
from scanner.notices.safe_text import visible

__all__ = ["app"]

app = typer.Typer(help="List, show and export stored findings.", no_args_is_help=True)

PersonOption = Annotated[str | None, typer.Option(help="Of this person only.")]
CategoryOption = Annotated[Category | None, typer.Option(help="Of this category only.")]
SeverityOption = Annotated[Severity | None, typer.Option(help="This grave or graver.")]
SinceOption = Annotated[
    datetime | None,
    typer.Option(formats=TIME_FORMATS, metavar="TIME", help="Seen since this time (UTC)."),
]


@app.command("list")
@answers
def list_(
    *,
    person: PersonOption = None,
    category: CategoryOption = None,
    minimum_severity: SeverityOption = None,
    since: SinceOption = None,
    limit: Annotated[int, typer.Option(min=1, help="At most so many.")] = 100,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """List stored findings as a table.

    Example: scanner findings list --minimum-severity high
    """
    with state_of(settings_from(config)) as store:
        found = list(
            store.findings(
                person=person,
                category=category,
                minimum_severity=minimum_severity,
                since=aware(since),
                limit=limit,
            )
        )
    show(findings_table(found))


@app.command("show")
@answers
def show_one(
    finding: Annotated[str, typer.Argument(help="The id of a finding.")],
    *,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Show one finding in full, with its reasons.

    Example: scanner findings show 3f9c2a7be0d41a55
    """
    with state_of(settings_from(config)) as store:
        found = store.finding(finding)
    if found is None:
        raise StateError(
            Fault("there is no such finding", "See `scanner findings list`", field=visible(finding))
        )
    for name, value in found.as_dict().items():
        shown = value if isinstance(value, str) else orjson.dumps(value).decode()
        typer.echo(f"{name}: {visible(shown, limit=len(shown))}")


@app.command()
@answers
def export(
    *,
    person: PersonOption = None,
    category: CategoryOption = None,
    minimum_severity: SeverityOption = None,
    since: SinceOption = None,
    result: OutputOption = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Write stored findings as JSON Lines; private values stay masked.

    Example: scanner findings export --since 2026-11-01 --output findings.jsonl
    """
    with state_of(settings_from(config)) as store, output(result) as file:
        for found in store.findings(
            person=person,
            category=category,
            minimum_severity=minimum_severity,
            since=aware(since),
        ):
            file.write(orjson.dumps(found.as_dict()).decode() + "\n")
