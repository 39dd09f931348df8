import random
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.text.fold import fold
from scanner.watchlist.handles import (
    HandleIndex,
    handle_key,
    handle_skeleton,
    handles_in,
    is_ordinary,
    profile_handle,
)

OWN = "wanqing_writes"


@pytest.mark.parametrize(
    "handle",
    [
        "wanqing_writes",
        "@wanqing_writes",
        " @Wanqing_Writes ",
        "@ wanqing_writes\n",
        "WANQING_WRITES",
        "ｗanqing_writes",
        "wan\u200bqing_writes",
        "wаnqing_writes",
    ],
)
def test_one_handle_has_one_key(handle):
    assert handle_key(handle) == OWN


@pytest.mark.parametrize("handle", ["wanqing.writes", "wanqing_write", "wanqing_writes1", "", "@"])
def test_another_handle_has_another_key(handle):
    assert handle_key(handle) != OWN


@pytest.mark.parametrize(
    ("handle", "change"),
    [
        ("WanQing_Writes", "case"),
        ("wanqingwrites", "separator left out"),
        ("wanqing.writes", "another separator"),
        ("wanqing__writes", "separator doubled"),
        ("_wanqing_writes_", "separators around"),
        ("wan_qing_writes", "separator moved"),
        ("wanqing_writes7", "a digit appended"),
        ("wanqing_writes_2026", "a year appended"),
        ("wanqing_writes_2.0", "a version appended"),
        ("wanq1ng_writes", "1 for i"),
        ("wanqlng_writes", "l for i"),
        ("wanqIng_writes", "capital i"),
        ("wanqjng_writes", "j for i"),
        ("w4nqing_writes", "4 for a"),
        ("wanqing_writ3s", "3 for e"),
        ("wanqing_write5s", "5 beside s"),
        ("wanqing_write$", "a sign for s"),
        ("wanqing_wri7es", "7 for t"),
        ("vvanqing_vvrites", "vv for w"),
        ("waanqing_writes", "a letter doubled"),
        ("wanqinng_writes", "n doubled"),
        ("wanqing_writesss", "a letter tripled"),
        ("wаnqing_writes", "Cyrillic a"),
        ("wanqing_wrıtes", "dotless i"),
        ("wànqing_writes", "an accent"),
        ("ｗａｎｑｉｎｇ_writes", "full width"),
        ("wan\u200bqing_writes", "zero width"),
        ("𝓌anqing_writes", "mathematical"),
    ],
)
def test_a_look_alike_has_the_same_skeleton(handle, change):
    assert handle_skeleton(handle) == handle_skeleton(OWN), change


@pytest.mark.parametrize(
    ("own", "handle"),
    [
        ("marcus_tide", "rnarcus_tide"),
        ("moonwriter", "rnoonwriter"),
        ("daily_tide", "claily_tide"),
        ("tide_brief", "tide_8rief"),
        ("tide_of_news", "tide_0f_news"),
        ("ellie_whitcombe", "ellie_whitcornbe"),
    ],
)
def test_what_looks_like_one_letter_is_one(own, handle):
    assert handle_skeleton(own) == handle_skeleton(handle)


@pytest.mark.parametrize(
    "handle",
    [
        "wanqing_reads",
        "wanqing_write",
        "wanqin_writes",
        "wenqing_writes",
        "writes_wanqing",
        "wanqing",
        "su_wanqing",
        "manqing_writes",
        "wanqing_wrotes",
        "wanqing_daily",
        "8080",
        "",
    ],
)
def test_a_handle_that_only_resembles_it_has_another_skeleton(handle):
    assert handle_skeleton(handle) != handle_skeleton(OWN)


@given(st.text(max_size=50))
def test_keys_and_skeletons_are_made_of_any_text_and_keys_are_stable(handle):
    assert handle_key(handle_key(handle)) == handle_key(handle)
    assert all(map(str.isalnum, handle_skeleton(handle)))


@pytest.mark.parametrize(
    ("text", "handles"),
    [
        ("@wanqing_writes", ["wanqing_writes"]),
        ("hi @wanqing_writes!", ["wanqing_writes"]),
        ("(@wanqing_writes)", ["wanqing_writes"]),
        ("看@wanqing_writes这", ["wanqing_writes"]),
        ("x.com/wanqing_writes?s=20", ["x.com", "wanqing_writes"]),
        ("@lokching.chan.", ["lokching.chan"]),
        ("@a-b-c --", ["a-b-c"]),
        ("ab", []),
        ("..abc", []),
        ("看@苏婉清说 好", ["苏婉清说"]),
        ("@wanqing@example.org", ["wanqing", "example.org", "wanqing@example.org"]),
        ("a" * 41, ["a" * 40]),
        ("", []),
    ],
)
def test_handles_are_read_from_a_text(text, handles):
    assert [handle for handle, _, _ in handles_in(text)] == handles


@pytest.mark.parametrize(
    ("link", "profile"),
    [
        ("https://x.com/wanqing_writes", ("x.com", "wanqing_writes")),
        ("https://x.com/Wanqing_Writes/status/1?s=20", ("x.com", "wanqing_writes")),
        ("https://www.youtube.com/@wanqingtalks", ("youtube.com", "wanqingtalks")),
        ("t.me/wanqing_writes.", ("t.me", "wanqing_writes")),
        ("https://www.reddit.com/user/wanqing-writes/", ("reddit.com", "wanqing-writes")),
        ("https://bsky.app/profile/wanqing.example.org", ("bsky.app", "wanqing.example.org")),
        ("https://weibo.com/n/苏婉清说", ("weibo.com", "苏婉清说")),
        ("https://x.com/", None),
        ("https://x.com", None),
        ("wanqing_writes", None),
        ("", None),
    ],
)
def test_a_profile_link_names_a_handle(link, profile):
    assert profile_handle(link) == profile


@given(st.text("ab_.-@ /é苏\n"))
def test_a_handle_stands_where_it_says(text):
    folded = fold(text).text
    for handle, start, end in handles_in(folded):
        assert folded[start:end] == handle


@pytest.mark.parametrize("part", ["a", "@a", ".", "a.", "-", "_", "a_."])
def test_a_megabyte_is_searched_in_a_second(part):
    text = part * (1_000_000 // len(part))
    started = time.process_time()
    handles_in(text)
    handle_skeleton(text)
    assert time.process_time() - started < 1.5


PEOPLE = [
    ("su", "x", "wanqing_writes"),
    ("li", "x", "liming88"),
    ("word", "x", "sunshine"),
    ("short", "x", "meili"),
    ("han", "weibo", "苏婉清说事"),
    ("tide", "x", "slow.tide.brief"),
]
INDEX = HandleIndex(PEOPLE)


def likenesses(handle, index=INDEX):
    return {like.person: like.score for like in index.lookalikes(handle)}


def test_a_handle_is_looked_up_exactly():
    assert INDEX.exact("wanqing_writes") == ("su",)
    assert INDEX.exact("wanqing_write") == ()
    both = HandleIndex([*PEOPLE, ("kin", "instagram", "Wanqing_Writes"), PEOPLE[0]])
    assert both.exact("wanqing_writes") == ("su", "kin")
    assert likenesses("wanqing.writes", both) == {"su": 0.7, "kin": 0.7}


@pytest.mark.parametrize(
    ("person", "handle"),
    [
        ("su", "real_wanqing_writes"),
        ("su", "WanqingWritesOfficial"),
        ("su", "wanqing_writes_tv"),
        ("su", "xwanqing_writesx"),
        ("su", "88wanqing_writes"),
        ("su", "writes_wanqing"),
        ("su", "the_writes.wanqing"),
        ("su", "wanqing_wirtes"),
        ("su", "wanqing_writs"),
        ("su", "wanqing_write"),
        ("su", "wanqing_writ"),
        ("su", "wanqing_writes_qq"),
        ("su", "zz.wanqing.writes"),
        ("su", "wanging_writes"),
        ("li", "li_ming88"),
        ("li", "liming_88_official"),
        ("li", "liming887"),
        ("li", "liming_88_2026"),
        ("han", "苏婉清说事官方"),
        ("han", "蘇婉清說事2"),
        ("han", "苏婉请说事"),
        ("tide", "tide_slow_brief"),
        ("tide", "slowtidebrief"),
    ],
)
def test_a_look_alike_leads_to_its_person(person, handle):
    assert list(likenesses(handle)) == [person]
    assert likenesses(handle)[person] >= 0.6


@pytest.mark.parametrize(
    "handle",
    [
        "wanqing",
        "wanqing_reads",
        "writes",
        "wenting_writes",
        "wanqing_wrote",
        "liming",
        "liming89",
        "liming8",
        "liming988",
        "liming1",
        "li_ming",
        "sunshine1",
        "sunshines",
        "real_sunshine",
        "meili1",
        "meilii",
        "苏婉",
        "婉清",
        "slow.tide",
        "brief",
        "",
        "@",
        "12345678",
        "$$$$$$$$",
    ],
)
def test_another_persons_handle_is_no_look_alike(handle):
    assert likenesses(handle) == {}


def test_ordinary_words_are_told_from_names():
    assert is_ordinary("Sunshine_2020")
    assert not is_ordinary("wanqing_writes")
    assert not is_ordinary("")


def handles_of(count, seed):
    chance = random.Random(seed)  # noqa: S311
    first = "wanqing lokching quill otter gable fern thistle heron amber maple".split()
    last = "writes talks daily ledger notes harbour lantern brief quarter essay".split()
    middle = "north tide moss glass ink river field stone cloud lake".split()
    made = [
        chance.choice("_.").join(parts)
        for one in first
        for two in last
        for parts in ((one, two), *((one, three, two) for three in middle))
    ]
    return chance.sample(made, count)


def _typed(handle, chance, change):
    at = chance.choice([i for i in range(1, len(handle) - 1) if handle[i : i + 2].isalpha()])
    return change(handle, at, chance.choice("abdefghkmopqrstuvwxyz"))


CHANGES = {
    "digits added": lambda handle, chance: f"{handle}{chance.randrange(1, 9999)}",
    "digits before": lambda handle, chance: f"{chance.randrange(1, 99)}{handle}",
    "underscores": lambda handle, chance: f"_{handle.replace('_', '__')}_",
    "no separator": lambda handle, chance: handle.replace("_", "").replace(".", ""),
    "another separator": lambda handle, chance: handle.translate(str.maketrans("_.", "._")),
    "digits for letters": lambda handle, chance: handle.translate(str.maketrans("oeias", "03145")),
    "capital i for l": lambda handle, chance: handle.replace("l", "I").replace("i", "l"),
    "another script": lambda handle, chance: handle.translate(str.maketrans("aeoc", "аеос")),
    "rn and vv": lambda handle, chance: handle.replace("m", "rn").replace("w", "vv"),
    "cl for d": lambda handle, chance: handle.replace("d", "cl"),
    "real before": lambda handle, chance: chance.choice(["real_", "the_real", "its"]) + handle,
    "official behind": lambda handle, chance: handle + chance.choice(["_official", ".tv", "HQ"]),
    "x around": lambda handle, chance: f"x{handle}x",
    "parts swapped": lambda handle, chance: "_".join(reversed(re.split("[_.]", handle))),
    "letter doubled": lambda handle, chance: _typed(
        handle, chance, lambda text, at, _: text[:at] + text[at] + text[at:]
    ),
    "letter left out": lambda handle, chance: _typed(
        handle, chance, lambda text, at, _: text[:at] + text[at + 1 :]
    ),
    "letter put in": lambda handle, chance: _typed(
        handle, chance, lambda text, at, new: text[:at] + new + text[at:]
    ),
    "another letter": lambda handle, chance: _typed(
        handle, chance, lambda text, at, new: text[:at] + new + text[at + 1 :]
    ),
    "letters swapped": lambda handle, chance: _typed(
        handle, chance, lambda text, at, _: text[:at] + text[at + 1] + text[at] + text[at + 2 :]
    ),
    "plural": lambda handle, chance: handle + "s",
    "end cut": lambda handle, chance: handle[:-1],
}  # fmt: skip


@pytest.mark.parametrize("kind", CHANGES)
def test_nineteen_in_twenty_look_alikes_are_found(kind):
    chance = random.Random(7)  # noqa: S311
    own = handles_of(300, 1)
    index = HandleIndex((str(number), "x", handle) for number, handle in enumerate(own))
    changed = [CHANGES[kind](handle, chance) for handle in own]
    found = sum(str(number) in likenesses(handle, index) for number, handle in enumerate(changed))
    assert found / len(own) >= 0.95


def test_handles_of_other_people_are_not_taken_for_theirs():
    all_of_them = handles_of(600, 2)
    enrolled, others = all_of_them[:30], all_of_them[30:]
    index = HandleIndex((handle, "x", handle) for handle in enrolled)
    strangers = [handle for handle in others if not set(handle) <= set("".join(enrolled))]
    assert not [handle for handle in strangers if likenesses(handle, index)]


@given(st.text(max_size=60), st.text(max_size=12))
def test_any_handle_resembles_itself_or_has_no_look_alikes(own, added):
    index = HandleIndex([("su", "x", own)])
    for handle in (own, own + added, added + own):
        assert all(0.6 <= like.score <= 0.7 and like.why for like in index.lookalikes(handle))
    key = handle_key(own)
    if key:
        assert index.exact(key) == ("su",)
    assert likenesses(own, index).keys() <= {"su"}


@given(st.sampled_from(handles_of(50, 3)), st.text("_.019", max_size=6), st.text("_.", max_size=3))
def test_a_handle_with_digits_and_separators_added_is_always_found(own, behind, before):
    index = HandleIndex([("su", "x", own)])
    assert likenesses(before + own + behind, index) == {"su": 0.7}


def test_a_look_up_does_not_slow_down_with_the_number_of_people():
    few, many = (
        HandleIndex((handle, "x", handle) for handle in handles_of(count, 4))
        for count in (10, 1000)
    )
    assert _seconds(many) < max(_seconds(few), 0.01) * 5


def _seconds(index):
    started = time.process_time()
    for number in range(2000):
        index.lookalikes(f"pepper_kettle{number}")
    return time.process_time() - started


def test_a_megabyte_of_handle_is_refused_quickly():
    started = time.process_time()
    assert INDEX.lookalikes("wanqing_writes" * 70_000) == []
    assert time.process_time() - started < 2
