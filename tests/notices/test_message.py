"""Envelopes are stable, complete, and cannot be forged from inside."""

from email import message_from_bytes, policy

import pytest
from notice_examples import NOW

from scanner.errors import DeliveryError
from scanner.notices.compose import NoticeContent
from scanner.notices.message import build_message, mail_address

CONTENT = NoticeContent("有一则新通知", "文字\n", "<p>文字</p>\n", "zh-Hans")


def build(content=CONTENT, *, key="notice|i1|abc", sender="a@desk.example", to="b@example.org"):
    return build_message(content, key=key, sender=sender, recipient=to, date=NOW)


def test_headers_and_parts():
    message = message_from_bytes(build().as_bytes(), policy=policy.SMTP)
    assert message["From"] == "a@desk.example"
    assert message["To"] == "b@example.org"
    assert message["Subject"] == "有一则新通知"
    assert message["Date"] == "Tue, 24 Nov 2026 13:00:00 +0000"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message.get_content_type() == "multipart/alternative"
    kinds = [part.get_content_type() for part in message.iter_parts()]
    assert kinds == ["text/plain", "text/html"]
    assert {part.get_content_charset() for part in message.iter_parts()} == {"utf-8"}
    assert message.defects == []


def test_bytes_are_ascii_with_crlf_and_short_lines():
    long = NoticeContent("s", "长" * 2000 + "\n", "<p>" + "x" * 5000 + "</p>\n", "en")
    raw = build(long).as_bytes()
    assert raw.isascii()
    lines = raw.split(b"\r\n")
    assert all(b"\n" not in line for line in lines)
    assert max(map(len, lines)) <= 998


def test_message_id_depends_on_the_key_alone():
    first = build()["Message-ID"]
    assert first == build(NoticeContent("x", "y\n", "z\n", "en"), to="c@example.org")["Message-ID"]
    assert first != build(key="other")["Message-ID"]
    assert "i1" not in first
    assert first.endswith("@desk.example>")


@pytest.mark.parametrize(
    "to",
    [
        "b@example.org\r\nBcc: c@example.org",
        "b@example.org\nX: y",
        "b@example.org\r",
        "b\u202e@example.org",
        "b@example.org\u2028Bcc: c",
        "b@example.org, c@example.org",
        "B <b@example.org>",
        "b",
        "b@",
        "@example.org",
        "",
        "b@@example.org",
        "b c@example.org",
    ],
)
def test_recipients_that_are_no_address(to):
    with pytest.raises(DeliveryError) as caught:
        build(to=to)
    assert not caught.value.retry
    assert "example" not in str(caught.value)
    assert caught.value.__suppress_context__ or caught.value.__context__ is None


@pytest.mark.parametrize(
    ("to", "service"),
    [
        ("tgram://123456:token/987", "tgram://"),
        ("mailto://user:secret@example.org", "mailto://"),
        ("signal://host/+13435550126", "signal://"),
        ("a b\r\n://x", "other://"),
    ],
)
def test_other_services_are_named_but_not_their_tokens(to, service):
    with pytest.raises(DeliveryError, match=service) as caught:
        mail_address(to)
    assert not caught.value.retry
    assert "token" not in str(caught.value)
    assert "secret" not in str(caught.value)
    assert "5550126" not in str(caught.value)


def test_hostile_subject_cannot_add_a_header():
    with pytest.raises(ValueError, match=r"[Hh]eader"):
        build(NoticeContent("x\r\nBcc: c@example.org", "y\n", "z\n", "en"))
