"""Bad input: a clear message with its place and remedy, the right status, nothing lost."""

import gzip
import json
import os
import re
import subprocess
import sys

import pytest
from example_site import LEAK, ROOT, SECRETS, consent, day, enrolment, lines, other_person, post

CUT = b'{"platform": "x", "id": "2", "text": "343-555-01'


def found(done):
    return [json.loads(line)["post"]["id"] for line in done.stdout.splitlines()]


def says(done, *words):
    text = " ".join(done.stderr.split())
    assert "Traceback" not in text
    assert not [secret for secret in SECRETS if secret in text]
    for word in words:
        assert word in text, f"{word!r} is not in: {text}"


# --- dumps


@pytest.mark.parametrize(
    ("content", "ids", "line", "reason"),
    [
        (lines(post("1")) + CUT, ["1"], 2, "is not valid JSON"),
        (CUT + b"\n" + lines(post("1")), ["1"], 1, "is not valid JSON"),
        (
            lines(post("1")) + lines(post("2")).decode().encode("gb18030") + lines(post("3")),
            ["1", "3"],
            2,
            "is not UTF-8",
        ),
        (lines(post("1"), {"platform": "x", "text": LEAK}), ["1"], 2, "id: is missing"),
        (lines(post("1"), [1, 2]), ["1"], 2, "is a JSON array, not an object"),
        (gzip.compress(lines(post("1"), post("2")) * 50)[:-300], None, None, "cut off or damaged"),
    ],
    ids=["cut", "cut first", "GB18030", "no id", "array", "cut gzip"],
)
@pytest.mark.parametrize("command", ["scan", "rescan"])
def test_lines_that_cannot_be_read_cost_only_themselves(
    site, run, command, content, ids, line, reason
):
    path = site.put("a.jsonl", content)
    done = run("scan") if command == "scan" else run("rescan", path)
    assert done.exit_code == 3
    if ids is not None:
        assert found(done) == ids
    says(done, "1 line could not be read; see", "+ 1 quarantined")
    (report,) = [*site.folder.glob("quarantine.jsonl"), *site.state.glob("quarantine/*.jsonl")]
    (entry,) = map(json.loads, report.read_text().splitlines())
    assert entry["file"] == "a.jsonl"
    assert reason in entry["reason"]
    assert line in (None, entry["line"])
    assert report.stat().st_mode & 0o777 == 0o600


def test_a_file_all_in_gb18030_says_how_to_convert_it(site, run):
    path = site.put("a.jsonl", lines(post("1"), post("2")).decode().encode("gb18030"))
    done = run("rescan", path)
    assert (done.exit_code, done.stdout) == (3, "")
    assert "iconv -f GB18030" in (site.folder / "quarantine.jsonl").read_text()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("notes.txt", b"just some words\n", ["notes.txt: is in no format", "name it with"]),
        ("a.zip", b"PK\x03\x04aaaaaaaaaaaaaaaaaa", ["a.zip: is a damaged archive", "Unpack"]),
    ],
)
def test_an_unknown_format(site, run, name, content, words):
    strange, good = site.put(name, content), site.put("good.jsonl", post("1"))
    alone = run("rescan", strange)
    assert (alone.exit_code, alone.stdout) == (1, "")
    says(alone, *words)
    both = run("rescan", strange, good)
    assert (both.exit_code, found(both)) == (3, ["1"])
    says(both, *words)
    scanned = run("scan")
    assert (scanned.exit_code, found(scanned)) == (3, ["1"])
    says(scanned, *words)


def test_a_dump_that_is_not_there(site, run):
    done = run("rescan", "gone.jsonl")
    assert done.exit_code == 1
    says(done, "gone.jsonl: does not exist, or matches no file. Name a file, a folder or a glob.")


# What wait4 reports counts the memory of the process that started this one, too.
_TOLD = """
import atexit, pathlib
status = pathlib.Path("/proc/self/status")
atexit.register(lambda: pathlib.Path("status").write_text(status.read_text()))
from scanner.cli import app
app()
"""


def test_a_line_of_200_megabytes_costs_little_memory(site):
    path = site.put("a.jsonl", lines(post("1")), b'{"platform": "x", "id": "2", "text": "')
    with path.open("r+b") as file:  # a hole in the file, which reads as zeros
        file.seek(200_000_000)
        file.write(b'"}\n' + lines(post("3")))
    done = subprocess.run(
        [sys.executable, "-c", _TOLD, "rescan", path, "--watchlist", "watchlists"],
        cwd=site.folder,
        env=os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path[1:]])},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 3
    ids = [json.loads(line)["post"]["id"] for line in done.stdout.splitlines()]
    assert ids == ["1", "3"]
    (peak,) = re.findall(r"VmHWM:\s+(\d+) kB", (site.folder / "status").read_text())
    assert int(peak) < 700_000
    entry = json.loads((site.folder / "quarantine.jsonl").read_text())
    assert "is longer than 16000000 bytes (limits.line_bytes)" in entry["reason"]


# --- settings


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, ["config.yaml: does not exist.", "scanner init"]),
        ("timezone: Mars/Olympus", ["config.yaml:1: timezone: is not a known time zone"]),
        ("\ncolour: red", ["config.yaml:2", "colour"]),
        ("schedule: {digest_at: 25:00}", ["config.yaml:1: schedule.digest_at: is not a time"]),
        ("sources: [{", ["config.yaml:"]),
    ],
)
@pytest.mark.parametrize(
    "command",
    ["scan", "doctor", "run", "digest", "notices list", "notices deliver", "findings list"],
)
def test_faulty_settings_are_status_2(site, run, command, content, words):
    if content is None:
        site.config.unlink()
    else:
        site.config.write_text(content)
    done = run(*command.split())
    assert (done.exit_code, done.stdout) == (2, "")
    says(done, *words)


# --- enrolments

FAULTS = [
    ({"names": []}, ["su-wanqing.yaml:", "names"]),
    ({"role": "hero"}, ["su-wanqing.yaml:", "role"]),
    ({"id": "Su Wanqing"}, ["id: is not a usable id. Use lower-case letters"]),
    ({"private": {"phone": "+1 343-555-0126"}}, ["private.phone"]),
    ({"minor": True}, ["is a minor without a guardian's consent. Set consent.given_by"]),
    (
        {"minor": True, "consent": consent(given_by="guardian")},
        ["given by a guardian who is not named. Add consent.guardian"],
    ),
    (
        {"consent": consent(given_on=day(5))},
        ["consent.given_on: lies in the future. Enter the day on which consent was given"],
    ),
    ({"consent": None}, ["su-wanqing.yaml:", "consent"]),
    ({"consent": consent(expires_on="soon")}, ["consent.expires_on: is not a date. Write"]),
    ({"role": "family"}, ["role family but no family_of. Say whose family"]),
]


@pytest.mark.parametrize(("changes", "words"), FAULTS)
@pytest.mark.parametrize("command", ["watchlist check", "scan", "rescan inbox"])
def test_a_faulty_enrolment_stops_with_status_2(site, run, command, changes, words):
    site.put("a.jsonl", post("1"))
    form = enrolment() | changes
    (site.folder / "watchlists" / "su-wanqing.yaml").write_text(
        json.dumps({key: value for key, value in form.items() if value is not None}, indent=1)
    )
    done = run(*command.split())
    assert done.exit_code == 2
    says(done, *words)


def test_malformed_yaml_is_named_with_its_line(site, run):
    (site.folder / "watchlists" / "su-wanqing.yaml").write_text("id: su-wanqing\nnames: [苏婉清\n")
    done = run("watchlist", "check")
    assert done.exit_code == 2
    says(done, "su-wanqing.yaml:")


def test_two_people_with_one_id(site, run):
    twin = site.folder / "watchlists" / "twin.yaml"
    twin.write_text(json.dumps(other_person(id="su-wanqing"), indent=1))
    done = run("watchlist", "check")
    assert done.exit_code == 2
    says(done, "twin.yaml:2: id: the id su-wanqing is already used by su-wanqing.yaml. Give one")


@pytest.mark.parametrize("words", [["watchlist", "check", "gone.yaml"], ["watchlist", "check"]])
def test_a_watchlist_that_is_not_there(site, run, words):
    for path in (site.folder / "watchlists").iterdir():
        path.unlink()
    (site.folder / "watchlists").rmdir()
    done = run(*words)
    assert done.exit_code == 2
    says(done, "does not exist. Check the path of the watchlist")


def test_a_scan_names_every_fault(site, run):
    site.enrol(other_person(names=[]), enrolment(id="third", role="hero"))
    done = run("scan")
    assert done.exit_code == 2
    says(done, "lin-haoran.yaml:", "third.yaml:", "2 faults.")


def test_every_fault_is_named_and_the_good_are_counted(site, run):
    site.enrol(enrolment(), other_person(names=[]), enrolment(id="third", role="hero"))
    done = run("watchlist", "check")
    assert done.exit_code == 2
    says(done, "lin-haoran.yaml:", "third.yaml:")
    assert "1 person, 1 with consent in force, 2 faults." in done.stdout


@pytest.mark.parametrize(
    ("agreed", "said"),
    [
        (consent(), f"consent in force, ends on {day(300)}; harassment, impersonation, private"),
        (consent(expires_on=day(-3)), f"consent expired on {day(-3)}, nothing is looked for; "),
        (consent(withdrawn_on=day(-2)), f"consent withdrawn on {day(-2)}, nothing is looked for"),
        (consent(scope=["threat"]), f"ends on {day(300)}; threat\n"),
    ],
)
def test_check_says_how_the_consent_stands(site, run, agreed, said):
    site.enrol(enrolment(consent=agreed))
    done = run("watchlist", "check")
    assert done.exit_code == 0
    assert said in done.stdout
    assert not [secret for secret in SECRETS if secret in done.output]


# --- the state


def test_a_state_folder_that_cannot_be_made(site, run):
    site.put("a.jsonl", post("1"))
    site.state.write_text("a file in its place")
    done = run("scan")
    assert (done.exit_code, done.stdout) == (1, "")
    says(done, "scanner.db: the database cannot be opened. Check that the path is a file")
    site.state.unlink()
    assert found(run("scan")) == ["1"]


def test_a_damaged_database(site, run):
    run("scan")
    (site.state / "scanner.db").write_bytes(b"not a database at all" * 500)
    done = run("scan")
    assert done.exit_code == 1
    says(done, "scanner.db: the file is not a database. Stop the scanner and restore")


def test_a_full_disk_is_said_and_nothing_is_lost(site, run, monkeypatch):
    from scanner.store.connection import Connection

    site.put("a.jsonl", *(post(str(number), f"{LEAK} {number}") for number in range(60)))
    run("init", ".")
    prepare = Connection._prepare

    def small(self):
        prepare(self)
        pages = self.one("PRAGMA page_count")["page_count"]
        self.one(f"PRAGMA max_page_count = {pages + 2}")

    monkeypatch.setattr(Connection, "_prepare", small)
    done = run("scan")
    assert done.exit_code == 1
    says(done, "scanner.db: the disk is full. Free space on the disk, then run the command again")
    monkeypatch.setattr(Connection, "_prepare", prepare)
    assert len(found(run("scan"))) == 60
