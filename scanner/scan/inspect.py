"""Inspecting texts: what is seen in them, without judging."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any

from scanner.detect.entities import EntityFinder
from scanner.errors import ScannerError
from scanner.findings import Detection
from scanner.posts import Post
from scanner.settings import Settings
from scanner.text.language import language_of
from scanner.watchlist.index import ScreeningIndex
from scanner.watchlist.people import Person

__all__ = ["Inspector"]

# Texts read ahead: enough for the language models to work in batches.
_BATCH = 256


class Inspector:
    """Shows language, entities and mentions of a text, for analysts and for tests."""

    def __init__(self, people: Sequence[Person], settings: Settings, *, now: datetime) -> None:
        willing = [person for person in people if person.consent.in_force(now.date())]
        self._index = ScreeningIndex(willing)
        self._finder = EntityFinder(settings.detect)

    def inspect(self, id_: str, text: str, language: str | None = None) -> dict[str, Any]:
        """Return the object that ``scanner inspect`` prints; spans count code points."""
        return next(self.inspect_many([{"id": id_, "text": text, "language": language}]))

    def inspect_many(self, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield for each row with ``id``, ``text`` and perhaps ``language`` what is seen in it."""
        for batch in _batches(rows):
            found = self._finder.find_many([row["text"] for row in batch])
            for row, entities in zip(batch, found, strict=True):
                yield self._seen(row["id"], row["text"], row.get("language"), entities)

    def _seen(
        self, id_: str, text: str, language: str | None, entities: Sequence[Detection]
    ) -> dict[str, Any]:
        return {
            "id": id_,
            "language": language or language_of(text),
            "entities": [
                {
                    "type": item.type,
                    "start": item.start,
                    "end": item.end,
                    "score": round(item.score, 3),
                    "text": text[item.start : item.end],
                }
                for item in entities
            ],
            "mentions": [
                {
                    "person": item.person,
                    "how": item.how.value,
                    "start": item.start,
                    "end": item.end,
                    "score": round(item.score, 3),
                }
                for item in self._index.mentions(Post("inspect", id_, text))
            ],
        }


def _batches(rows: Iterable[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    """Yield rows by the batch; those before a line that cannot be read come before its error."""
    batch: list[dict[str, Any]] = []
    try:
        for row in rows:
            batch.append(row)
            if len(batch) == _BATCH:
                yield batch
                batch = []
    except ScannerError:
        yield batch
        raise
    yield batch
