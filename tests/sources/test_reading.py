import gzip
import os
from pathlib import Path

import orjson
import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import scanner.sources
from scanner.settings import Limits
from scanner.sources import (
    FORMATS,
    QuarantineReport,
    Record,
    SourceError,
    identify,
    open_source,
    retry,
)

POST = {"platform": "x", "id": "1", "text": "hello", "url": "https://x.com/a/status/1"}
TWEET = {"id": "1", "text": "hello", "author_id": "7", "public_metrics": {}}
PAGE = {"data": [TWEET], "includes": {"users": [{"id": "7", "username": "mei"}]}, "meta": {}}
OLD_TWEET = {"id_str": "1", "full_text": "hello", "user": {"screen_name": "mei"}}
COMMENT = {"id": "a", "body": "hello", "link_id": "t3_b", "subreddit": "quiet", "author": "mei"}
SAMPLES = {
    "jsonl": [POST],
    "x_v2": [TWEET, PAGE],
    "x_v1": [OLD_TWEET],
    "reddit": [COMMENT],
}
CASES = [(name, item) for name, items in SAMPLES.items() for item in items]


def write(tmp_path: Path, content: bytes) -> Path:
    path = tmp_path / "misleading.txt"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(("name", "item"), CASES)
@pytest.mark.parametrize("pack", [bytes, gzip.compress, zstandard.ZstdCompressor().compress])
def test_formats_are_known_by_content(tmp_path, name, item, pack):
    path = write(tmp_path, pack(orjson.dumps(item)))
    found, reason = identify(path)
    assert found.name == name
    assert reason.startswith("its ")


@pytest.mark.parametrize(("name", "item"), CASES)
@pytest.mark.parametrize(
    "shape",
    [
        lambda one: one + b"\n" + one,
        lambda one: one + b"\r\n" + one + b"\r\n",
        lambda one: b"\xef\xbb\xbf" + one + b"\n\xef\xbb\xbf" + one,
        lambda one: b"[" + one + b",\n" + one + b"]",
        lambda one: b"[\n  " + one + b",\n  " + one + b"\n]\n",
        lambda one: orjson.dumps([orjson.loads(one)] * 2, option=orjson.OPT_INDENT_2),
        lambda one: orjson.dumps(orjson.loads(one), option=orjson.OPT_INDENT_2) + b"\n" + one,
        lambda one: b"\n\n" + one + b"\n" + one,
        lambda one: (one + b"\n" + one).decode().encode("utf-16"),
    ],
)
def test_every_layout_of_every_json_format(read, name, item, shape):
    outcome = read(shape(orjson.dumps(item)))
    assert outcome.reading.format.name == name
    assert [post.text for post in outcome.posts] == ["hello", "hello"]
    assert not outcome.unreadable


def test_a_first_line_that_is_broken_does_not_hide_the_format(read):
    line = orjson.dumps(POST)
    outcome = read(line[:30] + b"\n" + line)
    assert [post.source for post in outcome.posts] == ["dump:2"]
    assert [entry.line for entry in outcome.unreadable] == [1]


@pytest.mark.parametrize(
    "content", [b"prose, only prose\n", b'{"a": 1}\n', b"[1, 2]", b"\x00\x01\x02"]
)
def test_an_unknown_format_is_refused_with_what_was_looked_for(tmp_path, content):
    with pytest.raises(SourceError) as caught:
        identify(write(tmp_path, content))
    message = str(caught.value)
    assert all(f"{known.name}: {known.description}" in message for known in FORMATS)
    assert "--format" in message
    assert "prose" not in message


def test_a_name_that_is_no_format(tmp_path):
    with pytest.raises(
        SourceError, match=r"Known: zeeschuimer, telegram, .*, jsonl, rows, feed, csv"
    ):
        open_source(write(tmp_path, b"{}"), format="xml")


@pytest.mark.parametrize("content", [b"", b"\n \n", b"\xef\xbb\xbf", gzip.compress(b"")])
def test_an_empty_file_is_no_error(read, content):
    assert read(content).tally.lines == 0


def test_a_named_format_is_taken_at_its_word(read):
    outcome = read([POST], format="reddit")
    assert outcome.tally.quarantined == 1


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b'{"platform":"x","id":"2","text":"cut', "is not valid JSON"),
        (b"[" * 100_000, "is not valid JSON"),
        (b'{"a":' * 100_000 + b"1" + b"}" * 100_000, "is not valid JSON"),
        (b'{"platform":"x","id":"2","text":"\\ud800"}', "is not valid JSON"),
        (b'{"platform":"x","id":"2","text":"\xed\xa0\x80"}', "surrogate"),
        ('{"platform":"x","id":"2","text":"中文"}'.encode("gb18030"), "iconv -f GB18030 -t UTF-8"),
        (b"17", "is a JSON number, not an object"),
        (b'["a"]', "is a JSON array, not an object"),
        (b"null", "not an object"),
        (b'{"platform":"x","id":"2","text":NaN}', "is not valid JSON"),
        (b"\x00" * 50, "is not valid JSON"),
    ],
)
def test_a_hostile_line_costs_itself(read, line, reason):
    good = orjson.dumps(POST)
    outcome = read(good + b"\n" + line + b"\n" + good + b"\n")
    assert [post.source for post in outcome.posts] == ["dump:1", "dump:3"]
    (entry,) = outcome.unreadable
    assert (entry.line, entry.offset, entry.file) == (2, len(good) + 1, "dump")
    assert reason in entry.reason
    assert len(line) > 200 or "中文" not in entry.excerpt


def test_reasons_hold_nothing_of_the_line(read):
    outcome = read(orjson.dumps(POST) + b'\n{"text": "343-555-0126" \n{"id": "343-555-0126"}\n')
    assert len(outcome.unreadable) == 2
    assert not any("0126" in entry.reason for entry in outcome.unreadable)


def test_a_file_in_a_wrong_encoding_is_recognised_all_the_same(read):
    lines = [f'{{"platform":"x","id":"{n}","text":"中文{n}"}}' for n in range(3)]
    outcome = read("\n".join([*lines, orjson.dumps(POST).decode()]).encode("gb18030"))
    assert outcome.tally.posts == 1
    assert all("iconv" in entry.reason for entry in outcome.unreadable)


def test_an_overlong_first_line(read):
    good = orjson.dumps(POST)
    outcome = read(b'{"a":"' + b"x" * 5000 + b'"}\n' + good, line_bytes=1000)
    assert outcome.tally.posts == 1
    assert "limits.line_bytes" in outcome.unreadable[0].reason


@pytest.mark.parametrize("pack", [gzip.compress, zstandard.ZstdCompressor().compress])
def test_a_cut_archive_gives_what_it_holds_and_one_entry(read, pack):
    lines = b"".join(
        orjson.dumps(POST | {"id": str(n), "text": f"{n * 7919}"}) + b"\n" for n in range(40_000)
    )
    packed = pack(lines)
    outcome = read(packed[: len(packed) * 2 // 3])
    assert outcome.tally.posts > 1000
    assert [post.id for post in outcome.posts] == [str(n) for n in range(len(outcome.posts))]
    assert len(outcome.unreadable) == 1
    assert "cut off" in outcome.unreadable[0].reason


BROKEN = b'{"platform"'
MIXED = [orjson.dumps(POST | {"id": str(n)}) if n % 3 else BROKEN for n in range(30)]


@pytest.mark.parametrize("skip", [0, 1, 7, 30, 99])
@pytest.mark.parametrize("content", [b"\n\n".join(MIXED), b"[" + b",".join(MIXED[1:3]) + b"]"])
def test_resuming_gives_the_rest(read, content, skip):
    whole, rest = read(content), read(content, skip_records=skip)
    assert rest.tally.lines == max(0, whole.tally.lines - skip)
    assert whole.posts[len(whole.posts) - len(rest.posts) :] == rest.posts


def test_resuming_a_table(read):
    table = "id,text\n1,a\n2,b\nbroken\n3,c\n"
    assert [post.id for post in read(table, skip_records=2).posts] == ["3"]


def test_records_can_be_looked_at_before_they_are_parsed(tmp_path):
    path = write(tmp_path, b"\n".join(MIXED))
    reading = open_source(path)
    posts = [
        post
        for record in reading.records()
        if b'"id":"4"' in record.raw
        for post in reading.posts(record)
    ]
    assert [post.id for post in posts] == ["4"]
    assert (reading.tally.lines, reading.tally.read) == (30, 1)
    assert reading.posts(Record(BROKEN, 1, 0)) == []
    assert reading.tally.quarantined == 1


def test_no_path_of_the_machine_in_a_post(tmp_path, monkeypatch):
    path = write(tmp_path, orjson.dumps(POST))
    monkeypatch.chdir(tmp_path)
    sources = [
        next(iter(open_source(path)))[1][0].source,
        next(iter(open_source(Path(path.name))))[1][0].source,
        next(iter(open_source(path, name="inbox/a.jsonl")))[1][0].source,
    ]
    assert sources == ["misleading.txt:1", "misleading.txt:1", "inbox/a.jsonl:1"]


def test_tallies_add_up():
    from scanner.sources import Tally

    one, two = Tally(3, 1, 2, 1, 2, 0), Tally(lines=1, read=1, posts=5)
    one.missing["url"] = two.missing["url"] = 1
    both = one + two
    assert (both.lines, both.read, both.quarantined, both.posts) == (4, 3, 1, 7)
    assert both.missing == {"url": 2}


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)
# Keys anywhere in a sample, so that wrong kinds reach every branch of every mapping.
FULL_TWEET = {
    **TWEET,
    "created_at": "2026",
    "author": {},
    "note_tweet": {},
    "lang": "en",
    "in_reply_to_user_id": "1",
    "attachments": {"media_keys": ["1"], "media": [{"type": "photo", "variants": [{}]}]},
    "referenced_tweets": [{"type": "replied_to", "id": "2", "text": "a"}],
    "entities": {"urls": [{}], "hashtags": [{}], "mentions": [{}]},
}
FULL_OLD_TWEET = {
    **OLD_TWEET,
    "retweeted_status": {
        "entities": {"media": [{"type": "video", "video_info": {"variants": [{}]}}]}
    },
    "in_reply_to_screen_name": "a",
}
FULL_COMMENT = {
    **COMMENT,
    "title": "t",
    "url": "u",
    "permalink": "/p",
    "parent_id": "t1_c",
    "created_utc": 1,
    "media_metadata": {"a": {"e": "Image", "s": {"u": "u"}}},
    "media": {"reddit_video": {"fallback_url": "u"}},
}
FULL_POST = {
    **POST,
    "created_at": "2026",
    "language": "en",
    "links": ["a"],
    "hashtags": ["b"],
    "author": {
        "id": "7",
        "handle": "a",
        "display_name": "b",
        "bio": "c",
        "created_at": "d",
        "avatar_url": "e",
        "followers": 1,
    },
    "media": [{"kind": "image"}],
    "reply_to": {"id": "1"},
}
EVERYTHING = {
    "jsonl": FULL_POST,
    "x_v2": {"data": [FULL_TWEET], "includes": {"media": [{"media_key": "1"}], "tweets": [TWEET]}},
    "x_v1": FULL_OLD_TWEET,
    "reddit": FULL_COMMENT,
}


def mutated(draw, item):
    """Return the item with some values, at any depth, replaced by anything or taken away."""
    fate = draw(st.integers(0, 9))
    if fate == 0:
        return draw(JSON)
    if isinstance(item, dict):
        return {key: mutated(draw, value) for key, value in item.items() if draw(st.integers(0, 9))}
    return [mutated(draw, value) for value in item] if isinstance(item, list) else item


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=300)
@given(data=st.data(), name=st.sampled_from(sorted(EVERYTHING)))
def test_objects_of_any_shape_are_read_or_quarantined(read, data, name):
    items = [EVERYTHING[name], mutated(data.draw, EVERYTHING[name]), EVERYTHING[name]]
    lines = []
    for item in items:
        try:
            lines.append(orjson.dumps(item))
        except orjson.JSONEncodeError:  # a number or surrogate that JSON cannot hold here
            lines.append(b"{}")
    outcome = read(b"\n".join(lines), format=name)
    assert outcome.tally.lines == 3
    assert outcome.tally.quarantined <= 1
    for post in outcome.posts:
        assert type(post.id) is str
        assert post.id
        assert type(post.text) is str
        orjson.dumps(post.as_dict())


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.binary()
        | st.just(orjson.dumps(POST))
        | st.just(orjson.dumps(POST)[:20])
        | st.just(b"a,b\n"),
    ).map(b"\n".join),
    st.sampled_from([known.name for known in FORMATS]),
)
def test_any_bytes_in_any_format(read, content, name):
    try:
        outcome = read(content, format=name)
    except SourceError:
        return
    tally = outcome.tally
    if (
        name not in ("csv", "feed", "telegram")
        and outcome.reading.mapper.reader._context.layout == "lines"
        and not content.startswith(
            (b"\x1f\x8b", b"\xff\xfe", b"\xfe\xff", b"\x28\xb5\x2f\xfd", b"\xef\xbb\xbf")
        )
    ):
        assert tally.lines == sum(1 for line in content.split(b"\n") if line.strip())
        assert tally.blank + tally.lines == content.count(b"\n") + (
            content[-1:] not in (b"\n", b"")
        )


def test_the_public_face():
    assert sorted(scanner.sources.__all__) == [
        "Chunk",
        "Context",
        "Coverage",
        "FORMATS",
        "Format",
        "GLANCE_FIELDS",
        "Glanced",
        "Head",
        "JsonFormat",
        "Mapper",
        "QuarantineReport",
        "Reader",
        "Reading",
        "Record",
        "STANDARD_INPUT",
        "SourceError",
        "Tally",
        "Unreadable",
        "Unrecognised",
        "expand",
        "glance_at",
        "identify",
        "known_formats",
        "open_source",
        "require_whole",
        "retry",
        "told_missing",
    ]
    assert all(hasattr(scanner.sources, name) for name in scanner.sources.__all__)


def test_format_names_are_those_that_the_settings_know():
    assert {known.name for known in FORMATS} >= {"jsonl", "x_v2", "reddit", "csv"}
    assert len({known.name for known in FORMATS}) == len(FORMATS)


def test_limits_have_a_default(tmp_path):
    assert open_source(write(tmp_path, orjson.dumps(POST)), limits=Limits()).tally.lines == 0


def test_a_file_name_that_is_not_utf8_is_read_and_quarantined_and_retried(tmp_path):
    path = tmp_path / os.fsdecode(b"d\xff\xe4mp")
    path.write_bytes(orjson.dumps(POST) + b"\n{")
    with QuarantineReport(tmp_path / "q") as aside:
        assert len(list(open_source(path, on_unreadable=aside))) == 1
    path.write_bytes(orjson.dumps(POST) + b"\n" + orjson.dumps(POST))
    again = []
    assert [post.id for post in retry(tmp_path / "q", on_unreadable=again.append)] == ["1"]
    assert not again
