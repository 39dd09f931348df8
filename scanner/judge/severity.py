"""How bad each thing is: one table that a liaison officer can read and discuss.

critical — the person's exact home, identity papers or live location, or physical harm announced
with a place or a relative. high — a way to reach or find them, a threat, sexual or fabricated
media. medium — abuse with a campaign behind it, a request for private data, a look-alike
account. low — insults.
"""

from scanner.findings import Severity
from scanner.watchlist.people import Person

__all__ = ["SEVERITY", "severity_of"]

_LOW, _MEDIUM, _HIGH, _CRITICAL = Severity

SEVERITY: dict[str, Severity] = {
    # private information: enrolled values
    "fact.address": _CRITICAL,
    "fact.ca_sin": _CRITICAL,
    "fact.ca_health_card": _CRITICAL,
    "fact.ca_driver_licence": _CRITICAL,
    "fact.passport": _CRITICAL,
    "fact.cn_resident_id": _CRITICAL,
    "fact.hk_id": _CRITICAL,
    "fact.tw_id": _CRITICAL,
    "fact.bank_account": _CRITICAL,
    "fact": _HIGH,
    # private information: values nobody enrolled, tied to the person by the post
    "new.STREET_ADDRESS": _HIGH,
    "new.GEO_COORDINATES": _HIGH,
    "new.CA_SIN": _CRITICAL,
    "new.CA_HEALTH_CARD": _CRITICAL,
    "new.CA_DRIVER_LICENCE": _CRITICAL,
    "new.CN_RESIDENT_ID": _CRITICAL,
    "new.HK_ID": _CRITICAL,
    "new.TW_ID": _CRITICAL,
    "new.PASSPORT": _CRITICAL,
    "new.US_SSN": _CRITICAL,
    "new.FR_NIR": _CRITICAL,
    "new.TW_HEALTH_CARD": _CRITICAL,
    "new": _HIGH,
    "location.live": _CRITICAL,
    "solicited": _MEDIUM,
    "call_to_use": _HIGH,
    # impersonation
    "account": _MEDIUM,
    "account.claims": _HIGH,
    "statement": _HIGH,
    "recording": _HIGH,
    "synthetic": _HIGH,
    # threat
    "threat.direct": _HIGH,
    "threat.order": _HIGH,
    "threat.family": _CRITICAL,
    "threat.surveillance": _HIGH,
    "threat.conditional": _HIGH,
    "threat.veiled": _MEDIUM,
    # harassment
    "abuse.insult": _LOW,
    "abuse.degradation": _MEDIUM,
    "abuse.dehumanising": _MEDIUM,
    "abuse.traitor": _MEDIUM,
    "abuse.sexual": _HIGH,
    "abuse.death_wish": _MEDIUM,
    "abuse.pile_on": _MEDIUM,
}


def severity_of(name: str, person: Person) -> Severity:
    """Look up ``name`` (``fact.phone``), falling back to its family (``fact``).

    What concerns a minor weighs one step more.
    """
    found = SEVERITY.get(name) or SEVERITY[name.partition(".")[0]]
    return found.raised() if person.minor else found
