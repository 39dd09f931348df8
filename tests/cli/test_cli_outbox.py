"""notices, digest and findings, with a mail server that comes and goes."""

import json
import socket
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from example_site import SECRETS, enrolment, other_person, post

from scanner.cli import common, notices
from scanner.store import Store


@pytest.fixture
def clock(monkeypatch):
    """The commands' clock, which a test may set forward."""
    moment = [datetime.now(UTC)]
    for module in (common, notices):
        monkeypatch.setattr(module, "now", lambda: moment[0])

    def forward(**step):
        moment[0] += timedelta(**step)

    return forward


class Mailbox:
    def __init__(self):
        self.received = []

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append(envelope)
        return "250 OK"


@pytest.fixture
def port():
    """A port that nobody listens to."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def by_mail(site, port, **changes):
    smtp = {"host": "127.0.0.1", "port": port, "security": "none", "timeout": 5}
    site.configure(notify={"channel": "smtp", "smtp": smtp} | changes)


def outbox(site):
    with Store.open(site.state) as store:
        return list(store.outbox())


@pytest.fixture
def one_notice(site, run):
    site.put("a.jsonl", post("1"), post("2", handle="bot2"))
    assert run("scan").exit_code == 0
    (row,) = outbox(site)
    return row.key


# --- delivery


def test_notices_wait_for_the_mail_server_and_arrive_once(site, run, clock, port):
    by_mail(site, port)
    wishes = [{"to": f"reader{number}@example.org"} for number in range(3)]
    site.enrol(enrolment(notify=wishes))
    site.put("a.jsonl", post("1"))
    run("scan")
    down = run("notices", "deliver")
    assert down.exit_code == 0
    assert "0 sent, 3 to be tried again, 0 given up, 0 cancelled." in down.stderr
    assert {(row.state, row.tries) for row in outbox(site)} == {("pending", 1)}
    assert "0 to be tried again" in run("notices", "deliver").stderr  # it is too early

    mailbox = Mailbox()
    server = Controller(mailbox, hostname="127.0.0.1", port=port)
    server.start()
    try:
        clock(minutes=2)
        assert "3 sent, 0 to be tried again" in run("notices", "deliver").stderr
        clock(days=1)
        assert "0 sent, 0 to be" in run("notices", "deliver").stderr
        run("scan")
        assert "0 sent, 0 to be" in run("notices", "deliver").stderr
    finally:
        server.stop()
    assert sorted(to for item in mailbox.received for to in item.rcpt_tos) == [
        wish["to"] for wish in wishes
    ]
    for item in mailbox.received:
        message = message_from_bytes(item.content, policy=policy.default)
        text = message.get_body(("plain",)).get_content()
        assert not [secret for secret in SECRETS if secret in text]


def test_a_notice_given_up_can_be_put_back(site, run, clock, port):
    by_mail(site, port, maximum_tries=1)
    site.put("a.jsonl", post("1"))
    run("scan")
    assert "1 given up" in run("notices", "deliver").stderr
    (row,) = outbox(site)
    assert row.state == "dead"
    listed = run("notices", "list").stdout
    assert "dead" in listed
    assert "example.org" not in listed
    assert run("notices", "retry", row.key).exit_code == 0
    assert outbox(site)[0].state == "pending"
    site.configure()
    assert "1 sent" in run("notices", "deliver").stderr


def test_notices_to_a_folder(site, run, one_notice):
    assert "1 sent" in run("notices", "deliver").stderr
    (letter,) = (site.state / "outbox").iterdir()
    assert letter.suffix == ".eml"
    assert "0 sent" in run("notices", "deliver").stderr


def test_list(site, run, one_notice):
    done = run("notices", "list")
    assert done.exit_code == 0
    cells = " ".join(done.stdout.replace("│", " ").split())
    assert "su-wanqing" in cells
    assert "pending 0" in cells


def test_cancel(site, run, one_notice):
    assert run("notices", "cancel", one_notice).exit_code == 0
    assert "0 sent" in run("notices", "deliver").stderr
    assert outbox(site)[0].state == "cancelled"


@pytest.mark.parametrize("command", ["retry", "cancel"])
def test_a_key_that_is_not_there(site, run, one_notice, command):
    done = run("notices", command, "notice|\x1b[2J|[red]")
    assert done.exit_code == 1
    assert (
        "notice|[2J|[red]: no notice with this key can be changed so. See `scanner notices list`"
        in (done.stderr)
    )


def test_a_faulty_enrolment_does_not_hold_up_the_notices_of_others(site, run, one_notice):
    site.enrol(other_person(names=[]))
    done = run("notices", "deliver")
    assert done.exit_code == 0
    assert "lin-haoran.yaml" in done.stderr
    assert "1 sent" in done.stderr


# --- the digest


def test_digest_as_text(site, run, one_notice):
    done = run("digest")
    assert done.exit_code == 0
    assert "su-wanqing" in done.stdout
    assert not [secret for secret in SECRETS if secret in done.stdout]
    assert [row.kind for row in outbox(site)] == ["notice"]


def test_digest_as_a_page(site, run, one_notice):
    assert run("digest", "--output", "digest.html", "--language", "zh-Hant").exit_code == 0
    page = (site.folder / "digest.html").read_text("utf-8")
    assert page.startswith("<!")
    assert 'lang="zh-Hant"' in page
    assert run("digest", "--output", "digest.txt").exit_code == 0
    assert "<" not in (site.folder / "digest.txt").read_text("utf-8")[:10]


def test_digest_of_another_day_is_empty(site, run, one_notice):
    done = run("digest", "--date", "2026-01-05")
    assert done.exit_code == 0
    assert "January 5, 2026" in done.stdout
    assert "343-" not in done.stdout


def test_digest_is_sent_once(site, run, one_notice):
    site.configure(notify={"liaison": [{"to": "desk@example.org"}]})
    first = run("digest", "--send")
    assert first.exit_code == 0
    assert "2 sent" in first.stderr  # with the notice that waited
    assert "0 sent" in run("digest", "--send").stderr
    letters = [path.read_text() for path in (site.state / "outbox").iterdir()]
    assert sum("desk@example.org" in letter for letter in letters) == 1


# --- findings


@pytest.fixture
def several(site, run):
    site.enrol(enrolment(), other_person())
    site.put(
        "a.jsonl",
        post("1"),
        post("2", "林浩然343-555-0177"),
        post("3", "早上好", handle="wanqing_writes_", display_name="苏婉清"),
    )
    assert run("scan").exit_code == 0


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ([], {"1", "2", "3"}),
        (["--person", "su-wanqing"], {"1", "3"}),
        (["--category", "impersonation"], {"3"}),
        (["--minimum-severity", "high"], {"1", "2"}),
        (["--since", "2999-01-01"], set()),
        (["--since", "2020-01-01T00:00:00Z"], {"1", "2", "3"}),
    ],
)
def test_findings_are_exported_and_listed(site, run, several, options, expected):
    done = run("findings", "export", *options)
    assert done.exit_code == 0
    assert {json.loads(line)["post"]["id"] for line in done.stdout.splitlines()} == expected
    table = run("findings", "list", *options).stdout
    assert {number for number in "123" if f"a.jsonl:{number}" in table} == expected


def test_the_list_has_a_limit(site, run, several):
    assert run("findings", "list", "--limit", "1").stdout.count("a.jsonl:") == 1


def test_one_finding_in_full(site, run, several):
    row = json.loads(run("findings", "export").stdout.splitlines()[-1])
    done = run("findings", "show", row["id"])
    assert done.exit_code == 0
    shown = dict(line.split(": ", 1) for line in done.stdout.splitlines())
    assert shown.keys() == row.keys()
    assert json.loads(shown["post"]) == row["post"]
    assert json.loads(shown["evidence"]) == row["evidence"]
    assert shown["explanation"] == row["explanation"]


def test_a_finding_that_is_not_there(site, run, several):
    done = run("findings", "show", "0000")
    assert done.exit_code == 1
    assert "0000: there is no such finding. See `scanner findings list`." in done.stderr
