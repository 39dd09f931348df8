"""One value that no reader foresaw costs its record, never the file."""

import logging
from datetime import UTC, datetime

import orjson
import pytest

from scanner.posts import Post
from scanner.sources import Coverage, JsonFormat, SourceError, open_source
from scanner.sources.exports import export_of
from scanner.sources.fields import at
from scanner.sources.reading import identify
from scanner.sources.registry import FORMATS

GOOD = {"platform": "x", "id": "1", "text": "hello"}
ERRORS = [ValueError, TypeError, IndexError, OverflowError, KeyError, OSError, AssertionError]
DEEP = b"[" * 1000 + b"]" * 1000


def _fails(error):
    """Make a format whose reader fails at one of its objects with the value in the message."""

    def to_posts(item, source, _missing):
        if "bad" in item:
            raise error(item["bad"])
        return [Post("x", item["id"], item["text"], source=source)]

    def peek(lines):
        if any(b"bad" in line for line in lines):
            raise error("343-555-0126")

    return JsonFormat(
        name="frail",
        description="fails",
        signature=lambda item: item["nothing"],
        to_posts=to_posts,
        peek=peek,
        coverage=(Coverage("x", "text"),),
    )


@pytest.fixture
def frail(tmp_path, monkeypatch):
    """Give a maker of readings of three lines, the second of which a reader fails over."""

    def _open(error, unreadable):
        known = (_fails(error), *FORMATS)
        monkeypatch.setattr("scanner.sources.reading.known_formats", lambda: known)
        path = tmp_path / "dump"
        path.write_bytes(b"\n".join(map(orjson.dumps, [GOOD, {"bad": "343-555-0126"}, GOOD])))
        return open_source(path, format="frail", on_unreadable=unreadable.append)

    return _open


@pytest.mark.parametrize("error", ERRORS)
def test_whatever_a_reader_raises_costs_one_record(frail, error):
    unreadable = []
    reading = frail(error, unreadable)
    assert [record.line for record, _ in reading] == [1, 3]
    assert [entry.reason for entry in unreadable] == [f"could not be read ({error.__name__})"]
    assert (reading.tally.lines, reading.tally.read, reading.tally.quarantined) == (3, 2, 1)


@pytest.mark.parametrize("error", ERRORS)
def test_whatever_a_glance_raises_costs_one_record(frail, error):
    unreadable = []
    reading = frail(error, unreadable)
    (chunk,) = reading.chunks()
    assert len(reading.mapper.glances(chunk)) == 2
    assert [entry.reason for entry in unreadable] == [f"could not be read ({error.__name__})"]
    assert (reading.tally.lines, reading.tally.read, reading.tally.quarantined) == (3, 2, 1)


def test_what_concerns_the_whole_file_still_ends_it(frail):
    with pytest.raises(SourceError):
        list(frail(SourceError, []))


def test_a_format_that_fails_to_look_does_not_know_the_file(frail, tmp_path, caplog):
    frail(KeyError, [])
    with caplog.at_level(logging.WARNING):
        assert identify(tmp_path / "dump")[0].name == "jsonl"
    assert "the format frail failed to look (KeyError)" in caplog.text


def test_depth_that_a_reader_cannot_follow_costs_one_record(frail):
    unreadable = []
    assert len(list(frail(RecursionError, unreadable))) == 2
    assert [entry.reason for entry in unreadable] == ["is nested too deeply"]


def test_crowdtangle_days_that_are_none(read):
    header = "Facebook Id,User Name,Message,Post Created,Image Text,Link Text,URL\n"
    assert export_of(header.strip().split(","))
    times = ("2026-13-45 99:00:00 EST", "2026-11-20 03:00:00 EST", "9999-12-31 23:00:00 PST")
    rows = [f"1,a,hello,{when},,,https://www.facebook.com/1\n" for when in times]
    outcome = read(header + "".join(rows))
    found = [post.created_at for post in outcome.posts]
    assert found == [None, datetime(2026, 11, 20, 8, tzinfo=UTC), None]


@pytest.mark.parametrize(
    "when",
    [
        "Fri, 20 Nov 2026 03:00:00 +99999999999999999",
        "Fri, 20 Nov 99999999999 03:00:00 GMT",
        "Fri, 20 Nov 2026 03:00:00 -9999",
    ],
)
def test_feed_times_that_no_clock_shows(read, when):
    feed = f"<rss><channel><item><title>a</title><pubDate>{when}</pubDate></item></channel></rss>"
    assert [post.created_at for post in read(feed).posts] == [None]


@pytest.mark.parametrize("value", [5, True, "7", {"a": 1}, 1.5, [[1]]])
def test_lists_that_are_none(read, value):
    tweet = {"id": "1", "text": "t", "author_id": "7", "attachments": {"poll_ids": value}}
    assert [post.text for post in read([tweet], format="x_v2").posts] == ["t"]
    video = {"id": "1", "webpage_url": "https://a.example/1", "title": "t", "extractor": "a",
             "requested_subtitles": value}  # fmt: skip
    assert [post.text for post in read([video], format="yt_dlp").posts] == ["t"]


def test_polls_are_found_where_they_are(read):
    poll = {"options": [{"label": "yes"}, {"label": "no"}]}
    tweet = {"id": "1", "text": "t", "author_id": "7"}
    for attached in ({"poll_ids": [poll]}, {"poll": poll}, {"poll_ids": [], "poll": poll}):
        (post,) = read([tweet | {"attachments": attached}]).posts
        assert [part.text for part in post.parts] == ["yes\nno"]


@pytest.mark.parametrize(
    ("steps", "found"), [((0,), 1), ((1,), 2), ((2,), None), ((-1,), 2), ((-2,), 1), ((-3,), None)]
)
def test_steps_from_the_end(steps, found):
    assert at([1, 2], *steps) == found


def test_a_context_of_any_depth(tmp_path):
    path = tmp_path / "dump"
    path.write_bytes(b'{"@context":' + DEEP + b',"type":"Note","attributedTo":"https://a.example"}')
    assert identify(path)[0].name == "activitypub"
    path.write_bytes(orjson.dumps(GOOD)[:-1] + b',"@context":' + DEEP + b"}")
    assert identify(path)[0].name == "jsonl"


@pytest.mark.parametrize(
    "context",
    [
        "https://www.w3.org/ns/activitystreams",
        [{"a": "b"}, "https://www.w3.org/ns/activitystreams"],
        {"@vocab": "https://www.w3.org/ns/activitystreams"},
        [{"@vocab": "https://www.w3.org/ns/activitystreams"}],
    ],
)
def test_a_context_in_every_writing(tmp_path, context):
    path = tmp_path / "dump"
    path.write_bytes(orjson.dumps({"@context": context, "type": "Person", "id": "a"}))
    assert "ActivityStreams of type Person" in identify(path)[1]
