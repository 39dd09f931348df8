"""Every error the scanner raises on purpose, as one tree.

An error says where (file, line, field), what is wrong, and what to do about it. Its text is
shown to people and written to logs, so it never holds a private value.
"""

from dataclasses import dataclass
from pathlib import Path

__all__ = [
    "ConfigError",
    "DeliveryError",
    "Fault",
    "ModelError",
    "ScannerError",
    "SourceError",
    "StateError",
    "WatchlistError",
]


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong with an input, and the remedy.

    ``line`` counts from 1; ``field`` is a dotted path such as ``consent.given_on``.
    """

    what: str
    remedy: str = ""
    file: Path | str | None = None
    line: int | None = None
    field: str | None = None

    def __str__(self) -> str:
        """Render as ``file:line: field: what. remedy``, leaving out what is not known."""
        place = str(self.file) if self.file is not None else ""
        if self.line is not None:
            place += f":{self.line}"
        parts = [part for part in (place, self.field) if part]
        sentence = self.what.rstrip(".") + "."
        if self.remedy:
            sentence += f" {self.remedy.rstrip('.')}."
        return ": ".join([*parts, sentence])


class ScannerError(Exception):
    """Base of all expected errors; carries one or more faults."""

    def __init__(self, *faults: Fault) -> None:
        self.faults = faults
        super().__init__("\n".join(str(fault) for fault in faults))


class ConfigError(ScannerError):
    """config.yaml cannot be used (exit status 2)."""


class WatchlistError(ScannerError):
    """An enrolment file cannot be used (exit status 2)."""


class SourceError(ScannerError):
    """A source as a whole cannot be read; single bad lines are quarantined instead."""


class StateError(ScannerError):
    """The state folder or its database cannot be used."""


class ModelError(ScannerError):
    """A language model is missing or cannot be loaded."""


class DeliveryError(ScannerError):
    """A notice could not be delivered; ``retry`` tells whether a later try may succeed."""

    def __init__(self, *faults: Fault, retry: bool = True) -> None:
        super().__init__(*faults)
        self.retry = retry
