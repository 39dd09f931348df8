import builtins

import orjson
import pyarrow.parquet
import pytest

from scanner.sources import SourceError

ROW = {"post_id": 1838899921234567891, "message": "hello", "user": "@moss", "timestamp": 1795161600}


def test_keys_are_read_as_a_tables_columns_are(read):
    (post,) = read([ROW | {"url": "https://www.facebook.com/1", "tags": ["tea"]}]).posts
    assert (post.platform, post.id, post.text) == ("facebook", "1838899921234567891", "hello")
    assert post.author.handle == "moss"
    assert post.hashtags == ("tea",)


def test_keys_of_other_names_can_be_told(read):
    columns = {"id": "nr", "text": "mot", "author.handle": "qui"}
    outcome = read([{"nr": "1", "mot": "bonjour", "qui": "moss"}], columns=columns, platform="x")
    assert outcome.reading.format.name == "rows"
    assert outcome.posts[0].text == "bonjour"
    assert outcome.posts[0].author.handle == "moss"


@pytest.mark.parametrize("item", [{"a": 1}, {"text": "x"}, {"id": "1", "text": "x"}, {"text": {}}])
def test_objects_that_show_too_little_are_not_taken_for_posts(read, item):
    with pytest.raises(SourceError, match="no format that is recognised"):
        read([item])


def test_a_row_without_text_is_set_aside_and_one_of_another_shape_is_not(read):
    outcome = read([ROW, {"n": 1}, {"text": "other", "author": "moss", "id": "2"}, [1]])
    assert [post.text for post in outcome.posts] == ["hello", "other"]
    assert [entry.line for entry in outcome.unreadable] == [2, 4]


def test_an_object_of_a_great_many_keys(read):
    wide = ROW | {f"k{number}": number for number in range(50_000)}
    assert read(orjson.dumps(wide)).posts[0].text == "hello"


def test_parquet_is_read_as_rows(tmp_path, read):
    pyarrow.parquet.write_table(
        pyarrow.Table.from_pylist([ROW, ROW | {"post_id": 2}]), tmp_path / "p"
    )
    outcome = read((tmp_path / "p").read_bytes())
    assert [post.id for post in outcome.posts] == ["1838899921234567891", "2"]
    assert outcome.reading.format.name == "rows"


def test_damaged_parquet_is_told(read):
    with pytest.raises(SourceError, match="damaged Parquet"):
        read(b"PAR1 and no more")


def test_parquet_without_pyarrow_names_the_extra(read, monkeypatch):
    real = builtins.__import__

    def without(name, *rest):
        if name.startswith("pyarrow"):
            raise ImportError
        return real(name, *rest)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(SourceError, match=r"exposure-scanner\[parquet\]"):
        read(b"PAR1")
