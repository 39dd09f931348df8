"""scanner digest and scanner notices: what people are told."""

from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from scanner.cli.common import (
    ConfigOption,
    OutputOption,
    answers,
    counted,
    now,
    output,
    say,
    settings_from,
    state_of,
    valid_people,
)
from scanner.cli.tables import cell, show
from scanner.errors import Fault, StateError
from scanner.notices.safe_text import visible
from scanner.settings import Settings

if TYPE_CHECKING:
    from scanner.notices.delivery import Delivered
    from scanner.store import Store

__all__ = ["app", "digest"]

app = typer.Typer(help="Look at and deliver the outbox.", no_args_is_help=True)


@answers
def digest(
    *,
    date: Annotated[
        datetime | None,
        typer.Option(formats=["%Y-%m-%d"], help="The day, in the configured time zone."),
    ] = None,
    send: Annotated[
        bool, typer.Option("--send", help="Also send it to the liaison staff.")
    ] = False,
    language: Annotated[str, typer.Option(help="en, fr, zh-Hans or zh-Hant.")] = "en",
    result: OutputOption = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Make the daily digest: text on standard output, a page with --output FILE.html.

    Example: scanner digest --date 2026-11-20 --output digest.html
    """
    from scanner.notices.delivery import enqueue_digests
    from scanner.notices.digest import build_digest
    from scanner.notices.digest_page import render_digest
    from scanner.notices.languages import LANGUAGES

    if language not in LANGUAGES:
        raise typer.BadParameter(f"There is no such language. Known: {', '.join(LANGUAGES)}.")
    settings = settings_from(config)
    people = valid_people(settings.watchlists)
    day = date.date() if date else _today(settings)
    with state_of(settings) as store:
        made = build_digest(store, people, day=day, zone=settings.zone, now=now())
        content = render_digest(made, language)
        with output(result) as file:
            as_page = result is not None and result.suffix in {".html", ".htm"}
            file.write((content.html if as_page else content.text).rstrip() + "\n")
        if send:
            queued = enqueue_digests(store, people, settings, day=day, now=now())
            done = _deliver(store, settings)
            say(f"{counted(queued, 'digest')} queued. {_in_words(done)}")


@app.command("list")
@answers
def list_(
    *,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """List the outbox: what waits, what was sent, what was given up.

    Example: scanner notices list
    """
    table = Table(title="Outbox")
    for heading in ("key", "kind", "person", "incident or day", "state", "tries", "last error"):
        table.add_column(heading, overflow="fold")
    with state_of(settings_from(config)) as store:
        for row in store.outbox():
            about = row.incident or (row.day.isoformat() if row.day else "")
            cells = (
                row.key,
                row.kind,
                row.person or "staff",
                about,
                row.state,
                row.tries,
                row.last_error or "",
            )
            table.add_row(*map(cell, cells))
    show(table)


@app.command()
@answers
def deliver(*, config: ConfigOption = Path("config.yaml")) -> None:
    """Deliver what is due, by mail or to a folder as the settings say.

    Example: scanner notices deliver
    """
    settings = settings_from(config)
    with state_of(settings) as store:
        say(_in_words(_deliver(store, settings)))


@app.command()
@answers
def retry(
    key: Annotated[str, typer.Argument(help="A key from `scanner notices list`.")],
    *,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Put a notice that was given up back in the queue.

    Example: scanner notices retry 'notice|3f9c2a7be0d41a55|0b1c…'
    """
    with state_of(settings_from(config)) as store:
        _require(key, done=store.retry(key))


@app.command()
@answers
def cancel(
    key: Annotated[str, typer.Argument(help="A key from `scanner notices list`.")],
    *,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Keep a waiting notice from being sent.

    Example: scanner notices cancel 'notice|3f9c2a7be0d41a55|0b1c…'
    """
    with state_of(settings_from(config)) as store:
        _require(key, done=store.cancel(key))


def _deliver(store: "Store", settings: Settings) -> "Delivered":
    from scanner.schedule import deliver_all

    return deliver_all(store, valid_people(settings.watchlists), settings, clock=now)


def _require(key: str, *, done: bool) -> None:
    if not done:
        raise StateError(
            Fault(
                "no notice with this key can be changed so",
                "See `scanner notices list`",
                field=visible(key),
            )
        )


def _today(settings: Settings) -> date:
    return now().astimezone(settings.zone).date()


def _in_words(done: "Delivered") -> str:
    return (
        f"{done.sent} sent, {done.failed} to be tried again, {done.dead} given up, "
        f"{done.cancelled} cancelled."
    )
