"""The timetable: scan, deliver, digest and retention, in the configured zone.

Each job opens the state for itself and reads settings and watchlist afresh, so that a
withdrawal or a changed setting takes effect at the next run.
"""

import logging
import os
import random
import signal
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from types import FrameType

from apscheduler.executors.pool import ThreadPoolExecutor
from apscheduler.schedulers.background import BackgroundScheduler
from apscheduler.triggers.cron import CronTrigger
from apscheduler.triggers.interval import IntervalTrigger

from scanner.errors import ScannerError
from scanner.notices.channels import open_channel
from scanner.notices.delivery import Delivered, deliver_due, enqueue_digests
from scanner.scan import scan
from scanner.settings import Settings
from scanner.store import Store
from scanner.watchlist.people import Person

__all__ = ["Jobs", "build_scheduler", "deliver_all", "run_until_stopped"]

_log = logging.getLogger(__name__)
_BATCH = 100
# A machine that slept runs each missed job once, if it wakes within a day.
_GRACE = 24 * 3600


@dataclass(frozen=True, slots=True)
class Jobs:
    """What the timetable does. ``people`` and ``settings`` are read anew by each job."""

    settings: Callable[[], Settings]
    people: Callable[[Settings], Sequence[Person]]
    clock: Callable[[], datetime]

    def scan(self) -> None:
        """Scan all sources once and log the result."""
        settings = self.settings()
        with Store.open(settings.state) as store:
            report = scan(settings, self.people(settings), store, clock=self.clock)
        _log.warning(
            "scanned %d posts: %d new findings, %d notices queued, %d lines quarantined",
            report.tally.posts,
            len(report.findings),
            report.notices,
            report.tally.quarantined,
        )

    def deliver(self) -> None:
        """Deliver what is due."""
        settings = self.settings()
        with Store.open(settings.state) as store:
            done = deliver_all(store, self.people(settings), settings, clock=self.clock)
        if done:
            _log.warning(
                "notices: %d sent, %d to retry, %d given up", done.sent, done.failed, done.dead
            )

    def digest(self) -> None:
        """Queue the digest of the day that ended and deliver it."""
        settings = self.settings()
        yesterday = self._today(settings) - timedelta(days=1)
        with Store.open(settings.state) as store:
            people = self.people(settings)
            enqueue_digests(store, people, settings, day=yesterday, now=self.clock())
        self.deliver()

    def retention(self) -> None:
        """Delete what has been kept long enough."""
        settings, now = self.settings(), self.clock()
        with Store.open(settings.state) as store:
            store.delete_before(
                findings=now - timedelta(days=settings.retention.findings),
                notices=now - timedelta(days=settings.retention.notices),
            )
        oldest = (now - timedelta(days=settings.retention.quarantine)).timestamp()
        for report in (settings.state / "quarantine").glob("*.jsonl"):
            if report.stat().st_mtime < oldest:
                report.unlink()

    def _today(self, settings: Settings) -> date:
        return self.clock().astimezone(settings.zone).date()


def deliver_all(
    store: Store, people: Sequence[Person], settings: Settings, *, clock: Callable[[], datetime]
) -> Delivered:
    """Deliver all that is due now, a batch at a time."""
    channel = open_channel(settings.notify, environ=os.environ)
    # Jitter spreads retries; it protects nothing and needs no secure source.
    jitter = random.Random()  # noqa: S311
    total = Delivered()
    while done := deliver_due(
        store, people, settings, now=clock(), channel=channel, jitter=jitter, limit=_BATCH
    ):
        total += done
    return total


def build_scheduler(settings: Settings, jobs: Jobs) -> BackgroundScheduler:
    """Return a scheduler, not started, with every job coalesced and one instance at a time."""
    scheduler = BackgroundScheduler(
        timezone=settings.zone,
        executors={"default": ThreadPoolExecutor(2)},
        job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": _GRACE},
    )
    plan = settings.schedule
    now = jobs.clock()
    every = {
        "scan": (jobs.scan, plan.scan_every_minutes),
        "deliver": (jobs.deliver, plan.deliver_every_minutes),
    }
    for name, (job, minutes) in every.items():
        trigger = IntervalTrigger(minutes=minutes, timezone=settings.zone)
        scheduler.add_job(_guarded(name, job), trigger, id=name, next_run_time=now)
    daily = {
        "digest": (jobs.digest, plan.digest_at),
        "retention": (jobs.retention, plan.retention_at),
    }
    for name, (job, at) in daily.items():
        trigger = CronTrigger(hour=at.hour, minute=at.minute, timezone=settings.zone)
        scheduler.add_job(_guarded(name, job), trigger, id=name)
    return scheduler


def run_until_stopped(scheduler: BackgroundScheduler) -> None:
    """Start the scheduler and wait for SIGTERM or SIGINT; jobs under way are finished."""
    stop = threading.Event()

    def on_signal(number: int, frame: FrameType | None) -> None:  # noqa: ARG001
        stop.set()

    before = {name: signal.signal(name, on_signal) for name in (signal.SIGTERM, signal.SIGINT)}
    scheduler.start()
    try:
        stop.wait()
    finally:
        scheduler.shutdown(wait=True)
        for name, handler in before.items():
            signal.signal(name, handler)


def _guarded(name: str, job: Callable[[], None]) -> Callable[[], None]:
    """Log what goes wrong in a job without its private details; the timetable goes on."""

    def run() -> None:
        try:
            job()
        except ScannerError as error:
            _log.error("%s failed: %s", name, error)
        except Exception as error:  # noqa: BLE001
            _log.error("%s failed: %s", name, type(error).__name__)

    return run
