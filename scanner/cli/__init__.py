"""The console command: one module a command group; parse, call, print; no logic."""

import logging
from typing import Annotated

import typer

from scanner import __version__
from scanner.cli import findings, maintenance, notices, scanning, watchlist

__all__ = ["app"]

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
    logging.basicConfig(
        level=logging.INFO if verbose else logging.WARNING,
        format="%(asctime)s %(levelname)s %(message)s",
        force=True,
    )


app.command()(maintenance.init)
app.add_typer(watchlist.app, name="watchlist")
app.command()(scanning.scan)
app.command()(scanning.rescan)
app.command()(scanning.inspect)
app.command()(scanning.evaluate)
app.command()(notices.digest)
app.add_typer(notices.app, name="notices")
app.add_typer(findings.app, name="findings")
app.command()(maintenance.run)
app.command()(maintenance.doctor)
