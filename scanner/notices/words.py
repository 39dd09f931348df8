"""Names of kinds, categories, severities and platforms, ready for translation."""

import re
from collections.abc import Mapping
from types import MappingProxyType

from scanner.findings import Category, Severity
from scanner.notices.languages import marked
from scanner.notices.safe_text import visible

__all__ = ["CATEGORIES", "KINDS", "SEVERITIES", "kind_of", "platform_name"]

CATEGORIES: Mapping[Category, str] = MappingProxyType(
    {
        Category.PRIVATE_INFORMATION: marked("private information"),
        Category.IMPERSONATION: marked("impersonation"),
        Category.THREAT: marked("threat"),
        Category.HARASSMENT: marked("harassment"),
    }
)
SEVERITIES: Mapping[Severity, str] = MappingProxyType(
    {
        Severity.LOW: marked("low"),
        Severity.MEDIUM: marked("medium"),
        Severity.HIGH: marked("high"),
        Severity.CRITICAL: marked("critical"),
    }
)
# By enrolment key, as a noun with its article: it stands in a list after a colon.
KINDS: Mapping[str, str] = MappingProxyType(
    {
        "phone": marked("a phone number"),
        "email": marked("an e-mail address"),
        "address": marked("a street address"),
        "location": marked("where somebody is"),
        "ca_sin": marked("a social insurance number"),
        "ca_health_card": marked("a health card number"),
        "ca_driver_licence": marked("a driver's licence number"),
        "passport": marked("a passport number"),
        "cn_resident_id": marked("a Chinese resident identity number"),
        "hk_id": marked("a Hong Kong identity card number"),
        "tw_id": marked("a Taiwan identity number"),
        "identity": marked("an identity number"),
        "licence_plate": marked("a licence plate"),
        "birth_date": marked("a date of birth"),
        "school": marked("a school"),
        "employer": marked("a workplace"),
        "bank_account": marked("a bank account or card number"),
        "social": marked("a private account"),
        "ip_address": marked("an internet (IP) address"),
        "other": marked("a private detail"),
    }
)
# Entity types that mean the same to a reader as an enrolment key.
_ENTITY_KINDS: Mapping[str, str] = MappingProxyType(
    {
        "phone_number": "phone",
        "email_address": "email",
        "street_address": "address",
        "postal_code": "address",
        "geo_coordinates": "location",
        "live_location": "location",
        "credit_card": "bank_account",
        "iban_code": "bank_account",
        "cn_bank_card": "bank_account",
        "us_ssn": "identity",
        "social_account": "social",
    }
)
# The masked forms that scanner.private.mask gives.
_MASKED = re.compile(
    r"(?P<email>[^@\s]•{3}@•{3}\.\w{1,30})|(?P<other>•+)|(?P<phone>[+\d\s().•-]{7,40})"
)
_PLATFORMS: Mapping[str, str] = MappingProxyType(
    {
        "x": "X",
        "facebook": "Facebook",
        "instagram": "Instagram",
        "youtube": "YouTube",
        "reddit": "Reddit",
        "tiktok": "TikTok",
        "linkedin": "LinkedIn",
        "medium": "Medium",
    }
)


def kind_of(shown: str) -> tuple[str, str] | None:
    """Split ``phone +1 343-•••-••26`` into an enrolment key and the masked value.

    Enrolment keys and entity types are understood, and masked values without either; None for
    anything else, such as the words of an insult.
    """
    name, _, value = shown.partition(" ")
    kind = _ENTITY_KINDS.get(name.lower(), name.lower())
    if kind in KINDS:
        return kind, visible(value)
    if "•" in shown and (match := _MASKED.fullmatch(shown)):
        return match.lastgroup or "other", visible(shown)
    return None


def platform_name(platform: str) -> str:
    """Return how a platform writes itself; an unknown one as it was given."""
    return _PLATFORMS.get(platform, visible(platform, limit=40))
