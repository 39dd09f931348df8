"""Messages leave through a folder or a real mail server, and failures are told apart."""

import datetime as dt
import ipaddress
import socket
import ssl
import stat
from contextlib import contextmanager
from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from notice_examples import NOW

from scanner.errors import ConfigError, DeliveryError
from scanner.notices.channels import FolderChannel, SmtpChannel, open_channel
from scanner.notices.compose import NoticeContent
from scanner.notices.message import build_message, key_digest
from scanner.settings import Notify, Smtp

RECIPIENT = "wanqing@example.org"
PASSWORD = "correct horse"


def make_message(text="一则通知\nbody\n", key="notice|i1|abc"):
    content = NoticeContent("有一则新通知", text, "<p>通知</p>\n", "zh-Hans")
    return build_message(
        content, key=key, sender="scanner@desk.example", recipient=RECIPIENT, date=NOW
    )


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A self-signed certificate for localhost: (certificate file, key file)."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem, private = folder / "cert.pem", folder / "key.pem"
    pem.write_bytes(made.public_bytes(serialization.Encoding.PEM))
    private.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
    )
    return pem, private


class Mailbox:
    """A handler that keeps what arrives, or answers as told."""

    def __init__(self, *, rcpt="250 OK", data="250 OK"):
        self.rcpt, self.data, self.received = rcpt, data, []

    async def handle_RCPT(self, server, session, envelope, address, rcpt_options):  # noqa: N802
        if self.rcpt.startswith("2"):
            envelope.rcpt_tos.append(address)
        return self.rcpt

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.received.append(envelope)
        return self.data


class LocalController(Controller):
    """Serves a port that the system picks, so that tests never collide."""

    def _trigger_server(self):
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


def authenticate(server, session, envelope, mechanism, data):
    good = (data.login, data.password) == (b"desk", PASSWORD.encode())
    return AuthResult(success=good, handled=False)


@contextmanager
def mail_server(mailbox, certificate=None, *, implicit=False):
    options = {}
    if certificate:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(*certificate)
        if implicit:
            options = {"ssl_context": context}
        else:
            options = {
                "tls_context": context,
                "require_starttls": True,
                "authenticator": authenticate,
                "auth_required": True,
            }
    controller = LocalController(mailbox, hostname="127.0.0.1", port=0, **options)
    controller.start()
    try:
        yield controller.port
    finally:
        controller.stop()


def plain(port, **changes):
    smtp = Smtp(host="127.0.0.1", port=port, security="none", timeout=5, **changes)
    return SmtpChannel(smtp, environ={})


def secure(port, certificate, *, password=PASSWORD, host="localhost", **changes):
    smtp = Smtp(
        host=host,
        port=port,
        timeout=5,
        username="desk",
        password_env="MAIL_PASSWORD",
        ca_file=certificate and certificate[0],
        **changes,
    )
    return SmtpChannel(smtp, environ={"MAIL_PASSWORD": password})


def refusal(channel):
    with pytest.raises(DeliveryError) as caught:
        channel.deliver(make_message(), RECIPIENT)
    text = str(caught.value)
    assert "@" not in text
    assert "wanqing" not in text
    # Nothing that quotes the address may be chained into a traceback.
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__
    return caught.value.retry, text


# --- folder


def test_folder_writes_a_private_file(tmp_path):
    folder = tmp_path / "state" / "outbox"
    FolderChannel(folder).deliver(make_message(), RECIPIENT)
    (path,) = folder.iterdir()
    assert path.name == f"{key_digest('notice|i1|abc')}.eml"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    parsed = message_from_bytes(path.read_bytes(), policy=policy.SMTP)
    assert parsed["Subject"] == "有一则新通知"
    assert "一则通知" in parsed.get_body(("plain",)).get_content()


def test_folder_overwrites_the_same_key_only(tmp_path):
    channel = FolderChannel(tmp_path)
    for text in ("one\n", "two\n"):
        channel.deliver(make_message(text), RECIPIENT)
    channel.deliver(make_message("three\n", key="other"), RECIPIENT)
    assert len(list(tmp_path.iterdir())) == 2
    same = (tmp_path / f"{key_digest('notice|i1|abc')}.eml").read_bytes()
    assert b"two" in same
    assert b"one" not in same


def test_folder_that_cannot_be_written_is_tried_again(tmp_path):
    blocked = tmp_path / "file"
    blocked.write_text("")
    with pytest.raises(DeliveryError, match="cannot be written") as caught:
        FolderChannel(blocked / "outbox").deliver(make_message(), RECIPIENT)
    assert caught.value.retry


def test_folder_leaves_no_half_written_file(tmp_path, monkeypatch):
    def fail(handle):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("scanner.notices.channels.os.fsync", fail)
    with pytest.raises(DeliveryError, match="No space left"):
        FolderChannel(tmp_path).deliver(make_message(), RECIPIENT)
    assert list(tmp_path.iterdir()) == []


def test_folder_refuses_a_foreign_message_id(tmp_path):
    message = make_message()
    message.replace_header("Message-ID", "<../../etc/passwd@x>")
    with pytest.raises(DeliveryError, match="Message-ID"):
        FolderChannel(tmp_path).deliver(message, RECIPIENT)


# --- mail server


def test_starttls_and_login_deliver(certificate):
    mailbox = Mailbox()
    with mail_server(mailbox, certificate) as port:
        secure(port, certificate).deliver(make_message(), RECIPIENT)
    (envelope,) = mailbox.received
    assert envelope.mail_from == "scanner@desk.example"
    assert envelope.rcpt_tos == [RECIPIENT]
    parsed = message_from_bytes(envelope.content, policy=policy.SMTP)
    assert "一则通知" in parsed.get_body(("plain",)).get_content()


def test_implicit_tls_delivers(certificate):
    mailbox = Mailbox()
    with mail_server(mailbox, certificate, implicit=True) as port:
        smtp = Smtp(host="localhost", port=port, security="tls", timeout=5, ca_file=certificate[0])
        SmtpChannel(smtp, environ={}).deliver(make_message(), RECIPIENT)
    assert len(mailbox.received) == 1


def test_unknown_certificate_is_refused(certificate):
    mailbox = Mailbox()
    with mail_server(mailbox, certificate) as port:
        retry, text = refusal(secure(port, None))
    assert retry
    assert "certificate" in text
    assert mailbox.received == []


def test_wrong_password_is_tried_again_and_not_shown(certificate):
    mailbox = Mailbox()
    with mail_server(mailbox, certificate) as port:
        retry, text = refusal(secure(port, certificate, password="not this one"))
    assert retry
    assert "refused the login (code 535)" in text
    assert "not this one" not in text
    assert mailbox.received == []


def test_non_ascii_password_is_not_shown(certificate):
    with mail_server(Mailbox(), certificate) as port:
        retry, text = refusal(secure(port, certificate, password="密码"))
    assert retry
    assert "密码" not in text


def test_server_without_starttls_gets_nothing():
    mailbox = Mailbox()
    with mail_server(mailbox) as port:
        channel = SmtpChannel(Smtp(host="127.0.0.1", port=port, timeout=5), environ={})
        retry, text = refusal(channel)
    assert retry
    assert "STARTTLS" in text
    assert mailbox.received == []


@pytest.mark.parametrize(
    ("answers", "retry", "said"),
    [
        ({"rcpt": "450 4.2.1 wanqing@example.org is busy"}, True, "recipient (code 450)"),
        ({"rcpt": "550 5.1.1 wanqing@example.org unknown"}, False, "recipient (code 550)"),
        ({"data": "451 4.3.0 try wanqing@example.org later"}, True, "message (code 451)"),
        ({"data": "554 5.7.1 spam for wanqing@example.org"}, False, "message (code 554)"),
        ({"rcpt": "421 4.3.2 closing"}, True, "code 421"),
    ],
)
def test_server_answers(answers, retry, said):
    with mail_server(Mailbox(**answers)) as port:
        got, text = refusal(plain(port))
    assert got is retry
    assert said in text


class ClosingServer(SMTP):
    """Hangs up in the middle of a session."""

    async def smtp_MAIL(self, arg):  # noqa: N802
        self.transport.close()


def test_server_that_hangs_up():
    class Hanging(LocalController):
        def factory(self):
            return ClosingServer(self.handler)

    controller = Hanging(Mailbox(), hostname="127.0.0.1", port=0)
    controller.start()
    try:
        retry, text = refusal(plain(controller.port))
    finally:
        controller.stop()
    assert retry
    assert "closed the connection" in text


def test_server_that_is_not_there():
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        retry, text = refusal(plain(port))
    assert retry
    assert "cannot be reached" in text


def test_server_that_never_answers():
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        smtp = Smtp(host="127.0.0.1", port=silent.getsockname()[1], security="none", timeout=0.2)
        retry, text = refusal(SmtpChannel(smtp, environ={}))
    assert retry
    assert "cannot be reached" in text


# --- settings that cannot work


@pytest.mark.parametrize("host", ["localhost", "127.0.0.1", "127.9.9.9", "::1"])
def test_no_encryption_on_this_machine(host):
    SmtpChannel(Smtp(host=host, security="none"), environ={})


@pytest.mark.parametrize(
    "host", ["mail.example", "10.0.0.1", "localhost.evil.example", "127.0.0.1.example", "192.0.2.1"]
)
def test_no_encryption_to_another_machine(host):
    with pytest.raises(ConfigError, match="unencrypted"):
        SmtpChannel(Smtp(host=host, security="none"), environ={})


@pytest.mark.parametrize(
    ("changes", "environ", "said"),
    [
        ({"username": "desk"}, {}, "has no password"),
        ({"username": "desk", "password_env": "P"}, {}, "not set"),
        ({"username": "desk", "password_env": "P"}, {"P": ""}, "not set"),
        ({"username": "desk", "password_file": "absent"}, {}, "cannot be read"),
        ({"ca_file": "absent.pem"}, {}, "PEM"),
    ],
)
def test_login_that_cannot_work(changes, environ, said):
    with pytest.raises(ConfigError, match=said):
        SmtpChannel(Smtp(**changes), environ=environ)


@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o660])
def test_password_file_open_to_others_is_refused(tmp_path, mode):
    path = tmp_path / "password"
    path.write_text(PASSWORD)
    path.chmod(mode)
    with pytest.raises(ConfigError, match="chmod 600"):
        SmtpChannel(Smtp(username="desk", password_file=path), environ={})


def test_password_file_is_used(tmp_path, certificate):
    path = tmp_path / "password"
    path.write_text(PASSWORD + "\n")
    path.chmod(0o600)
    mailbox = Mailbox()
    with mail_server(mailbox, certificate) as port:
        smtp = Smtp(
            port=port, timeout=5, username="desk", password_file=path, ca_file=certificate[0]
        )
        SmtpChannel(smtp, environ={}).deliver(make_message(), RECIPIENT)
    assert len(mailbox.received) == 1


def test_open_channel(tmp_path):
    assert isinstance(open_channel(Notify(folder=tmp_path), environ={}), FolderChannel)
    assert isinstance(open_channel(Notify(channel="smtp"), environ={}), SmtpChannel)
