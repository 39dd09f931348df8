"""Rules: each one fires on its case and not on that case's neighbour, and each one is needed."""

from dataclasses import replace

import pytest
from bench import (
    HARASSMENT,
    IMPERSONATION,
    PRIVATE,
    SU,
    THREAT,
    answer,
    findings,
    found,
    lookalike,
    only,
    person,
    public,
    scene,
)

from scanner.detect.conduct.lexicon import ConductType
from scanner.detect.pii.catalogue import CATALOGUE
from scanner.findings import Tie
from scanner.judge import hostility, impersonation, private_information
from scanner.judge.findings import RULES

# rule → (its case, a neighbour that is none, category, what the finding calls the rule)
CASES = {
    private_information.known_fact: (
        "ring [fact.phone|343-555-0126]", "ring [PHONE_NUMBER|343-555-0126]",
        PRIVATE, "private.known",
    ),
    private_information.new_value: (
        "[name|Su Wanqing] [PHONE_NUMBER|343-555-0199]",
        "[name|Su Wanqing] [PHONE_NUMBER|613-555-0100]",
        PRIVATE, "private.new",
    ),
    private_information.live_location: (
        "[name|Su Wanqing] [disclose.location|is at the Finch]",
        "[name|Su Wanqing] [disclose.label|address]",
        PRIVATE, "private.location",
    ),
    private_information.solicited: (
        "[solicit.private|where does] [name|Su Wanqing] live",
        "[solicit.public|which paper has] [name|Su Wanqing]",
        PRIVATE, "private.solicited",
    ),
    private_information.call_to_use: (
        "[disclose.call|go visit] [name|Su Wanqing]", "go read [name|Su Wanqing]",
        PRIVATE, "private.call",
    ),
    impersonation.account: (
        scene("hello", lookalike()), scene("hello [name|Su Wanqing]"),
        IMPERSONATION, "impersonation.account",
    ),
    impersonation.statement: (
        "[imp.first_person|I am] [name|Su Wanqing] and I lied",
        "[imp.claim_account|my new account], [name|Su Wanqing]",
        IMPERSONATION, "impersonation.statement",
    ),
    impersonation.recording: (
        "[name|Su Wanqing] [imp.confession_media|on tape]", "[name|Su Wanqing] [imp.quote|'so']",
        IMPERSONATION, "impersonation.recording",
    ),
    impersonation.synthetic: (
        "[name|Su Wanqing] [imp.synthetic|face swap]", "[name|Su Wanqing] [context.parody|sketch]",
        IMPERSONATION, "impersonation.synthetic",
    ),
    hostility.threat: (
        "[name|Su Wanqing] [threat.veiled|accidents happen]",
        "[name|Su Wanqing] [context.negation|nobody hurts her]",
        THREAT, "threat.veiled",
    ),
    hostility.harassment: (
        "[name|Su Wanqing] [abuse.insult|pig]", "[name|Su Wanqing] [context.praise|star]",
        HARASSMENT, "abuse.insult",
    ),
}  # fmt: skip
each_case = pytest.mark.parametrize("rule", CASES, ids=lambda rule: rule.__name__)


@each_case
def test_a_rule_fires_on_its_case(rule):
    case, _, category, name = CASES[rule]
    finding = only(case)
    assert (finding.person, finding.category, finding.rules) == (SU, category, (name,))


@each_case
def test_a_rule_is_silent_on_its_neighbour(rule):
    assert findings(CASES[rule][1]) == []


@each_case
def test_without_the_rule_its_case_is_not_found(rule):
    rest = tuple(other for other in RULES if other is not rule)
    assert findings(CASES[rule][0], rules=rest) == []


def test_every_rule_has_a_case():
    assert list(CASES) == list(RULES)


class TestKnownFacts:
    def test_a_whole_value_needs_no_name(self):
        assert found("[fact.phone|343-555-0126]") == {(SU, PRIVATE)}

    def test_a_weak_value_needs_the_person(self):
        born = "[fact.birth_date|3 April 1981]"
        assert found(f"[name|Su Wanqing] {born}") == {(SU, PRIVATE)}
        assert found(answer(born)) == {(SU, PRIVATE)}
        # Together they may tie the post to the person, but they leak nothing about somebody named.
        assert found("[fact.school~0.5|Northfield] [fact.birth_date~0.5|3 April 1981]") == set()

    def test_a_value_in_the_authors_bio_counts(self):
        what = scene("hello")
        (mention,) = scene("[fact.phone|343-555-0126]").mentions
        finding = only(what.with_(replace(mention, field="author.bio")))
        assert finding.evidence[0].field == "author.bio"

    def test_a_value_in_the_bio_hides_no_other_in_the_text(self):
        (bio,) = scene("[fact.phone|343-555-0126] and more").mentions
        text = scene("[PHONE_NUMBER|343-555-0199] [name|Su Wanqing]")
        finding = only(text.with_(replace(bio, field="author.bio")))
        assert {item.fact for item in finding.evidence} == {"known", "new"}


class TestNewValues:
    @pytest.mark.parametrize("entity", sorted(private_information._NEW_TYPES))
    def test_each_type_of_value(self, entity):
        finding = only(f"[name|Su Wanqing] [{entity}|Q7-1234-5678]")
        assert finding.category is PRIVATE
        assert finding.evidence[0].type == entity
        assert finding.evidence[0].fact == "new"

    def test_every_identifying_entity_of_the_catalogue_is_judged(self):
        # Neither a link, a postal code alone, a wallet, a date nor a firm's code identifies or
        # locates a person.
        left_out = {"URL", "POSTAL_CODE", "CRYPTO", "DATE_TIME", "CN_USCC"}
        assert {recogniser.ENTITY for recogniser in CATALOGUE} - left_out <= set(
            private_information._NEW_TYPES
        )

    @pytest.mark.parametrize("entity", ["LOCATION", "DATE_TIME", "URL", "POSTAL_CODE", "PERSON"])
    def test_what_is_no_private_value(self, entity):
        assert found(f"[name|Su Wanqing] [{entity}|Q7-1234-5678]") == set()

    def test_an_enrolled_value_is_known_and_not_new(self):
        both = "[name|Su Wanqing] [fact.phone|343-555-0126]"
        text = scene(both)
        value = scene("Su Wanqing [PHONE_NUMBER|343-555-0126]").detections
        finding = only(type(text)(text.post, text.mentions, value))
        assert [item.fact for item in finding.evidence] == ["known"]

    def test_anothers_enrolled_value_is_not_new_for_the_one_named(self):
        text = "[name@lin-mei|Lin Mei] [fact.phone@su-wanqing|343-555-0126]"
        assert found(text) == {(SU, PRIVATE)}

    @pytest.mark.parametrize(
        "value",
        [
            "[PHONE_NUMBER|613-555-0100]",
            "[PHONE_NUMBER|+1 (613) 555 0100]",
            "[EMAIL_ADDRESS|desk@northstarweekly.example]",
            "[EMAIL_ADDRESS|Tips@NorthStarWeekly.example]",
        ],
    )
    def test_their_public_facts_are_never_reported(self, value):
        assert found(f"[name|Su Wanqing] {value}") == set()

    def test_a_colleagues_public_facts_are_not_reported_either(self):
        text = "[name|Su Wanqing] and [name@lin-mei|Lin Mei], [PHONE_NUMBER|613-555-0100]"
        assert found(text) == set()

    def test_a_mailbox_of_the_same_big_service_is_not_public(self):
        anybody = person(SU, "Su Wanqing", facts=(public("email", "su.fictional@gmail.com"),))
        text = "[name|Su Wanqing] [EMAIL_ADDRESS|{}@gmail.com]"
        assert found(text.format("hidden.fictional"), (anybody,)) == {(SU, PRIVATE)}
        assert found(text.format("su.fictional"), (anybody,)) == set()

    @pytest.mark.parametrize(
        ("marked", "expected"),
        [
            ("tickets for [name|Su Wanqing]: [PHONE_NUMBER|343-555-0199]", False),
            ("[name|Su Wanqing] at the event, [STREET_ADDRESS|12 Fictive St]", False),
            ("讲座报名：[name|苏婉清] [PHONE_NUMBER|343-555-0199]", False),
            ("[name|Su Wanqing] eventually answers [PHONE_NUMBER|343-555-0199]", True),
            ("[name|Su Wanqing] was panelled, [PHONE_NUMBER|343-555-0199]", True),
            # An identity number is nobody's hotline.
            ("tickets for [name|Su Wanqing]: [CA_SIN|000-000-000]", True),
        ],
    )
    def test_a_venues_number_is_not_theirs(self, marked, expected):
        assert bool(found(marked)) is expected


class TestConduct:
    @pytest.mark.parametrize(
        "kind", [kind.value for kind in ConductType if kind.startswith(("threat.", "abuse."))]
    )
    def test_every_harm_of_the_lexicon_has_words_and_a_severity(self, kind):
        finding = only(f"[name|Su Wanqing] [{kind}|words]")
        assert finding.rules == (kind,)
        assert finding.category is (THREAT if kind.startswith("threat.") else HARASSMENT)
        assert finding.evidence[0].shown

    @pytest.mark.parametrize(
        "kind", [kind.value for kind in ConductType if kind.startswith("context.")]
    )
    def test_a_context_alone_is_nothing(self, kind):
        assert found(f"[name|Su Wanqing] [{kind}|words]") == set()

    @pytest.mark.parametrize(("score", "expected"), [(0.49, False), (0.5, True), (1.0, True)])
    def test_conduct_below_a_half_is_somebody_elses(self, score, expected):
        assert bool(found(f"[name|Su Wanqing] [abuse.insult~{score}|pig]")) is expected


class TestAccounts:
    def test_a_claim_weighs_more(self):
        plain = only(scene("hi", lookalike()))
        claims = only(scene("hi", lookalike(why="it claims to be their backup account")))
        assert plain.severity < claims.severity

    def test_a_name_does_not_make_an_account(self):
        what = scene("hi [name|Su Wanqing]")
        assert all(mention.how is not Tie.ACCOUNT for mention in what.mentions)
        assert found(what) == set()


class TestOneFinding:
    def test_one_finding_a_person_and_category_however_much_there_is(self):
        text = (
            "[name|Su Wanqing] [abuse.insult|pig], [abuse.sexual|words], [abuse.pile_on|go] "
            "[fact.phone|343-555-0126] [PHONE_NUMBER|343-555-0199] [disclose.call|ring]"
        )
        all_found = findings(text)
        assert [item.category for item in all_found] == [PRIVATE, HARASSMENT]
        assert all_found[0].rules[0] == "private.known"
        assert set(all_found[0].rules) == {"private.known", "private.new", "private.call"}

    def test_the_gravest_evidence_stands_first(self):
        finding = only("[name|Su Wanqing] [abuse.insult~0.99|pig] [abuse.sexual~0.6|words]")
        assert [item.type for item in finding.evidence] == ["abuse.sexual", "abuse.insult"]

    def test_a_value_that_is_both_relatives_is_not_shared_again(self):
        what = scene("[name|Su Wanqing] [PHONE_NUMBER|343-555-0199]")
        both = what.with_(*(replace(item, person="su-xiaoyu") for item in what.mentions))
        assert [item.rules for item in findings(both)] == [("private.new",), ("private.new",)]

    def test_the_score_is_the_evidence_weighed_by_the_tie(self):
        finding = only("[name~0.75|Su Wanqing] [abuse.insult~0.8|pig] [abuse.traitor~0.6|words]")
        assert finding.score == pytest.approx(0.6)

    def test_a_shared_leak_is_told_once(self):
        text = "[name|Su Wanqing] [name@su-xiaoyu|Su Xiaoyu] [fact.phone@su-xiaoyu|343-555-0127]"
        mothers = next(item for item in findings(text) if item.person == SU)
        assert mothers.rules == ("private.relative",)
        assert len(mothers.evidence) == 1
        assert "a relative's enrolled phone" in mothers.explanation
