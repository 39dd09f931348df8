"""One pass over the configured sources, from where the last pass stopped.

A batch of records, its findings, their incidents, the notices they call for and the checkpoint
are written in one transaction: after a crash nothing is lost and nothing is told twice.
"""

import logging
import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path

from scanner.errors import Fault, SourceError
from scanner.findings import Finding
from scanner.posts import Post
from scanner.scan.examine import Examiner, UnexaminedError
from scanner.scan.keep import Keeper
from scanner.scan.sift import Sieve, kept_screen
from scanner.settings import Settings, Source
from scanner.sources import (
    Glanced,
    QuarantineReport,
    Record,
    Tally,
    Unreadable,
    expand,
    open_source,
)
from scanner.store import FileMark, Pass, Store
from scanner.watchlist.people import Person

__all__ = ["ScanReport", "scan"]

_log = logging.getLogger(__name__)
_BATCH = 500
# A file that nobody wrote to for so long is finished, with or without a last line end.
_SETTLED = timedelta(hours=1)


@dataclass(slots=True)
class ScanReport:
    """What one pass did. ``findings`` are new ones; ``failures`` are sources that failed."""

    tally: Tally = field(default_factory=Tally)
    findings: list[Finding] = field(default_factory=list)
    notices: int = 0
    failures: dict[str, Fault] = field(default_factory=dict)
    unexamined: int = 0
    quarantine: Path | None = None

    @property
    def complete(self) -> bool:
        """Whether everything could be read."""
        return not (self.failures or self.tally.quarantined or self.unexamined)


def scan(
    settings: Settings,
    people: Sequence[Person],
    store: Store,
    *,
    clock: Callable[[], datetime],
    on_progress: Callable[[int], None] = lambda _: None,
) -> ScanReport:
    """Scan every configured source once; one that fails does not stop the others.

    :raises StateError: if the state cannot be written; all batches before are kept.
    """
    started = clock()
    report = ScanReport()
    path = settings.state / "quarantine" / f"{started.astimezone(UTC):%Y%m%dT%H%M%S}.jsonl"
    with QuarantineReport(path) as quarantine:
        one = _Pass(settings, people, store, clock, report, quarantine, on_progress)
        for source in settings.sources:
            one.read(source)
        if quarantine.entries:
            report.quarantine = path
    store.record_pass(Pass(started, clock(), _counts(report), _reasons(report)))
    return report


class _Pass:
    def __init__(
        self,
        settings: Settings,
        people: Sequence[Person],
        store: Store,
        clock: Callable[[], datetime],
        report: ScanReport,
        quarantine: QuarantineReport,
        on_progress: Callable[[int], None],
    ) -> None:
        self._settings = settings
        self._store = store
        self._clock = clock
        self._report = report
        self._quarantine = quarantine
        self._on_progress = on_progress
        now = clock()
        self._examiner = Examiner(people, settings, key=store.site_key(), now=now)
        self._sieve = Sieve(kept_screen(people, settings, now), self._examiner.accounts)
        self._keeper = Keeper(store, people)

    def read(self, source: Source) -> None:
        try:
            files = expand(source.path)
        except SourceError as error:
            if not (source.path.is_dir() and os.access(source.path, os.R_OK | os.X_OK)):
                self._fail(source.path, error)
            return  # an inbox in which nothing lies yet is no failure
        for file in files:
            try:
                self._read_file(file, source)
            except SourceError as error:
                self._fail(file, error)

    def _fail(self, path: Path, error: SourceError) -> None:
        self._report.failures[path.name] = error.faults[0]
        _log.error("source skipped: %s", error)

    def _read_file(self, file: Path, source: Source) -> None:
        mark = _mark(file)
        done = self._store.checkpoint(file)
        cut = 0

        def set_aside(entry: Unreadable) -> None:
            nonlocal cut
            cut = reading.tally.lines
            self._quarantine(entry)

        reading = open_source(
            file,
            format=source.format,
            platform=source.platform,
            columns=source.columns,
            limits=self._settings.limits,
            skip_records=done,
            on_unreadable=set_aside,
        )
        records = iter(reading)
        while batch := list(islice(records, _BATCH)):
            self._keep(file, batch, done + reading.tally.lines, mark)
        lines = reading.tally.lines
        # A cut row of CSV reads like a whole one.
        doubtful = cut == lines or reading.format.name == "csv"
        if lines and doubtful and _is_being_written(file, mark, self._clock()):
            lines -= 1
        # Lines after the last readable record are done too.
        self._store.set_checkpoint(file, done + lines, mark=mark)
        self._report.tally += reading.tally

    def _keep(
        self, file: Path, batch: list[tuple[Record, list[Post]]], done: int, mark: FileMark
    ) -> None:
        now = self._clock()
        posts = [post for _, found in batch for post in found]
        seen = Glanced()
        for post in posts:
            seen.add_post(post)
        sifted = [(posts[place], people) for place, people in self._sieve.sift(seen)]
        findings: list[Finding] = []
        for found in self._examiner.examine_many(sifted, now):
            if isinstance(found, UnexaminedError):
                self._report.unexamined += 1
                self._quarantine(found.entry)
            else:
                findings += found
        with self._store.transaction():
            self._report.findings += self._keeper.keep(findings, now)
            self._store.set_checkpoint(file, done, mark=mark)
        self._report.notices = self._keeper.notices
        self._on_progress(len(posts))


def _mark(file: Path) -> FileMark:
    try:
        return FileMark.take(file)
    except OSError as error:
        fault = Fault(f"cannot be opened: {error.strerror}", "Check its permissions", file=file)
        raise SourceError(fault) from None


def _is_being_written(file: Path, mark: FileMark, now: datetime) -> bool:
    """Tell whether the last line of ``file`` may yet be finished: then the next pass reads it."""
    with file.open("rb") as stream:
        status = os.fstat(stream.fileno())
        if status.st_mtime < (now - _SETTLED).timestamp():
            return False
        stream.seek(max(0, status.st_size - 1))
        return status.st_size != mark.size or stream.read() != b"\n"


def _counts(report: ScanReport) -> dict[str, int]:
    tally = report.tally
    return {
        "lines": tally.lines,
        "read": tally.read,
        "quarantined": tally.quarantined,
        "posts": tally.posts,
        "unexamined": report.unexamined,
        "findings": len(report.findings),
        "notices": report.notices,
    }


def _reasons(report: ScanReport) -> dict[str, str]:
    return {name: fault.what for name, fault in report.failures.items()}
