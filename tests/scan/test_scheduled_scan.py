"""One pass over the sources: nothing is lost, nothing is told twice, nothing stops the rest."""

import json
import os
from datetime import UTC, datetime, timedelta

import pytest
from example_site import LEAK, SECRETS, consent, day, enrolment, other_person, post

from scanner.errors import StateError
from scanner.scan import Examiner, scan, sift
from scanner.scan import scheduled as scheduled_module
from scanner.store import Store

BORING = "The weather is fine today"


def scan_once(site, *, clock=lambda: datetime.now(UTC), **options):
    settings = site.settings()
    with Store.open(settings.state) as store:
        return scan(settings, site.people(), store, clock=clock, **options)


def found(report):
    return [(item.post.id, item.person, item.category.value) for item in report.findings]


def test_a_leak_becomes_a_finding_an_incident_and_a_notice(site):
    site.put("a.jsonl", post("1"), post("2", BORING))
    report = scan_once(site)
    assert found(report) == [("1", "su-wanqing", "private_information")]
    assert (report.tally.posts, report.notices, report.complete) == (2, 1, True)
    assert [len(rows) for rows in site.tables().values()] == [1, 1, 2, 1, 0, 1]


def test_copies_are_one_incident_and_one_notice(site):
    site.put("a.jsonl", *(post(str(number), handle=f"bot{number}") for number in range(5)))
    report = scan_once(site)
    assert len(report.findings) == 5
    assert len({item.incident for item in report.findings}) == 1
    assert report.notices == 1


def test_a_second_scan_changes_nothing(site):
    site.put("a.jsonl", post("1"), b"no json\n", post("2", BORING))
    site.put("b.jsonl", post("3"))
    scan_once(site)
    before = site.tables()
    report = scan_once(site)
    assert site.tables() == before
    assert (report.tally.lines, report.findings, report.notices) == (0, [], 0)
    assert report.complete


def test_a_scan_goes_on_after_appended_lines(site):
    path = site.put("a.jsonl", post("1"), post("2", BORING))
    scan_once(site)
    with path.open("ab") as file:
        file.write(json.dumps(post("3", LEAK + " again")).encode() + b"\n")
    report = scan_once(site)
    assert found(report) == [("3", "su-wanqing", "private_information")]
    assert report.findings[0].post.source.endswith("a.jsonl:3")
    assert report.tally.lines == 1


def test_a_replaced_file_is_read_from_the_start(site):
    site.put("a.jsonl", post("1"))
    scan_once(site)
    site.put("a.jsonl", post("7"), post("8"))
    assert [item.post.id for item in scan_once(site).findings] == ["7", "8"]


def test_a_post_collected_twice_is_new_once(site):
    site.put("a.jsonl", post("1"))
    scan_once(site)
    site.put("b.jsonl", post("1"), post("2"))
    report = scan_once(site)
    assert [item.post.id for item in report.findings] == ["2"]
    assert len(site.rows("findings")) == 2


def test_a_half_written_line_is_read_once_it_is_whole(site):
    whole = json.dumps(post("2")).encode()
    path = site.put("a.jsonl", post("1"), whole[:40])
    first = scan_once(site)
    assert [item.post.id for item in first.findings] == ["1"]
    assert first.tally.quarantined == 1
    with path.open("ab") as file:
        file.write(whole[40:] + b"\n")
    second = scan_once(site)
    assert [item.post.id for item in second.findings] == ["2"]
    assert second.complete
    assert scan_once(site).tally.lines == 0


def test_a_half_written_row_of_csv_is_read_again(site):
    head = b"id,text,platform\n"
    path = site.put("a.csv", head, f"1,{LEAK},x\n2,{LEAK[:4]}".encode())
    scan_once(site)
    with path.open("ab") as file:
        file.write(f"{LEAK[4:]},x\n".encode())
    assert [item.post.id for item in scan_once(site).findings] == ["2"]
    assert scan_once(site).tally.lines == 0


def test_a_cut_line_nobody_finishes_is_reported_and_done(site):
    path = site.put("a.jsonl", post("1"), b'{"platform": "x"')
    long_ago = (datetime.now(UTC) - timedelta(days=1)).timestamp()
    os.utime(path, (long_ago, long_ago))
    assert scan_once(site).tally.quarantined == 1
    assert scan_once(site).tally.lines == 0


def test_lines_that_arrive_while_reading_are_not_lost(site):
    path = site.put("a.jsonl", post("1"), b'{"platform": "x", "id": "2", ')

    def finish(_posts):
        with path.open("ab") as file:
            file.write(f'"text": "{LEAK}"}}\n'.encode())

    scan_once(site, on_progress=finish)
    assert [item.post.id for item in scan_once(site).findings] == ["2"]


def test_batches_are_kept_as_they_are_done(site, monkeypatch):
    monkeypatch.setattr(scheduled_module, "_BATCH", 2)
    site.put("a.jsonl", *(post(str(number), f"{LEAK} {number}") for number in range(5)))
    counts = []
    report = scan_once(site, on_progress=counts.append)
    assert counts == [2, 2, 1]
    assert len(report.findings) == 5


def test_a_full_disk_keeps_what_was_found_and_loses_nothing(site, monkeypatch):
    monkeypatch.setattr(scheduled_module, "_BATCH", 10)
    texts = [f"{LEAK} {number}" for number in range(100)]
    site.put("a.jsonl", *(post(str(number), text) for number, text in enumerate(texts)))
    settings = site.settings()
    with Store.open(settings.state) as store:
        pages = store._db.one("PRAGMA page_count")["page_count"]
        store._db.one(f"PRAGMA max_page_count = {pages + 6}")
        with pytest.raises(StateError, match=r"disk is full.*Free space"):
            scan(settings, site.people(), store, clock=lambda: datetime.now(UTC))
    kept = len(site.rows("findings"))
    assert 0 < kept < 100
    scan_once(site)
    assert len(site.rows("findings")) == 100
    assert len(site.rows("outbox")) == 1


# --- sources that fail


def test_a_failing_source_does_not_stop_the_others(site, caplog):
    site.configure(
        sources=[{"path": "gone.jsonl"}, {"path": "inbox/notes.txt"}, {"path": "inbox/a.jsonl"}]
    )
    site.put("notes.txt", b"just some words\n\x00\x01")
    site.put("a.jsonl", post("1"))
    report = scan_once(site)
    assert [item.post.id for item in report.findings] == ["1"]
    assert set(report.failures) == {"gone.jsonl", "notes.txt"}
    assert not report.complete
    assert "gone.jsonl" in caplog.text
    with Store.open(site.state) as store:
        assert set(store.last_pass().failures) == {"gone.jsonl", "notes.txt"}


@pytest.mark.parametrize("hidden", [[], [".collecting.tmp"]])
def test_an_empty_inbox_is_no_failure(site, hidden):
    for name in hidden:
        site.put(name, post("1"))
    report = scan_once(site)
    assert report.complete
    assert report.tally.lines == 0


def test_an_inbox_that_may_not_be_read_is_a_failure(site, monkeypatch):
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert set(scan_once(site).failures) == {"inbox"}


def test_a_file_that_vanishes_stops_nothing(site, monkeypatch):
    site.put("b.jsonl", post("1"))
    expand = scheduled_module.expand
    monkeypatch.setattr(scheduled_module, "expand", lambda path: [path / "a.jsonl", *expand(path)])
    report = scan_once(site)
    assert [item.post.id for item in report.findings] == ["1"]
    assert "cannot be opened" in report.failures["a.jsonl"].what


def test_what_cannot_be_read_stands_in_the_quarantine(site):
    site.put("a.jsonl", post("1"), b"{broken\n", post("2", LEAK + " 2"))
    report = scan_once(site)
    assert [item.post.id for item in report.findings] == ["1", "2"]
    assert report.tally.lines == report.tally.read + report.tally.quarantined == 3
    (entry,) = map(json.loads, report.quarantine.read_bytes().splitlines())
    assert (entry["file"], entry["line"]) == ("a.jsonl", 2)
    assert report.quarantine.stat().st_mode & 0o777 == 0o600


def test_a_scheduled_scan_screens_and_finds_the_same(site, monkeypatch):
    site.configure(cache="cache")
    texts = [LEAK, "天气很好", "早上好", "酥碗青 343 555 0126"]
    site.put("a.jsonl", *(post(str(number), texts[number % 4]) for number in range(40)))
    every = [item.post.id for item in scan_once(site).findings]
    monkeypatch.setattr(sift, "_SMALL", 0)
    (site.state / "scanner.db").unlink()
    screened = [item.post.id for item in scan_once(site).findings]
    assert screened == every
    assert len(every) == 20
    assert len(list((site.folder / "cache").iterdir())) == 1


def test_a_post_that_breaks_the_program_is_set_aside(site, monkeypatch, caplog):
    opened = Examiner._open

    def fragile(self, item, *args):
        if item.id == "2":
            raise ValueError(item.text)
        return opened(self, item, *args)

    monkeypatch.setattr(Examiner, "_open", fragile)
    site.put("a.jsonl", *(post(str(number), f"{LEAK} {number}") for number in (1, 2, 3)))
    report = scan_once(site)
    assert [item.post.id for item in report.findings] == ["1", "3"]
    assert (report.unexamined, report.complete) == (1, False)
    written = report.quarantine.read_text("utf-8")
    assert json.loads(written) == {
        "file": "a.jsonl",
        "line": 2,
        "offset": 0,
        "reason": "could not be examined (ValueError)",
        "excerpt": "",
    }
    assert not [secret for secret in SECRETS if secret in written + caplog.text]


# --- whom it concerns


@pytest.mark.parametrize(
    ("agreed", "found_there"),
    [
        (consent(), True),
        (consent(expires_on=day(-1)), False),
        (consent(expires_on=day(0)), False),
        (consent(expires_on=day(1)), True),
        (consent(withdrawn_on=day(-1)), False),
        (consent(withdrawn_on=day(0)), False),
        (consent(withdrawn_on=day(1)), True),
        (consent(scope=["threat", "impersonation"]), False),
        (consent(scope=["private_information"]), True),
    ],
)
def test_nothing_is_found_or_told_without_consent(site, agreed, found_there):
    site.enrol(enrolment(consent=agreed))
    site.put("a.jsonl", post("1"))
    report = scan_once(site)
    assert len(report.findings) == report.notices == found_there
    assert len(site.rows("outbox")) == found_there


@pytest.mark.parametrize(
    ("item", "category"),
    [
        (post(), "private_information"),
        (post(handle="wanqing_writes"), None),
        (post(text="苏婉清的电话是613-555-0100"), None),
        (post(text="苏婉清 desk@northstarweekly.example"), None),
        (post(text="苏婉清的文章写得真好"), None),
        (post(text="早上好", handle="wanqing_writes_", display_name="苏婉清"), "impersonation"),
        (post(text="早上好", handle="wanqing_writes", display_name="苏婉清"), None),
    ],
    ids=["leak", "own", "public phone", "public mail", "praise", "look-alike", "own profile"],
)
def test_own_accounts_and_public_facts_are_nothing(site, item, category):
    site.put("a.jsonl", item)
    report = scan_once(site)
    assert [finding.category.value for finding in report.findings] == (
        [category] if category else []
    )
    assert bool(site.rows("outbox")) == bool(category)


def test_each_person_gets_their_own(site):
    site.enrol(enrolment(), other_person())
    site.put("a.jsonl", post("1"), post("2", "林浩然343-555-0177"))
    assert found(scan_once(site)) == [
        ("1", "su-wanqing", "private_information"),
        ("2", "lin-haoran", "private_information"),
    ]


def test_a_text_is_examined_up_to_its_limit(site):
    site.configure(limits={"text_characters": 1000})
    site.put("a.jsonl", post("1", "·" * 990 + LEAK), post("2", "·" * 900 + LEAK))
    assert [item.post.id for item in scan_once(site).findings] == ["2"]
