"""scanner scan, rescan, inspect, evaluate: looking at posts."""

import os
import secrets
import sys
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from itertools import tee
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import orjson
import typer
from platformdirs import user_cache_path
from rich.table import Table

from scanner.cli.common import (
    TIME_FORMATS,
    ConfigOption,
    Exit,
    OutputOption,
    answers,
    aware,
    counted,
    enrolled,
    now,
    output,
    progress,
    say,
    settings_from,
    settings_or_default,
    state_of,
)
from scanner.cli.spans import seen_view
from scanner.cli.tables import cell, findings_table, show
from scanner.errors import ConfigError, Fault
from scanner.findings import Finding
from scanner.notices.safe_text import visible
from scanner.settings import Settings
from scanner.watchlist.people import Person

if TYPE_CHECKING:
    from scanner.evaluate import Evaluation, Score
    from scanner.scan.resume import Checkpoint
    from scanner.sources import Tally
    from scanner.store import Store
    from scanner.watchlist.cache import ScreenCache

__all__ = ["evaluate", "inspect", "rescan", "scan"]

WatchlistOption = Annotated[
    list[Path] | None,
    typer.Option("--watchlist", "-w", help="Enrolment files or folders, instead of config.yaml's."),
]
TableOption = Annotated[
    bool, typer.Option("--table", help="Print a table for reading instead of JSON Lines.")
]


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
        _write(report.findings, file, table=table)
    _conclude(
        report.tally, len(report.findings), {item.person for item in report.findings}, started,
        "new finding",
    )  # fmt: skip
    if report.notices:
        _tell_queued(report.notices)
    if not report.complete:
        _tell_unread(report.tally.quarantined, report.unexamined, report.quarantine)
        raise typer.Exit(Exit.PARTLY_READ)


@answers
def rescan(
    dumps: Annotated[list[Path], typer.Argument(help="Files, folders or globs.", metavar="DUMP…")],
    *,
    watchlist: WatchlistOption = None,
    format: Annotated[  # noqa: A002 (the contract's name)
        str,
        typer.Option(help="auto recognises by content; `scanner sources list` names the others."),
    ] = "auto",
    person: Annotated[
        list[str] | None, typer.Option(help="Look for this person only; may be repeated.")
    ] = None,
    since: Annotated[
        datetime | None,
        typer.Option(
            formats=TIME_FORMATS, metavar="TIME", help="Leave out posts before this time."
        ),
    ] = None,
    until: Annotated[
        datetime | None,
        typer.Option(
            formats=TIME_FORMATS, metavar="TIME", help="Leave out posts from this time on."
        ),
    ] = None,
    jobs: Annotated[int, typer.Option(min=1, max=64, help="Worker processes.")] = 1,
    exhaustive: Annotated[
        bool, typer.Option("--exhaustive", help="Examine every post; slow, to check the screening.")
    ] = False,
    resume: Annotated[
        bool, typer.Option("--resume", help="Go on where the run with this --output stopped.")
    ] = False,
    notify: Annotated[
        bool, typer.Option("--notify", help="Also keep the findings and queue notices.")
    ] = False,
    table: TableOption = False,
    result: OutputOption = None,
    quarantine: Annotated[
        Path | None, typer.Option(help="Where lines that cannot be read are reported.")
    ] = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Scan dumps ad hoc and write findings as JSON Lines; no notices unless --notify.

    Example: scanner rescan dump.jsonl.zst --watchlist watchlists --output findings.jsonl
    """
    from scanner.scan.dumps import Search, Selection
    from scanner.scan.dumps import rescan as run_rescan
    from scanner.sources import QuarantineReport

    _require_format(format)
    if resume and (notify or not result):
        raise typer.BadParameter("--resume needs --output, and cannot go with --notify.")
    settings = settings_or_default(config)
    people = _chosen(enrolled(watchlist or settings.watchlists), person or [])
    selection = Selection(aware(since), aware(until))
    started, path = time.monotonic(), quarantine or Path("quarantine.jsonl")
    state = _state(result, dumps, people, (format, selection), resume=resume)
    report = state.report
    if "quarantine" in state.sizes:
        os.truncate(path, state.sizes["quarantine"])
    with ExitStack() as stack:
        aside = stack.enter_context(QuarantineReport(path))
        store = stack.enter_context(state_of(settings)) if notify else None
        file = stack.enter_context(output(result, keep=state.sizes.get("output", 0)))
        advance = stack.enter_context(progress("scanning", _size(dumps)))

        def on_progress(done: tuple[int, int]) -> None:
            advance(*done)
            state.told(lambda: _sizes(file, path))

        search = Search(
            people,
            settings,
            key=store.site_key() if store else state.key,
            now=now(),
            selection=selection,
            screen=None if exhaustive else _screen(people, settings),
        )
        found = run_rescan(
            dumps,
            search,
            report=report,
            format=format,
            jobs=jobs,
            index=state.index,
            on_unreadable=aside,
            on_progress=on_progress,
        )
        if store:
            found = _kept(found, store, people)
        _write(found, file, table=table)
    state.clear()
    for fault in report.failures.values():
        say(f"Error: {fault}")
    _conclude(report.tally, report.findings, report.people, started, "finding")
    if report.failures and not report.tally.lines:
        raise typer.Exit(Exit.FAILED)
    if aside.entries or report.failures:
        _tell_unread(report.tally.quarantined, report.unexamined, path)
        raise typer.Exit(Exit.PARTLY_READ)


def _state(
    result: Path | None,
    dumps: Sequence[Path],
    people: Sequence[Person],
    options: tuple[object, ...],
    *,
    resume: bool,
) -> "Checkpoint":
    from scanner.scan.resume import Checkpoint, fingerprint

    kept = result and (result.is_file() or not result.exists())
    path = result.with_name(f"{result.name}.progress") if result and kept else None
    state = Checkpoint(path, fingerprint(dumps, people, *options) if path else "")
    if resume:
        state.load()
    return state


def _sizes(file: TextIO, quarantine: Path) -> dict[str, int]:
    file.flush()
    sizes = {"output": os.fstat(file.fileno()).st_size}
    if quarantine.exists():
        sizes["quarantine"] = quarantine.stat().st_size
    return sizes


def _size(dumps: Iterable[Path]) -> int | None:
    """Return how many bytes lie before us, as far as that is known."""
    from scanner.errors import SourceError
    from scanner.sources import expand

    try:
        return sum(file.stat().st_size for path in dumps for file in expand(path))
    except (SourceError, OSError):
        return None


def _screen(people: Sequence[Person], settings: Settings) -> "ScreenCache":
    from scanner.watchlist.cache import ScreenCache

    willing = [person for person in people if person.consent.in_force(now().date())]
    return ScreenCache(willing, settings.cache or user_cache_path("exposure-scanner"))


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
                _write_line(seen, file)


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


def _require_format(name: str) -> None:
    from scanner.sources import known_formats

    names = ["auto", *(known.name for known in known_formats())]
    if name not in names:
        raise typer.BadParameter(f"There is no such format. Known: {', '.join(names)}.")


def _chosen(people: tuple[Person, ...], ids: Iterable[str]) -> tuple[Person, ...]:
    wanted = set(ids)
    unknown = sorted(wanted - {person.id for person in people})
    if unknown:
        raise ConfigError(
            Fault(
                f"nobody on the watchlist has the id {', '.join(unknown)}",
                "See `scanner watchlist check`",
                field="--person",
            )
        )
    return tuple(person for person in people if not wanted or person.id in wanted)


def _kept(found: Iterable[Finding], store: "Store", people: Sequence[Person]) -> Iterator[Finding]:
    """Keep findings as they come, and pass them on with the incidents that the state knows."""
    from scanner.scan.keep import Keeper

    keeper = Keeper(store, people)
    for finding in found:
        keeper.keep([finding], now())
        yield store.finding(finding.id) or finding
    _tell_queued(keeper.notices)


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


def _write(findings: Iterable[Finding], file: TextIO, *, table: bool) -> None:
    if table:
        show(findings_table(findings), file)
        return
    for finding in findings:
        _write_line(finding.as_dict(), file)


def _write_line(row: dict[str, Any], file: TextIO) -> None:
    file.write(orjson.dumps(row).decode() + "\n")
    if file is sys.stdout:
        file.flush()


def _conclude(tally: "Tally", findings: int, people: set[str], started: float, noun: str) -> None:
    seconds = time.monotonic() - started
    say(
        f"Scanned {counted(tally.posts, 'post')} in {seconds:,.1f} s: {counted(findings, noun)} "
        f"for {counted(len(people), 'person', 'people')}. Lines: {tally.lines:,} = "
        f"{tally.read:,} read + {tally.quarantined:,} quarantined."
    )


def _tell_unread(lines: int, posts: int, path: Path | None) -> None:
    told = [f"{counted(lines, 'line')} could not be read"] if lines else []
    told += [f"{counted(posts, 'post')} could not be examined"] if posts else []
    if told:
        say(f"{' and '.join(told)}; see {path}.")


def _tell_queued(notices: int) -> None:
    say(f"{counted(notices, 'notice')} queued; `scanner notices deliver` sends what is due.")
