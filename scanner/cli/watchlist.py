"""scanner watchlist: enrolment files."""

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.common import ConfigOption, Exit, answers, counted, now, say, settings_or_default
from scanner.watchlist.files import Watchlist, read_watchlist
from scanner.watchlist.people import Consent

__all__ = ["app"]

app = typer.Typer(help="Check enrolment files.", no_args_is_help=True)


@app.callback()
def _group() -> None:
    """Keep `check` a command of a group, as others join it."""


@app.command(
    epilog="Example: scanner watchlist check watchlists/su-wanqing.yaml",
)
@answers
def check(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(help="Enrolment files or folders; without any, those of config.yaml."),
    ] = None,
    *,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Validate enrolment files: every fault with file, line, field and what to do."""
    found = paths or list(settings_or_default(config).watchlists)
    today = now().date()
    watchlist = read_watchlist(found, today=today)
    for fault in watchlist.faults:
        say(f"Error: {fault}")
    _summary(watchlist)
    if watchlist.faults:
        raise typer.Exit(Exit.WRONG_INPUT)


def _state(consent: Consent, today: date) -> str:
    match consent.status(today):
        case "withdrawn":
            return f"withdrawn on {consent.withdrawn_on}, nothing is looked for"
        case "expired":
            return f"expired on {consent.expires_on}, nothing is looked for"
        case status:
            return f"{status}, ends on {consent.expires_on}"


def _summary(watchlist: Watchlist) -> None:
    today = now().date()
    for person in watchlist.people:
        scope = sorted(category.value.replace("_", " ") for category in person.consent.scope)
        typer.echo(f"{person.id}: consent {_state(person.consent, today)}; {', '.join(scope)}")
    force = sum(person.consent.in_force(today) for person in watchlist.people)
    people, faults = len(watchlist.people), len(watchlist.faults)
    typer.echo(
        f"{counted(people, 'person', 'people')}, {force} with consent in force, "
        f"{counted(faults, 'fault')}."
    )
