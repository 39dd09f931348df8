"""The envelope: one mail message of text and HTML, safe against header injection."""

import hashlib
import unicodedata
from datetime import datetime
from email import policy
from email.errors import HeaderParseError
from email.headerregistry import Address
from email.message import EmailMessage
from email.utils import format_datetime

from scanner.errors import DeliveryError, Fault
from scanner.notices.compose import NoticeContent

__all__ = ["build_message", "key_digest", "mail_address"]


def key_digest(key: str) -> str:
    """Return the hexadecimal digest that stands for an outbox key in ids and file names."""
    return hashlib.sha256(key.encode()).hexdigest()[:32]


def mail_address(to: str) -> Address:
    """Parse a recipient; addresses of other services are refused until they are supported.

    :raises DeliveryError: without retry, naming the service or the remedy but not the address.
    """
    scheme, separator, _ = to.partition("://")
    if separator:
        service = scheme if scheme.isalnum() and len(scheme) <= 20 else "other"
        raise DeliveryError(
            Fault(
                f"a recipient is a {service}:// address, and this version sends mail only",
                "Put a mail address into notify.to",
            ),
            retry=False,
        )
    if any(unicodedata.category(character) in {"Cc", "Cf", "Zl", "Zp"} for character in to):
        raise _not_an_address()
    try:
        address = Address(addr_spec=to)
    except (ValueError, IndexError, HeaderParseError):
        # Without `from None`, the parser's message would carry the address into logs.
        raise _not_an_address() from None
    if not address.username or not address.domain:
        raise _not_an_address()
    return address


def _not_an_address() -> DeliveryError:
    return DeliveryError(
        Fault("a recipient is not a mail address", "Correct notify.to"), retry=False
    )


def build_message(
    content: NoticeContent, *, key: str, sender: str, recipient: str, date: datetime
) -> EmailMessage:
    """Put ``content`` into an envelope from ``sender`` to ``recipient``, dated ``date``.

    The Message-ID depends on the outbox ``key`` alone: a copy sent again after a crash is
    recognised by mail programs as the same message.

    :raises DeliveryError: if either address cannot be used.
    """
    source, target = mail_address(sender), mail_address(recipient)
    message = EmailMessage(policy=policy.SMTP)
    message["Message-ID"] = f"<{key_digest(key)}@{source.domain}>"
    message["Date"] = format_datetime(date)
    message["From"] = source
    message["To"] = target
    message["Subject"] = content.subject
    message["Content-Language"] = content.language
    message["Auto-Submitted"] = "auto-generated"
    # Asks vacation programs, which may answer to all, to keep silent.
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(content.text, charset="utf-8", cte="quoted-printable")
    message.add_alternative(content.html, subtype="html", charset="utf-8", cte="quoted-printable")
    return message
