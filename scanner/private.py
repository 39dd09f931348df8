"""Private values as a type: they print, log and serialise masked.

Reading one in clear is a single explicit call, :meth:`PrivateValue.reveal`, so that every use
of the clear value can be found by searching for that word.
"""

import re
import unicodedata
from typing import Any, NoReturn

__all__ = ["PrivateValue", "mask"]

_MASK = "•"
_HIDDEN = _MASK * 6
# The country code, and for North America the area code: neither tells one person from another.
_PHONE_HEAD = re.compile(
    r"\+1[\s.-]*\(?\d{3}(?!\d)|\+\d{2,3}(?=[\s.(-])|\(?\d{3}\)?(?=[\s.-]*\d{3}[\s.-]\d{4}$)"
)
# A short tail lets the owner recognise their own value; two of ten digits help nobody else.
_SHOWN_DIGITS = 2
_MIN_DIGITS_FOR_TAIL = 7


def mask(value: str, kind: str) -> str:
    """Redact ``value`` so that its owner knows which one it is and nobody else learns it.

    Phone numbers keep their country code, a North American area code and their last two
    digits; e-mail addresses keep their first letter and top-level domain. Every other kind
    (addresses, identity numbers, birth dates) becomes dots of a fixed length.

    >>> mask("+1 343-555-0126", "phone")
    '+1 343-•••-••26'
    >>> mask("mei.lin@example.org", "email")
    'm•••@•••.org'
    >>> mask("1420 rue Fictive, app. 3", "address")
    '••••••'
    """
    kind = kind.lower()
    if kind in {"phone", "phone_number"}:
        return _mask_phone(value)
    if kind in {"email", "email_address"}:
        return _mask_email(value)
    return _HIDDEN


def _mask_email(value: str) -> str:
    local, _, domain = value.strip().rpartition("@")
    host, _, top = domain.rpartition(".")
    if not local.split() or not host or any(map(str.isspace, domain)):
        return _HIDDEN
    return f"{local.split()[-1][0]}{_MASK * 3}@{_MASK * 3}.{top}"


def _mask_phone(value: str) -> str:
    value = unicodedata.normalize("NFKC", value).strip()
    digits = [character for character in value if character.isdigit()]
    if len(digits) < _MIN_DIGITS_FOR_TAIL:
        return _HIDDEN
    head = _PHONE_HEAD.match(value)
    shown_first = sum(character.isdigit() for character in head[0]) if head else 0
    shown, seen = [], 0
    for character in value:
        if character.isdigit():
            seen += 1
            tail = seen > len(digits) - _SHOWN_DIGITS
            shown.append(character if seen <= shown_first or tail else _MASK)
        elif character in " +-.()":
            shown.append(character)
    return "".join(shown)


class PrivateValue:
    """A value that must not appear in public, with its kind (an enrolment key such as ``phone``).

    ``str()``, ``repr()``, ``format()`` and JSON give the masked form; pickling keeps the value
    (workers need it), equality and hashing use it.
    """

    __slots__ = ("_kind", "_value")

    def __init__(self, value: str, kind: str) -> None:
        self._value = value
        self._kind = kind

    @property
    def kind(self) -> str:
        """The enrolment key the value stands under."""
        return self._kind

    @property
    def masked(self) -> str:
        """The redacted form, safe to show."""
        return mask(self._value, self._kind)

    def reveal(self) -> str:
        """Return the value in clear."""
        return self._value

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<private {self._kind} {self.masked}>"

    def __format__(self, spec: str) -> str:
        return format(self.masked, spec)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, PrivateValue):
            return NotImplemented
        return (self._kind, self._value) == (other._kind, other._value)

    def __hash__(self) -> int:
        return hash((self._kind, self._value))

    def __reduce__(self) -> tuple[Any, ...]:
        return PrivateValue, (self._value, self._kind)

    def __iter__(self) -> NoReturn:
        raise TypeError("a private value is not a sequence; call reveal() where it must be read")
