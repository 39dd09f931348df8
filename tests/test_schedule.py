"""The timetable: what runs when, in which zone, and what happens when something goes wrong."""

import os
import re
import signal
import subprocess
import sys
import threading
import time
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from example_site import LEAK, ROOT, SECRETS, enrolment, other_person, post

from scanner.errors import Fault, StateError
from scanner.schedule import Jobs, build_scheduler, deliver_all, run_until_stopped
from scanner.settings import Schedule, Settings
from scanner.store import Store

NOON = datetime.now(UTC).replace(hour=12)
TORONTO = "America/Toronto"


@pytest.fixture
def jobs(site):
    """Jobs of the site, at noon unless told otherwise."""

    def make(clock=lambda: NOON):
        return Jobs(settings=site.settings, people=lambda _: site.people(), clock=clock)

    return make


def plan(**changes):
    return Settings(timezone=TORONTO, schedule=Schedule(**changes))


@pytest.fixture
def timetable(jobs):
    """A scheduler that was started, but whose jobs do not run."""
    made = []

    def build(settings):
        scheduler = build_scheduler(settings, jobs())
        scheduler.start(paused=True)
        made.append(scheduler)
        return {job.id: job for job in scheduler.get_jobs()}

    yield build
    for scheduler in made:
        scheduler.shutdown()


def test_each_job_runs_once_at_a_time_and_makes_up_once(timetable):
    table = timetable(plan())
    assert set(table) == {"scan", "deliver", "digest", "retention"}
    for job in table.values():
        assert (job.coalesce, job.max_instances) == (True, 1)
        assert job.misfire_grace_time >= timedelta(hours=12).total_seconds()


def test_intervals_start_at_once(timetable):
    table = timetable(plan(scan_every_minutes=20, deliver_every_minutes=3))
    for name, minutes in (("scan", 20), ("deliver", 3)):
        assert table[name].next_run_time == NOON
        assert table[name].trigger.interval == timedelta(minutes=minutes)


@pytest.mark.parametrize(
    ("job", "after", "runs"),
    [
        ("digest", "2026-11-20T00:00", "2026-11-20T07:30-05:00"),
        ("digest", "2026-11-20T07:31", "2026-11-21T07:30-05:00"),
        ("retention", "2026-11-20T00:00", "2026-11-20T02:15-05:00"),
        # The day the clocks go forward, and the one they go back.
        ("digest", "2027-03-14T00:00", "2027-03-14T07:30-04:00"),
        ("digest", "2026-11-01T00:00", "2026-11-01T07:30-05:00"),
        ("digest", "2026-07-01T00:00", "2026-07-01T07:30-04:00"),
    ],
)
def test_daily_jobs_run_by_the_local_clock(timetable, job, after, runs):
    table = timetable(plan(digest_at="07:30", retention_at="02:15"))
    moment = datetime.fromisoformat(after).replace(tzinfo=ZoneInfo(TORONTO))
    assert table[job].trigger.get_next_fire_time(None, moment) == datetime.fromisoformat(runs)


# --- the jobs


def test_scan_and_deliver(site, jobs, caplog):
    site.put("a.jsonl", post())
    jobs().scan()
    jobs().deliver()
    assert "scanned 1 posts: 1 new findings, 1 notices queued, 0 lines quarantined" in caplog.text
    assert "notices: 1 sent, 0 to retry, 0 given up" in caplog.text
    (letter,) = (site.state / "outbox").iterdir()
    assert letter.suffix == ".eml"
    assert not [secret for secret in SECRETS if secret in caplog.text + letter.read_text()]


def test_an_empty_outbox_is_not_worth_a_line(jobs, caplog):
    jobs().deliver()
    assert caplog.text == ""


def test_a_withdrawal_takes_effect_at_the_next_job(site, jobs):
    site.put("a.jsonl", post())
    jobs().scan()
    withdrawn = enrolment()["consent"] | {"withdrawn_on": NOON.date().isoformat()}
    site.enrol(enrolment(consent=withdrawn))
    jobs().deliver()
    with Store.open(site.state) as store:
        assert [row.state for row in store.outbox()] == ["cancelled"]
    assert not (site.state / "outbox").exists()


def test_all_that_is_due_is_delivered_in_batches(site, jobs, monkeypatch):
    monkeypatch.setattr("scanner.schedule._BATCH", 2)
    wishes = [{"to": f"reader{number}@example.org"} for number in range(5)]
    site.enrol(enrolment(notify=wishes))
    site.put("a.jsonl", post())
    jobs().scan()
    with Store.open(site.state) as store:
        done = deliver_all(store, site.people(), site.settings(), clock=lambda: NOON)
    assert done.sent == 5


@pytest.mark.parametrize(
    ("hour", "zone", "days_back"),
    [(12, "UTC", 1), (12, TORONTO, 1), (2, TORONTO, 2), (17, "Asia/Taipei", 0)],
)
def test_the_digest_is_of_the_local_day_that_ended(site, jobs, hour, zone, days_back):
    site.configure(timezone=zone, notify={"liaison": [{"to": "desk@example.org"}]})
    moment = NOON.replace(hour=hour)
    jobs(clock=lambda: moment).digest()
    with Store.open(site.state) as store:
        (row,) = store.outbox()
    assert row.day == moment.date() - timedelta(days=days_back)
    assert (row.kind, row.state, row.recipient) == ("digest", "sent", "desk@example.org")


def test_the_digest_is_told_once(site, jobs):
    site.configure(notify={"liaison": [{"to": "desk@example.org"}]})
    site.put("a.jsonl", post())
    jobs(clock=lambda: NOON - timedelta(days=1)).scan()
    jobs().digest()
    jobs(clock=lambda: NOON + timedelta(hours=1)).digest()
    letters = [path.read_text() for path in (site.state / "outbox").iterdir()]
    assert len(letters) == 2  # the notice, and one digest
    (digest,) = (text for text in letters if "desk@example.org" in text)
    assert "su-wanqing" in digest


def test_retention_deletes_what_is_old(site, jobs):
    site.configure(retention={"findings": 10, "notices": 5, "quarantine": 3})
    site.put("a.jsonl", post("1"), b"{broken\n")
    site.put("b.jsonl", b"{broken\n")
    long_ago = NOON - timedelta(days=11)
    site.enrol(enrolment(consent=enrolment()["consent"]))
    jobs(clock=lambda: long_ago).scan()
    (old,) = (site.state / "quarantine").iterdir()
    os.utime(old, (long_ago.timestamp(), long_ago.timestamp()))
    site.put("c.jsonl", post("2", LEAK + "，快打", handle="other"), b"{broken\n")
    jobs().retention()
    assert site.rows("findings") == []
    assert not old.exists()
    jobs().scan()
    jobs().retention()
    assert len(site.rows("findings")) == 1
    assert len(list((site.state / "quarantine").iterdir())) == 1


# --- when something goes wrong


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ValueError(LEAK), "scan failed: ValueError"),
        (StateError(Fault("the disk is full", "Free space")), "scan failed: the disk is full."),
    ],
)
def test_a_failing_job_is_logged_without_its_text_and_the_timetable_goes_on(
    site, caplog, error, said
):
    calls, worked = [], threading.Event()

    def settings():
        calls.append(threading.current_thread().name)
        if len(calls) == 1:
            raise error
        worked.set()
        return site.settings()

    made = Jobs(settings=settings, people=lambda _: site.people(), clock=lambda: datetime.now(UTC))
    scheduler = build_scheduler(plan(), made)
    scheduler.remove_job("deliver")
    scheduler.start()
    try:
        deadline = time.monotonic() + 10
        while said not in caplog.text and time.monotonic() < deadline:
            time.sleep(0.01)
        scheduler.modify_job("scan", next_run_time=datetime.now(UTC))
        assert worked.wait(10)
    finally:
        scheduler.shutdown()
    assert said in caplog.text
    assert LEAK not in caplog.text
    assert "Traceback" not in caplog.text


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_run_after_the_job_under_way(jobs, number):
    before = signal.getsignal(number)
    begun, done = threading.Event(), []

    def slow():
        begun.set()
        time.sleep(0.3)
        done.append(True)

    scheduler = build_scheduler(plan(), jobs())
    scheduler.remove_all_jobs()
    scheduler.add_job(slow, "interval", hours=1, next_run_time=datetime.now(UTC))

    def kill():
        begun.wait(10)
        os.kill(os.getpid(), number)

    killer = threading.Thread(target=kill)
    killer.start()
    run_until_stopped(scheduler)
    killer.join()
    assert done == [True]
    assert not scheduler.running
    assert signal.getsignal(number) == before


def test_the_real_command_scans_delivers_and_stops(site, jobs):
    """A notice that waits is delivered and the inbox is scanned at once; SIGTERM ends it well."""
    site.enrol(enrolment(), other_person(notify=[{"to": "haoran@example.org"}]))
    site.put("a.jsonl", post())
    jobs(clock=lambda: datetime.now(UTC)).scan()
    site.put("b.jsonl", post("2", "林浩然343-555-0177"))
    process = subprocess.Popen(
        [sys.executable, "-m", "scanner", "run"],
        cwd=site.folder,
        env=os.environ
        | {"PYTHONPATH": os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")])},
        stderr=subprocess.PIPE,
        text=True,
    )
    try:
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and process.poll() is None:
            if list(site.state.glob("outbox/*.eml")) and len(site.rows("findings")) == 2:
                break
            time.sleep(0.1)
        process.terminate()
        asked = time.monotonic()
        _, errors = process.communicate(timeout=30)
    finally:
        process.kill()
    assert process.returncode == 0, errors
    assert time.monotonic() - asked < 15
    assert len(site.rows("findings")) == 2
    assert len(list(site.state.glob("outbox/*.eml"))) >= 1
    assert re.search("Running: a scan every 15 minutes.*UTC", errors)
    assert errors.rstrip().endswith("Stopped.")
    assert "Traceback" not in errors
    assert not [secret for secret in SECRETS if secret in errors]
