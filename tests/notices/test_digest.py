"""The digest counts right, hides what it must, and stands on its own."""

import re
from dataclasses import replace
from datetime import date, timedelta
from html.parser import HTMLParser
from zoneinfo import ZoneInfo

import pytest
from notice_examples import ADDRESS, NOW, PHONE, ZONE, make_finding, make_person, make_post, save

from scanner.findings import Category, Severity
from scanner.notices.chart import DayPosts, draw_chart
from scanner.notices.digest import ConsentEnd, build_digest, day_bounds
from scanner.notices.digest_page import render_digest
from scanner.notices.languages import LANGUAGES
from scanner.store import OutboxRow, Pass

DAY = date(2026, 11, 24)
LOOKED = Pass(NOW - timedelta(minutes=10), NOW - timedelta(minutes=9), {"posts": 10})


def build(store, people=None, *, day=DAY, zone=ZONE):
    people = [make_person()] if people is None else people
    return build_digest(store, people, day=day, zone=zone, now=NOW)


def add(store, post_id, incident, **changes):
    platform = changes.pop("platform", "x")
    finding = make_finding(post_id, **changes)
    finding = replace(finding, post=replace(finding.post, platform=platform))
    save(store, finding, incident)


class Elements(HTMLParser):
    def __init__(self, html):
        super().__init__()
        self.names, self.attributes = [], set()
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        self.names.append(tag)
        self.attributes |= {name for name, _ in attrs}


# --- data


@pytest.mark.parametrize(
    ("day", "zone", "hours"),
    [
        (DAY, "America/Toronto", 24),
        (date(2026, 3, 8), "America/Toronto", 23),
        (date(2026, 11, 1), "America/Toronto", 25),
        (DAY, "Asia/Hong_Kong", 24),
    ],
)
def test_day_bounds(day, zone, hours):
    since, until = day_bounds(day, ZoneInfo(zone))
    assert (since.date(), until.date()) == (day, day + timedelta(days=1))
    assert until.timestamp() - since.timestamp() == hours * 3600


def test_new_and_grown_incidents_gravest_first(store):
    add(store, "1", "old", severity=Severity.LOW, seen_at=NOW - timedelta(days=1))
    add(store, "2", "old", severity=Severity.LOW)
    add(store, "3", "new", severity=Severity.CRITICAL)
    add(store, "4", "past", seen_at=NOW - timedelta(days=2))
    add(store, "5", "later", seen_at=NOW + timedelta(days=1))
    entries = build(store).entries
    assert [(e.incident.id, e.is_new, e.added) for e in entries] == [
        ("new", True, 1),
        ("old", False, 1),
    ]


def test_the_day_is_the_local_one(store):
    add(store, "1", "a", seen_at=NOW.replace(hour=4, minute=59))  # the 23rd in Toronto
    add(store, "2", "b", seen_at=NOW.replace(hour=5))
    assert [entry.incident.id for entry in build(store).entries] == ["b"]


def test_quiet_people_are_those_watched_without_news(store):
    add(store, "1", "a")
    watched = make_person("lin-haoran")
    ended = make_person("li-mei", consent=replace(watched.consent, expires_on=DAY))
    assert build(store, [make_person(), watched, ended]).quiet == 1


def test_posts_by_day_count_each_post_once(store):
    add(store, "1", "a")
    add(store, "1", "b", category=Category.THREAT)
    add(store, "2", "a", platform="reddit", seen_at=NOW - timedelta(days=13))
    add(store, "3", "a", seen_at=NOW - timedelta(days=14))
    digest = build(store)
    assert digest.posts == (DayPosts(date(2026, 11, 11), "reddit", 1), DayPosts(DAY, "x", 1))
    assert (digest.chart_days[0], digest.chart_days[-1]) == (date(2026, 11, 11), DAY)


@pytest.mark.parametrize(
    ("expires", "withdrawn", "expected"),
    [
        (DAY + timedelta(days=31), None, None),
        (DAY + timedelta(days=30), None, (DAY + timedelta(days=30), False)),
        (DAY + timedelta(days=1), None, (DAY + timedelta(days=1), False)),
        (DAY, None, (DAY, True)),
        (DAY - timedelta(days=30), None, (DAY - timedelta(days=30), True)),
        (DAY - timedelta(days=31), None, None),
        (DAY + timedelta(days=90), DAY, (DAY, True)),
    ],
)
def test_consents_that_end(store, expires, withdrawn, expected):
    person = make_person()
    consent = replace(person.consent, expires_on=expires, withdrawn_on=withdrawn)
    ends = build(store, [replace(person, consent=consent)]).consents
    assert ends == ((ConsentEnd(person.id, *expected),) if expected else ())


def test_failures_are_gathered(store):
    store.record_pass(replace(LOOKED, counts={"quarantined": 3}, failures={"a.csv": "not UTF-8"}))
    early = NOW - timedelta(hours=3)
    store.record_pass(Pass(early, early, {"quarantined": 2}))
    store.record_pass(Pass(NOW - timedelta(days=2), NOW, {"quarantined": 50}))
    row = OutboxRow("k", "digest", "desk@example.org", "en", NOW)
    store.enqueue(row)
    store.mark_failed("k", NOW, "the server said no.", None)
    digest = build(store)
    assert digest.quarantined == 5
    assert digest.source_failures == (("a.csv", "not UTF-8"),)
    assert [(item.kind, item.tries) for item in digest.undelivered] == [("digest", 1)]


# --- words


def full_digest(store):
    add(store, "1", "old", seen_at=NOW - timedelta(days=1))
    add(store, "2", "old", platform="reddit")
    add(store, "3", "new", severity=Severity.CRITICAL, category=Category.THREAT)
    store.record_pass(replace(LOOKED, counts={"quarantined": 3}, failures={"a.csv": "not UTF-8"}))
    soon = make_person("li-mei")
    soon = replace(soon, consent=replace(soon.consent, expires_on=date(2026, 12, 9)))
    return build(store, [make_person(), soon])


def test_english_digest(store):
    content = render_digest(full_digest(store), "en")
    assert content.subject == "Daily digest, November 24, 2026"
    for said in (
        "1 critical incident: look at it first. Nothing new for 1 person.",
        "1 new",
        "1 grew",
        "grew: 2 posts by 2 accounts, with 1 new post",
        "new: 1 post by 1 account",
        "a phone number (+1 343-•••-••26)",
        "hxxps://x[.]com/some_account/status/3",
        "3 lines are in quarantine.",
        "a.csv: not UTF-8",
        "li-mei: consent ends on December 9, 2026.",
        "The scanner last looked on November 24, 2026",
    ):
        assert said in " ".join(content.text.split())
    assert content.text.index("critical · threat") < content.text.index("high · private")


@pytest.mark.parametrize("language", LANGUAGES)
def test_digest_in_each_language(store, language):
    digest = full_digest(store)
    content = render_digest(digest, language)
    assert f'<html lang="{language}">' in content.html
    assert content.html.count("<article") == 2
    assert Elements(content.html).names.count("rect") == 3
    english = render_digest(digest, "en")
    for phrase in ("What to do", "Posts a day", "Where", "gravest", "consent ends", "looked"):
        assert (phrase in content.text) is (language == "en" and phrase in english.text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_page_stands_on_its_own(store, language):
    html = render_digest(full_digest(store), language).html
    elements = Elements(html)
    banned = {"script", "link", "img", "iframe", "form", "object", "a", "image", "use"}
    assert not set(elements.names) & banned
    assert not {name for name in elements.attributes if name.startswith("on")}
    assert not elements.attributes & {"href", "src", "style"}
    assert "default-src 'none'" in html
    assert not re.search(r"url\(|@import|https?://", html)


def test_a_quiet_day_is_short(store):
    store.record_pass(LOOKED)
    content = render_digest(build(store), "en")
    assert "A quiet day. Nothing new for 1 person." in content.text
    assert len(content.text.splitlines()) < 10
    assert not set(Elements(content.html).names) & {"table", "svg", "article"}
    assert "urgent" not in re.sub(r"<style>.*</style>", "", content.html, flags=re.DOTALL)


def test_a_day_without_a_pass_is_not_called_quiet(store):
    content = render_digest(build(store), "en")
    assert "did not look on this day" in content.text
    assert "quiet" not in content.text.lower()
    assert 'class="opening urgent"' in content.html


@pytest.mark.parametrize(
    "hostile",
    [
        "</p><script>alert(1)</script>",
        '"><img src=x onerror=alert(1)>',
        "{{ cycler.__init__ }}{% raw %}",
        "{person}{error}",
        "a\u202eb\u2066c\u200b",
        "line\r\nBcc: x",
        "<" * 100_000,
    ],
)
def test_hostile_text_stays_text(store, hostile):
    post = make_post("1", author_handle="plain")
    save(store, make_finding(post=post, explanation="plain"))
    store.record_pass(replace(LOOKED, failures={"plain": "plain"}))
    clean = Elements(render_digest(build(store), "en").html)
    post = make_post("1", author_handle=hostile, url=f"https://x.com/{hostile}")
    save(store, make_finding(post=post, explanation=hostile))
    store.record_pass(replace(LOOKED, failures={hostile: hostile}))
    content = render_digest(build(store), "en")
    dirty = Elements(content.html)
    assert (dirty.names, dirty.attributes) == (clean.names, clean.attributes)
    for part in (content.subject, content.text, content.html):
        assert not re.search("[\u202a-\u202e\u2066-\u2069\u200b\r]", part)
        assert len(part) < 50_000
    assert "\nBcc" not in content.text


@pytest.mark.parametrize("language", LANGUAGES)
def test_private_values_of_anyone_enrolled_are_withheld(store, language):
    post = make_post("1", author_handle="call_3435550126", url="https://x.com/3435550126/1")
    explanation = f"The post says: 1420 RUE FICTIVE, app. 3, Ottawa and {PHONE}."
    save(store, make_finding(person="lin-haoran", post=post, explanation=explanation))
    bare = make_person("lin-haoran", facts=())
    content = render_digest(build(store, [bare, make_person()]), language)
    for part in (content.subject, content.text, content.html):
        assert "5550126" not in re.sub(r"\D", "", part)
        assert "fictive" not in part.lower()
        assert ADDRESS not in part
        assert "苏婉清" not in part
    assert "hxxps://x[.]com/…" in content.text


# --- chart


def test_chart_geometry():
    days = [DAY - timedelta(days=1), DAY]
    counts = [DayPosts(DAY, "x", 3), DayPosts(DAY, "reddit", 1), DayPosts(days[0], "x", 2)]
    chart = draw_chart(counts, days)
    assert chart.highest == 4
    assert chart.legend == (("x", 5, 1), ("reddit", 1, 2))
    assert [bar.colour for bar in chart.bars] == [1, 1, 2]
    yesterday, lower, upper = chart.bars
    assert yesterday.height == pytest.approx(lower.height * 2 / 3, abs=0.1)
    assert lower.y + lower.height == pytest.approx(chart.baseline)
    assert upper.y + upper.height == pytest.approx(lower.y, abs=0.11)
    assert upper.y == pytest.approx(16, abs=0.1)
    assert all(bar.x >= 0 and bar.x + bar.width <= chart.width for bar in chart.bars)


def test_chart_of_nothing():
    assert draw_chart([], []).bars == ()
    assert draw_chart([], [DAY]).highest == 0


def test_many_platforms_share_the_last_colour():
    counts = [DayPosts(DAY, f"p{i}", 10 - i) for i in range(8)]
    assert [bar.colour for bar in draw_chart(counts, [DAY]).bars] == [1, 2, 3, 4, 5, 5, 5, 5]
