"""scanner rescan: dumps ad hoc."""

import os
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer

from scanner.cli.common import (
    TIME_FORMATS,
    ConfigOption,
    Exit,
    OutputOption,
    TableOption,
    WatchlistOption,
    answers,
    aware,
    enrolled,
    now,
    output,
    progress,
    say,
    settings_or_default,
    state_of,
)
from scanner.cli.results import conclude, tell_queued, tell_unread, write_findings
from scanner.errors import ConfigError, Fault
from scanner.findings import Finding
from scanner.watchlist.people import Person

if TYPE_CHECKING:
    from scanner.scan.resume import Checkpoint
    from scanner.store import Store

__all__ = ["rescan"]


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
    from scanner.scan.sift import kept_screen
    from scanner.sources import QuarantineReport

    _require_format(format)
    if resume and (notify or not result):
        raise typer.BadParameter("--resume needs --output, and cannot go with --notify.")
    settings = settings_or_default(config)
    people = _chosen(enrolled(watchlist or settings.watchlists), person or [])
    selection, moment = Selection(aware(since), aware(until)), now()
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
            now=moment,
            selection=selection,
            screen=None if exhaustive else kept_screen(people, settings, moment),
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
        write_findings(found, file, table=table)
    state.clear()
    for fault in report.failures.values():
        say(f"Error: {fault}")
    conclude(report.tally, report.findings, report.people, started, "finding")
    if report.failures and not report.tally.lines:
        raise typer.Exit(Exit.FAILED)
    if aside.entries or report.failures:
        tell_unread(report.tally.quarantined, report.unexamined, path)
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
    tell_queued(keeper.notices)
