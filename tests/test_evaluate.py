"""Scores on labelled posts whose outcome is known."""

import re
from datetime import UTC, datetime

import pytest
from example_site import LEAK, lines, post
from hypothesis import given
from hypothesis import strategies as st

from scanner.errors import SourceError
from scanner.evaluate import Score, evaluate, read_labelled
from scanner.findings import Category
from scanner.scan import Examiner

PRIVATE = {"person": "su-wanqing", "category": "private_information"}
THREAT = {"person": "su-wanqing", "category": "threat"}


def labelled(id_, text, expects, *tags, **changes):
    return post(id_, text, **changes) | {"expects": expects, "tags": list(tags)}


@pytest.fixture
def examiner(site):
    now = datetime.now(UTC)
    return Examiner(site.people(), site.settings(), key=bytes(32), now=now)


@pytest.fixture
def measure(site, examiner):
    def run(*rows):
        return evaluate(read_labelled(site.put("l.jsonl", *rows)), examiner, datetime.now(UTC))

    return run


def test_right_misses_and_false_alarms(measure):
    result = measure(
        labelled("right", LEAK, [PRIVATE], "zh-Hans", "plain"),
        labelled("miss", "早上好", [PRIVATE], "zh-Hans", "obfuscated"),
        labelled("false", LEAK, [], "mixed", "plain"),
        labelled("nothing", "早上好", [], "en"),
        labelled("wrong category", LEAK, [THREAT], "en", "en"),
    )
    assert result.posts == 5
    assert result.overall == Score(right=1, false_alarms=2, misses=2)
    assert result.groups == {
        "category": {"private_information": Score(1, 2, 1), "threat": Score(0, 0, 1)},
        "language": {"zh-Hans": Score(1, 0, 1), "mixed": Score(0, 1, 0), "en": Score(0, 1, 1)},
        "tag": {"plain": Score(1, 1, 0), "obfuscated": Score(0, 0, 1)},
    }
    missed = [(item.post.id, expectation) for item, expectation, _ in result.misses]
    assert missed == [
        ("miss", ("su-wanqing", Category.PRIVATE_INFORMATION)),
        ("wrong category", ("su-wanqing", Category.THREAT)),
    ]
    assert [len(found) for *_, found in result.misses] == [0, 1]
    assert [item.post.id for item, _ in result.false_alarms] == ["false", "wrong category"]
    assert all(finding.explanation for _, finding in result.false_alarms)


def test_one_post_may_expect_several_people(measure):
    stranger = PRIVATE | {"person": "lin-haoran"}
    assert measure(labelled("1", LEAK, [PRIVATE, stranger])).overall == Score(1, 0, 1)


@pytest.mark.parametrize(
    ("score", "precision", "recall", "f1"),
    [
        (Score(), 1, 1, 1),
        (Score(3, 1, 0), 0.75, 1, 6 / 7),
        (Score(1, 0, 3), 1, 0.25, 0.4),
        (Score(0, 2, 2), 0, 0, 0),
        (Score(0, 0, 2), 1, 0, 0),
        (Score(0, 2, 0), 0, 1, 0),
    ],
)
def test_shares(score, precision, recall, f1):
    assert (score.precision, score.recall) == (precision, recall)
    assert score.f1 == pytest.approx(f1)


@given(*[st.integers(0, 10_000)] * 3)
def test_f1_lies_between_precision_and_recall(right, false_alarms, misses):
    score = Score(right, false_alarms, misses)
    low, high = sorted((score.precision, score.recall))
    assert low - 1e-9 <= score.f1 <= high + 1e-9
    assert 0 <= low <= high <= 1


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (b"{broken\n", r"l.jsonl:2: .*Mend the line"),
        (post(), r"l.jsonl:2: expects or tags"),
        (post() | {"expects": None}, r"l.jsonl:2: expects"),
        (post() | {"expects": ["su-wanqing"]}, r"l.jsonl:2: expects"),
        (post() | {"expects": [{"person": "su-wanqing"}]}, r"l.jsonl:2: expects"),
        (post() | {"expects": [PRIVATE | {"category": "gossip"}]}, r"l.jsonl:2: expects"),
        (post() | {"expects": [], "tags": 7}, r"l.jsonl:2: expects or tags"),
        ({"id": "1", "text": LEAK, "expects": []}, r"l.jsonl:2: platform: is missing"),
    ],
)
def test_a_wrong_label_is_named_with_its_line(site, row, fault):
    path = site.put("l.jsonl", labelled("1", "x", []), row, labelled("3", "x", []))
    with pytest.raises(SourceError) as caught:
        read_labelled(path)
    (only,) = caught.value.faults
    assert re.search(fault, str(only))
    assert LEAK not in str(only)


def test_every_wrong_line_is_named(site):
    path = site.put("l.jsonl", labelled("1", "x", []), post(), b"{\n", post())
    with pytest.raises(SourceError) as caught:
        read_labelled(path)
    assert sorted(fault.line for fault in caught.value.faults) == [2, 3, 4]


def test_tags_may_be_left_out(site):
    (item,) = read_labelled(site.put("l.jsonl", post() | {"expects": []}))
    assert item.tags == ()


def test_joined_files_keep_their_byte_order_marks(site):
    rows = lines(labelled("1", "x", []))
    path = site.put("l.jsonl", b"\xef\xbb\xbf" + rows, b"\xef\xbb\xbf" + rows)
    assert len(read_labelled(path)) == 2


def test_a_post_that_breaks_the_program_is_named(measure, monkeypatch):
    def break_down(self, item, *_args):
        raise ValueError(item.text)

    monkeypatch.setattr(Examiner, "_open", break_down)
    with pytest.raises(SourceError, match=r"l\.jsonl:1: could not be examined \(ValueError\)"):
        measure(labelled("1", LEAK, []))
