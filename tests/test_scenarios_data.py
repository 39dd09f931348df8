"""The labelled posts are data that results are measured on: their form is held here."""

import json
import re
import unicodedata
from collections import Counter
from pathlib import Path

import pytest
from ruamel.yaml import YAML

from scanner.findings import Category

ROOT = Path(__file__).parent.parent
FILES = sorted((ROOT / "tests" / "scenarios").glob("*.jsonl"))
LANGUAGES = {"en", "fr", "zh-Hans", "zh-Hant", "mixed"}
KINDS = {
    "condemnation", "consent", "criticism", "doxing", "family", "idiom", "impersonation-account",
    "impersonation-content", "insult", "list-layout", "live-location", "long-post", "news",
    "obfuscated", "own-account", "pile-on", "praise", "public-contact", "quoted", "same-name",
    "scope", "sexualised", "solicited", "spam", "substring", "surveillance", "threat",
    "two-people", "veiled",
}  # fmt: skip
POST_KEYS = {
    "platform", "id", "created_at", "text", "author", "reply_to", "media", "links", "hashtags",
    "expects", "tags",
}  # fmt: skip
# Number shapes, with what makes each one fictional.
NORTH_AMERICA = re.compile(
    r"(?<!\d)(?:1[ .-]?)?\(?[2-9]\d\d\)?[ .*-]{0,2}([2-9]\d\d)[ .*-]?(\d{4})(?!\d)"
)
MAINLAND = re.compile(r"(?<!\d)1[3-9]\d[ -]?\d{4}[ -]?\d{4}(?!\d)")
HONG_KONG = re.compile(r"\+852[ -]?(\d{4})[ -]?(\d{4})(?!\d)")
TAIWAN = re.compile(r"(?:\+886[ -]?|(?<!\d)0)9\d\d[ -]?\d{3}[ -]?\d{3}(?!\d)")
MAIL = re.compile(r"[A-Za-z0-9._%+-]{1,64}@([A-Za-z0-9-]{1,63}(?:\.[A-Za-z0-9-]{1,63}){1,4})")


def rows():
    for file in FILES:
        for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
            yield f"{file.name}:{number}", json.loads(line)


ROWS = list(rows())
POSTS = [post for _, post in ROWS]


def people():
    yaml = YAML(typ="safe", pure=True)
    files = (ROOT / "watchlists").glob("*.yaml")
    return {person["id"]: person for person in (yaml.load(file) for file in files)}


def plain(text):
    """Fold what hides a number from a pattern: width, keycaps and invisible marks."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(c for c in folded if unicodedata.category(c) not in {"Cf", "Mn", "Me"})


def strange_numbers(text):
    """Return the phone numbers in ``text`` that are not reserved for fiction."""
    text = plain(text)
    strange = [
        match[0]
        for match in NORTH_AMERICA.finditer(text)
        if match[1] != "555" or not match[2].startswith("01")
    ]
    mainland = (match[0] for match in MAINLAND.finditer(text))
    strange += [n for n in mainland if not re.sub(r"\D", "", n).startswith("138000000")]
    hong_kong = HONG_KONG.finditer(text)
    strange += [m[0] for m in hong_kong if m[1] != "5555" or not m[2].startswith("01")]
    taiwan = (match[0] for match in TAIWAN.finditer(text))
    return strange + [n for n in taiwan if "900000" not in re.sub(r"\D", "", n)]


@pytest.mark.parametrize(
    ("text", "strange"),
    [
        ("call 343-555-0126 or ３４３５５５０１２６", False),
        ("+86 138 0000 0027, +852 5555 0137, +886 900 000 017, 0900-000-017", False),
        ("a resident number 990101190001010010 is no phone", False),
        ("call 343-556-0126", True),
        ("call 3435550226", True),
        ("电话13912345678", True),
        ("+852 2555 0137", True),
        ("0912-345-678", True),
    ],
)
def test_strange_numbers_are_recognised(text, strange):
    assert bool(strange_numbers(text)) is strange


@pytest.mark.parametrize(("where", "post"), ROWS, ids=[where for where, _ in ROWS])
def test_post_is_well_formed(where, post):
    assert set(post) <= POST_KEYS, where
    assert post["platform"]
    assert post["id"].startswith(where.partition(".")[0])
    assert isinstance(post["text"], str)
    assert re.fullmatch(r"2026-11-\d\dT\d\d:\d\d:\d\dZ", post["created_at"])
    assert {"id", "handle", "display_name", "bio"} <= set(post["author"])
    language, *kinds = post["tags"]
    assert language in LANGUAGES
    assert kinds, "a post has at least one kind"
    assert set(kinds) <= KINDS


def test_expectations_name_enrolled_people_and_known_categories():
    enrolled = people()
    for where, post in ROWS:
        for expected in post["expects"]:
            assert set(expected) == {"person", "category"}, where
            assert expected["category"] in set(Category), where
            assert expected["category"] in enrolled[expected["person"]]["consent"]["scope"], where
        pairs = [tuple(expected.values()) for expected in post["expects"]]
        assert len(pairs) == len(set(pairs)), where


def test_nobody_without_consent_in_force_is_expected():
    expected = {item["person"] for post in POSTS for item in post["expects"]}
    assert not expected & {"lin-yuhan", "gabriel-fontaine-roy"}


def test_own_accounts_expect_nothing_of_their_owner():
    owners = {
        (account["platform"], account["handle"]): person["id"]
        for person in people().values()
        for account in person.get("accounts", [])
    }
    own = 0
    for where, post in ROWS:
        owner = owners.get((post["platform"], post["author"]["handle"]))
        own += owner is not None
        assert owner not in {item["person"] for item in post["expects"]}, where
    assert own >= 8


def test_ids_and_texts_are_distinct():
    assert len({(post["platform"], post["id"]) for post in POSTS}) == len(POSTS)
    assert len({post["id"] for post in POSTS}) == len(POSTS)
    assert len({post["text"] for post in POSTS}) == len(POSTS)


def test_balance():
    negatives = [post for post in POSTS if not post["expects"]]
    languages = Counter(post["tags"][0] for post in POSTS)
    categories = Counter(item["category"] for post in POSTS for item in post["expects"])
    assert len(POSTS) >= 260
    assert len(negatives) / len(POSTS) >= 0.45
    assert set(languages) == LANGUAGES
    assert min(languages[language] for language in LANGUAGES - {"mixed"}) >= 0.14 * len(POSTS)
    assert min(categories[category] for category in Category) >= 35
    assert {kind for post in POSTS for kind in post["tags"][1:]} == KINDS


def test_numbers_and_mail_addresses_belong_to_nobody():
    for where, post in ROWS:
        text = "\n".join([post["text"], post["author"]["bio"]])
        assert not strange_numbers(text), where
        for domain in MAIL.findall(plain(text)):
            assert domain.endswith(".example") or domain == "example.org", where


def test_numbers_in_watchlists_and_demo_belong_to_nobody():
    for file in [*(ROOT / "watchlists").glob("*"), *(ROOT / "scripts").glob("demo_*.yaml")]:
        text = file.read_text(encoding="utf-8")
        assert not strange_numbers(text), file.name
        for domain in MAIL.findall(text):
            assert domain.endswith(".example") or domain == "example.org", file.name
