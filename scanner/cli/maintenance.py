"""scanner init, run, doctor: setting up and keeping it running."""

import os
from importlib import resources
from pathlib import Path
from typing import Annotated

import typer

from scanner.cli.common import (
    ConfigOption,
    Exit,
    answers,
    counted,
    now,
    say,
    settings_from,
    valid_people,
)
from scanner.errors import Fault, StateError
from scanner.notices.safe_text import visible
from scanner.settings_example import example_yaml

__all__ = ["doctor", "init", "run"]


@answers
def init(
    folder: Annotated[Path, typer.Argument(help="Where to set up.", metavar="[DIR]")] = Path(),
) -> None:
    """Write a commented config.yaml, a watchlists folder, an inbox and the state.

    Nothing that is there is overwritten. Example: scanner init ~/exposure
    """
    from scanner.store import Store

    try:
        folder.mkdir(parents=True, exist_ok=True)
        for name in ("watchlists", "inbox"):
            (folder / name).mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        fault = Fault(f"cannot be made ({error.strerror})", "Choose another folder", folder)
        raise StateError(fault) from None
    example = resources.files("scanner.watchlist") / "example.yaml"
    _write_new(folder / "config.yaml", example_yaml())
    _write_new(folder / "watchlists" / "example.yaml.txt", example.read_text("utf-8"))
    with Store.open(folder / "state") as store:
        store.site_key()
    typer.echo(f"state: {folder / 'state'} is ready")
    typer.echo(
        "Next: copy watchlists/example.yaml.txt to one .yaml file a person, put exports into "
        "inbox, then run `scanner watchlist check` and `scanner scan`."
    )


def _write_new(path: Path, text: str) -> None:
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        typer.echo(f"{path} is there already and is left as it is")
        return
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    typer.echo(f"{path} written")


@answers
def run(*, config: ConfigOption = Path("config.yaml")) -> None:
    """Run the timetable in the foreground: scans, notices, digests, retention.

    SIGTERM or Ctrl-C stops it cleanly. Example: scanner run --config config.yaml
    """
    from scanner.schedule import Jobs, build_scheduler, run_until_stopped

    settings = settings_from(config)
    jobs = Jobs(
        settings=lambda: settings_from(config),
        people=lambda current: valid_people(current.watchlists),
        clock=now,
    )
    plan = settings.schedule
    say(
        f"Running: a scan every {plan.scan_every_minutes} minutes, the digest at "
        f"{plan.digest_at:%H:%M} {settings.timezone}. Ctrl-C stops."
    )
    run_until_stopped(build_scheduler(settings, jobs))
    say("Stopped.")


@answers
def doctor(*, config: ConfigOption = Path("config.yaml")) -> None:
    """Check models, keys, channels, folders, clock and consent dates, and say how to mend each.

    Example: scanner doctor --config config.yaml
    """
    from scanner.cli.checks import examine

    settings = settings_from(config)
    failed = 0
    for check in examine(settings, now=now()):
        remedy = f" → {check.remedy}" if check.remedy else ""
        line = f"{check.about}: {check.what}{remedy}"
        typer.echo(f"{check.verdict:<5} {visible(line, limit=len(line))}")
        failed += check.verdict == "FAIL"
    if failed:
        say(f"{counted(failed, 'check')} failed.")
        raise typer.Exit(Exit.FAILED)
