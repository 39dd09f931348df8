"""Notices are calm, complete, in the reader's language, and free of private values."""

import re
from dataclasses import replace
from datetime import date
from html import unescape
from html.parser import HTMLParser

import pytest
from notice_examples import (
    ADDRESS,
    CONTACTS,
    NOW,
    PHONE,
    ZONE,
    make_incident,
    make_person,
    make_post,
)

from scanner.findings import Category, Severity
from scanner.notices.compose import compose_notice, compose_summary
from scanner.notices.languages import LANGUAGES
from scanner.settings import Contacts

SUBJECTS = {
    "en": "A new notice is ready",
    "fr": "Un nouvel avis est prêt",
    "zh-Hans": "有一则新通知",
    "zh-Hant": "有一則新通知",
}


def compose(incident=None, person=None, *, language="en", contacts=CONTACTS):
    return compose_notice(
        incident or make_incident(),
        person or make_person(),
        language=language,
        contacts=contacts,
        zone=ZONE,
        now=NOW,
    )


class Tags(HTMLParser):
    """Collects the names of tags, their attributes, and where links lead."""

    def __init__(self, html):
        super().__init__()
        self.names, self.attributes, self.links = set(), set(), []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.add(tag)
        self.attributes |= {name for name, _ in attrs}
        self.links += [value for name, value in attrs if name in {"href", "src"}]


def words_of(html):
    body = re.sub(r"<style>.*?</style>|<title>.*?</title>|<[^>]+>", " ", html, flags=re.DOTALL)
    return " ".join(body.split())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", Category)
@pytest.mark.parametrize("severity", Severity)
def test_subject_is_neutral(language, category, severity):
    content = compose(make_incident(category=category, severity=severity), language=language)
    assert content.subject == SUBJECTS[language]


@pytest.mark.parametrize(
    ("category", "lead", "advice"),
    [
        (Category.PRIVATE_INFORMATION, "private information about you", "do not have to answer"),
        (Category.IMPERSONATION, "pretend to come from you", "not genuine"),
        (Category.THREAT, "a threat against you", "your local police"),
        (Category.HARASSMENT, "aimed at you", "do not have to read it"),
    ],
)
def test_each_category_has_its_words(category, lead, advice):
    text = compose(make_incident(category=category)).text
    assert lead in text
    assert advice in text


def test_says_what_where_since_and_how_many():
    text = compose(make_incident(platforms=("facebook", "x"))).text
    assert "a phone number (+1 343-•••-••26)" in text
    assert "Facebook and X" in text
    assert "November 24, 2026, 3:00" in text
    assert "12 posts by 5 accounts" in text
    assert "hxxps://x[.]com/some_account/status/1" in text


def test_steps_stand_in_order():
    text = compose().text
    steps = text[text.index("What to do next") :]
    order = [
        "call 911",
        "Do not reply",
        "Keep evidence",
        "Report it",
        CONTACTS.report_forms["x"],
        "a person you trust",
        CONTACTS.rcmp,
        CONTACTS.csis,
        CONTACTS.cyber_centre,
    ]
    places = [steps.index(item) for item in order]
    assert places == sorted(places)
    assert re.findall(r"^(\d)\. ", steps, re.MULTILINE) == list("123456")


@pytest.mark.parametrize(
    ("severity", "urgent"),
    [(Severity.LOW, False), (Severity.HIGH, False), (Severity.CRITICAL, True)],
)
def test_critical_leads_with_the_emergency_number(severity, urgent):
    content = compose(make_incident(severity=severity))
    assert ("Please read this now" in content.text) is urgent
    assert ('class="opening urgent"' in content.html) is urgent
    if urgent:
        assert content.text.index("call 911 first") < content.text.index("private information")


def test_liaison_is_named_only_if_there_is_one():
    assert "613-555-0142" in compose().text
    without = compose(contacts=Contacts())
    assert "liaison" not in without.text
    assert "liaison" not in words_of(without.html)


@pytest.mark.parametrize(
    ("language", "guardian"),
    [
        ("en", "the child in your care"),
        ("fr", "l’enfant dont vous avez la charge"),
        ("zh-Hans", "您监护的孩子"),
        ("zh-Hant", "您監護的孩子"),
    ],
)
def test_a_notice_about_a_minor_addresses_the_guardian(language, guardian):
    assert guardian in compose(person=make_person(minor=True), language=language).text
    assert guardian not in compose(language=language).text


def test_a_representative_is_addressed_as_such():
    person = make_person()
    person = replace(person, consent=replace(person.consent, given_by="representative"))
    assert "about the person you represent" in compose(person=person).text


@pytest.mark.parametrize("language", LANGUAGES)
def test_text_and_html_say_the_same(language):
    content = compose(language=language)
    page = unescape(words_of(content.html))
    for line in content.text.splitlines():
        for part in re.split(r"^\s*(?:\d\.|-+) ?|: (?=\S)|^\s+", line):
            if not part.startswith("https://"):
                assert " ".join(part.split()) in page


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("category", Category)
def test_nothing_private_in_any_part(language, category):
    shown = (f"phone {PHONE}", f"address {ADDRESS}", "abuse.insult stupid words", "other ••••••")
    post = make_post(
        url="https://x.com/call_3435550126/status/1",
        author_handle="3435550126",
        source="wanqing.jsonl:1",
    )
    incident = make_incident(
        category=category, shown=shown, post=post, explanation=f"found {PHONE} of Su Wanqing"
    )
    content = compose(incident, language=language)
    for part in (content.subject, content.text, content.html):
        digits = re.sub(r"\D", "", part)
        assert "5550126" not in digits
        for secret in (
            "Fictive",
            "1420",
            "苏婉清",
            "Wanqing",
            "wanqing",
            "清姐",
            "stupid",
            "found",
        ):
            assert secret not in part, secret
    assert "hxxps://x[.]com/…" in content.text


@pytest.mark.parametrize(
    "hostile",
    [
        "</dd><script>alert(1)</script>",
        '"><img src=https://evil.example/p.png>',
        "{{ config }}{% for x in y %}",
        "{person}{emergency}",
        "a\u202eb\u2066c\u200bd",
        "x\r\nBcc: victim@example.org\r\n\r\nbody",
    ],
)
def test_hostile_text_stays_text(hostile):
    clean = Tags(compose().html)
    incident = make_incident(
        platforms=("x", hostile),
        shown=(f"phone {hostile}", hostile),
        post=make_post(url=f"https://x.com/{hostile}", author_handle=hostile),
    )
    content = compose(incident)
    tags = Tags(content.html)
    assert (tags.names, tags.attributes, tags.links) == (clean.names, clean.attributes, clean.links)
    for part in (content.subject, content.text, content.html):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\r]", part)
    assert "\nBcc:" not in content.text


def test_only_report_forms_are_links():
    contacts = Contacts(
        report_forms={"x": "javascript:alert(1)", "reddit": "https://reddit.example"}
    )
    links = Tags(compose(make_incident(platforms=("x", "reddit")), contacts=contacts).html).links
    assert links == ["https://reddit.example"]


def test_without_a_form_the_button_is_named():
    text = compose(make_incident(platforms=("elsewhere",))).text
    assert "the report button beside the post" in text


def test_page_needs_nothing_from_elsewhere():
    html = compose().html
    assert "default-src 'none'" in html
    assert not Tags(html).names & {"script", "link", "img", "iframe", "form", "object"}
    assert "url(" not in html
    assert "@import" not in html


def test_a_post_without_address_or_author_makes_a_notice():
    incident = make_incident(post=make_post(url=None, author_handle=None), accounts=0, shown=())
    text = compose(incident).text
    assert "How much: 12 posts\n" in text
    assert "Link:" not in text
    assert "What:" not in text


def test_summary_lists_all_incidents_gravest_first():
    incidents = [
        make_incident(id="a", category=Category.HARASSMENT, severity=Severity.LOW),
        make_incident(id="b", category=Category.THREAT, severity=Severity.CRITICAL),
    ]
    content = compose_summary(
        incidents,
        make_person(),
        day=date(2026, 11, 24),
        language="en",
        contacts=CONTACTS,
        zone=ZONE,
        now=NOW,
    )
    assert content.subject == "Your daily summary is ready"
    assert "What was seen on November 24, 2026" in content.text
    assert content.text.index("threat against you") < content.text.index("aimed at you")
    assert content.text.count("What to do next") == 1
