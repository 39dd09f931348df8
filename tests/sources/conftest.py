from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import orjson
import pytest

from scanner.posts import Post
from scanner.settings import Limits
from scanner.sources import Reading, Tally, Unreadable, open_source


class Outcome(NamedTuple):
    posts: list[Post]
    unreadable: list[Unreadable]
    tally: Tally
    reading: Reading


Read = Callable[..., Outcome]


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """Write content (bytes, text or objects one a line) to a file and read it through."""

    def _read(content: Any, *, line_bytes: int = 16_000_000, **options: Any) -> Outcome:
        path = tmp_path / "dump"
        if isinstance(content, list):
            content = b"\n".join(map(orjson.dumps, content)) + b"\n"
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        unreadable: list[Unreadable] = []
        reading = open_source(
            path,
            limits=Limits(line_bytes=line_bytes),
            on_unreadable=unreadable.append,
            **options,
        )
        posts = [post for _, found in reading for post in found]
        tally = reading.tally
        assert tally.lines == tally.read + tally.quarantined
        assert tally.quarantined == len(unreadable)
        assert tally.posts == len(posts)
        return Outcome(posts, unreadable, tally, reading)

    return _read


class Blocks:
    """Stands for a ByteStream with blocks of a chosen size."""

    def __init__(self, content: bytes, size: int, damage: str | None = None) -> None:
        self._content, self._size, self.damage = content, size, damage

    def __iter__(self) -> Iterator[bytes]:
        for start in range(0, len(self._content), self._size):
            yield self._content[start : start + self._size]


@pytest.fixture(scope="session")
def blocks() -> type[Blocks]:
    return Blocks
