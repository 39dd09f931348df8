"""Rescanning dumps: the same findings in the same order, whatever the number of workers."""

import json
import multiprocessing
from copy import copy
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from example_site import LEAK, lines, other_person, post

from scanner.errors import ScannerError
from scanner.incidents import MemoryIndex
from scanner.scan import Examiner, Rescan, rescan, sift
from scanner.scan import dumps as dumps_module
from scanner.scan.dumps import Search, Selection
from scanner.scan.examine import UnexaminedError
from scanner.sources import Unreadable, bytestream, reading, unpacking
from scanner.watchlist.cache import ScreenCache

NOW = datetime.now(UTC)
KEY = bytes(32)


def run(site, *paths, **options):
    """Return the findings, as others read them, and the report."""
    report = options.pop("report", Rescan())
    people = options.pop("people", site.people())
    selection = options.pop("selection", Selection())
    search = Search(people, site.settings(), KEY, NOW, selection, options.pop("screen", None))
    found = rescan(paths, search, report=report, **options)
    return [finding.as_dict() for finding in found], report


@pytest.fixture
def dump(site, tmp_path, monkeypatch):
    """Many posts in several files and layouts, with leaks, look-alikes and broken lines."""
    monkeypatch.setattr(bytestream, "BLOCK_BYTES", 500)
    monkeypatch.setattr(unpacking, "BLOCK_BYTES", 500)
    monkeypatch.setattr(reading, "CHUNK_BYTES", 1500)
    site.enrol(other_person())
    folder = tmp_path / "dump"
    folder.mkdir()
    for name in ("a.jsonl", "b.jsonl"):
        rows = []
        for number in range(60):
            text = [LEAK, "天气很好", "林浩然343-555-0177", "早上好"][number % 4]
            handle = "wanqing_writes_" if number == 33 else f"u{number}"
            rows.append(post(f"{name}-{number}", f"{text} {number % 9}", handle=handle))
        folder.joinpath(name).write_bytes(lines(*rows, b"{broken\n"))
    return folder


def test_findings_are_the_same_for_any_number_of_workers(site, dump, warm_context, monkeypatch):
    monkeypatch.setattr(dumps_module.multiprocessing, "get_context", lambda _: warm_context)
    alone, report = run(site, dump)
    assert len(alone) > 50
    assert {row["category"] for row in alone} == {"private_information", "impersonation"}
    places = [row["post"]["source"].split(":") for row in alone]
    assert [(name, int(line)) for name, line in places] == sorted(
        (name, int(line)) for name, line in places
    )
    for jobs in (2, 3):
        shared, same = run(site, dump, jobs=jobs)
        assert shared == alone
        assert same == report
    assert (report.tally.quarantined, report.tally.posts) == (2, 120)
    assert report.people == {"su-wanqing", "lin-haoran"}
    assert report.findings == len(alone)


def screen_of(site, folder):
    return ScreenCache(site.people(), folder)


@pytest.fixture
def eager(monkeypatch):
    """Screen inputs of any size."""
    monkeypatch.setattr(sift, "_SMALL", 0)


@pytest.mark.usefixtures("eager")
def test_screening_loses_and_adds_nothing(site, dump, tmp_path):
    every, report = run(site, dump)
    screened, same = run(site, dump, screen=screen_of(site, tmp_path / "cache"))
    assert screened == every
    assert same.tally == report.tally
    assert (report.examined, same.examined) == (120, 62)


def test_worker_function_matches_the_examiner(site, dump):
    posts = [item for _, some in dumps_module.open_source(dump / "a.jsonl") for item in some]
    dumps_module._start(Search(site.people(), site.settings(), KEY, NOW))
    opened = dumps_module.open_source(dump / "a.jsonl")
    done = [dumps_module._work(chunk, opened.mapper.copy()) for chunk in opened.chunks()]
    examiner = Examiner(site.people(), site.settings(), key=KEY, now=NOW)
    found = [finding for part in done for finding in part.findings]
    assert found == [found for item in posts for found in examiner.examine(item, NOW)]
    assert sum(part.examined for part in done) == len(posts)


def test_no_worker_is_left_behind(site, dump):
    search = Search(site.people(), site.settings(), KEY, NOW)
    found = rescan([dump], search, report=Rescan(), jobs=1)
    next(found)
    found.close()
    assert multiprocessing.active_children() == []


def test_progress_counts_posts(site, dump):
    done = []
    _, report = run(site, dump, on_progress=done.append)
    assert sum(progress.posts for progress in done) == 120
    assert max(progress.posts for progress in done) < 10
    size = sum(path.stat().st_size for path in dump.iterdir())
    assert 0 < sum(progress.size for progress in done) <= size
    assert report.place == (1, len(done) - report.place.chunk)


@pytest.mark.parametrize("stop", [1, 17, 40])
def test_a_rescan_goes_on_where_another_stopped(site, dump, stop):
    whole, report = run(site, dump)
    first, second, index = Rescan(), Rescan(), MemoryIndex()
    people = site.people()
    search = Search(people, site.settings(), KEY, NOW)
    written, kept = [], []

    def told(_):
        kept[:] = [replace(first, tally=copy(first.tally), people=set(first.people)), len(written)]

    for finding in rescan([dump], search, report=first, index=index, on_progress=told):
        written.append(finding.as_dict())
        if len(written) == stop:
            break
    second, count = kept or (Rescan(), 0)
    index = MemoryIndex.load(json.loads(json.dumps(index.dump())))
    rest, report_after = run(site, dump, report=second, index=index)
    assert written[:count] + rest == whole
    assert report_after == report


@pytest.mark.parametrize(
    ("since", "until", "expected"),
    [
        (None, None, ["1", "2", "3", "undated"]),
        ("2026-11-20T08:00:00+00:00", None, ["2", "3", "undated"]),
        (None, "2026-11-20T08:00:00+00:00", ["1", "undated"]),
        ("2026-11-20T08:00:00+00:00", "2026-11-20T08:00:01+00:00", ["2", "undated"]),
        ("2026-11-20T16:00:00+08:00", None, ["2", "3", "undated"]),
    ],
)
def test_the_period_includes_its_start_and_not_its_end(site, since, until, expected):
    path = site.put(
        "a.jsonl",
        post("1", created_at="2026-11-20T07:59:59Z"),
        post("2", created_at="2026-11-20T08:00:00Z"),
        post("3", created_at="2026-11-20T08:00:01Z"),
        post("undated", created_at=None),
    )
    period = Selection(*(moment and datetime.fromisoformat(moment) for moment in (since, until)))
    rows, _ = run(site, path, selection=period)
    assert [row["post"]["id"] for row in rows] == expected


def test_a_dump_that_cannot_be_read_does_not_stop_the_others(site, tmp_path):
    strange = site.put("strange.bin", b"\x00\x01\x02 nothing known\n")
    good = site.put("good.jsonl", post())
    rows, report = run(site, tmp_path / "gone.jsonl", strange, good)
    assert [row["post"]["id"] for row in rows] == ["1"]
    assert set(report.failures) == {str(tmp_path / "gone.jsonl"), str(strange)}


def test_a_post_that_breaks_the_program_is_set_aside(site, monkeypatch):
    opened = Examiner._open

    def fragile(self, item, *args):
        if item.id == "2":
            raise RuntimeError(item.text)
        return opened(self, item, *args)

    monkeypatch.setattr(Examiner, "_open", fragile)
    path = site.put("a.jsonl", *(post(str(number)) for number in (1, 2, 3)))
    aside = []
    rows, report = run(site, path, on_unreadable=aside.append)
    assert [row["post"]["id"] for row in rows] == ["1", "3"]
    assert report.unexamined == 1
    assert [entry.as_dict() for entry in aside] == [
        {
            "file": "a.jsonl",
            "line": 2,
            "offset": 0,
            "reason": "could not be examined (RuntimeError)",
            "excerpt": "",
        }
    ]


def test_a_set_aside_post_crosses_processes():
    import pickle

    entry = Unreadable("a.jsonl", 2, 0, "could not be examined (ValueError)", "")
    error = pickle.loads(pickle.dumps(UnexaminedError(entry)))  # noqa: S301
    assert error.entry == entry


def test_copies_share_an_incident_and_nothing_is_stored(site):
    path = site.put("a.jsonl", post("1"), post("2", handle="bot2"))
    rows, _ = run(site, path)
    assert len({row["incident"] for row in rows}) == 1
    assert not site.state.exists()


def test_findings_have_the_keys_others_rely_on(site):
    rows, _ = run(site, site.put("a.jsonl", post()))
    (row,) = json.loads(json.dumps(rows))
    documented = {"id", "person", "category", "severity", "score", "post", "evidence"}
    assert documented | {"explanation", "incident", "seen_at"} <= row.keys()
    assert row["post"].keys() == {
        *("platform", "id", "url", "created_at", "author_handle", "text_sha256", "source")
    }
    (evidence,) = row["evidence"]
    assert evidence.keys() == {"type", "start", "end", "score", "fact", "shown"}
    assert LEAK[evidence["start"] : evidence["end"]] == "343-555-0126"
    assert (evidence["fact"], evidence["shown"]) == ("known", "343-•••-••26")


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_missing_model_stops_with_its_remedy(site, warm_context, monkeypatch, jobs):
    monkeypatch.setattr(dumps_module.multiprocessing, "get_context", lambda _: warm_context)
    site.configure(detect={"english_model": "no_such_model"})
    path = site.put("a.jsonl", post(text="Su Wanqing, call her at 343-555-0126 this morning"))
    with pytest.raises(ScannerError, match=r"no_such_model is not installed\. Run `"):
        run(site, path, jobs=jobs)
