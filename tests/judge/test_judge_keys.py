"""Grouping keys: the same in every copy, opaque, and nobody else's."""

import pytest
from bench import PEOPLE, PRIVATE, SU, findings, lookalike, only, scene

from scanner.findings import Category
from scanner.posts import Author

OTHER_KEY = b"z" * 32


def keys(what, **options):
    return only(what, **options).grouping


def value(text, entity="PHONE_NUMBER"):
    return f"[name|Su Wanqing] [{entity}|{text}]"


def test_the_same_fact_gives_the_same_key_in_any_writing():
    first = keys("[name|Su Wanqing] [fact.phone|343-555-0126]")
    assert keys("ring now: [fact.phone|(343) 5550126]") == first
    assert keys("[name|Su Wanqing] [fact.email|a@mail.example]") != first


def test_a_fact_of_one_relative_is_not_the_same_fact_of_another():
    # References count within a person: both of these are somebody's phone:0.
    mine, childs = "[fact.phone|343-555-0126]", "[fact.phone@su-xiaoyu|343-555-0127]"

    def mothers(text):
        return {
            key for item in findings(f"[name|Su Wanqing] {text}") if item.person == SU
            for key in item.grouping
        }  # fmt: skip

    assert len(mothers(mine)) == len(mothers(childs)) == 1
    assert mothers(mine).isdisjoint(mothers(childs))
    assert mothers(f"{mine} {childs}") == mothers(mine) | mothers(childs)


@pytest.mark.parametrize(
    "other", ["+1 343 555 0199", "(343) 555-0199", "３４３.５５５.０１９９", "1-343-555-0199"]
)
def test_a_new_phone_gives_the_same_key_in_another_spelling(other):
    assert keys(value(other)) == keys(value("343-555-0199"))


def test_a_new_mail_address_gives_the_same_key_in_another_case():
    first = keys(value("zq@mail.example", "EMAIL_ADDRESS"))
    assert keys(value("ZQ@Mail.Example", "EMAIL_ADDRESS")) == first


def test_another_value_gives_another_key():
    assert keys(value("343-555-0199")) != keys(value("343-555-0198"))


def test_digests_depend_on_the_site_key():
    text = value("343-555-0199")
    assert keys(text) != keys(text, key=OTHER_KEY)
    what = scene("hi", lookalike())
    assert keys(what) != keys(what, key=OTHER_KEY)


def test_a_key_tells_nothing_about_a_value_that_is_not_enrolled():
    (key,) = keys(value("343-555-0199"))
    name, _, digest = key.partition(":")
    assert name == "new"
    assert len(digest) == 16
    assert set(digest) <= set("0123456789abcdef")


def test_an_account_gives_one_key_whatever_it_posts():
    author = Author(handle="wanqing_writes_")
    first = keys(scene("one thing", lookalike(), author=author))
    assert keys(scene("another", lookalike(), author=author)) == first
    shouting = Author(handle="WANQING_WRITES_")
    assert keys(scene("x", lookalike(), author=shouting)) == first
    assert keys(scene("x", lookalike(), author=Author(handle="wanqing_vvrites"))) != first
    elsewhere = scene("x", lookalike(), author=author).with_(platform="weibo")
    assert keys(elsewhere) != first
    assert "wanqing" not in "".join(first)


def test_conduct_has_no_key_of_its_own():
    # Its copies are recognised by their text.
    assert keys("[name|Su Wanqing] is a [abuse.insult|pig]") == ()


def test_keys_are_sorted_and_single():
    text = "[name|Su Wanqing] [fact.phone|343-555-0126] [fact.phone|343-555-0126] [CA_SIN|000]"
    found = keys(text)
    assert list(found) == sorted(set(found))
    assert len(found) == 2


def test_a_finding_keeps_its_id_whatever_is_found_in_it():
    one = only("[name|Su Wanqing] [fact.phone|343-555-0126]")
    other = only(value("343-555-0199"), key=OTHER_KEY)
    assert one.id == other.id
    ids = {item.id for item in findings(
        "[name|Su Wanqing] and [name@lin-mei|Lin Mei] [abuse.insult|pigs], [threat.veiled|beware]"
    )}  # fmt: skip
    assert len(ids) == 4


def test_keys_belong_to_one_category():
    text = "[name|Su Wanqing] [fact.phone|343-555-0126] [abuse.insult|pig]"
    by_category = {item.category: item.grouping for item in findings(text, PEOPLE)}
    assert by_category[Category.HARASSMENT] == ()
    assert len(by_category[PRIVATE]) == 1
