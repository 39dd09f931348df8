"""Attribution: which clues tie a post to a person, and which do not."""

from datetime import UTC, date, datetime

import pytest
from bench import (
    HARASSMENT,
    MEI,
    PEOPLE,
    SU,
    WANQING,
    XIAOYU,
    answer,
    consent,
    found,
    judge,
    lookalike,
    person,
    scene,
)

from scanner.findings import Category, Mention, Tie
from scanner.posts import Author, Post
from scanner.watchlist import ScreeningIndex
from scanner.watchlist.people import Account

NOW = datetime(2026, 11, 20, 8, tzinfo=UTC)


def tied(what, people=PEOPLE, **options):
    what = scene(what) if isinstance(what, str) else what
    return {
        item.person.id: item.strength
        for item in judge(people, **options).tie(what.post, what.mentions, NOW)
    }


def mention(start, end, score=0.9, how=Tie.NAME, field="text", why="the enrolled name"):
    return Mention(SU, how, start, end, score, field, why)


def test_one_strong_clue_ties_with_its_own_strength():
    assert tied("[name|Su Wanqing] writes") == {SU: 0.9}


def test_independent_clues_add_up_as_noisy_or():
    assert tied("[name~0.4|Wanqing] alias [alias~0.5|Qing]")[SU] == pytest.approx(0.7)


@pytest.mark.parametrize(
    "marked",
    [
        "[name~0.59|Wanqing] alone",
        "[fact.school|Northfield] alone",
        "[name~0.35|Wanqing], [name~0.35|Wanqing], [name~0.35|Wanqing]",
    ],
)
def test_a_weak_clue_needs_a_second_of_another_kind(marked):
    assert tied(marked) == {}


def test_a_weak_name_and_a_weak_fact_tie_together():
    assert tied("[name~0.5|Wanqing] at [fact.school|Northfield]") == {SU: 0.65}


def test_clues_that_overlap_count_once():
    text = Post("x", "1", "Su Wanqing")
    clues = [mention(0, 10, 0.5), mention(3, 10, 0.45, Tie.ALIAS)]
    assert judge().tie(text, clues, NOW) == []
    apart = [mention(0, 10, 0.5), mention(20, 27, 0.45, Tie.ALIAS)]
    assert judge().tie(text, apart, NOW) != []


def test_two_weak_facts_on_one_spot_count_once():
    spot = [
        Mention(SU, Tie.FACT, 0, 10, 0.4, "text", "a school", "school", "school:0"),
        Mention(SU, Tie.FACT, 0, 10, 0.4, "text", "an employer", "employer", "employer:0"),
    ]
    assert judge().tie(Post("x", "1", "Northfield is nice"), spot, NOW) == []


def test_spans_of_different_fields_do_not_overlap():
    clues = [mention(0, 7, 0.5), mention(0, 7, 0.5, field="author.bio", how=Tie.ALIAS)]
    assert len(judge().tie(Post("x", "1", "Wanqing"), clues, NOW)) == 1


def test_a_weak_fact_inside_a_name_is_not_a_leak():
    # An account enrolled as private that is called after its owner.
    text = "[name|Su Wanqing] writes well"
    inside = Mention(
        SU, Tie.FACT, 3, 10, 0.3, "text", "their enrolled social", "social", "social:0"
    )
    assert found(scene(text, inside)) == set()
    beside = Mention(
        SU, Tie.FACT, 11, 17, 0.3, "text", "their enrolled social", "social", "social:0"
    )
    assert found(scene(text, beside)) == {(SU, Category.PRIVATE_INFORMATION)}


@pytest.mark.parametrize("handle", ["wanqing_writes", "Wanqing_Writes", "@wanqing_writes"])
def test_the_persons_own_account_is_never_about_them(handle):
    marked = "I, [name|Su Wanqing], am a [abuse.insult|pig], call [fact.phone|343-555-0126]"
    assert found(scene(marked, author=Author(handle=handle))) == set()
    assert found(scene(marked, author=Author(handle="wanqing_write")))


def test_their_handle_on_another_platform_is_not_their_account():
    marked = scene("[name|Su Wanqing] is a [abuse.insult|pig]").with_(
        platform="weibo", author=Author(handle="wanqing_writes")
    )
    assert found(marked) == {(SU, HARASSMENT)}


def test_an_answer_to_their_account_is_about_them_without_a_name():
    assert found(answer("you absolute [abuse.insult|pig]")) == {(SU, HARASSMENT)}
    assert found("you absolute [abuse.insult|pig]") == set()


@pytest.mark.parametrize(
    "author", [Author(display_name="Su Wanqing"), Author(bio="reads Su Wanqing")]
)
def test_a_name_in_the_authors_profile_says_nothing_about_whom_they_insult(author):
    # A namesake's account insulting nobody in particular.
    profile = mention(0, 10, field="author.display_name" if author.display_name else "author.bio")
    assert found(scene("what a [abuse.insult|pig]", profile, author=author)) == set()


def test_a_lookalike_account_addresses_nobody():
    assert (SU, HARASSMENT) not in found(scene("what a [abuse.insult|pig]", lookalike()))


@pytest.mark.parametrize(
    ("text", "words", "expected"),
    [
        ("崇高明天会更好", [(0, 2), (2, 4), (4, 7)], False),  # 崇高 + 明天
        ("崇高明天会更好", [(0, 1), (1, 3), (3, 7)], True),
        ("他住在高明区", [(0, 2), (2, 3), (3, 6)], False),  # a district
        ("声名高明者胜", [(0, 6)], False),
        ("去问高明吧", [(0, 2), (2, 4), (4, 5)], True),
    ],
)
def test_a_short_chinese_name_must_be_a_word(text, words, expected):
    gao = person("gao-ming", "高明")
    at = text.index("高明")
    clue = Mention("gao-ming", Tie.NAME, at, at + 2, 0.8)
    case = judge((gao,), words=lambda _: words)
    assert bool(case.tie(Post("x", "1", text), [clue], NOW)) is expected


def test_a_long_chinese_name_needs_no_word_boundary():
    text = "声援苏婉清们"
    case = judge(words=lambda _: [(0, 6)])
    assert case.tie(Post("x", "1", text), [mention(2, 5, 0.95)], NOW)


def test_words_are_found_once_however_often_the_name_stands():
    calls = []
    text = "高明" * 50
    clues = [Mention("gao-ming", Tie.NAME, at, at + 2, 0.8) for at in range(0, 100, 2)]
    case = judge((person("gao-ming", "高明"),), words=lambda value: calls.append(value) or [])
    assert case.tie(Post("x", "1", text), clues, NOW)
    assert len(calls) == 1


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the piano teacher [name|Su Wanqing] is a [abuse.insult|cow]", False),
        (
            "dentist [name|Su Wanqing], that [abuse.insult|cow]. Dentist [name|Su Wanqing] again",
            False,
        ),
        ("钢琴老师[name|苏婉清]是[abuse.insult|猪]", False),
        ("the columnist [name|Su Wanqing] is a [abuse.insult|cow]", True),
        # A clue beside the name outweighs the trade.
        ("the teacher [name|Su Wanqing], [handle|@wanqing_writes], is a [abuse.insult|cow]", True),
        ("dentist [name|Su Wanqing] a [abuse.insult|cow], [fact.phone|343-555-0126]", True),
        # The trade is somebody else's: it stands far away.
        (
            "[name|Su Wanqing] is a [abuse.insult|cow] and I should know, who was once a teacher",
            True,
        ),
    ],
)
def test_a_namesake_with_another_trade(text, expected):
    assert ((SU, HARASSMENT) in found(text)) is expected


def test_a_weak_fact_counts_with_a_named_relative():
    together = "[name|Su Wanqing]'s girl goes to [fact.school@su-xiaoyu|Alder Hollow]"
    assert set(tied(together)) == {SU, "su-xiaoyu"}
    assert set(tied("she goes to [fact.school@su-xiaoyu|Alder Hollow]")) == set()


def test_an_answer_to_a_relative_makes_a_weak_fact_count():
    what = answer("her girl goes to [fact.school@su-xiaoyu|Alder Hollow]")
    assert set(tied(what)) == {SU, "su-xiaoyu"}


def test_a_stranger_named_beside_a_weak_fact_is_no_family():
    assert set(tied("[name@lin-mei|Lin Mei] likes [fact.school@su-xiaoyu|Alder Hollow]")) == {
        "lin-mei"
    }


def test_family_works_from_either_file():
    # The child's weak fact names the mother as relative; here it is the mother's weak fact.
    marked = "[name@su-xiaoyu|Su Xiaoyu]'s mother works at [fact.employer|Copper Finch]"
    assert set(tied(marked)) == {SU, "su-xiaoyu"}


def test_a_relative_who_is_only_weakly_there_carries_nobody():
    marked = "[name~0.3|Wanqing] and [fact.school@su-xiaoyu|Alder Hollow]"
    assert tied(marked) == {}


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        (consent(), True),
        (consent(expires=date(2026, 11, 20)), False),
        (consent(expires=date(2026, 11, 21)), True),
        (consent(given=date(2026, 11, 21)), False),
        (consent(given=date(2026, 11, 20)), True),
        (consent(withdrawn=date(2026, 11, 20)), False),
        (consent(withdrawn=date(2026, 11, 21)), True),
        (consent({Category.THREAT}), False),
        (consent({Category.HARASSMENT}), True),
        (consent(()), False),
    ],
    ids=[
        "in force", "expires today", "expires tomorrow", "not yet given", "given today",
        "withdrawn today", "withdrawn tomorrow", "another scope", "in scope", "no scope",
    ],
)  # fmt: skip
def test_consent_decides(agreed, expected):
    people = (person(SU, "Su Wanqing", consent=agreed),)
    marked = "[name|Su Wanqing] is a [abuse.insult|pig]"
    assert bool(found(marked, people)) is expected
    assert bool(tied(marked, people)) is agreed.in_force(NOW.date())


def test_consent_is_read_again_at_the_moment_of_the_finding():
    what = scene("[name|Su Wanqing] is a [abuse.insult|pig]")
    case = judge()
    people = case.tie(what.post, what.mentions, NOW)
    later = NOW.replace(year=2027, month=2)
    assert case.judge(what.post, people, what.detections, NOW)
    assert case.judge(what.post, people, what.detections, later) == []


def test_nobody_is_tied_whose_mention_is_unknown():
    assert tied("[name@nobody-enrolled|Ana Petrov] writes") == {}


def test_the_real_index_ties_name_handle_and_fact():
    index = ScreeningIndex(PEOPLE)
    for text in ("苏婉清又来了", "hey @wanqing_writes", "ring 3435550126 tonight", "SU  WANQING!"):
        post = Post("x", "1", text)
        assert [item.person for item in judge().tie(post, index.mentions(post), NOW)] == [WANQING]
    calm = Post("x", "1", "the wanqing of this world, 343-555-0199")
    assert judge().tie(calm, index.mentions(calm), NOW) == []


def test_everybody_named_is_tied():
    marked = "[name|Su Wanqing], [name@lin-mei|Lin Mei], [name@su-xiaoyu|Su Xiaoyu]"
    assert set(tied(marked)) == {WANQING.id, MEI.id, XIAOYU.id}


def test_an_own_account_still_speaks_about_others():
    mei = person("lin-mei", "Lin Mei", accounts=(Account("x", "linmei"),))
    marked = "[name@lin-mei|Lin Mei] here: [name|Su Wanqing] is a [abuse.insult|pig]"
    what = scene(marked, author=Author(handle="linmei"))
    assert found(what, (WANQING, mei)) == {(SU, HARASSMENT)}
