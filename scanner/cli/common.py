"""What every command shares: options, exit statuses, the clock, reading config and watchlist."""

import functools
import os
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from enum import IntEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, ParamSpec, TextIO, TypeVar

import typer
from rich.console import Console

from scanner.errors import ConfigError, Fault, ScannerError, WatchlistError
from scanner.notices.safe_text import visible
from scanner.settings import Settings, load_settings
from scanner.watchlist.files import load_watchlist, read_watchlist
from scanner.watchlist.people import Person

if TYPE_CHECKING:
    from scanner.store import Store

__all__ = [
    "TIME_FORMATS",
    "ConfigOption",
    "Exit",
    "OutputOption",
    "TableOption",
    "WatchlistOption",
    "answers",
    "aware",
    "counted",
    "enrolled",
    "now",
    "output",
    "progress",
    "say",
    "settings_from",
    "settings_or_default",
    "state_of",
    "valid_people",
]

P = ParamSpec("P")
R = TypeVar("R")

ConfigOption = Annotated[
    Path, typer.Option("--config", "-c", help="The settings file.", envvar="SCANNER_CONFIG")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", "-o", help="Write here instead of to standard output.")
]
WatchlistOption = Annotated[
    list[Path] | None,
    typer.Option("--watchlist", "-w", help="Enrolment files or folders, instead of config.yaml's."),
]
TableOption = Annotated[
    bool, typer.Option("--table", help="Print a table for reading instead of JSON Lines.")
]

# What posts and findings hold, and what people write; a time without a zone is UTC.
TIME_FORMATS = ["%Y-%m-%d", "%Y-%m-%dT%H:%M:%S", "%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S%z"]
_LONGEST_MESSAGE = 4_000


class Exit(IntEnum):
    """Exit statuses that other programs rely on."""

    DONE = 0
    FAILED = 1
    WRONG_INPUT = 2
    PARTLY_READ = 3


def now() -> datetime:
    """Return the time by the clock, aware, in UTC."""
    return datetime.now(UTC)


def say(message: str) -> None:
    """Print to standard error: progress, summaries and faults never mix with results."""
    # File names come from strangers too: none may steer the terminal.
    shown = visible(message, limit=_LONGEST_MESSAGE)
    Console(stderr=True, highlight=False, soft_wrap=True, markup=False).print(shown)


def counted(number: int, one: str, many: str = "") -> str:
    """Return a number with its noun: ``1 line``, ``2,000 lines``, ``0 people``."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def aware(moment: datetime | None) -> datetime | None:
    """Return a time given on the command line in its zone, or in UTC if it has none."""
    return moment.replace(tzinfo=UTC) if moment and moment.tzinfo is None else moment


def answers(command: Callable[P, R]) -> Callable[P, R]:
    """Turn expected errors into messages and exit statuses, unexpected ones into one line.

    The text of an unexpected error may quote a post or a private value: it is not shown.
    """

    @functools.wraps(command)
    def wrapped(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except (ConfigError, WatchlistError) as error:
            _explain(error)
            raise typer.Exit(Exit.WRONG_INPUT) from None
        except ScannerError as error:
            _explain(error)
            raise typer.Exit(Exit.FAILED) from None
        except KeyboardInterrupt:
            say("Stopped. What was already found is kept.")
            raise typer.Exit(Exit.FAILED) from None
        except BrokenPipeError:
            # The reader has gone; there is nobody left to tell.
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            raise typer.Exit(Exit.FAILED) from None
        except OSError as error:
            say(f"Error: {error.strerror or type(error).__name__} ({error.filename or 'no file'}).")
            raise typer.Exit(Exit.FAILED) from None
        except (typer.BadParameter, typer.Exit, typer.Abort):
            raise
        except Exception as error:  # noqa: BLE001 (its text may quote a post)
            say(f"Error: unexpected {type(error).__name__} in {_place(error)}. Please report it.")
            raise typer.Exit(Exit.FAILED) from None

    return wrapped


def _place(error: Exception) -> str:
    """Name the line of code that failed, which tells a developer much and a reader nothing."""
    frame = traceback.extract_tb(error.__traceback__)[-1]
    return f"{Path(frame.filename).name}:{frame.lineno}"


def _explain(error: ScannerError) -> None:
    for fault in error.faults:
        say(f"Error: {fault}")
    if len(error.faults) > 1:
        say(f"{len(error.faults)} faults.")


def settings_from(config: Path) -> Settings:
    """Read the settings file, which must exist."""
    return load_settings(config)


def settings_or_default(config: Path) -> Settings:
    """Read the settings file if it is there, for commands that can do without."""
    return load_settings(config) if config.exists() else Settings()  # type: ignore[call-arg]


def enrolled(paths: Sequence[Path]) -> tuple[Person, ...]:
    """Read a watchlist without a fault, or stop with all of them."""
    people = load_watchlist(paths, today=now().date()).people
    if not any(person.consent.in_force(now().date()) for person in people):
        say("Nobody on the watchlist has a consent in force, so nothing will be found.")
    return people


def valid_people(paths: Sequence[Path]) -> tuple[Person, ...]:
    """Read a watchlist for a service that must go on: faulty files are named and left out."""
    watchlist = read_watchlist(paths, today=now().date())
    for fault in watchlist.faults:
        say(f"Error: {fault}")
    return watchlist.people


def state_of(settings: Settings) -> "Store":
    """Open the state; what it needs is imported only now, to keep other commands quick."""
    from scanner.store import Store

    return Store.open(settings.state)


@contextmanager
def output(path: Path | None, *, keep: int = 0) -> Iterator[TextIO]:
    """Open the place for results; a file appears only once it is whole, for this user alone.

    :param keep: how many bytes of an interrupted run's results to go on after.
    """
    if path is None:
        yield sys.stdout
        sys.stdout.flush()
        return
    part = path.with_name(f"{path.name}.part")
    if path.exists() and not path.is_file():  # /dev/null must not be replaced by a file
        with path.open("w", encoding="utf-8", newline="\n") as file:
            yield file
        return
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        os.ftruncate(descriptor, keep)
    except OSError as error:
        raise ScannerError(
            Fault(f"cannot be written ({error.strerror})", "Choose another --output", path)
        ) from None
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="\n") as file:
            yield file
    except BaseException:
        say(f"What was found until then is in {part}.")
        raise
    part.replace(path)


@contextmanager
def progress(title: str, total: int | None = None) -> Iterator[Callable[..., None]]:
    """Show a running count of posts with its rate on a terminal; be silent elsewhere.

    What is yielded takes the posts done since it was last called and, where a ``total`` in bytes
    is known, the bytes: then the time that is left is shown, too.
    """
    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _posts, _size=0: None
        return
    from rich.progress import (
        BarColumn,
        Progress,
        SpinnerColumn,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    known = (BarColumn(), TimeRemainingColumn()) if total else ()
    columns = (
        SpinnerColumn(),
        TextColumn(title),
        TextColumn("{task.fields[posts]:,} posts"),
        TextColumn("{task.fields[rate]}"),
        *known,
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task(title, total=total, rate="", posts=0)
        started, done = time.monotonic(), 0

        def advance(posts: int, size: int = 0) -> None:
            nonlocal done
            done += posts
            speed = done / max(time.monotonic() - started, 0.001)
            bar.update(task, advance=size, posts=done, rate=f"{speed:,.0f}/s")

        yield advance
