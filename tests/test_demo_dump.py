"""The demo dump is what its script makes, and holds what the demo promises."""

import importlib.util
import json
import sys
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent
DUMP = ROOT / "examples" / "demo-dump.jsonl"
EXPECTED = ROOT / "examples" / "demo-expected.jsonl"


def lines(file):
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture(scope="module")
def pages():
    return lines(DUMP)


@pytest.fixture(scope="module")
def posts(pages):
    return [post for page in pages for post in page["data"]]


def test_the_script_makes_the_shipped_files(tmp_path):
    spec = importlib.util.spec_from_file_location(
        "make_demo_dump", ROOT / "scripts" / "make_demo_dump.py"
    )
    script = importlib.util.module_from_spec(spec)
    # Dataclasses look their module up while they are made.
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, spec.name, script)
        spec.loader.exec_module(script)
        script.write(tmp_path)
    assert (tmp_path / DUMP.name).read_bytes() == DUMP.read_bytes()
    assert (tmp_path / EXPECTED.name).read_bytes() == EXPECTED.read_bytes()


def test_size_and_languages(posts):
    languages = Counter(post["lang"] for post in posts)
    assert DUMP.stat().st_size < 3_000_000
    assert len(posts) >= 2_000
    assert 0.66 <= languages["en"] / len(posts) <= 0.74
    assert 0.08 <= languages["fr"] / len(posts) <= 0.12
    assert 0.18 <= languages["zh"] / len(posts) <= 0.23


def test_texts_are_nearly_all_distinct(posts):
    assert len({post["text"] for post in posts}) >= 0.99 * len(posts)


def test_pages_are_whole(pages):
    ids = [post["id"] for page in pages for post in page["data"]]
    assert len(ids) == len(set(ids))
    assert ids == sorted(ids, key=int, reverse=True)
    for page in pages:
        users = {user["id"] for user in page["includes"]["users"]}
        referenced = {post["id"] for post in page["includes"].get("tweets", [])}
        media = {item["media_key"] for item in page["includes"].get("media", [])}
        assert page["meta"]["result_count"] == len(page["data"]) <= 100
        for post in page["data"]:
            assert post["author_id"] in users
            assert {item["id"] for item in post.get("referenced_tweets", [])} <= referenced
            assert set(post.get("attachments", {}).get("media_keys", [])) <= media
    assert [("next_token" in page["meta"]) for page in pages] == [True] * (len(pages) - 1) + [False]


def test_entities_count_in_the_text(posts):
    checked = 0
    for post in posts:
        for mention in post.get("entities", {}).get("mentions", []):
            assert post["text"][mention["start"] : mention["end"]] == f"@{mention['username']}"
            checked += 1
    assert checked > 100


def test_expected_findings(posts):
    expected = lines(EXPECTED)
    files = (ROOT / "watchlists").glob("*.yaml")
    enrolled = {person["id"] for person in (YAML(typ="safe").load(file) for file in files)}
    findings = [item for row in expected for item in row["expects"]]
    assert 40 <= len(expected) <= 50
    assert len({row["id"] for row in expected}) == len(expected)
    assert {row["id"] for row in expected} <= {post["id"] for post in posts}
    assert {item["person"] for item in findings} <= enrolled
    assert min(Counter(item["category"] for item in findings).values()) >= 7
