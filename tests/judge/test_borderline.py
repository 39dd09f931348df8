"""The ten borderline cases that the contract decides, each with its hard negatives beside it."""

import pytest
from bench import (
    HARASSMENT,
    IMPERSONATION,
    NOW,
    PEOPLE,
    PRIVATE,
    SU,
    THREAT,
    VIDEO,
    answer,
    found,
    lookalike,
    person,
    private,
    scene,
)

from scanner.detect.accounts import AccountWatch
from scanner.posts import Author

NEW = "[PHONE_NUMBER|343-555-0199]"
KNOWN = "[fact.phone|343-555-0126]"
CHILDS = "[fact.phone@su-xiaoyu|343-555-0127]"
CHILD = "su-xiaoyu"


def categories(what, **options):
    return {category for who, category in found(what, **options) if who == SU}


class TestCase1Family:
    """Data of a relative: for each enrolled person whom the post names or addresses."""

    def test_a_childs_value_with_the_mother_named_is_for_both(self):
        assert found(f"[name|Su Wanqing]'s girl: {CHILDS}") == {(CHILD, PRIVATE), (SU, PRIVATE)}

    def test_a_childs_value_in_answer_to_the_mother_is_for_both(self):
        assert found(answer(f"ring {CHILDS}")) == {(CHILD, PRIVATE), (SU, PRIVATE)}

    def test_a_childs_value_alone_is_for_the_child(self):
        assert found(f"ring {CHILDS}") == {(CHILD, PRIVATE)}

    def test_a_childs_value_with_a_stranger_named_is_not_for_the_stranger(self):
        assert found(f"[name@lin-mei|Lin Mei], {CHILDS}") == {(CHILD, PRIVATE)}

    def test_each_gets_the_others_first_phone_number(self):
        # References count within a person, so that phone:0 stands for two numbers here.
        both = f"[name|Su Wanqing] {KNOWN}, [name@su-xiaoyu|Su Xiaoyu] {CHILDS}"
        assert found(both) == {(CHILD, PRIVATE), (SU, PRIVATE)}

    def test_a_new_value_beside_the_childs_name_is_for_both(self):
        text = f"[name|Su Wanqing] has [name@su-xiaoyu|Su Xiaoyu], {NEW}"
        assert found(text) == {(CHILD, PRIVATE), (SU, PRIVATE)}

    def test_a_request_about_one_relative_is_for_both(self):
        text = "[solicit.private|where does] [name@su-xiaoyu|Su Xiaoyu] live, [name|Su Wanqing]'s"
        assert found(text) == {(CHILD, PRIVATE), (SU, PRIVATE)}

    def test_a_relative_who_is_not_enrolled_gives_a_finding_to_the_enrolled(self):
        text = f"[name|Su Wanqing]'s brother [PERSON|Su Dawei]: {NEW}"
        assert found(text) == {(SU, PRIVATE)}

    def test_a_relative_by_relation_alone_gets_none(self):
        assert found(f"[name|Su Wanqing]'s kid: {NEW}") == {(SU, PRIVATE)}

    def test_a_relative_by_relation_and_an_enrolled_fact_gets_one(self):
        text = "[name|Su Wanqing]'s kid goes to [fact.school@su-xiaoyu|Alder Hollow]"
        assert found(text) == {(SU, PRIVATE), (CHILD, PRIVATE)}

    def test_a_school_of_that_name_alone_gives_none(self):
        assert found("[fact.school@su-xiaoyu|Alder Hollow] is hiring") == set()


class TestCase2CallsToUse:
    """A call to use a leaked value is private information; more only with abuse or harm."""

    def test_ring_her_say_hello_is_private_information_alone(self):
        text = f"[name|Su Wanqing] {KNOWN}, [disclose.call|ring her and say hello]"
        assert found(text) == {(SU, PRIVATE)}

    def test_a_call_without_the_value_is_private_information(self):
        assert found(answer("[disclose.call|everybody ring her tonight]")) == {(SU, PRIVATE)}

    def test_abuse_beyond_the_value_adds_harassment(self):
        text = f"[name|Su Wanqing] {KNOWN}, [disclose.call|ring] that [abuse.insult|pig]"
        assert found(text) == {(SU, PRIVATE), (SU, HARASSMENT)}

    def test_a_pile_on_beyond_the_value_adds_harassment(self):
        text = f"[name|Su Wanqing] {KNOWN}, [abuse.pile_on|flood her page]"
        assert found(text) == {(SU, PRIVATE), (SU, HARASSMENT)}

    def test_stated_harm_adds_a_threat(self):
        text = f"[name|Su Wanqing] {KNOWN}, [disclose.call|visit her], [threat.veiled|bring petrol]"
        assert found(text) == {(SU, PRIVATE), (SU, THREAT)}

    @pytest.mark.parametrize(
        "contact",
        ["[EMAIL_ADDRESS|desk@northstarweekly.example]", "[PHONE_NUMBER|613-555-0100]"],
    )
    def test_a_call_to_write_to_the_published_address_is_nothing(self, contact):
        text = f"[disclose.call|write to] [name|Su Wanqing] at {contact}"
        assert found(text) == set()

    def test_a_published_address_beside_a_leaked_one_excuses_nothing(self):
        mail = "[EMAIL_ADDRESS|desk@northstarweekly.example]"
        assert found(f"[disclose.call|write to] [name|Su Wanqing], {mail}, {KNOWN}") == {
            (SU, PRIVATE)
        }


class TestCase3Whereabouts:
    """A private place with a time is live location; watching is a threat; both where both."""

    def test_a_live_location_is_private_information(self):
        assert found("[name|Su Wanqing] [disclose.location|just sat down at] the Copper Finch") == {
            (SU, PRIVATE)
        }

    def test_watching_is_a_threat(self):
        assert found("[name|Su Wanqing], [threat.surveillance|I waited outside]") == {(SU, THREAT)}

    def test_both_where_both(self):
        text = "[name|Su Wanqing] [disclose.location|is here], [threat.surveillance|we watch her]"
        assert found(text) == {(SU, PRIVATE), (SU, THREAT)}

    def test_somebody_elses_whereabouts_are_nothing(self):
        text = "[name|Su Wanqing] writes. [PERSON|Ana Petrov] [disclose.location|is sitting here]"
        assert found(text) == set()

    def test_an_announced_place_is_nothing(self):
        assert found("[name|Su Wanqing] speaks at [LOCATION|the town library] on Friday") == set()


class TestCase4SexualContent:
    """Sexual content is harassment; said to be synthetic, also impersonation."""

    def test_sexual_content_is_harassment(self):
        assert found("[name|Su Wanqing] [abuse.sexual|obscenity]") == {(SU, HARASSMENT)}

    def test_leaked_media_not_said_to_be_synthetic_is_harassment(self):
        what = scene("[name|Su Wanqing] [abuse.sexual|leaked tape]", media=VIDEO)
        assert found(what) == {(SU, HARASSMENT)}

    def test_said_to_be_synthetic_it_is_both(self):
        what = scene("[name|Su Wanqing] [imp.synthetic|deepfake] [abuse.sexual|nude]", media=VIDEO)
        assert found(what) == {(SU, HARASSMENT), (SU, IMPERSONATION)}

    def test_synthetic_without_sex_is_impersonation_alone(self):
        assert found("[name|Su Wanqing] [imp.synthetic|voice clone]") == {(SU, IMPERSONATION)}

    def test_a_complaint_about_a_deepfake_is_nothing(self):
        text = "the [imp.synthetic~0.4|deepfake] of [name|Su Wanqing] is [abuse.sexual~0.4|vile]"
        assert found(text) == set()


class TestCase5WordsInTheirMouth:
    """A confession or quotation with proof, or written in the first person as them."""

    def test_a_recording_offered_as_proof(self):
        assert found("[name|Su Wanqing] [imp.confession_media|admits it on tape]") == {
            (SU, IMPERSONATION)
        }

    def test_the_first_person_as_them(self):
        assert found("[imp.first_person|I,] [name|Su Wanqing], confess") == {(SU, IMPERSONATION)}

    def test_a_quotation_counts_with_media_only(self):
        text = "[name|Su Wanqing]: [imp.quote|'my readers are cattle']"
        assert found(scene(text, media=VIDEO)) == {(SU, IMPERSONATION)}
        assert found(text) == set()

    def test_somebody_elses_confession_is_nothing(self):
        text = "[name|Su Wanqing] reports. [PERSON|Ana Petrov] [imp.confession_media|admits it]"
        assert found(text) == set()

    def test_a_fact_check_is_nothing(self):
        assert found("[name|Su Wanqing] never [imp.confession_media~0.4|said so]") == set()


class TestCase6Accounts:
    """An account with their name, handle or bio, unless parody, fan, news or another person."""

    @pytest.mark.parametrize(
        ("author", "expected"),
        [
            (Author(handle="wanqing_writes_"), True),
            (Author(handle="wanqing_vvrites"), True),
            (Author(handle="x1", display_name="苏婉清", bio="本人，大号被封"), True),
            (Author(handle="x1", display_name="Su Wanqing"), True),
            (Author(handle="x1", display_name="Su Wanqing (parody)"), False),
            (Author(handle="x1", display_name="Su Wanqing", bio="fan account"), False),
            (Author(handle="x1", display_name="Su Wanqing", bio="dentist in Regina"), False),
            (Author(handle="wanqing_writes"), False),
            (Author(handle="somebody"), False),
        ],
    )
    def test_accounts(self, author, expected):
        post = scene("good morning", author=author).post
        what = scene("good morning", *AccountWatch(PEOPLE).mentions(post, NOW), author=author)
        assert ((SU, IMPERSONATION) in found(what)) is expected

    def test_another_persons_account_that_names_them_is_no_impersonation(self):
        assert found("[name|Su Wanqing] has a new column") == set()

    def test_what_a_lookalike_posts_is_still_judged(self):
        what = scene(f"[name|Su Wanqing] here, {KNOWN}", lookalike())
        assert found(what) == {(SU, IMPERSONATION), (SU, PRIVATE)}


class TestCase7WishingAndAnnouncing:
    """Wishing death is harassment; announcing, ordering or hinting is a threat."""

    def test_a_wish_is_harassment(self):
        assert found("[name|Su Wanqing], [abuse.death_wish|drop dead]") == {(SU, HARASSMENT)}

    @pytest.mark.parametrize(
        "kind",
        ["direct", "order", "veiled", "conditional", "family", "surveillance"],
    )
    def test_announcing_ordering_and_hinting_are_threats(self, kind):
        assert found(f"[name|Su Wanqing] [threat.{kind}|words]") == {(SU, THREAT)}

    def test_a_figure_of_speech_is_nothing(self):
        assert found("[name|Su Wanqing] [context.idiom|killed it] on air") == set()


class TestCase8SchoolsAndEmployers:
    """Private only if enrolled so or used to expose; a public one in passing is nothing."""

    WORKS = person(SU, "Su Wanqing", facts=(private("employer", "Copper Finch Night School"),))

    def test_an_employer_enrolled_as_private_is_private(self):
        text = "[name|Su Wanqing] works at [fact.employer|Copper Finch Night School]"
        assert found(text, people=(self.WORKS,)) == {(SU, PRIVATE)}

    def test_one_that_is_not_enrolled_is_nothing(self):
        text = "[name|Su Wanqing] works at [EMPLOYER|the Weekly], [ORGANIZATION|the Weekly]"
        assert found(text) == set()

    def test_a_place_of_work_used_to_press_is_private_information(self):
        text = "[name|Su Wanqing]: [disclose.call|ring her boss] at [ORGANIZATION|the Weekly]"
        assert found(text) == {(SU, PRIVATE)}

    def test_the_private_one_without_the_person_is_nothing(self):
        text = "[fact.employer|Copper Finch Night School] is hiring"
        assert found(text, people=(self.WORKS,)) == set()


class TestCase9CondemnationAndNews:
    """Condemnation and news are nothing, except for a private value that they repeat."""

    @pytest.mark.parametrize(
        "words",
        [
            "[threat.direct~0.45|we will kill her]",
            "[abuse.death_wish~0.4|drop dead]",
            "[abuse.insult~0.49|pig]",
            "[solicit.private~0.4|where does she live]",
            "[disclose.location~0.4|she is here]",
            "[disclose.call~0.4|ring her]",
            "[imp.first_person~0.4|I confess]",
        ],
    )
    def test_the_words_of_abuse_in_the_mouth_of_who_reports_it(self, words):
        marked = f"[context.condemnation|stop telling] [name|Su Wanqing] {words}"
        assert found(marked) == set()
        assert found(marked.replace("~0.4|", "|").replace("~0.45|", "|").replace("~0.49|", "|"))

    def test_a_repeated_private_value_is_still_private_information(self):
        marked = f"[context.condemnation|stop posting] {KNOWN} of [name|Su Wanqing], you ghouls"
        assert found(marked) == {(SU, PRIVATE)}

    def test_praise_news_and_criticism_are_nothing(self):
        assert found("[name|Su Wanqing] wrote a dull, badly argued column") == set()


class TestCase10Requests:
    """Asking for private data is private information; asking for public data is nothing."""

    def test_asking_for_private_data(self):
        assert found("[solicit.private|anybody know where] [name|Su Wanqing] lives?") == {
            (SU, PRIVATE)
        }

    def test_asking_for_public_data(self):
        assert found("[solicit.public|what is the desk's mail], [name|Su Wanqing]?") == set()

    def test_asking_for_somebody_elses(self):
        text = "[name|Su Wanqing] wrote. [solicit.private|who has the number of] [PERSON|Ana P]?"
        assert found(text) == set()
