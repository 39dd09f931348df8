from pathlib import Path

import pytest

from scanner.sources import SourceError, expand


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    for name in ("b.jsonl", "a.csv", "deep/c", ".hidden", ".git/d", "deep/.e"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x")
    (tmp_path / "link").symlink_to(tmp_path / "b.jsonl")
    (tmp_path / "loop").symlink_to(tmp_path, target_is_directory=True)
    (tmp_path / "empty").mkdir()
    return tmp_path


def names(found: list[Path], tree: Path) -> list[str]:
    return [str(path.relative_to(tree)) for path in found]


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("", ["a.csv", "b.jsonl", "deep/c"]),
        ("b.jsonl", ["b.jsonl"]),
        (".hidden", [".hidden"]),  # named outright
        ("link", ["link"]),
        ("*", ["a.csv", "b.jsonl", "deep/c"]),
        ("*.[cj]s*", ["a.csv", "b.jsonl"]),
        ("**/c", ["deep/c"]),
    ],
)
def test_what_a_path_names(tree, path, expected):
    assert names(expand(tree / path), tree) == expected


@pytest.mark.parametrize("path", ["gone", "*.parquet", "empty"])
def test_nothing_there(tree, path):
    with pytest.raises(SourceError, match="Name a file, a folder or a glob"):
        expand(tree / path)


def test_a_name_with_glob_characters_is_a_file_first(tmp_path):
    odd = tmp_path / "dump[1].jsonl"
    odd.write_text("x")
    (tmp_path / "dump1.jsonl").write_text("y")
    assert expand(odd) == [odd]
