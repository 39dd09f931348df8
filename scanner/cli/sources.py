"""scanner sources: what can be read, what a file is, and turning it into JSON Lines."""

from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import orjson
import typer
from rich.table import Table

from scanner.cli.common import (
    ConfigOption,
    Exit,
    OutputOption,
    answers,
    counted,
    output,
    progress,
    say,
    settings_or_default,
)
from scanner.cli.tables import cell, show
from scanner.errors import ScannerError

if TYPE_CHECKING:
    from scanner.posts import Post
    from scanner.sources import QuarantineReport, Tally

__all__ = ["app"]

app = typer.Typer(help="Recognise, list and convert what collectors export.", no_args_is_help=True)

FilesArgument = Annotated[
    list[Path],
    typer.Argument(help="Files, folders, archives, globs, or - for standard input.", metavar="IN…"),
]
FormatOption = Annotated[str, typer.Option(help="A name that `scanner sources list` shows.")]
PlatformOption = Annotated[
    str | None, typer.Option(help="The platform of posts whose format does not say (csv, rows).")
]
ColumnOption = Annotated[
    list[str] | None,
    typer.Option(metavar="FIELD=COLUMN", help="Which column holds what; may be repeated."),
]
EncodingOption = Annotated[
    str | None, typer.Option(help="Of files that do not show it, such as windows-1252.")
]
AsideOption = Annotated[
    Path, typer.Option("--quarantine", help="Where lines that cannot be read are reported.")
]
_ASIDE = Path("quarantine.jsonl")


@app.command(epilog="Example: scanner sources identify export.json")
@answers
def identify(paths: FilesArgument) -> None:
    """Say what each file is, and what in it shows that."""
    from scanner.sources import expand
    from scanner.sources import identify as recognise

    unknown = 0
    for path in paths:
        for file in expand(path):
            try:
                found, reason = recognise(file)
            except ScannerError as error:
                unknown += 1
                say(f"Error: {error}")
            else:
                typer.echo(f"{cell(file)}: {found.name}: {reason}")
    if unknown:
        raise typer.Exit(Exit.FAILED)


@app.command(name="list", epilog="Example: scanner sources list")
@answers
def list_formats() -> None:
    """List every format: of which platforms, what it carries and what it lacks."""
    from scanner.sources import known_formats

    table = Table(title="Formats", expand=True)
    table.add_column("format", no_wrap=True)
    table.add_column("platform", overflow="fold")
    table.add_column("carries", ratio=2, overflow="fold")
    table.add_column("lacks", ratio=1, overflow="fold")
    for known in known_formats():
        coverage = getattr(known, "coverage", ())  # other packages may leave it out
        for number, one in enumerate(coverage):
            name = "" if number else known.name
            table.add_row(*map(cell, (name, one.platform, one.carries, one.lacks)))
        if not coverage:
            table.add_row(*map(cell, (known.name, "", known.description, "")))
        table.add_section()
    show(table)


@app.command(epilog="Example: scanner sources convert dump.zip --output posts.jsonl")
@answers
def convert(
    paths: FilesArgument,
    *,
    result: OutputOption = None,
    format: FormatOption = "auto",  # noqa: A002 (the contract's name)
    platform: PlatformOption = None,
    column: ColumnOption = None,
    encoding: EncodingOption = None,
    strict: Annotated[
        bool, typer.Option("--strict", help="Fail if a field is missing or a line is unreadable.")
    ] = False,
    quarantine: AsideOption = _ASIDE,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Write posts of any format as the project's own JSON Lines."""
    from scanner.sources import QuarantineReport, Tally, expand, open_source, require_whole

    options = _options(config, format, platform, column, encoding)
    tally, failed = Tally(), 0
    with ExitStack() as stack:
        aside = stack.enter_context(QuarantineReport(quarantine))
        file = stack.enter_context(output(result))
        advance = stack.enter_context(progress("converting"))
        for path in chain.from_iterable(map(expand, paths)):
            try:
                reading = open_source(path, on_unreadable=aside, **options)
                for _, posts in reading:
                    advance(len(posts))
                    file.writelines(_lines(posts))
            except ScannerError as error:
                failed += 1
                say(f"Error: {error}")
                continue
            tally += reading.tally
        if strict:
            require_whole(tally, file=", ".join(map(str, paths)))
    _conclude(tally, aside)
    if failed and not tally.lines:
        raise typer.Exit(Exit.FAILED)
    if failed or aside.entries:
        raise typer.Exit(Exit.PARTLY_READ)


@app.command(epilog="Example: scanner sources retry quarantine.jsonl --output posts.jsonl")
@answers
def retry(
    report: Annotated[Path, typer.Argument(help="A quarantine report.")],
    *,
    result: OutputOption = None,
    format: FormatOption = "auto",  # noqa: A002 (the contract's name)
    platform: PlatformOption = None,
    column: ColumnOption = None,
    encoding: EncodingOption = None,
    quarantine: Annotated[
        Path | None,
        typer.Option(help="Where what still cannot be read is reported: REPORT.retry by default."),
    ] = None,
    config: ConfigOption = Path("config.yaml"),
) -> None:
    """Read again what was set aside, after the reader or the file was mended."""
    from scanner.sources import QuarantineReport
    from scanner.sources import retry as read_again

    options, posts = _options(config, format, platform, column, encoding), 0
    with ExitStack() as stack:
        place = quarantine or report.with_name(f"{report.name}.retry")
        aside = stack.enter_context(QuarantineReport(place))
        file = stack.enter_context(output(result))
        for post in read_again(report, on_unreadable=aside, **options):
            posts += 1
            file.writelines(_lines([post]))
    rest = counted(aside.entries, "entry", "entries")
    say(f"Read {counted(posts, 'post')} again; {rest} still unreadable.")
    if aside.entries:
        say(f"See {aside.path}.")
        raise typer.Exit(Exit.PARTLY_READ)


def _options(
    config: Path,
    format_: str,
    platform: str | None,
    column: list[str] | None,
    encoding: str | None,
) -> dict[str, Any]:
    """Return what ``open_source`` is given."""
    pairs = [one.partition("=") for one in column or []]
    if any(not (field and name) for field, _, name in pairs):
        raise typer.BadParameter("Write --column as FIELD=COLUMN, such as text=message.")
    return {
        "format": format_,
        "platform": platform,
        "columns": {field: name for field, _, name in pairs},
        "encoding": encoding,
        "limits": settings_or_default(config).limits,
    }


def _lines(posts: "Iterable[Post]") -> Iterator[str]:
    for post in posts:
        try:
            yield orjson.dumps(post.as_dict()).decode() + "\n"
        except orjson.JSONEncodeError:  # half a surrogate pair, which JSON cannot hold
            yield orjson.dumps(_sound(post.as_dict())).decode() + "\n"


def _sound(value: Any) -> Any:
    """Replace half surrogate pairs in every text of a post."""
    if isinstance(value, str):
        return value.encode("utf-8", "replace").decode("utf-8")
    if isinstance(value, dict):
        return {key: _sound(inner) for key, inner in value.items()}
    return [_sound(inner) for inner in value] if isinstance(value, list) else value


def _conclude(tally: "Tally", aside: "QuarantineReport") -> None:
    from scanner.sources import told_missing

    say(
        f"Converted {counted(tally.posts, 'post')}. Lines: {tally.lines:,} = {tally.read:,} read "
        f"({tally.without_posts:,} of them hold no post) + {tally.quarantined:,} quarantined."
    )
    for sentence in told_missing(tally):
        say(sentence)
    if aside.entries:
        say(f"{counted(aside.entries, 'line')} could not be read; see {aside.path}.")
