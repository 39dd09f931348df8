"""Times as fixed-width UTC text, so that text order is time order."""

from datetime import UTC, datetime

__all__ = ["BEGINNING", "END", "from_text", "to_text"]

# Sort before and after every time; they stand for an open end of a range.
BEGINNING = ""
END = "~"


def to_text(moment: datetime) -> str:
    """Render an aware time as 27 characters of ISO-8601 in UTC.

    >>> to_text(datetime(2026, 11, 20, 8, tzinfo=UTC))
    '2026-11-20T08:00:00.000000Z'

    :raises ValueError: if ``moment`` has no time zone.
    """
    if moment.tzinfo is None:
        raise ValueError("a time without a zone cannot be stored")
    return moment.astimezone(UTC).isoformat(timespec="microseconds").replace("+00:00", "Z")


def from_text(text: str) -> datetime:
    """Return the aware UTC time that :func:`to_text` rendered."""
    return datetime.fromisoformat(text)
