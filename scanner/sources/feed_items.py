"""Collecting a feed's items from the events of an XML parser, with bounded memory."""

from typing import Any, Protocol

__all__ = ["Collector"]

_ITEMS = {"item", "entry"}
_DEEPEST = 100
_LONGEST_NAME = 10_000
_OF_FEED = {"channel", "feed", "author", "image", "RDF"}
_GROUPS = {"author", "group"}
# Elements that are shown as lists.
_LISTS = {"category", "media"}


class _Place(Protocol):
    CurrentLineNumber: int
    CurrentByteIndex: int


class Collector:
    """The target of an XML parser: keeps one item at a time, and what the feed says of itself.

    Names lose their namespace; an author's name is ``author.name``, a group's description
    ``media.description``. ``feed`` holds title, link, image and author of the feed.
    """

    def __init__(self, limit: int) -> None:
        self.feed: dict[str, Any] = {}
        self.complete = self.depth_exceeded = False
        self.place: _Place | None = None
        self._limit = limit
        self._path: list[str] = []
        self._item: dict[str, Any] | None = None
        self._item_depth = 0
        self._texts: list[str] = []
        self._size = 0
        self._start = (0, 0)
        self._done: list[tuple[int, int, dict[str, Any] | None]] = []

    def taken(self) -> list[tuple[int, int, dict[str, Any] | None]]:
        """Return (line, offset, item) of the items that ended since; None for one too large."""
        done, self._done = self._done, []
        return done

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        name = tag.rpartition("}")[2]
        if len(self._path) >= _DEEPEST:
            self.depth_exceeded = True
            return
        if name in _ITEMS and self._item is None:
            self._item, self._item_depth, self._size = {}, len(self._path), 0
            if self.place:
                self._start = (self.place.CurrentLineNumber, self.place.CurrentByteIndex)
        if self._is_place_of_values():
            self._texts = []
        self._path.append(name)
        self._attributes(name, attributes)

    def _is_place_of_values(self) -> bool:
        """Tell whether values stand here; deeper, markup inside a value is only its text."""
        parent, depth = self._path[-1] if self._path else "", len(self._path)
        if self._item is None:
            return parent in _OF_FEED
        return depth == self._item_depth + 1 or parent in _GROUPS

    def _attributes(self, name: str, attributes: dict[str, str]) -> None:
        into = self.feed if self._item is None else self._item
        address = attributes.get("href") or attributes.get("url")
        self._size += sum(map(len, attributes.values()))
        if name == "link" and address:
            into.setdefault(f"link@{attributes.get('rel', 'alternate')}", address)
            into.setdefault("link", address)
        elif self._item is not None and name in ("enclosure", "content", "thumbnail") and address:
            self._item.setdefault("media", []).append(address)
        elif self._item is not None and name == "category" and attributes.get("term"):
            self._item.setdefault("category", []).append(attributes["term"])

    def data(self, text: str) -> None:
        """Take characters of the element that is open."""
        self._size += len(text)
        if self._item is not None:
            if self._size <= self._limit:
                self._texts.append(text)
        elif len(self._path) <= 4 and len(self._texts) < _LONGEST_NAME:
            self._texts.append(text[:_LONGEST_NAME])

    def end(self, _tag: str) -> None:
        """Note that an element ends."""
        if self.depth_exceeded:
            return
        name = self._path.pop()
        if self._item is not None and len(self._path) == self._item_depth:
            item = self._item if self._size <= self._limit else None
            self._done.append((*self._start, item))
            self._item, self._texts = None, []
        elif self._is_place_of_values():
            self._keep(name)
        self.complete = not self._path

    def _keep(self, name: str) -> None:
        value, self._texts = "".join(self._texts).strip(), []
        if not value:
            return
        parent = self._path[-1] if self._path else ""
        if self._item is not None:
            self._keep_in_item(parent, name, value)
        elif parent in _OF_FEED:
            key = {"author": f"author.{name}", "image": "image" if name == "url" else ""}.get(
                parent, name
            )
            self.feed.setdefault(key, value[:_LONGEST_NAME])

    def _keep_in_item(self, parent: str, name: str, value: str) -> None:
        item = self._item if self._item is not None else {}
        if parent == "author":
            item.setdefault(f"author.{name}", value)
        elif parent == "group":
            item.setdefault(f"media.{name}", value)
        elif name in _LISTS:
            item.setdefault(name, []).append(value)
        else:
            item.setdefault(name, value)

    def close(self) -> None:
        """End; nothing is returned."""
