"""Inspecting texts: what is seen in them, without judging."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from scanner.posts import Post
from scanner.scan.examine import Examiner
from scanner.settings import Settings
from scanner.text.language import language_of
from scanner.watchlist.index import ScreeningIndex
from scanner.watchlist.people import Person

__all__ = ["Inspector"]


class Inspector:
    """Shows language, entities and mentions of a text, for analysts and for tests."""

    def __init__(self, people: Sequence[Person], settings: Settings, *, now: datetime) -> None:
        willing = [person for person in people if person.consent.in_force(now.date())]
        self._index = ScreeningIndex(willing)
        self._examiner = Examiner(willing, settings, key=bytes(32), now=now)

    def inspect(self, id_: str, text: str, language: str | None = None) -> dict[str, Any]:
        """Return the object that ``scanner inspect`` prints; spans count code points."""
        mentions = self._index.mentions(Post("inspect", id_, text))
        detections = sorted(
            self._examiner.detections(text), key=lambda item: (item.start, item.end, item.type)
        )
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
                for item in detections
                if item.type.isupper()
            ],
            "mentions": [
                {
                    "person": item.person,
                    "how": item.how.value,
                    "start": item.start,
                    "end": item.end,
                    "score": round(item.score, 3),
                }
                for item in mentions
            ],
        }
