"""The labelled scenarios and the demonstration dump, held to the figures the project promises."""

from datetime import UTC, datetime
from pathlib import Path

import orjson
import pytest

from scanner.evaluate import evaluate, read_labelled
from scanner.findings import Category
from scanner.scan.examine import Examiner
from scanner.settings import Settings
from scanner.sources import open_source
from scanner.watchlist import load_watchlist

ROOT = Path(__file__).parent.parent
NOW = datetime(2026, 11, 20, 12, tzinfo=UTC)


@pytest.fixture(scope="module")
def people():
    return load_watchlist([ROOT / "watchlists"], today=NOW.date()).people


@pytest.fixture(scope="module")
def examiner(people):
    return Examiner(people, Settings(), key=bytes(32), now=NOW)


@pytest.fixture(scope="module")
def evaluation(examiner):
    files = sorted((ROOT / "tests" / "scenarios").glob("*.jsonl"))
    return evaluate([item for file in files for item in read_labelled(file)], examiner, NOW)


def test_scenarios_are_found_and_little_else(evaluation):
    assert evaluation.posts >= 200
    assert evaluation.overall.precision >= 0.95
    assert evaluation.overall.recall >= 0.90


@pytest.mark.parametrize("category", list(Category))
def test_each_category_holds_its_own(evaluation, category):
    score = evaluation.groups["category"][category.value]
    assert score.precision >= 0.90
    assert score.recall >= 0.80


@pytest.mark.parametrize("language", ["en", "fr", "zh-Hans", "zh-Hant"])
def test_each_language_holds_its_own(evaluation, language):
    score = evaluation.groups["language"][language]
    assert score.precision >= 0.90
    assert score.recall >= 0.80


@pytest.mark.parametrize("tag", ["consent", "scope", "own-account", "praise", "substring"])
def test_nothing_is_found_where_nothing_may_be(evaluation, tag):
    assert evaluation.groups["tag"][tag].false_alarms == 0


def test_nobody_without_consent_in_force_is_ever_found(evaluation, people):
    silent = {person.id for person in people if not person.consent.in_force(NOW.date())}
    assert silent
    assert not [item for item in evaluation.false_alarms if item[1].person in silent]


def test_the_demonstration_finds_most_of_what_it_holds(examiner):
    dump = ROOT / "examples" / "demo-dump.jsonl"
    rows = (ROOT / "examples" / "demo-expected.jsonl").read_bytes().splitlines()
    expected = {
        (row["id"], item["person"], item["category"])
        for row in map(orjson.loads, rows)
        for item in row["expects"]
    }
    found = {
        (post.id, finding.person, finding.category.value)
        for _, posts in open_source(dump)
        for post in posts
        for finding in examiner.examine(post, NOW)
    }
    assert len(found & expected) >= 0.70 * len(expected)
    assert len(found & expected) >= 0.85 * len(found)
