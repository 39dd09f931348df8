"""Properties: judging never fails, whatever is found in a post, and its findings hold together."""

from datetime import UTC, datetime

from bench import PEOPLE, judge
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.conduct.lexicon import ConductType
from scanner.findings import Category, Detection, Mention, Severity, Tie
from scanner.judge.private_information import _NEW_TYPES
from scanner.posts import Author, Media, Post, ReplyTo
from scanner.watchlist.people import PRIVATE_KINDS

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)
TYPES = [*(kind.value for kind in ConductType), *_NEW_TYPES, "PERSON", "LOCATION", "URL", "X"]
FIELDS = ["text", "author.handle", "author.display_name", "author.bio", "reply_to.handle"]
IDS = [*(person.id for person in PEOPLE), "nobody-enrolled"]
# Names, breaks, Han, bidi and a lone surrogate, as hostile posts have them.
letters = st.sampled_from("ab1@. \n,。苏婉清和\u202e\ud800")
texts = st.text(letters, max_size=60)
scores = st.floats(0, 1)


@st.composite
def spans(draw, size):
    start = draw(st.integers(0, size))
    return start, draw(st.integers(start, size))


@st.composite
def cases(draw):
    text = draw(texts)
    post = Post(
        draw(st.sampled_from(["x", "weibo"])),
        "1",
        text,
        author=Author(
            handle=draw(st.sampled_from([None, "wanqing_writes", "stranger"])),
            display_name=draw(st.none() | texts),
        ),
        reply_to=draw(st.sampled_from([None, ReplyTo("0", "wanqing_writes")])),
        media=draw(st.sampled_from([(), (Media("video"),)])),
    )
    mentions = [
        Mention(
            draw(st.sampled_from(IDS)), draw(st.sampled_from(Tie)), *draw(spans(len(text))),
            draw(scores), draw(st.sampled_from(FIELDS)), draw(st.sampled_from(["", "a reason"])),
            draw(st.none() | st.sampled_from(PRIVATE_KINDS)),
            draw(st.none() | st.sampled_from(["phone:0", "school:0"])),
        )
        for _ in range(draw(st.integers(0, 8)))
    ]  # fmt: skip
    detections = [
        Detection(draw(st.sampled_from(TYPES)), *draw(spans(len(text))), draw(scores))
        for _ in range(draw(st.integers(0, 8)))
    ]
    words = draw(st.lists(spans(len(text)), max_size=5))
    return post, mentions, detections, words


def judged(case):
    post, mentions, detections, words = case
    judging = judge(words=lambda _: words)
    tied = judging.tie(post, mentions, NOW)
    return tied, judging.judge(post, tied, detections, NOW)


@given(cases())
def test_findings_hold_together(case):
    post, mentions, _, _ = case
    tied, found = judged(case)
    mentioned = {mention.person for mention in mentions}
    assert all(item.person.id in mentioned and 0.6 <= item.strength <= 1 for item in tied)
    assert len({item.id for item in found}) == len(found)
    assert len({(item.person, item.category) for item in found}) == len(found)
    for item in found:
        assert item.person in {one.person.id for one in tied}
        assert item.category in Category
        assert item.severity in Severity
        assert 0 <= item.score <= 1
        assert item.evidence
        assert item.rules
        assert item.explanation.startswith("The post ")
        assert list(item.grouping) == sorted(set(item.grouping))
        assert item.post.text_sha256
        assert not any(person.owns(post.platform, post.author.handle)
                       for person in PEOPLE if person.id == item.person)  # fmt: skip
        for evidence in item.evidence:
            assert 0 <= evidence.start <= evidence.end <= len(post.text)
            assert 0 <= evidence.score <= 1
            assert evidence.fact in {"known", "new", None}
            assert evidence.shown


@given(cases())
def test_judging_is_exact(case):
    assert judged(case) == judged(case)


@given(cases(), st.randoms(use_true_random=False))
def test_the_order_in_which_things_are_found_changes_nothing_that_counts(case, random):
    post, mentions, detections, words = case
    shuffled = [*mentions]
    random.shuffle(shuffled)
    moved = [*detections]
    random.shuffle(moved)
    first, second = judged(case)[1], judged((post, shuffled, moved, words))[1]

    def facts(found):
        return {
            (item.id, item.severity, item.score, item.grouping, frozenset(item.rules))
            for item in found
        }

    assert facts(first) == facts(second)


@given(cases())
def test_a_rule_set_without_rules_finds_nothing(case):
    post, mentions, detections, _ = case
    judging = judge(rules=())
    assert judging.judge(post, judging.tie(post, mentions, NOW), detections, NOW) == []


@given(cases())
def test_conduct_below_a_half_never_adds_a_finding(case):
    post, mentions, detections, words = case
    values = [item for item in detections if "." not in item.type]
    low = [
        Detection(item.type, item.start, item.end, min(item.score, 0.49))
        for item in detections
        if "." in item.type
    ]
    without = judged((post, mentions, values, words))[1]
    with_low = judged((post, mentions, [*values, *low], words))[1]
    assert {item.id for item in with_low} == {item.id for item in without}
