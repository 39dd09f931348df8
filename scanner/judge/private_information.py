"""Rules for private information: disclosed, solicited, or called upon."""

import re
from collections.abc import Iterator

from scanner.findings import Category, Detection, Evidence, Mention, Tie
from scanner.judge.case import Case, Hit, Tied
from scanner.judge.severity import severity_of
from scanner.private import mask
from scanner.text.compact import compact
from scanner.text.fold import fold
from scanner.watchlist.facts import normal_form
from scanner.watchlist.names import ALONE

__all__ = ["call_to_use", "known_fact", "live_location", "new_value", "solicited"]

_CATEGORY = Category.PRIVATE_INFORMATION
# A value farther than this from the name (characters, breaks counted in) is not tied to it.
_REACH = 160

TYPE_OF_KIND = {
    "phone": "PHONE_NUMBER",
    "email": "EMAIL_ADDRESS",
    "address": "STREET_ADDRESS",
    "social": "SOCIAL_ACCOUNT",
    "bank_account": "BANK_ACCOUNT",
    "other": "PRIVATE_VALUE",
}
_NEW_TYPES = {
    "PHONE_NUMBER": "phone",
    "EMAIL_ADDRESS": "email",
    "STREET_ADDRESS": "address",
    "GEO_COORDINATES": "other",
    "CA_SIN": "ca_sin",
    "CA_HEALTH_CARD": "ca_health_card",
    "CA_DRIVER_LICENCE": "ca_driver_licence",
    "PASSPORT": "passport",
    "CN_RESIDENT_ID": "cn_resident_id",
    "HK_ID": "hk_id",
    "TW_ID": "tw_id",
    "LICENCE_PLATE": "licence_plate",
    "BIRTH_DATE": "birth_date",
    "CN_BANK_CARD": "bank_account",
    "CREDIT_CARD": "bank_account",
    "IBAN_CODE": "bank_account",
    "SOCIAL_ACCOUNT": "social",
    "IP_ADDRESS": "other",
}
# Whose number or address it is when it is an institution's or a venue's. Source: own list.
_INSTITUTION = re.compile(
    r"\b(?:hotline|tip ?line|tips? to|helpline|police|rcmp|csis|embassy|consulate|box office"
    r"|tickets?|rsvp|venue|librar(?:y|ies)|theatre|theater|bookstore|bookshop|community cent"
    r"|head ?office|headquarters|newsroom|press (?:office|contact)|media (?:enquir|inquir|contact)"
    r"|bookings?|publicist|event|conference|panel|launch|signing|lecture|vigil|meetup|doors open"
    r"|registration|front desk|waitlist|clinic|studio|lessons|reader hour|poster \d|\w+ line is"
    r"|billetterie|billets|reservation|inscription|bibliotheque|librairie|lancement|demenage"
    r"|soiree|salle|ligne d'ecoute|relations de presse|demandes medias|redaction|evenement"
    r"|causerie|devis|pour commander|commandes?|boutique|cafe des|rendez-vous|ouverte? (?:le|du))"
    r"|热线|报名|会场|地点|订票|门票|图书馆|书店|讲座|活动|发布会|签售|剧院|礼堂|警方|警局|编辑部|报社"
    r"|咨询|客服|投稿|集合|座谈|论坛|研讨|值班|前台|预约|教室|课程|营业|门市|搬新家|诊所|挂号|欢迎试|物业"
)
_WINDOW = 80
_CONTACTS = {
    "PHONE_NUMBER",
    "EMAIL_ADDRESS",
    "STREET_ADDRESS",
    "GEO_COORDINATES",
    "SOCIAL_ACCOUNT",
}


def known_fact(case: Case, tied: Tied) -> Iterator[Hit]:
    """An enrolled private value appears; weak values (a school, a birth date) need the person."""
    for mention in tied.by(Tie.FACT):
        kind = mention.fact_kind or "other"
        named = tied.by(Tie.NAME, Tie.ALIAS, Tie.HANDLE, Tie.THREAD, Tie.FAMILY)
        if mention.score < ALONE and not named:
            continue
        if kind in {"school", "employer"} and not (tied.person.minor or _exposes(case)):
            continue
        yield Hit(
            "private.known",
            _CATEGORY,
            severity_of(f"fact.{kind}", tied.person),
            max(mention.score, 0.8),
            f"shows {mention.why}",
            (_known_evidence(case, mention, kind),),
            (f"fact:{mention.fact}",),
        )


def new_value(case: Case, tied: Tied) -> Iterator[Hit]:
    """A private value nobody enrolled stands beside the person's name and no one else's."""
    known = tied.by(Tie.FACT)
    for found in case.of_type(*_NEW_TYPES):
        if any(found.overlaps(mention.start, mention.end) for mention in known):
            continue
        if not case.concerns(tied, found.start, found.end):
            continue
        if case.distance(tied, found.start, found.end) > _REACH:
            continue
        if _belongs_to_somebody_enrolled(case, found) or _is_public(case, tied, found):
            continue
        if _is_institutions(case, found):
            continue
        kind = _NEW_TYPES[found.type]
        value = case.post.text[found.start : found.end]
        yield Hit(
            "private.new",
            _CATEGORY,
            severity_of(f"new.{found.type}", tied.person),
            found.score,
            f"shows a {_plain(found.type)} beside their name",
            (_evidence(found, "new", mask(value, kind)),),
            (f"new:{case.digest(normal_form(value, kind))}",),
        )


def live_location(case: Case, tied: Tied) -> Iterator[Hit]:
    """Somebody says where the person is right now."""
    for found in case.meant(tied, "disclose.location"):
        yield Hit(
            "private.location",
            _CATEGORY,
            severity_of("location.live", tied.person),
            found.score,
            "says where they are or will be",
            (Evidence("LIVE_LOCATION", found.start, found.end, found.score, "new", mask("", "")),),
        )


def solicited(case: Case, tied: Tied) -> Iterator[Hit]:
    """Somebody asks for the person's private data."""
    for found in case.meant(tied, "solicit.private"):
        yield Hit(
            "private.solicited",
            _CATEGORY,
            severity_of("solicited", tied.person),
            found.score,
            "asks for private information about them",
            (_evidence(found, None, "a request for private information"),),
        )


def call_to_use(case: Case, tied: Tied) -> Iterator[Hit]:
    """Somebody calls on others to ring, write to or visit the person."""
    for found in case.meant(tied, "disclose.call"):
        yield Hit(
            "private.call",
            _CATEGORY,
            severity_of("call_to_use", tied.person),
            found.score,
            "calls on others to contact or visit them",
            (_evidence(found, None, "a call to contact or visit"),),
        )


def _exposes(case: Case) -> bool:
    return bool(
        case.of_type("disclose.", "solicit.private", "threat.", "abuse.pile_on", *_NEW_TYPES)
    )


def _belongs_to_somebody_enrolled(case: Case, found: Detection) -> bool:
    return any(
        found.overlaps(mention.start, mention.end)
        for other in case.tied
        for mention in other.by(Tie.FACT)
    )


def _is_public(case: Case, tied: Tied, found: Detection) -> bool:
    value = case.post.text[found.start : found.end]
    kind = _NEW_TYPES[found.type]
    written = compact(value).text
    domain = fold(value).text.rpartition("@")[2]
    for fact in tied.person.public_facts:
        public = fact.value.reveal()
        same = fact.kind == kind and normal_form(public, kind) == normal_form(value, kind)
        desk = kind == "email" and fact.kind == "email" and public.casefold().endswith("@" + domain)
        if same or desk or (fact.kind == "address" and compact(public).text.find(written) >= 0):
            return True
    return False


def _is_institutions(case: Case, found: Detection) -> bool:
    if found.type not in _CONTACTS:
        return False
    around = case.post.text[max(0, found.start - _WINDOW) : found.end + _WINDOW]
    return bool(_INSTITUTION.search(fold(around).text))


def _known_evidence(case: Case, mention: Mention, kind: str) -> Evidence:
    value = case.post.text[mention.start : mention.end] if mention.field == "text" else ""
    entity = TYPE_OF_KIND.get(kind, kind.upper())
    shown = mask(value, kind)
    return Evidence(
        entity, mention.start, mention.end, mention.score, "known", shown, mention.field
    )


def _evidence(found: Detection, fact: str | None, shown: str) -> Evidence:
    return Evidence(found.type, found.start, found.end, found.score, fact, shown)


def _plain(entity: str) -> str:
    words = entity.lower().replace("_", " ")
    for short, capital in (
        ("ca ", "Canadian "),
        ("cn ", "Chinese "),
        ("hk ", "Hong Kong "),
        ("tw ", "Taiwan "),
    ):
        words = words.replace(short, capital, 1) if words.startswith(short) else words
    return words.replace(" id", " identity number").replace(" sin", " social insurance number")
