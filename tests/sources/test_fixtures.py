"""One hand-made file for each shape of each format: what is in it, and that all of it is told.

``expected/<file>.jsonl`` holds its posts as ``scanner sources convert`` writes them.
"""

import bz2
import csv
import gzip
import lzma
import shutil
import zipfile
from collections import Counter
from pathlib import Path

import orjson
import pytest
import zstandard

from scanner.posts import MARKS, PARTS
from scanner.sources import SourceError, expand, identify, known_formats, open_source
from scanner.sources.exports import export_of

HERE = Path(__file__).parent
FIXTURES, EXPECTED = HERE / "fixtures", HERE / "expected"

# File, format, lines, posts, lines without posts by rule, quarantined, missing fields.
SHAPES = [
    ("4cat_bluesky.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_bluesky.ndjson", "bluesky", 1, 1, 0, 0, ""),
    ("4cat_custom.csv", "csv", 1, 1, 0, 0, "platform=1"),
    ("4cat_douyin.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_facebook.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_facebook.ndjson", "zeeschuimer", 2, 2, 0, 0, "created_at=1"),
    ("4cat_gab.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_instagram.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_linkedin.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_rednote.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_rednote_comments.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_telegram.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_telegram.ndjson", "telegram_4cat", 2, 2, 0, 0, ""),
    ("4cat_threads.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_tiktok.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_tiktok_comments.csv", "csv", 1, 1, 0, 0, "created_at=1"),
    ("4cat_truth.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_x.csv", "csv", 1, 1, 0, 0, ""),
    ("4cat_x.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("4cat_x_v2.csv", "csv", 1, 1, 0, 0, ""),
    ("activitypub_outbox.json", "activitypub", 1, 1, 0, 0, ""),
    ("ail.ndjson", "ail", 2, 2, 0, 0, ""),
    ("bluesky_feed.json", "bluesky", 1, 2, 0, 0, "created_at=1"),
    ("bluesky_jetstream.ndjson", "bluesky", 3, 1, 2, 0, ""),
    ("crowdtangle_facebook.csv", "csv", 1, 1, 0, 0, ""),
    ("crowdtangle_instagram.csv", "csv", 1, 1, 0, 0, ""),
    ("facebook_graph.json", "meta_graph", 1, 2, 0, 0, ""),
    ("instagram_graph.json", "meta_graph", 1, 2, 0, 0, ""),
    ("mastodon.ndjson", "mastodon", 2, 2, 0, 0, ""),
    ("mcl_comments.csv", "csv", 1, 1, 0, 0, "author=1 platform=1"),
    ("mcl_facebook_posts.csv", "csv", 1, 1, 0, 0, ""),
    ("mcl_instagram_posts.csv", "csv", 1, 1, 0, 0, ""),
    ("medium_feed.xml", "feed", 2, 2, 0, 0, "created_at=1"),
    ("posts.jsonl", "jsonl", 1, 1, 0, 0, ""),
    ("reddit_comments.ndjson", "reddit", 2, 1, 1, 0, ""),
    ("reddit_listing.json", "reddit", 2, 4, 0, 0, ""),
    ("reddit_submissions.ndjson", "reddit", 1, 1, 0, 0, ""),
    ("rows.jsonl", "rows", 1, 1, 0, 0, ""),
    ("telegram_account.json", "telegram", 2, 2, 0, 0, ""),
    ("telegram_chat.json", "telegram", 4, 3, 1, 0, ""),
    ("tiktok_research.ndjson", "tiktok_research", 2, 2, 0, 0, ""),
    ("weibo_bazhuayu.csv", "csv", 1, 1, 0, 0, "id=1"),
    ("x_v1.jsonl", "x_v1", 2, 1, 1, 0, ""),
    ("x_v2_flat.jsonl", "x_v2", 1, 1, 0, 0, ""),
    ("x_v2_pages.jsonl", "x_v2", 2, 2, 1, 0, "author.handle=1 author.id=1 created_at=1"),
    ("youtube_comment_threads.json", "youtube", 1, 2, 0, 0, ""),
    ("youtube_data_tools_comments.csv", "csv", 2, 2, 0, 0, ""),
    ("youtube_data_tools_videos.csv", "csv", 1, 1, 0, 0, ""),
    ("youtube_feed.xml", "feed", 1, 1, 0, 0, ""),
    ("youtube_videos.json", "youtube", 1, 1, 0, 0, ""),
    ("ytdlp.info.json", "yt_dlp", 1, 3, 0, 0, "author=1 created_at=1"),
    ("zeeschuimer_9gag.ndjson", "zeeschuimer", 1, 1, 0, 0, ""),
    ("zeeschuimer_douyin.ndjson", "zeeschuimer", 3, 3, 0, 0, "text=1"),
    ("zeeschuimer_gab.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_instagram.ndjson", "zeeschuimer", 5, 4, 1, 0, ""),
    ("zeeschuimer_linkedin.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_rednote.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_rednote_comments.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_threads.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_tiktok.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_tiktok_comments.ndjson", "zeeschuimer", 2, 2, 0, 0, ""),
    ("zeeschuimer_truth.ndjson", "zeeschuimer", 2, 2, 0, 0, "created_at=1"),
    ("zeeschuimer_x.ndjson", "zeeschuimer", 5, 5, 0, 0, "author=1 created_at=1 text=1"),
]
NAMES = [shape[0] for shape in SHAPES]
FORMAT_OF = {shape[0]: shape[1] for shape in SHAPES}


def read(path, **options):
    unreadable = []
    reading = open_source(path, on_unreadable=unreadable.append, **options)
    return [post for _, posts in reading for post in posts], reading, unreadable


def test_every_fixture_is_in_the_table():
    assert sorted(path.name for path in FIXTURES.iterdir()) == sorted(NAMES)
    assert {shape[1] for shape in SHAPES} == {known.name for known in known_formats()}


@pytest.mark.parametrize(
    ("name", "known", "lines", "posts", "without", "quarantined", "missing"), SHAPES
)
def test_every_line_is_accounted_for(name, known, lines, posts, without, quarantined, missing):
    _, reading, unreadable = read(FIXTURES / name)
    tally = reading.tally
    assert reading.format.name == known
    assert (tally.lines, tally.posts, tally.without_posts) == (lines, posts, without)
    assert tally.quarantined == len(unreadable) == quarantined
    assert tally.read + tally.quarantined == tally.lines
    pairs = (one.split("=") for one in missing.split())
    assert tally.missing == Counter({field: int(count) for field, count in pairs})


@pytest.mark.parametrize("name", NAMES)
def test_each_field_of_each_post(name):
    posts, _, _ = read(FIXTURES / name)
    lines = (EXPECTED / f"{name}.jsonl").read_bytes().splitlines()
    assert [post.as_dict() for post in posts] == list(map(orjson.loads, lines))


@pytest.mark.parametrize("name", NAMES)
def test_posts_keep_to_the_words_of_the_house(name):
    posts, _, _ = read(FIXTURES / name)
    for post in posts:
        assert {part.kind for part in post.parts} <= set(PARTS)
        assert set(post.marks) <= set(MARKS)
        assert type(post.id) is str
        assert post.created_at is None or post.created_at.utcoffset().total_seconds() == 0


@pytest.mark.parametrize("name", NAMES)
def test_a_converted_file_reads_back_as_the_same_posts(name):
    posts, _, _ = read(FIXTURES / name)
    again, reading, _ = read(EXPECTED / f"{name}.jsonl")
    assert reading.format.name == "jsonl"
    assert [post.as_dict() for post in again] == [post.as_dict() for post in posts]


@pytest.mark.parametrize("name", NAMES)
def test_a_format_is_known_by_content_alone(tmp_path, name):
    plain = shutil.copy(FIXTURES / name, tmp_path / "export.txt")
    assert identify(Path(plain))[0].name == FORMAT_OF[name]


def _zip(path, content):
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("day/export.txt", content)


PACKINGS = [gzip.compress, bz2.compress, lzma.compress, zstandard.ZstdCompressor().compress, _zip]


@pytest.mark.parametrize("pack", PACKINGS, ids=["gz", "bz2", "xz", "zst", "zip"])
@pytest.mark.parametrize("name", ["zeeschuimer_x.ndjson", "4cat_x.csv", "telegram_chat.json",
                                  "medium_feed.xml"])  # fmt: skip
def test_packed_files_give_the_same(tmp_path, name, pack):
    content, path = (FIXTURES / name).read_bytes(), tmp_path / "packed"
    if pack is _zip:
        _zip(path, content)
    else:
        path.write_bytes(pack(content))
    (member,) = expand(path)
    posts, _, _ = read(member)
    assert [post.as_dict() for post in posts] == [
        post.as_dict() for post in read(FIXTURES / name)[0]
    ]


def test_x_replies_go_by_rest_id_where_the_capture_has_rounded_the_number():
    raw = orjson.loads((FIXTURES / "zeeschuimer_x.ndjson").read_bytes().splitlines()[0])
    post = read(FIXTURES / "zeeschuimer_x.ndjson")[0][0]
    assert raw["data"]["id"] == 1838899921234568000
    assert post.id == "1838899921234567891"
    assert post.url.endswith("/1838899921234567891")
    table = read(FIXTURES / "4cat_x.csv")[0][0]
    assert table.url.endswith("/1838899921234567891")


def _keys(value):
    """Give (container, key) for every key at any depth."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield value, key
            yield from _keys(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _keys(inner)


# Without one of these there is no post to be seen: they hold all the rest.
STRUCTURE = set(
    "source_platform __import_meta data comet_sections content story meta orderedItems object feed "
    "post did commit collection record comments replies children kind chats list messages title "
    "videos items videoId snippet cell_room rawdata".split()
)
# What a format asks of every object; and of a rest_id or an id alone nothing is left to be read.
LEAST = {
    "posts.jsonl": {"platform", "id", "text"},
    "rows.jsonl": {"message"},
    "x_v1.jsonl": {"full_text"},
    "x_v2_pages.jsonl": {"text"},
    "zeeschuimer_x.ndjson": {"rest_id"},
}
JSON_NAMES = [name for name in NAMES if not name.endswith((".csv", ".xml"))]
CSV_NAMES = [name for name in NAMES if name.endswith(".csv")]
HOSTILE = [None, 0, -1, 2**63 - 1, 1.5, -1e308, True, "", "x", "9" * 30, "-1", "²", "\x00",
           "2026-13-45 99:00:00 EST", "Fri, 20 Nov 2026 03:00:00 +99999999999999999",
           "99999999999年1月1日 0:00", [], [[]], [5], {}, {"a": 1}, {"a": [5]}]  # fmt: skip


def _is_foreseen(entry):
    """Tell whether a reader gave the reason itself, rather than the net below all of them."""
    return "could not be read" not in entry.reason


def test_every_fixture_of_json_or_csv_is_put_to_the_tests_of_drift():
    assert len(JSON_NAMES) == sum(not name.endswith((".csv", ".xml")) for name in NAMES)
    assert {FORMAT_OF[name] for name in JSON_NAMES} == {known.name for known in known_formats()} - {
        "csv",
        "feed",
    }
    assert {FORMAT_OF[name] for name in CSV_NAMES} == {"csv"}


def objects_of(name):
    content = (FIXTURES / name).read_bytes()
    whole = [content] if name.endswith(".json") else content.splitlines()
    return [orjson.loads(one) for one in whole]


@pytest.mark.parametrize("name", JSON_NAMES)
def test_a_key_that_is_missing_costs_its_field_and_never_the_line(tmp_path, name):
    """Drift: each key of each object is taken away in turn."""
    objects, path = objects_of(name), tmp_path / "drifted"
    whole = next(shape for shape in SHAPES if shape[0] == name)[3]
    for number in range(len(list(_keys(objects)))):
        drifted = orjson.loads(orjson.dumps(objects))
        container, key = list(_keys(drifted))[number]
        container.pop(key)
        path.write_bytes(b"\n".join(map(orjson.dumps, drifted)))
        posts, reading, unreadable = read(path, format=FORMAT_OF[name])
        assert all(map(_is_foreseen, unreadable))
        assert reading.tally.read + reading.tally.quarantined == reading.tally.lines
        assert all(type(post.id) is str and post.id for post in posts)
        if key not in STRUCTURE:
            assert len(posts) >= whole - (key in LEAST.get(name, ())), key


@pytest.mark.parametrize("value", HOSTILE, ids=repr)
@pytest.mark.parametrize("name", JSON_NAMES)
def test_a_value_of_the_wrong_kind_never_stops_a_reader(tmp_path, name, value):
    objects, path = objects_of(name), tmp_path / "drifted"
    lines = []
    for number in range(len(list(_keys(objects)))):
        drifted = orjson.loads(orjson.dumps(objects))
        container, key = list(_keys(drifted))[number]
        container[key] = value
        lines += map(orjson.dumps, drifted)
    path.write_bytes(b"\n".join(lines))
    posts, reading, unreadable = read(path, format=FORMAT_OF[name])
    assert all(map(_is_foreseen, unreadable))
    assert reading.tally.read + reading.tally.quarantined == reading.tally.lines
    assert posts
    for post in posts:
        assert type(post.text) is str
        orjson.dumps(post.as_dict())


CELLS = [value for value in HOSTILE if type(value) is str] + [
    "0", "1.5", "1e999", "yes", "[[5]]", '{"a":1}', "https://", "\u202e", "a,b", 'a"b']  # fmt: skip


def _table(name):
    """Return a table's rows, a function that writes some like them, and what only it needs."""
    text = (FIXTURES / name).read_text("utf-8-sig")
    export = export_of(next(csv.reader([text.partition("\n")[0]])))
    escape = export.escape if export else None
    dialect = {"escapechar": escape, "doublequote": not escape}

    def write(path, rows):
        with path.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, **dialect).writerows(rows)

    # Where a tool has an escape of its own, rows are told by the columns that show the tool.
    needed = export.needs if export and escape else frozenset()
    return list(csv.reader(text.splitlines(keepends=True), **dialect)), write, needed


@pytest.mark.parametrize("name", CSV_NAMES)
def test_a_cell_of_the_wrong_kind_never_costs_its_row(tmp_path, name):
    """Drift: each cell of a table's first row is each hostile value in turn."""
    (header, row, *_), write, _ = _table(name)
    rows = [[*row[:at], cell, *row[at + 1 :]] for at in range(len(row)) for cell in CELLS]
    write(tmp_path / "drifted", [header, *rows])
    posts, _, unreadable = read(tmp_path / "drifted")
    assert not unreadable
    assert len(posts) == len(rows)
    for post in posts:
        assert type(post.text) is str
        assert post.id
        orjson.dumps(post.as_dict())


@pytest.mark.parametrize("name", CSV_NAMES)
def test_a_column_that_is_missing_costs_its_field_and_never_the_row(tmp_path, name):
    rows, write, needed = _table(name)
    for at, column in enumerate(rows[0]):
        if column in needed:
            continue
        write(tmp_path / "drifted", [[*row[:at], *row[at + 1 :]] for row in rows])
        try:
            posts, _, unreadable = read(tmp_path / "drifted", format="csv")
        except SourceError as error:
            assert "no column holds text" in str(error)  # noqa: PT017
        else:
            assert not unreadable
            assert len(posts) == len(rows) - 1
