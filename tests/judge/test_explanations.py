"""Explanations: what was observed and how it is tied, in plain words, and nothing more."""

import re

import pytest
from bench import SU, answer, findings, lookalike, only, scene
from test_judge_severity import ROWS

# Words that say who is behind a post; nobody can know that from the post.
ATTRIBUTION = re.compile(
    r"\b(?:bots?|state|government|regime|agents? of|troll farm|coordinated|behind|paid|campaign"
    r"|foreign|beijing|chinese operative)\b",
    re.IGNORECASE,
)
SENTENCES = re.compile(r"The post [^.]+\.(?: It [^.]+\.)?")


@pytest.mark.parametrize(
    ("what", "words"),
    [
        (
            "[name|Su Wanqing] [fact.phone|343-555-0126]",
            "The post shows their enrolled phone. It names them (the enrolled name).",
        ),
        ("ring [fact.phone|343-555-0126]", "The post shows their enrolled phone."),
        (
            "[name|Su Wanqing] [EMAIL_ADDRESS|zq@mail.example]",
            (
                "The post shows an e-mail address beside their name."
                " It names them (the enrolled name)."
            ),
        ),
        (
            answer("[threat.veiled|accidents happen]"),
            "The post hints at harm. It answers their account.",
        ),
        (
            scene("hi", lookalike()),
            "The post comes from an account that looks like theirs: its handle looks like theirs.",
        ),
        (
            "[name|Su Wanqing] [abuse.sexual|a], [abuse.insult|b], [abuse.pile_on|c]",
            (
                "The post sexualises them, calls on others to pile on or mass-report"
                " and insults them. It names them (the enrolled name)."
            ),
        ),
    ],
)
def test_words(what, words):
    assert only(what).explanation == words


@pytest.mark.parametrize("what", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_every_rule_says_what_was_observed_and_not_who_is_behind_it(what):
    said = only(what).explanation
    assert SENTENCES.fullmatch(said.replace("driver's", "drivers"))
    assert not ATTRIBUTION.search(said.replace("calls them a traitor or agent", ""))
    assert "Q7-1234-5678" not in said


def test_a_reason_is_given_once():
    said = only("[name|Su Wanqing] [abuse.insult|a] [abuse.insult|b]").explanation
    assert said.count("insults them") == 1


def test_every_tie_has_words():
    text = "[alias|Qing] [handle|@wanqing_writes] [abuse.insult|pig]"
    said = only(answer(text)).explanation
    assert "uses the enrolled name" in said
    assert "mentions the enrolled name" in said
    assert "answers their account" in said


def test_a_weak_fact_says_whose_family_it_is_tied_through():
    text = "[name|Su Wanqing]'s girl goes to [fact.school@su-xiaoyu|Alder Hollow]"
    (childs,) = (item for item in findings(text) if item.person != SU)
    assert "concerns the daughter of su-wanqing, whom it also names" in childs.explanation


def test_braces_in_a_reason_are_plain_text():
    what = scene("hi", lookalike(why="its bio says {0} {why}"))
    assert "{0} {why}" in only(what).explanation
