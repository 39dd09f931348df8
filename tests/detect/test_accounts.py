import time
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.detect.accounts import THRESHOLD, AccountWatch
from scanner.findings import Category, Tie
from scanner.posts import Author, Post
from scanner.private import PrivateValue
from scanner.watchlist.people import Account, Consent, Fact, Person, Role

NOW = datetime(2026, 11, 20, tzinfo=UTC)
CONSENT = Consent("self", date(2026, 1, 10), date(2027, 1, 10), None, frozenset(Category))


def person(key, names, accounts=(), public=()):
    return Person(
        key,
        Role.COMMENTATOR,
        names,
        CONSENT,
        accounts=tuple(Account(*account) for account in accounts),
        facts=tuple(
            Fact(PrivateValue(value, kind), f"public.{kind}:0", public=True)
            for kind, value in public
        ),
    )


SU = person(
    "su-wanqing",
    ("苏婉清", "Su Wanqing"),
    [("x", "wanqing_writes", "Wanqing Su 苏婉清"), ("youtube", "wanqingtalks", "✨")],
    [("employer", "North Star Weekly"), ("url", "https://northstarweekly.example")],
)
FAN = person("fan-wenli", ("Fan Wenli",), [("x", "fanwenli_notes", "Fan Wenli")])
KIN = person("ellen-su", ("Ellen Su",), [("x", "wanqing_write", "Su Wanqing's sister")])
WATCH = AccountWatch([SU, FAN])


def ties(*, platform="x", watch=WATCH, **author):
    return watch.mentions(Post(platform, "1", "good morning", author=Author(**author)), NOW)


IMITATIONS = [
    # Their handle where they have none.
    ({"platform": "instagram", "handle": "wanqing_writes"}, "it uses their handle where they"),
    ({"platform": "instagram", "handle": "@Wanqing_Writes"}, "it uses their handle where they"),
    ({"platform": "x", "handle": "wanqingtalks"}, "it uses their handle where they have no acc"),
    # A handle that looks like theirs.
    ({"handle": "wanq1ng_writes"}, "its handle looks like theirs"),
    ({"handle": "wanqing_writess"}, "its handle looks like theirs"),
    ({"handle": "wanqing.writes"}, "its handle looks like theirs"),
    ({"handle": "vvanqing_vvrites"}, "its handle looks like theirs"),
    ({"handle": "wanqing_writes_2026"}, "its handle looks like theirs"),
    ({"handle": "wаnqing_writеs1"}, "its handle looks like theirs"),
    ({"handle": "wanqing_writes_official"}, "its handle looks like theirs"),
    ({"handle": "the_real_wanqing_writes"}, "its handle looks like theirs"),
    ({"handle": "wanqing.writes.backup"}, "its handle looks like theirs"),
    ({"handle": "wanqing_writes_2nd"}, "its handle looks like theirs"),
    ({"handle": "wanqing_wrltes_hq"}, "its handle looks like theirs"),
    ({"handle": "wanqing_writes.tv"}, "its handle looks like theirs"),
    ({"handle": "x_wanqing_writes_x"}, "its handle looks like theirs"),
    ({"handle": "88_wanqing_writes"}, "its handle looks like theirs"),
    ({"handle": "writes_wanqing"}, "its handle is theirs with the parts swapped"),
    ({"handle": "wanqing_writes_ab"}, "its handle is theirs with something added or cut off"),
    ({"handle": "wanqing_writez"}, "its handle differs from theirs by one character"),
    ({"handle": "wanqig_writes"}, "its handle differs from theirs by one character"),
    ({"handle": "wanqign_writes"}, "its handle differs from theirs by one character"),
    ({"handle": "wanqing_write5"}, "its handle differs from theirs by one character"),
    # Their name.
    ({"handle": "tea_4471", "display_name": "Su Wanqing"}, "its display name is their name"),
    ({"handle": "tea_4471", "display_name": "蘇婉清"}, "its display name is their name"),
    ({"handle": "tea_4471", "display_name": "Wanqing Su 苏婉清 ✔"}, "its display name is their"),
    ({"handle": "tea_4471", "display_name": "Ѕu Wаnqing"}, "its display name is their name"),
    ({"handle": "tea_4471", "display_name": "S u W a n q i n g"}, "its display name is their nam"),
    ({"handle": "tea_4471", "display_name": "SuWanqing | essays"}, "its display name is their na"),
    ({"handle": None, "display_name": "Su Wanqing"}, "its display name is their name"),
    ({"handle": "", "display_name": "Su Wanqing"}, "its display name is their name"),
    # Their name, and claims.
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "my new account"},
        "it claims to be their real, new or backup account",
    ),
    (
        {"handle": "a_4471", "display_name": "Su Wanqing (official)"},
        "it claims to be their real, new or backup account",
    ),
    (
        {"handle": "a_4471", "display_name": "蘇婉清", "bio": "大號被封，備用"},
        "it claims to be their real, new or backup account",
    ),
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "Compte de secours"},
        "it claims to be their real, new or backup account",
    ),
    # Their bio.
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "Writer, North Star Weekly"},
        "its bio repeats theirs",
    ),
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "main: @wanqing_writes"},
        "its bio repeats theirs",
    ),
    # A trade of its own does not help an account that claims to be them.
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "teacher. my new account"},
        "it claims to be their real, new or backup account",
    ),
    (
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "teacher, North Star Weekly"},
        "its bio repeats theirs",
    ),
]


@pytest.mark.parametrize(("author", "why"), IMITATIONS)
def test_an_imitation_is_tied_with_its_reason(author, why):
    (tie,) = ties(**author)
    assert (tie.person, tie.how) == ("su-wanqing", Tie.ACCOUNT)
    assert why in tie.why
    assert THRESHOLD <= tie.score <= 1
    field = "author.handle" if author.get("handle") else "author.display_name"
    shown = author.get("handle") or author["display_name"]
    assert (tie.field, tie.start, tie.end) == (field, 0, len(shown))


@pytest.mark.parametrize(
    "author",
    [
        # Their own accounts.
        {"handle": "wanqing_writes", "display_name": "Wanqing Su 苏婉清"},
        {"handle": "@WANQING_WRITES", "display_name": "Su Wanqing", "bio": "official"},
        {"platform": "youtube", "handle": "wanqingtalks", "display_name": "Su Wanqing"},
        # Accounts that say what they are.
        {"handle": "wanqing_writes_fan", "display_name": "Su Wanqing fan account"},
        {"handle": "wanq1ng_writes", "display_name": "Su Wanqing", "bio": "Parody."},
        {"handle": "wanq1ng_writes", "display_name": "Su Wanqing (parody)"},
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "satire, not affiliated"},
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "unofficial news feed"},
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "compte parodique"},
        {"handle": "a_4471", "display_name": "蘇婉清 粉絲團"},
        {"handle": "a_4471", "display_name": "苏婉清", "bio": "非本人，文章搬运"},
        {"handle": "a_4471", "display_name": "Su Wanqing quotes", "bio": "I am a bot"},
        # Other people of the name.
        {"handle": "su_dental", "display_name": "Su Wanqing", "bio": "Dentist in Regina"},
        {"handle": "a_4471", "display_name": "苏婉清", "bio": "小学老师"},
        {"handle": "a_4471", "display_name": "Su Wanqing", "bio": "infirmière, maman de deux"},
        # Other names and handles.
        {"handle": "wanqing_reads", "display_name": "Wanqing"},
        {"handle": "su_wanting", "display_name": "Su Wanting"},
        {"handle": "a_4471", "display_name": "苏婉青"},
        {"handle": "a_4471", "display_name": "Su"},
        {"handle": "a_4471", "display_name": "婉清"},
        {"handle": "a_4471", "display_name": "I read Su-Wan daily"},
        {"handle": "a_4471", "display_name": "Tea", "bio": "I read Su Wanqing, North Star Weekly"},
        # Nothing shown.
        {"handle": None, "display_name": None},
        {"handle": "a_4471"},
        {"handle": "a_4471", "display_name": "😀"},
        {"handle": "a_4471", "display_name": "✨✨"},
        {"handle": "@"},
        {"handle": "12345678"},
    ],
)  # fmt: skip
def test_an_account_of_their_own_or_of_somebody_else_is_left_alone(author):
    assert ties(**author) == []


def test_an_enrolled_relative_with_a_like_handle_is_no_imitation():
    kin = {"handle": "wanqing_write", "display_name": "Su Wanqing's sister"}
    assert ties(watch=AccountWatch([SU, KIN]), **kin) == []
    assert ties(**kin) != []


@pytest.mark.parametrize(
    ("author", "people"),
    [
        ({"handle": "a_4471", "display_name": "Fan Wenli"}, ["fan-wenli"]),
        ({"handle": "fanwenli_n0tes", "bio": "essays"}, ["fan-wenli"]),
        ({"handle": "a_4471", "display_name": "Fan Wenli", "bio": "parody"}, []),
        ({"handle": "a_4471", "display_name": "Su Wanqing", "bio": "a fan"}, []),
    ],
)
def test_a_surname_is_no_disclaimer_of_its_bearers_imitations(author, people):
    assert [tie.person for tie in ties(**author)] == people


def score(**author):
    return max((tie.score for tie in ties(**author)), default=0)


def test_each_thing_seen_makes_it_surer():
    name = {"handle": "a_4471", "display_name": "Su Wanqing"}
    assert score(**name) < score(**name, bio="my new account")
    assert score(**name) < score(**name, bio="North Star Weekly")
    assert score(**name) < score(**name | {"handle": "wanq1ng_writes"})
    assert score(**name | {"handle": "wanq1ng_writes"}, bio="official, North Star Weekly") == 1


@pytest.mark.parametrize(
    ("age", "young"),
    [
        (timedelta(0), True),
        (timedelta(days=89), True),
        (timedelta(days=90), False),
        (timedelta(days=900), False),
        (None, False),
    ],
)
def test_a_young_account_is_surer(age, young):
    created = NOW - age if age is not None else None
    (tie,) = ties(handle="a_4471", display_name="Su Wanqing", created_at=created)
    assert ("the account is less than 90 days old" in tie.why) is young
    assert tie.score == pytest.approx(0.7 if young else 0.6)


def test_youth_alone_is_nothing():
    assert ties(handle="a_4471", display_name="Tea", created_at=NOW) == []


def test_youth_does_not_outweigh_another_persons_life():
    bio = "Dentist in Regina"
    assert ties(handle="a_4471", display_name="Su Wanqing", bio=bio, created_at=NOW) == []


def test_an_account_is_judged_the_same_again_whoever_changes_the_answer():
    first = ties(handle="wanq1ng_writes")
    first.clear()
    assert len(ties(handle="wanq1ng_writes")) == 1


def test_an_account_may_imitate_two_people():
    watch = AccountWatch([SU, person("other", ("Su Wanqing",))])
    found = ties(watch=watch, handle="a_4471", display_name="Su Wanqing")
    assert {tie.person for tie in found} == {"su-wanqing", "other"}


WORDS = person("words", ("Otter Quillfern",), [("x", "sunshine"), ("x", "meili")])


@pytest.mark.parametrize("handle", ["sunshine", "meili", "sunshine1", "meili_", "real_sunshine"])
def test_an_everyday_or_short_handle_alone_is_no_imitation(handle):
    watch = AccountWatch([WORDS])
    assert ties(watch=watch, platform="instagram", handle=handle) == []
    named = {"handle": handle, "display_name": "Otter Quillfern"}
    (tie,) = ties(watch=watch, platform="instagram", **named)
    assert ("their handle" in tie.why) is (handle in {"sunshine", "meili"})


def test_people_are_named_in_the_order_of_enrolment():
    namesakes = [person(key, ("Su Wanqing",)) for key in "dbca"]
    found = ties(watch=AccountWatch(namesakes), handle="a_4471", display_name="Su Wanqing")
    assert [tie.person for tie in found] == list("dbca")


def test_looking_at_an_account_costs_the_same_for_any_number_of_people():
    few, many = (_seconds(AccountWatch(map(_somebody, range(count)))) for count in (5, 400))
    assert many < max(few, 0.02) * 6


def _somebody(number):
    one, two = divmod(number, 20)
    name = f"{chr(97 + one)}orvalin {chr(97 + two)}estrum".title()
    return person(f"p{number}", (name,), [("x", name.lower().replace(" ", "_"))])


def _seconds(watch):
    started = time.process_time()
    for number in range(500):
        assert ties(watch=watch, handle=f"pepper_{number}", display_name=f"Tea {number}") == []
    return time.process_time() - started


def test_a_megabyte_of_display_name_is_read_in_seconds():
    started = time.process_time()
    assert len(ties(handle="a_4471", display_name="Su Wanqin " * 100_000 + "Su Wanqing")) == 1
    assert time.process_time() - started < 10


def test_with_nobody_enrolled_nobody_is_imitated():
    assert ties(watch=AccountWatch([]), handle="wanqing_writes", display_name="Su Wanqing") == []


TEXT = st.none() | st.text(max_size=20) | st.sampled_from(["Su Wanqing", "wanqing_writes", "官方"])


@given(TEXT, TEXT, TEXT, st.lists(st.text(max_size=8), max_size=3))
def test_any_author_is_judged_within_bounds(handle, display_name, bio, names):
    people = [person(str(key), (name,), [("x", name, name)]) for key, name in enumerate(names)]
    watch = AccountWatch([SU, *people])
    for tie in ties(watch=watch, handle=handle, display_name=display_name, bio=bio):
        assert THRESHOLD <= tie.score <= 1
        assert tie.why
        assert 0 == tie.start < tie.end == len(handle or display_name)


@given(st.text(max_size=20))
def test_a_person_without_a_display_name_imitates_nobody_by_it(handle):
    enrolled = person("quiet", ("Quiet Person",), [("x", "quietly_here", "✨"), ("x", "@", "—")])
    found = ties(watch=AccountWatch([enrolled]), handle=handle)
    assert not any("display name" in tie.why for tie in found)
