"""scanner scan, inspect, evaluate: looking at posts."""

import secrets
import sys
import time
from collections.abc import Iterable
from datetime import datetime
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from scanner.cli.common import (
    TIME_FORMATS,
    ConfigOption,
    Exit,
    OutputOption,
    TableOption,
    WatchlistOption,
    answers,
    aware,
    counted,
    enrolled,
    now,
    output,
    progress,
    settings_from,
    settings_or_default,
)
from scanner.cli.results import conclude, tell_queued, tell_unread, write_findings, write_line
from scanner.cli.spans import seen_view
from scanner.cli.tables import cell, show
from scanner.errors import ConfigError, Fault
from scanner.notices.safe_text import visible

if TYPE_CHECKING:
    from scanner.evaluate import Evaluation, Score

__all__ = ["evaluate", "inspect", "scan"]


@answers
def scan(
    *,
    config: ConfigOption = Path("config.yaml"),
    table: TableOption = False,
    result: OutputOption = None,
) -> None:
    """Scan all configured sources once, from where the last pass stopped.

    Example: scanner scan --config config.yaml --table
    """
    from scanner.scan import scan as run_scan
    from scanner.store import Store

    settings = settings_from(config)
    people = enrolled(settings.watchlists)
    started = time.monotonic()
    with output(result) as file, Store.open(settings.state) as store:
        with progress("scanning") as advance:
            report = run_scan(settings, people, store, clock=now, on_progress=advance)
        write_findings(report.findings, file, table=table)
    conclude(
        report.tally, len(report.findings), {item.person for item in report.findings}, started,
        "new finding",
    )  # fmt: skip
    if report.notices:
        tell_queued(report.notices)
    if not report.complete:
        tell_unread(report.tally.quarantined, report.unexamined, report.quarantine)
        raise typer.Exit(Exit.PARTLY_READ)


@answers
def inspect(
    text: Annotated[str | None, typer.Argument(help="A text; without it, --input.")] = None,
    *,
    input: Annotated[  # noqa: A002 (the contract's name)
        Path | None, typer.Option(help="JSON Lines with id and text.")
    ] = None,
    watchlist: WatchlistOption = None,
    result: OutputOption = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Show what is seen in texts: language, entities, mentions.

    At a terminal as text in colours; as JSON Lines into a pipe or file and with --output.

    Example: scanner inspect "Call Wanqing at 343-555-0126" --watchlist watchlists
    """
    from scanner.scan.inspect import Inspector

    if (text is None) == (input is None):
        raise typer.BadParameter("Give either a TEXT or --input FILE.")
    settings = settings_or_default(config)
    people = enrolled(watchlist) if watchlist else ()
    inspector = Inspector(people, settings, now=now())
    coloured = result is None and _at_terminal()
    shown, read = tee(_texts(text, input))
    with output(result) as file:
        for row, seen in zip(shown, inspector.inspect_many(read), strict=True):
            if coloured:
                show(seen_view(seen, row["text"]), file)
            else:
                write_line(seen, file)


@answers
def evaluate(
    labelled: Annotated[list[Path], typer.Argument(help="Labelled posts, JSON Lines.")],
    *,
    watchlist: Annotated[
        list[Path], typer.Option("--watchlist", "-w", help="Enrolment files or folders.")
    ],
    as_of: Annotated[
        datetime | None,
        typer.Option(
            formats=TIME_FORMATS, metavar="TIME", help="Judge consent as of then, not today."
        ),
    ] = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Measure precision, recall and F1 on labelled posts; list every miss and false alarm.

    Example: scanner evaluate tests/scenarios --watchlist watchlists --as-of 2026-11-20
    """
    from scanner.evaluate import evaluate as run_evaluation
    from scanner.evaluate import read_labelled
    from scanner.scan import Examiner
    from scanner.sources import expand
    from scanner.watchlist.files import load_watchlist

    moment = aware(as_of) or now()
    people = load_watchlist(watchlist, today=moment.date()).people
    examiner = Examiner(
        people, settings_or_default(config), key=secrets.token_bytes(32), now=moment
    )
    posts = [
        item
        for path in labelled
        for file in expand(path)
        if file.suffix != ".md"
        for item in read_labelled(file)
    ]
    evaluation = run_evaluation(posts, examiner, moment)
    show(_scores(evaluation))
    _mistakes(evaluation)


def _scores(evaluation: "Evaluation") -> Table:
    table = Table(title=counted(evaluation.posts, "post"))
    for heading in ("group", "precision", "recall", "F1", "right", "false alarms", "misses"):
        table.add_column(heading, justify="left" if heading == "group" else "right")
    _score_row(table, "overall", evaluation.overall)
    for group, scores in evaluation.groups.items():
        table.add_section()
        for name, score in sorted(scores.items()):
            _score_row(table, f"{group} {name}", score)
    return table


def _score_row(table: Table, name: str, score: "Score") -> None:
    shares = (f"{share:.3f}" for share in (score.precision, score.recall, score.f1))
    counts = (str(count) for count in (score.right, score.false_alarms, score.misses))
    table.add_row(cell(name), *shares, *counts)


def _mistakes(evaluation: "Evaluation") -> None:
    for item, (person, category), found in evaluation.misses:
        others = ", ".join(f"{one.person} {one.category.value}" for one in found) or "nothing"
        place = visible(f"{item.post.id} ({item.post.source})")
        typer.echo(f"miss {place}: {person} {category.value}; found {others}")
    for item, finding in evaluation.false_alarms:
        place, why = visible(f"{item.post.id} ({item.post.source})"), visible(finding.explanation)
        typer.echo(
            f"false alarm {place}: {finding.person} {finding.category.value}: {why} "
            f"[{', '.join(finding.rules)}]"
        )


def _at_terminal() -> bool:
    return sys.stdout.isatty()


def _texts(text: str | None, path: Path | None) -> Iterable[dict[str, Any]]:
    if path is None:
        yield {"id": "1", "text": text or ""}
        return
    with path.open("rb") as file:
        for number, line in enumerate(file, 1):
            if not line.strip():
                continue
            try:
                row = orjson.loads(line)
                usable = isinstance(row["text"], str) and "id" in row
            except (orjson.JSONDecodeError, KeyError, TypeError):
                usable = False
            if not usable:
                what = 'is not a JSON object with "id" and "text"'
                raise ConfigError(Fault(what, "Mend the line", path, number))
            yield row
