"""How a message leaves: into a folder, or through a mail server."""

import contextlib
import ipaddress
import os
import re
import smtplib
import ssl
import stat
import tempfile
from collections.abc import Iterator, Mapping
from email.message import EmailMessage
from pathlib import Path
from typing import Protocol

from scanner.errors import ConfigError, DeliveryError, Fault
from scanner.private import PrivateValue
from scanner.settings import Notify, Smtp

__all__ = ["Channel", "FolderChannel", "SmtpChannel", "open_channel"]

_SAFE_NAME = re.compile(r"<([0-9a-f]{32})@")


class Channel(Protocol):
    """One way for messages to leave. One job, so that a new service is one small class."""

    def deliver(self, message: EmailMessage, recipient: str) -> None:
        """Hand ``message`` over for ``recipient``; returning means that it has left.

        :raises DeliveryError: with ``retry`` telling whether a later try may succeed. Its text
            names neither the recipient nor what the server said about it.
        """
        ...


class FolderChannel:
    """Writes each message as an ``.eml`` file that only the owner may read.

    The file's name comes from the outbox key, so a repeat after a crash overwrites the same
    file instead of making a second one.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def deliver(self, message: EmailMessage, recipient: str) -> None:  # noqa: ARG002
        """Write the message durably; see :meth:`Channel.deliver`."""
        match = _SAFE_NAME.match(str(message["Message-ID"]))
        if not match:
            raise DeliveryError(Fault("a message has no usable Message-ID"), retry=False)
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            _write_atomically(self._folder / f"{match[1]}.eml", message.as_bytes())
        except OSError as error:
            raise DeliveryError(
                Fault(
                    f"cannot be written ({error.strerror})",
                    "Check the folder's permissions and free space",
                    file=self._folder,
                )
            ) from error


def _write_atomically(path: Path, content: bytes) -> None:
    # mkstemp makes the file with mode 0600 from the start.
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".tmp")
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
            stream.flush()
            os.fsync(stream.fileno())
        temporary.replace(path)
        _sync_folder(path.parent)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


class SmtpChannel:
    """Sends through a mail server, over verified TLS unless the server is this machine.

    :raises ConfigError: if the settings cannot work: no TLS to another machine, or a password
        or certificate file that is missing or open to others.
    """

    def __init__(self, smtp: Smtp, *, environ: Mapping[str, str]) -> None:
        if smtp.security == "none" and not _is_loopback(smtp.host):
            raise ConfigError(
                Fault(
                    "none would send notices unencrypted to another machine",
                    "Use starttls or tls",
                    field="notify.smtp.security",
                )
            )
        self._smtp = smtp
        self._password = _password(smtp, environ)
        self._context = _tls_context(smtp)

    def deliver(self, message: EmailMessage, recipient: str) -> None:
        """Send to ``recipient`` alone; see :meth:`Channel.deliver`."""
        try:
            with self._session() as session:
                session.send_message(message, to_addrs=[recipient])
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            # Without `from None`, the server's words and the address would reach tracebacks.
            raise _as_delivery_error(error) from None

    @contextlib.contextmanager
    def _session(self) -> Iterator[smtplib.SMTP]:
        session = self._connect()
        try:
            if self._smtp.security == "starttls":
                session.starttls(context=self._context)
            if self._smtp.username and self._password:
                session.login(self._smtp.username, self._password.reveal())
            yield session
            with contextlib.suppress(smtplib.SMTPException, OSError):
                session.quit()
        finally:
            session.close()

    def _connect(self) -> smtplib.SMTP:
        smtp = self._smtp
        if smtp.security == "tls":
            return smtplib.SMTP_SSL(
                smtp.host, smtp.port, timeout=smtp.timeout, context=self._context
            )
        return smtplib.SMTP(smtp.host, smtp.port, timeout=smtp.timeout)


def open_channel(notify: Notify, *, environ: Mapping[str, str]) -> Channel:
    """Return the channel that the settings name.

    :raises ConfigError: if its settings cannot work.
    """
    if notify.channel == "smtp":
        return SmtpChannel(notify.smtp, environ=environ)
    return FolderChannel(notify.folder)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _tls_context(smtp: Smtp) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if smtp.ca_file:
        try:
            context.load_verify_locations(cafile=smtp.ca_file)
        except OSError as error:  # ssl.SSLError is one
            raise ConfigError(
                Fault(
                    "is not a readable PEM certificate",
                    "Check notify.smtp.ca_file",
                    file=smtp.ca_file,
                )
            ) from error
    return context


def _password(smtp: Smtp, environ: Mapping[str, str]) -> PrivateValue | None:
    if not smtp.username:
        return None
    if smtp.password_env:
        password = environ.get(smtp.password_env, "")
        where = Fault(
            "names an environment variable that is not set",
            "Set it, or use password_file",
            field="notify.smtp.password_env",
        )
    elif smtp.password_file:
        password = _read_password(smtp.password_file)
        where = Fault("is empty", "Write the password into it", file=smtp.password_file)
    else:
        password = ""
        where = Fault(
            "has no password", "Set password_env or password_file", field="notify.smtp.username"
        )
    if not password:
        raise ConfigError(where)
    return PrivateValue(password, "password")


def _read_password(path: Path) -> str:
    try:
        if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
            raise ConfigError(Fault("can be read by others", "Run `chmod 600` on it", file=path))
        return path.read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            Fault("cannot be read", "Check notify.smtp.password_file", file=path)
        ) from error


def _as_delivery_error(error: Exception) -> DeliveryError:
    """Say what happened without addresses or server text.

    Only a 5xx reply about this recipient or message is permanent. A refused login, sender or
    session comes from settings that all notices share: mended, the notices go.
    """
    retry = True
    match error:
        case smtplib.SMTPRecipientsRefused():
            code = next((reply[0] for reply in error.recipients.values()), 450)
            what, remedy = f"refused the recipient (code {code})", "Check notify.to"
            retry = not _is_permanent(code)
        case smtplib.SMTPDataError():
            what, remedy = f"refused the message (code {error.smtp_code})", "See the server's log"
            retry = not _is_permanent(error.smtp_code)
        case smtplib.SMTPAuthenticationError():
            what, remedy = f"refused the login (code {error.smtp_code})", "Check user and password"
        case smtplib.SMTPSenderRefused():
            what, remedy = f"refused the sender (code {error.smtp_code})", "Check smtp.sender"
        case smtplib.SMTPResponseException():
            what, remedy = f"refused the session (code {error.smtp_code})", "Check notify.smtp"
        case smtplib.SMTPNotSupportedError() | UnicodeError():
            what, remedy = "lacks STARTTLS, a login or non-ASCII text", "Check notify.smtp"
        case ssl.SSLError():
            what, remedy = "has no certificate that can be verified", "Check host and ca_file"
        case _:
            what, remedy = "cannot be reached, or closed the connection", "Check host and port"
    return DeliveryError(Fault(f"the mail server {what}", remedy), retry=retry)


def _is_permanent(code: int) -> bool:
    return 500 <= code < 600
