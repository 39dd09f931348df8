"""scan, rescan, inspect, evaluate: results, formats and exit statuses."""

import json
import os
import subprocess
import sys

import pytest
from example_site import LEAK, ROOT, SECRETS, consent, day, enrolment, lines, other_person, post

WATCHLIST = ("--watchlist", "watchlists")


def rows(text):
    return [json.loads(line) for line in text.splitlines()]


def ids(done):
    return [row["post"]["id"] for row in rows(done.stdout)]


@pytest.fixture
def bare(site):
    """The site without settings, as an analyst works."""
    site.config.unlink()
    return site


# --- scan


def test_scan_prints_what_is_new_and_nothing_twice(site, run):
    site.put("a.jsonl", post("1"), post("2", "早上好"))
    first = run("scan")
    assert first.exit_code == 0
    assert ids(first) == ["1"]
    assert "Scanned 2 posts" in first.stderr
    assert "1 new finding for 1 person. Lines: 2 = 2 read + 0 quarantined." in first.stderr
    assert "1 notice queued" in first.stderr
    before = site.tables()
    second = run("scan")
    assert (second.exit_code, second.stdout) == (0, "")
    assert site.tables() == before
    assert not [secret for secret in SECRETS if secret in first.output]


def test_scan_says_when_something_could_not_be_read(site, run):
    site.put("a.jsonl", post("1"), b"{broken\n")
    done = run("scan")
    assert done.exit_code == 3
    assert ids(done) == ["1"]
    assert "1 line could not be read; see" in done.stderr


def test_scan_goes_on_when_a_source_fails(site, run):
    site.configure(sources=[{"path": "gone.jsonl"}, {"path": "inbox"}])
    site.put("a.jsonl", post("1"))
    done = run("scan")
    assert done.exit_code == 3
    assert ids(done) == ["1"]
    assert "gone.jsonl: does not exist, or matches no file. Name a file" in done.stderr


def test_scan_writes_a_file_for_this_user_alone(site, run):
    site.put("a.jsonl", post("1"))
    assert run("scan", "--output", "found.jsonl").exit_code == 0
    path = site.folder / "found.jsonl"
    assert [row["person"] for row in rows(path.read_text())] == ["su-wanqing"]
    assert path.stat().st_mode & 0o777 == 0o600
    assert not list(site.folder.glob("*.part"))


def test_a_place_that_cannot_be_written_is_noticed_before_anything_is_found(site, run):
    site.put("a.jsonl", post("1"))
    done = run("scan", "--output", "no/such/folder.jsonl")
    assert done.exit_code == 1
    assert "cannot be written (No such file or directory). Choose another --output." in done.stderr
    assert ids(run("scan")) == ["1"]


def test_scan_as_a_table(site, run):
    site.put("a.jsonl", post("1"))
    done = run("scan", "--table")
    assert done.exit_code == 0
    shown = " ".join(done.stdout.split())
    assert "su-wanqing" in shown
    assert "Shown: 343-•••-••26" in shown.replace("│", "")
    assert not [secret for secret in SECRETS if secret in shown]


# --- rescan


def test_rescan_needs_no_settings_and_keeps_nothing(bare, run):
    path = bare.put("a.jsonl", post("1"), post("2", "早上好"))
    done = run("rescan", path, *WATCHLIST)
    assert done.exit_code == 0
    assert ids(done) == ["1"]
    assert not bare.state.exists()
    assert not (bare.folder / "quarantine.jsonl").exists()


def test_rescan_with_notify_keeps_findings_and_queues_notices_once(site, run):
    path = site.put("a.jsonl", post("1"), post("2"))
    first = run("rescan", path, "--notify")
    assert first.exit_code == 0
    assert "1 notice queued" in first.stderr
    before = site.tables()
    second = run("rescan", path, "--notify")
    assert "0 notices queued" in second.stderr
    assert site.tables() == before
    kept = [row.items() for row in rows(second.stdout)]
    assert kept == [row.items() for row in rows(first.stdout)]
    assert len(site.rows("findings")) == 2
    assert site.rows("checkpoints") == []


def test_rescan_without_notify_leaves_the_state_alone(site, run):
    path = site.put("a.jsonl", post("1"))
    run("scan")
    before = site.tables()
    assert ids(run("rescan", path)) == ["1"]
    assert site.tables() == before


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], ["1", "2", "3"]),
        (["--person", "su-wanqing"], ["1", "3"]),
        (["--person", "lin-haoran"], ["2"]),
        (["--person", "lin-haoran", "--person", "su-wanqing"], ["1", "2", "3"]),
        (["--since", "2026-11-20T08:00:00Z"], ["2", "3"]),
        (["--since", "2026-11-20T03:00:00-05:00"], ["2", "3"]),
        (["--since", "2026-11-20 08:00:00"], ["2", "3"]),
        (["--until", "2026-11-20T09:00:00"], ["1", "2"]),
        (["--since", "2026-11-20", "--until", "2026-11-21"], ["2", "3"]),
    ],
)
def test_rescan_selects(site, run, options, expected):
    site.enrol(enrolment(), other_person())
    path = site.put(
        "a.jsonl",
        post("1", created_at="2026-11-19T08:00:00Z"),
        post("2", "林浩然343-555-0177", created_at="2026-11-20T08:00:00Z"),
        post("3", created_at="2026-11-20T10:00:00Z"),
    )
    done = run("rescan", path, *options)
    assert done.exit_code == 0
    assert ids(done) == expected


def test_rescan_for_somebody_who_is_not_there(site, run):
    done = run("rescan", site.put("a.jsonl", post()), "--person", "nobody")
    assert done.exit_code == 2
    assert "--person: nobody on the watchlist has the id nobody. See `scanner" in done.stderr


@pytest.mark.parametrize(
    "agreed",
    [
        consent(expires_on=day(-1)),
        consent(withdrawn_on=day(-2)),
        consent(scope=["threat"]),
    ],
    ids=["expired", "withdrawn", "out of scope"],
)
def test_rescan_finds_nothing_without_consent(site, run, agreed):
    site.enrol(enrolment(consent=agreed))
    done = run("rescan", site.put("a.jsonl", post()), "--notify")
    assert (done.exit_code, done.stdout) == (0, "")
    out_of_scope = agreed["scope"] == ["threat"]
    assert ("Nobody on the watchlist has a consent in force" in done.stderr) != out_of_scope
    assert site.rows("outbox") == []


def test_rescan_as_a_table_into_a_file(site, run):
    done = run("rescan", site.put("a.jsonl", post()), "--table", "-o", "table.txt")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "private" in (site.folder / "table.txt").read_text()


def test_rescan_reports_what_it_could_not_read_where_told(site, run):
    path = site.put("a.jsonl", post("1"), b"{broken\n")
    done = run("rescan", path, "--quarantine", "aside.jsonl")
    assert done.exit_code == 3
    assert "see aside.jsonl" in done.stderr
    (entry,) = rows((site.folder / "aside.jsonl").read_text())
    assert (entry["file"], entry["line"]) == ("a.jsonl", 2)


def test_the_real_command(site):
    """One run of everything as users start it, with workers and a pipe."""
    path = site.put("a.jsonl", post("1"), post("2", "早上好"), post("3"), b"{broken\n")
    done = subprocess.run(
        [sys.executable, "-m", "scanner", "rescan", path, *WATCHLIST, "--jobs", "2"],
        cwd=site.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 3, done.stderr
    assert [row["post"]["id"] for row in rows(done.stdout)] == ["1", "3"]
    assert done.stderr.count("\n") == 2
    assert not [secret for secret in SECRETS if secret in done.stdout + done.stderr]


def test_findings_have_exactly_these_keys(site, run):
    (row,) = rows(run("rescan", site.put("a.jsonl", post())).stdout)
    assert list(row) == [
        *("id", "person", "category", "severity", "score", "post", "evidence", "explanation"),
        *("incident", "seen_at", "rules"),
    ]
    assert list(row["post"]) == [
        *("platform", "id", "url", "created_at", "author_handle", "text_sha256", "source"),
    ]
    assert row["seen_at"].endswith("Z")


# --- inspect


def test_inspect_a_text(bare, run):
    done = run("inspect", LEAK, *WATCHLIST)
    assert done.exit_code == 0
    (row,) = rows(done.stdout)
    assert list(row) == ["id", "language", "entities", "mentions"]
    assert {item["person"] for item in row["mentions"]} == {"su-wanqing"}


def test_inspect_without_a_watchlist_mentions_nobody(bare, run):
    (row,) = rows(run("inspect", LEAK).stdout)
    assert row["mentions"] == []
    assert "PHONE_NUMBER" in {item["type"] for item in row["entities"]}


def test_inspect_a_file(bare, run):
    texts = bare.put(
        "texts.jsonl", {"id": "a", "text": LEAK}, b"\n", {"id": 7, "text": "好", "language": "fr"}
    )
    done = run("inspect", "--input", texts, *WATCHLIST, "--output", "seen.jsonl")
    assert done.exit_code == 0
    seen = rows((bare.folder / "seen.jsonl").read_text())
    assert [(row["id"], row["language"]) for row in seen] == [("a", "zh-Hans"), (7, "fr")]


@pytest.mark.parametrize(
    "bad", [b"{\n", b"[1]\n", b'{"id": "1"}\n', b'{"text": "x"}\n', b'{"id": "1", "text": 5}\n']
)
def test_inspect_names_a_line_it_cannot_use(bare, run, bad):
    texts = bare.put("texts.jsonl", {"id": "a", "text": "好"}, bad)
    done = run("inspect", "--input", texts, "--output", "seen.jsonl")
    assert done.exit_code == 2
    assert 'texts.jsonl:2: is not a JSON object with "id" and "text". Mend' in done.stderr
    assert "What was found until then is in seen.jsonl.part" in done.stderr
    assert len(rows((bare.folder / "seen.jsonl.part").read_text())) == 1


# --- evaluate


def test_evaluate(bare, run):
    expected = [{"person": "su-wanqing", "category": "private_information"}]
    labelled = bare.folder / "labelled"
    labelled.mkdir()
    (labelled / "README.md").write_text("not posts")
    (labelled / "a.jsonl").write_bytes(
        lines(
            post("right") | {"expects": expected, "tags": ["zh-Hans"]},
            post("missed", "早上好") | {"expects": expected, "tags": ["\x1b[2J[bold]"]},
            post("alarm") | {"expects": []},
        )
    )
    done = run("evaluate", labelled, *WATCHLIST)
    assert done.exit_code == 0
    table = [line.split("│")[1:-1] for line in done.stdout.splitlines() if line.startswith("│")]
    cells = {row[0].strip(): [cell.strip() for cell in row[1:]] for row in table}
    assert cells["overall"] == ["0.500", "0.500", "0.500", "1", "1", "1"]
    assert cells["language zh-Hans"] == ["1.000", "1.000", "1.000", "1", "0", "0"]
    assert "tag [2J[bold]" in cells
    assert "miss missed (a.jsonl:2): su-wanqing private_information; found nothing" in done.stdout
    assert "false alarm alarm (a.jsonl:3): su-wanqing private_information: " in done.stdout
    assert "\x1b" not in done.stdout


def test_evaluate_as_of_another_day(bare, run):
    bare.enrol(enrolment(consent=consent(given_on="2025-01-01", expires_on="2025-12-31")))
    expected = [{"person": "su-wanqing", "category": "private_information"}]
    labelled = bare.put("l.jsonl", post("1") | {"expects": expected})
    for words, right in ((["--as-of", "2025-06-01"], True), ([], False)):
        done = run("evaluate", labelled, *WATCHLIST, *words)
        assert done.exit_code == 0
        assert ("miss 1 " in done.stdout) != right


def test_evaluate_names_wrong_labels(bare, run):
    done = run("evaluate", bare.put("l.jsonl", post()), *WATCHLIST)
    assert done.exit_code == 1
    assert "l.jsonl:1: expects or tags: is missing or unknown. See docs/formats" in done.stderr
