import json
import pickle
from dataclasses import replace
from datetime import UTC, datetime
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.findings import (
    Category,
    Detection,
    Evidence,
    Finding,
    Incident,
    Mention,
    PostReference,
    Severity,
    Tie,
)

WHEN = datetime(2026, 11, 20, 8, tzinfo=UTC)
REFERENCE = PostReference("x", "1", None, WHEN, "mossy", "ab" * 32, "dump.jsonl:17", "wanqing")
EVIDENCE = Evidence("PHONE_NUMBER", 31, 43, 0.98765, "known", "+1 343-•••-••26")
FINDING = Finding(
    "su-wanqing",
    Category.PRIVATE_INFORMATION,
    Severity.CRITICAL,
    0.97049,
    REFERENCE,
    (EVIDENCE,),
    "A phone number.",
    WHEN,
    rules=("known-fact",),
    grouping=("ab",),
    incident="i1",
)


def test_the_categories_are_those_of_the_contract():
    assert [category.value for category in Category] == [
        "private_information",
        "impersonation",
        "threat",
        "harassment",
    ]


def test_severities_compare_by_gravity_not_by_letters():
    scale = [Severity.LOW, Severity.MEDIUM, Severity.HIGH, Severity.CRITICAL]
    mixed = [Severity.HIGH, Severity.CRITICAL, Severity.LOW, Severity.MEDIUM]
    assert sorted(mixed) == list(Severity) == scale
    assert [item.rank for item in scale] == [0, 1, 2, 3]
    for lower, higher in pairwise(scale):
        assert lower < higher
        assert lower <= higher
        assert higher > lower
        assert higher >= lower
        assert not higher < lower
        assert not higher <= lower
        assert not lower > higher
        assert not lower >= higher
    assert max(scale) is Severity.CRITICAL
    assert Severity.LOW <= Severity.LOW <= Severity("low")


@pytest.mark.parametrize("compare", ["__lt__", "__le__", "__gt__", "__ge__"])
def test_a_severity_has_no_rank_against_anything_else(compare):
    assert getattr(Severity.LOW, compare)(3) is NotImplemented


@pytest.mark.parametrize(
    ("severity", "steps", "raised"),
    [
        ("low", 1, "medium"),
        ("low", 2, "high"),
        ("low", 9, "critical"),
        ("critical", 1, "critical"),
        ("critical", -1, "high"),
        ("low", -1, "low"),
        ("high", 0, "high"),
    ],
)
def test_a_severity_is_raised_within_the_scale(severity, steps, raised):
    assert Severity(severity).raised(steps) is Severity(raised)


@pytest.mark.parametrize(
    ("start", "end", "shares"),
    [(0, 5, False), (0, 6, True), (5, 10, True), (6, 7, True), (9, 12, True), (10, 12, False)],
)
def test_detections_overlap_if_they_share_a_character(start, end, shares):
    assert Detection("URL", 5, 10, 0.5).overlaps(start, end) is shares


def test_a_finding_has_exactly_the_keys_of_the_contract_and_its_rules():
    form = json.loads(json.dumps(FINDING.as_dict()))
    assert form == {
        "id": FINDING.id,
        "person": "su-wanqing",
        "category": "private_information",
        "severity": "critical",
        "score": 0.97,
        "post": {
            "platform": "x",
            "id": "1",
            "url": None,
            "created_at": "2026-11-20T08:00:00Z",
            "author_handle": "mossy",
            "text_sha256": "ab" * 32,
            "source": "dump.jsonl:17",
        },
        "evidence": [
            {
                "type": "PHONE_NUMBER",
                "start": 31,
                "end": 43,
                "score": 0.988,
                "fact": "known",
                "shown": "+1 343-•••-••26",
            }
        ],
        "explanation": "A phone number.",
        "incident": "i1",
        "seen_at": "2026-11-20T08:00:00Z",
        "rules": ["known-fact"],
    }


def test_evidence_outside_the_text_names_its_field():
    assert replace(EVIDENCE, field="author.bio").as_dict()["field"] == "author.bio"


def test_a_rescan_gives_a_finding_the_same_id():
    again = replace(
        FINDING, severity=Severity.LOW, explanation="", seen_at=WHEN.replace(year=2027), evidence=()
    )
    assert again.id == FINDING.id
    assert len(FINDING.id) == 16


@pytest.mark.parametrize(
    "other",
    [
        replace(FINDING, person="gao-ming"),
        replace(FINDING, category=Category.THREAT),
        replace(FINDING, post=replace(REFERENCE, id="2")),
        replace(FINDING, post=replace(REFERENCE, platform="reddit")),
    ],
)
def test_another_post_person_or_category_is_another_finding(other):
    assert other.id != FINDING.id


@given(st.text(max_size=4), st.text(max_size=4), st.text(max_size=4))
def test_no_parts_of_an_id_run_together(platform, post, person):
    shifted = platform + post, "", person
    here = replace(FINDING, person=person, post=replace(REFERENCE, platform=platform, id=post))
    there = replace(
        FINDING, person=shifted[2], post=replace(REFERENCE, platform=shifted[0], id=shifted[1])
    )
    assert (here.id == there.id) == (post == "")


def test_what_workers_send_back_survives_pickling():
    mention = Mention("su-wanqing", Tie.FACT, 0, 3, 0.9, fact_kind="phone", fact="phone:0")
    incident = Incident(
        "i1", "su-wanqing", Category.THREAT, Severity.HIGH, 1, 1, ("x",), WHEN, WHEN, "", REFERENCE
    )
    for item in (FINDING, mention, incident, Detection("URL", 0, 1, 0.5)):
        assert pickle.loads(pickle.dumps(item)) == item  # noqa: S301
