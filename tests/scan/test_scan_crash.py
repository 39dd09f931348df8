"""A scan that is killed at any moment, and run again, ends as if nothing had happened."""

import random
import signal
import sqlite3
import time
from contextlib import closing
from datetime import UTC, datetime

import pytest
from example_site import LEAK, enrolment, make_site, other_person, post

POSTS = 320
BATCH = 10
MOMENT = datetime.now(UTC)


@pytest.fixture
def new_site(tmp_path):
    """Make sites that differ in nothing but their folder."""

    def make(name):
        site = make_site(tmp_path / name)
        site.enrol(enrolment(), other_person(notify=enrolment()["notify"]))
        rows = []
        for number in range(POSTS):
            text = {0: LEAK, 4: "林浩然343-555-0177"}.get(number % 8, "早上好")
            rows.append(post(str(number), f"{text} {number % 7}", handle=f"u{number % 50}"))
        site.put("a.jsonl", *rows[: POSTS // 2], b"{broken\n")
        site.put("b.jsonl", *rows[POSTS // 2 :])
        site.state.mkdir(mode=0o700)
        (site.state / "site.key").write_bytes(bytes(range(32)))
        return site

    return make


def remembered(site):
    tables = site.tables()
    tables["checkpoints"] = [row.replace(str(site.folder), "") for row in tables["checkpoints"]]
    return tables


def records_done(site):
    path = site.state / "scanner.db"
    if not path.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as database:
            return database.execute("SELECT total(records) FROM checkpoints").fetchone()[0]
    except sqlite3.OperationalError:  # no tables yet
        return 0


def killed(site, process, after, pause):
    """Kill ``process`` once ``after`` records are done and ``pause`` has passed; True if it was."""
    process.start()
    while process.is_alive() and records_done(site) < after:
        time.sleep(0.002)
    time.sleep(pause)
    process.kill()
    process.join()
    return process.exitcode == -signal.SIGKILL


def test_a_scan_killed_anywhere_ends_like_one_undisturbed(new_site, warm_context):
    import warm_scanner

    def process(site):
        job = (site.folder, BATCH, MOMENT)
        return warm_context.Process(target=warm_scanner.scan_site, args=job)

    undisturbed = new_site("undisturbed")
    first = process(undisturbed)
    first.start()
    first.join()
    assert first.exitcode == 0
    expected = remembered(undisturbed)
    assert len(expected["findings"]) == POSTS // 4
    assert len(expected["outbox"]) > 1

    chance = random.Random(20261120)  # noqa: S311
    kills = 0
    for round_ in range(3):
        site = new_site(f"killed{round_}")
        for after in sorted(chance.sample(range(int(POSTS * 0.8)), 2)):
            kills += killed(site, process(site), after, chance.uniform(0, 0.02))
        last = process(site)
        last.start()
        last.join()
        assert last.exitcode == 0
        assert remembered(site) == expected
    assert kills >= 4
