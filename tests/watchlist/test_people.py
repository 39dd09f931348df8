import dataclasses
import json
import logging
import pickle
import traceback
from dataclasses import FrozenInstanceError, replace
from datetime import date

import pytest
from enrolled import CONSENT, fact, person

from scanner.errors import WatchlistError
from scanner.findings import Category
from scanner.watchlist import files
from scanner.watchlist.people import PRIVATE_KINDS, PUBLIC_KINDS, Account, Fact, Notify

PHONE, MAIL, ADDRESS = "343-555-0126", "wanqing.su@homemail.example", "2209 Larkspur Hollow"
CLEAR = (PHONE, MAIL, ADDRESS)
SU = replace(
    person("苏婉清", phone=PHONE, email=MAIL, address=ADDRESS),
    notify=(Notify(MAIL, "zh-Hans"),),
)


@pytest.mark.parametrize(
    ("day", "changes", "status"),
    [
        ("2026-01-09", {}, "not yet given"),
        ("2026-01-10", {}, "in force"),
        ("2026-01-11", {}, "in force"),
        ("2026-11-20", {}, "in force"),
        ("2027-01-09", {}, "in force"),
        ("2027-01-10", {}, "expired"),
        ("2027-01-11", {}, "expired"),
        ("2026-11-19", {"withdrawn_on": date(2026, 11, 20)}, "in force"),
        ("2026-11-20", {"withdrawn_on": date(2026, 11, 20)}, "withdrawn"),
        ("2026-11-21", {"withdrawn_on": date(2026, 11, 20)}, "withdrawn"),
        ("2027-02-01", {"withdrawn_on": date(2026, 11, 20)}, "withdrawn"),
        ("2026-01-09", {"withdrawn_on": date(2026, 11, 20)}, "not yet given"),
        ("2026-01-10", {"withdrawn_on": date(2026, 1, 10)}, "withdrawn"),
        ("2027-01-10", {"withdrawn_on": date(2028, 1, 1)}, "expired"),
    ],
)
def test_consent_is_in_force_from_its_day_to_the_day_before_its_end(day, changes, status):
    consent, today = replace(CONSENT, **changes), date.fromisoformat(day)
    assert consent.status(today) == status
    assert consent.in_force(today) is (status == "in force")
    assert consent.covers(Category.THREAT, today) is (status == "in force")


@pytest.mark.parametrize("category", Category)
def test_consent_covers_the_categories_of_its_scope_alone(category):
    consent = replace(CONSENT, scope=frozenset({Category.THREAT}))
    assert consent.covers(category, date(2026, 11, 20)) is (category is Category.THREAT)


@pytest.mark.parametrize(
    ("platform", "handle", "owned"),
    [
        ("x", "wanqing_writes", True),
        ("x", "@wanqing_writes", True),
        ("x", "Wanqing_Writes", True),
        ("X", "wanqing_writes", True),
        ("x", "wanqing_writes_", False),
        ("x", "wanqing", False),
        ("instagram", "wanqing_writes", False),
        ("x", "", False),
        ("x", None, False),
    ],
)
def test_an_account_is_a_platform_and_a_handle(platform, handle, owned):
    for enrolled in ("wanqing_writes", "@WANQING_writes"):
        su = replace(SU, accounts=(Account("x", enrolled),))
        assert su.owns(platform, handle) is owned


def test_nobody_owns_an_account_who_has_none():
    assert not SU.owns("x", "wanqing_writes")


def test_facts_are_private_or_public():
    private, public = fact("phone", PHONE), replace(fact("email", MAIL), public=True)
    su = replace(SU, facts=(private, public))
    assert su.private_facts == (private,)
    assert su.public_facts == (public,)
    assert private.kind == "phone"


def test_the_kinds_are_those_of_the_contract():
    assert set(PRIVATE_KINDS) == set(
        "phone email address ca_sin ca_health_card ca_driver_licence passport cn_resident_id hk_id "
        "tw_id licence_plate birth_date school employer bank_account social other".split()
    )
    assert set(PUBLIC_KINDS) == set("phone email address employer school url".split())


def _raised(value):
    return "".join(traceback.format_exception(ValueError(value)))


@pytest.mark.parametrize(
    "show",
    [
        str,
        repr,
        "{}".format,
        lambda value: f"{value!r:>5000}",
        lambda value: json.dumps(value, default=str, ensure_ascii=False),
        lambda value: json.dumps(dataclasses.asdict(value)["facts"], default=str),
        _raised,
    ],
)
def test_a_person_is_never_shown_with_a_private_value(show):
    text = show(SU)
    assert not any(clear in text for clear in CLEAR)


def test_logging_a_person_or_a_fact_shows_no_private_value(caplog):
    logging.getLogger("test").warning("%s %r %s", SU, SU.facts, SU.notify)
    assert "su-wanqing" in caplog.text
    assert not any(clear in caplog.text for clear in CLEAR)


def test_a_watchlist_error_shows_no_private_value(tmp_path):
    path = tmp_path / "su.yaml"
    path.write_text(
        f"id: su\nrole: {PHONE}\nnames: {PHONE}\nprivate: {{phone: {MAIL}, '{MAIL}': [x]}}\n"
        f"notify: [{{to: '{ADDRESS}'}}]\nconsent: {{given_on: {PHONE}, '{PHONE}': 1}}\n"
    )
    with pytest.raises(WatchlistError) as caught:
        files.load_watchlist([path], today=date(2026, 11, 20))
    shown = [
        str(caught.value),
        repr(caught.value),
        repr(caught.value.faults),
        "".join(traceback.format_exception(caught.value)),
    ]
    assert len(caught.value.faults) >= 6
    for text in shown:
        assert not any(clear in text for clear in CLEAR)


def test_a_person_cannot_be_changed_and_can_be_sent_to_a_worker():
    with pytest.raises(FrozenInstanceError):
        SU.id = "other"
    again = pickle.loads(pickle.dumps(SU))  # noqa: S301
    assert again == SU
    assert [item.value.reveal() for item in again.facts] == list(CLEAR)
    assert isinstance(again.facts[0], Fact)
