"""Severity: the table, row by row, with minors one step higher, and what raises a threat."""

from dataclasses import replace

import pytest
from bench import (
    HARASSMENT,
    SU,
    THREAT,
    findings,
    lookalike,
    only,
    person,
    scene,
)

from scanner.findings import Severity
from scanner.judge.severity import SEVERITY, severity_of
from scanner.watchlist.people import PRIVATE_KINDS

LOW, MEDIUM, HIGH, CRITICAL = Severity
ADULT = person(SU, "Su Wanqing")
MINOR = replace(ADULT, minor=True)

NAME = "[name|Su Wanqing] "
ROWS = [
    *((f"fact.{kind}", f"{NAME}[fact.{kind}|Q7-1234-5678]", CRITICAL) for kind in (
        "address", "ca_sin", "ca_health_card", "ca_driver_licence", "passport", "cn_resident_id",
        "hk_id", "tw_id", "bank_account",
    )),
    *((f"fact.{kind}", f"{NAME}[fact.{kind}|Q7-1234-5678]", HIGH) for kind in (
        "phone", "email", "licence_plate", "birth_date", "school", "employer", "social", "other",
    )),
    *((f"new.{entity}", f"{NAME}[{entity}|Q7-1234-5678]", CRITICAL) for entity in (
        "CA_SIN", "CA_HEALTH_CARD", "CA_DRIVER_LICENCE", "CN_RESIDENT_ID", "HK_ID", "TW_ID",
        "PASSPORT", "US_SSN", "FR_NIR", "TW_HEALTH_CARD",
    )),
    *((f"new.{entity}", f"{NAME}[{entity}|Q7-1234-5678]", HIGH) for entity in (
        "STREET_ADDRESS", "GEO_COORDINATES", "PHONE_NUMBER", "EMAIL_ADDRESS", "SOCIAL_ACCOUNT",
        "BIRTH_DATE", "LICENCE_PLATE", "CREDIT_CARD", "CN_BANK_CARD", "IBAN_CODE", "IP_ADDRESS",
    )),
    ("location.live", f"{NAME}[disclose.location|words]", CRITICAL),
    ("solicited", f"{NAME}[solicit.private|words]", MEDIUM),
    ("call_to_use", f"{NAME}[disclose.call|words]", HIGH),
    ("account", scene("hi", lookalike()), MEDIUM),
    ("account.claims", scene("hi", lookalike(why="it claims to be their real account")), HIGH),
    ("statement", f"{NAME}[imp.first_person|words]", HIGH),
    ("recording", f"{NAME}[imp.confession_media|words]", HIGH),
    ("synthetic", f"{NAME}[imp.synthetic|words]", HIGH),
    ("threat.direct", f"{NAME}[threat.direct|words]", HIGH),
    ("threat.order", f"{NAME}[threat.order|words]", HIGH),
    ("threat.family", f"{NAME}[threat.family|words]", CRITICAL),
    ("threat.surveillance", f"{NAME}[threat.surveillance|words]", HIGH),
    ("threat.conditional", f"{NAME}[threat.conditional|words]", HIGH),
    ("threat.veiled", f"{NAME}[threat.veiled|words]", MEDIUM),
    ("abuse.insult", f"{NAME}[abuse.insult|words]", LOW),
    ("abuse.degradation", f"{NAME}[abuse.degradation|words]", MEDIUM),
    ("abuse.dehumanising", f"{NAME}[abuse.dehumanising|words]", MEDIUM),
    ("abuse.traitor", f"{NAME}[abuse.traitor|words]", MEDIUM),
    ("abuse.sexual", f"{NAME}[abuse.sexual|words]", HIGH),
    ("abuse.death_wish", f"{NAME}[abuse.death_wish|words]", MEDIUM),
    ("abuse.pile_on", f"{NAME}[abuse.pile_on|words]", MEDIUM),
]  # fmt: skip


@pytest.mark.parametrize(("row", "what", "expected"), ROWS, ids=[row[0] for row in ROWS])
def test_each_row(row, what, expected):
    assert only(what, (ADULT,)).severity is expected
    assert severity_of(row, ADULT) is expected
    assert only(what, (MINOR,)).severity is expected.raised()


def test_every_row_of_the_table_is_tested():
    # The two family rows ("fact", "new") are what the other kinds fall back to.
    assert set(SEVERITY) - {"fact", "new"} <= {row for row, _, _ in ROWS}


def test_every_enrolment_key_is_tested():
    assert {f"fact.{kind}" for kind in PRIVATE_KINDS} <= {row for row, _, _ in ROWS}


@pytest.mark.parametrize("row", ["fact.address", "abuse.insult"])
def test_a_minor_weighs_one_step_more_and_never_more_than_critical(row):
    assert severity_of(row, MINOR).rank == min(3, SEVERITY[row].rank + 1)


def test_a_finding_is_as_grave_as_its_gravest_part():
    assert only(f"{NAME}[abuse.insult|a] [abuse.sexual|b]", (ADULT,)).severity is HIGH


@pytest.mark.parametrize("kind", ["threat.direct", "threat.order"])
@pytest.mark.parametrize(
    "place",
    [
        "[STREET_ADDRESS|12 Fictive St]",
        "[GEO_COORDINATES|0.00, 0.00]",
        "[disclose.location|she is here]",
        "[threat.family|your boy too]",
        "[fact.address|2209 Larkspur Hollow]",
    ],
)
def test_physical_harm_with_a_place_or_a_relative_is_critical(kind, place):
    (threat,) = (
        item
        for item in findings(f"{NAME}[{kind}|words], {place}", (ADULT,))
        if item.category is THREAT
    )
    assert threat.severity is CRITICAL


@pytest.mark.parametrize(
    "text",
    [
        f"{NAME}[threat.direct|words]",
        f"{NAME}[threat.direct|words] [LOCATION|Ottawa]",
        f"{NAME}[threat.direct|words] [fact.phone|343-555-0126]",
        f"{NAME}[threat.surveillance|words] [STREET_ADDRESS|12 Fictive St]",
    ],
)
def test_other_threats_are_not(text):
    (threat,) = (item for item in findings(text, (ADULT,)) if item.category is THREAT)
    assert threat.severity is HIGH


def test_an_insult_beside_an_address_stays_an_insult():
    text = f"{NAME}[abuse.insult|pig] [STREET_ADDRESS|12 Fictive St]"
    (abuse,) = (item for item in findings(text, (ADULT,)) if item.category is HARASSMENT)
    assert abuse.severity is LOW
