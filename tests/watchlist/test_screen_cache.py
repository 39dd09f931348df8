"""The compiled screen is kept between runs and tells nothing to whoever finds it."""

import pytest
from enrolled import person

from scanner.posts import Post
from scanner.sources import glance_at
from scanner.watchlist.cache import ScreenCache
from scanner.watchlist.screen import Screen

SU = person("苏婉清", "Su Wanqing", phone="+1 343-555-0126", email="wanqing.su@homemail.example")
GLANCES = [glance_at(Post("x", "1", text)) for text in ("hi", "Su Wanqing")]
POSTS = tuple(map(list, zip(*GLANCES, strict=True)))


def found(screen):
    return dict(screen.candidates(POSTS))


@pytest.fixture
def built(monkeypatch):
    """Count how often a screen is built."""
    calls = []
    build = Screen.build

    def counted(*args):
        calls.append(1)
        return build(*args)

    monkeypatch.setattr(Screen, "build", counted)
    return calls


def test_it_is_built_once(tmp_path, built):
    screens = [ScreenCache([SU], tmp_path / "cache")() for _ in range(3)]
    assert [found(screen) for screen in screens] == [{1: frozenset({"su-wanqing"})}] * 3
    assert built == [1]


def test_another_watchlist_has_another_file(tmp_path, built):
    for one in (SU, person("Su Wanqing"), person("Su Wanqing", phone="+1 343-555-0127")):
        ScreenCache([one], tmp_path)()
    assert len(built) == len(list(tmp_path.iterdir())) == 3


def test_nothing_of_it_can_be_read(tmp_path):
    ScreenCache([SU], tmp_path)()
    (file,) = tmp_path.iterdir()
    told = file.read_bytes() + file.name.encode()
    for value in ("wanqing", "苏婉清", "3435550126", "eaesssoi26", "homemail", "su-wanqing"):
        assert value.encode() not in told
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("damage", [b"", b"x" * 200, None])
def test_a_damaged_file_is_made_again(tmp_path, built, damage):
    ScreenCache([SU], tmp_path)()
    (file,) = tmp_path.iterdir()
    raw = bytearray(file.read_bytes())
    raw[-1] ^= 1
    file.write_bytes(raw if damage is None else damage)
    assert found(ScreenCache([SU], tmp_path)()) == {1: frozenset({"su-wanqing"})}
    assert built == [1, 1]


def test_a_folder_that_cannot_be_written_costs_only_time(tmp_path):
    (tmp_path / "file").write_bytes(b"")
    assert found(ScreenCache([SU], tmp_path / "file" / "cache")()) == {1: frozenset({"su-wanqing"})}


def test_old_files_go(tmp_path):
    for number in range(6):
        ScreenCache([person(f"Su Wanqing {number}")], tmp_path)()
    assert len(list(tmp_path.iterdir())) == 4
