"""The console command: one module a command group; parse, call, print; no logic."""

import logging
from typing import Annotated, Any

import typer

from scanner import __version__
from scanner.cli import findings, maintenance, notices, rescanning, scanning, sources, watchlist
from scanner.notices.safe_text import visible

__all__ = ["app"]

_LONGEST_LINE = 4_000

app = typer.Typer(
    name="scanner",
    help=(
        "Find leaked private data, impersonation, threats and harassment of consenting people "
        "in collected posts."
    ),
    no_args_is_help=True,
    # A traceback with local variables would print private values.
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


class _SafeLine(logging.Formatter):
    """One line a record, without terminal escapes or the text of an error, which may be private."""

    def format(self, record: logging.LogRecord) -> str:
        return visible(super().format(record), limit=_LONGEST_LINE)

    def formatException(self, ei: Any) -> str:  # noqa: N802 (logging calls it so)
        return f"({ei[0].__name__})"


def _version(wanted: bool) -> None:  # noqa: FBT001 (typer calls it so)
    if wanted:
        typer.echo(f"scanner {__version__}")
        raise typer.Exit


@app.callback()
def main(
    *,
    verbose: Annotated[
        bool, typer.Option("--verbose", "-v", help="Also log what is done, to standard error.")
    ] = False,
    version: Annotated[  # noqa: ARG001 (typer calls back)
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Set up logging for every command."""
    handler = logging.StreamHandler()
    handler.setFormatter(_SafeLine("%(asctime)s %(levelname)s %(message)s"))
    level = logging.INFO if verbose else logging.WARNING
    logging.basicConfig(level=level, handlers=[handler], force=True)


app.command()(maintenance.init)
app.add_typer(watchlist.app, name="watchlist")
app.add_typer(sources.app, name="sources")
app.command()(scanning.scan)
app.command()(rescanning.rescan)
app.command()(scanning.inspect)
app.command()(scanning.evaluate)
app.command()(notices.digest)
app.add_typer(notices.app, name="notices")
app.add_typer(findings.app, name="findings")
app.command()(maintenance.run)
app.command()(maintenance.doctor)
