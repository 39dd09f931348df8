"""What the doctor looks at. Each check says what it saw and how to mend it."""

import os
import socket
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Literal

from scanner.cli.common import counted
from scanner.detect.models import describe_models
from scanner.errors import ScannerError
from scanner.notices.channels import open_channel
from scanner.settings import Settings, Smtp
from scanner.sources import expand
from scanner.store import Store
from scanner.watchlist.files import read_watchlist

__all__ = ["Check", "examine"]

_SOON = timedelta(days=30)
# No copy of this program is older than this; a clock before it is wrong.
_EARLIEST = date(2026, 11, 1)
# Seconds to wait for a mail server that is there.
_PATIENCE = 5.0


@dataclass(frozen=True, slots=True)
class Check:
    """One thing looked at; ``remedy`` is empty when all is well."""

    about: str
    verdict: Literal["ok", "warn", "FAIL"]
    what: str
    remedy: str = ""


def examine(settings: Settings, *, now: datetime) -> Iterator[Check]:
    """Yield every check in a fixed order; none changes anything but the state's own folder."""
    yield from _models(settings)
    yield from _watchlist(settings, now.date())
    yield from _sources(settings)
    yield from _state(settings, now)
    yield from _channel(settings)


def _models(settings: Settings) -> Iterator[Check]:
    for model in describe_models(settings.detect):
        about = f"model {model.language}"
        if not model.installed:
            yield Check(about, "FAIL", f"{model.name} is not installed", model.note)
        elif model.note:
            yield Check(about, "warn", f"{model.name} {model.version}", model.note)
        else:
            yield Check(about, "ok", f"{model.name} {model.version}")


def _watchlist(settings: Settings, today: date) -> Iterator[Check]:
    watchlist = read_watchlist(settings.watchlists, today=today)
    for fault in watchlist.faults:
        yield Check("watchlist", "FAIL", str(fault))
    force = [person for person in watchlist.people if person.consent.in_force(today)]
    verdict: Literal["ok", "warn"] = "ok" if force else "warn"
    yield Check("consent", verdict, f"{len(force)} of {len(watchlist.people)} in force",
                "" if force else "Nothing will be found until somebody consents")  # fmt: skip
    for person in force:
        if person.consent.expires_on - today <= _SOON:
            yield Check("consent", "warn", f"{person.id} ends on {person.consent.expires_on}",
                        "Ask whether they want to renew it")  # fmt: skip
    for name, path in watchlist.files.items():
        if path.stat().st_mode & 0o077:
            what = f"{path} ({name}) can be read by others on this machine"
            yield Check("watchlist", "warn", what, f"chmod 600 {path}")


def _sources(settings: Settings) -> Iterator[Check]:
    if not settings.sources:
        yield Check(
            "sources", "warn", "none is configured", "Add one under sources: in config.yaml"
        )
    for source in settings.sources:
        try:
            files = expand(source.path)
        except ScannerError as error:
            fault = error.faults[0]
            yield Check("source", "warn", f"{source.path} {fault.what}", fault.remedy)
        else:
            yield Check("source", "ok", f"{source.path}: {counted(len(files), 'file')}")


def _state(settings: Settings, now: datetime) -> Iterator[Check]:
    try:
        with Store.open(settings.state) as store:
            faults, last, key = store.check(), store.last_pass(), store.site_key()
    except ScannerError as error:
        yield Check("state", "FAIL", str(error))
        return
    for fault in faults:
        yield Check("state", "FAIL", fault, "Restore the state folder from a backup")
    if not faults:
        yield Check("state", "ok", f"{settings.state} is whole, its key has {len(key)} bytes")
    seen = last.finished_at if last else None
    if now.date() < _EARLIEST or (seen and now < seen):
        yield Check("clock", "FAIL", f"{now:%Y-%m-%d %H:%M} UTC lies in the past", "Set the clock")
    else:
        yield Check("clock", "ok", f"{now:%Y-%m-%d %H:%M} UTC, shown in {settings.timezone}")


def _channel(settings: Settings) -> Iterator[Check]:
    notify = settings.notify
    try:
        open_channel(notify, environ=os.environ)
    except ScannerError as error:
        yield Check("channel", "FAIL", str(error))
    else:
        yield _folder(notify.folder) if notify.channel == "folder" else _server(notify.smtp)
    if not notify.liaison:
        yield Check("digest", "warn", "nobody gets it", "Add liaison staff under notify: liaison:")


def _folder(folder: Path) -> Check:
    there = next(place for place in (folder, *folder.parents) if place.exists())
    if there.is_dir() and os.access(there, os.W_OK | os.X_OK):
        return Check("channel", "ok", f"folder {folder}")
    remedy = "Name another folder under notify:, or mend this one"
    return Check("channel", "FAIL", f"folder {folder} cannot be written", remedy)


def _server(smtp: Smtp) -> Check:
    about = f"mail server {smtp.host}:{smtp.port}"
    try:
        socket.create_connection((smtp.host, smtp.port), min(smtp.timeout, _PATIENCE)).close()
    except OSError as error:
        what = f"{about} does not answer ({error.strerror or 'in time'})"
        remedy = "Check host and port under notify: smtp:, and that the server runs"
        return Check("channel", "FAIL", what, remedy)
    return Check("channel", "ok", about)
