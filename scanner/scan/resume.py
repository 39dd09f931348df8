"""Taking up a rescan where it was interrupted: what to keep beside its output while it runs."""

import os
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

import orjson

from scanner.errors import ConfigError, Fault, SourceError
from scanner.incidents import MemoryIndex
from scanner.scan.dumps import Place, Rescan
from scanner.sources import Tally, expand
from scanner.watchlist.cache import enrolment_key
from scanner.watchlist.people import Person

__all__ = ["Checkpoint", "fingerprint"]

_SECONDS = 2.0


def fingerprint(paths: Sequence[Path], people: Sequence[Person], *options: object) -> str:
    """Return what is equal for two rescans only if the second may go on where the first stopped.

    It tells the dumps by their sizes and times, the people by all that is enrolled.
    """
    files = [found for path in paths for found in _found(path)]
    return enrolment_key(people, repr((files, options)).encode(), size=16).hex()


def _found(path: Path) -> Iterator[tuple[str, int, int]]:
    try:
        for file in expand(path):
            status = file.stat()
            yield str(file), status.st_size, status.st_mtime_ns
    except (SourceError, OSError):  # the rescan itself will say what is wrong
        return


class Checkpoint:
    """Says every two seconds how far a rescan came, in a file for this user alone.

    The file holds counts, opaque keys and the places of the outputs' ends; no private value.
    ``sizes`` are the outputs' sizes when the state was told, to which they must be cut.
    """

    def __init__(self, path: Path | None, print_: str) -> None:
        """Take the file's path; without one, nothing is kept."""
        self.path = path
        self._print = print_
        self._told = 0.0
        self.report, self.index, self.sizes = Rescan(), MemoryIndex(), dict[str, int]()
        self.key = os.urandom(32)

    def load(self) -> None:
        """Take up what the file says.

        :raises ConfigError: if there is none, or if it is of another rescan.
        """
        try:
            state = orjson.loads(self.path.read_bytes() if self.path else b"")
            same = state["of"] == self._print
        except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
            what, remedy = "there is nothing to go on from", "Leave out --resume to start anew"
            raise ConfigError(Fault(what, remedy, self.path, field="--resume")) from None
        if not same:
            what = "what was interrupted had other dumps, people or options"
            remedy = "Give the same ones, or leave out --resume to start anew"
            raise ConfigError(Fault(what, remedy, self.path, field="--resume"))
        self.key, self.sizes = bytes.fromhex(state["key"]), state["sizes"]
        self.index = MemoryIndex.load(state["incidents"])
        report = state["report"]
        self.report = Rescan(
            tally=_tally(report["tally"]),
            examined=report["examined"],
            findings=report["findings"],
            people=set(report["people"]),
            unexamined=report["unexamined"],
            place=Place(*report["place"]),
        )

    def told(self, sizes: Callable[[], dict[str, int]]) -> None:
        """Write the state if the last was written some time ago; ``sizes`` flushes the outputs."""
        now = time.monotonic()
        if self.path is None or now - self._told < _SECONDS:
            return
        self._told = now
        state = {
            "of": self._print,
            "key": self.key.hex(),
            "sizes": sizes(),
            "report": _told(self.report),
            "incidents": self.index.dump(),
        }
        part = self.path.with_name(f"{self.path.name}.part")
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
        with os.fdopen(descriptor, "wb") as file:
            file.write(orjson.dumps(state))
        part.replace(self.path)

    def clear(self) -> None:
        """Remove the file, because the rescan is done."""
        if self.path:
            self.path.unlink(missing_ok=True)


def _told(report: Rescan) -> dict[str, Any]:
    tally = {name: getattr(report.tally, name) for name in Tally.__slots__}
    return {
        "tally": tally | {"missing": dict(report.tally.missing)},
        "examined": report.examined,
        "findings": report.findings,
        "people": sorted(report.people),
        "unexamined": report.unexamined,
        "place": list(report.place),
    }


def _tally(counts: dict[str, Any]) -> Tally:
    return Tally(**(counts | {"missing": Counter(counts["missing"])}))
