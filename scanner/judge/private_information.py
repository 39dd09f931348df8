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
    "PHONE_NUMBER": ("phone", "a phone number"),
    "EMAIL_ADDRESS": ("email", "an e-mail address"),
    "STREET_ADDRESS": ("address", "a street address"),
    "GEO_COORDINATES": ("other", "coordinates"),
    "CA_SIN": ("ca_sin", "a Canadian social insurance number"),
    "CA_HEALTH_CARD": ("ca_health_card", "a Canadian health card number"),
    "CA_DRIVER_LICENCE": ("ca_driver_licence", "a Canadian driver's licence number"),
    "PASSPORT": ("passport", "a passport number"),
    "CN_RESIDENT_ID": ("cn_resident_id", "a Chinese identity number"),
    "HK_ID": ("hk_id", "a Hong Kong identity number"),
    "TW_ID": ("tw_id", "a Taiwan identity number"),
    "TW_HEALTH_CARD": ("other", "a Taiwan health card number"),
    "US_SSN": ("other", "a US social security number"),
    "FR_NIR": ("other", "a French social security number"),
    "LICENCE_PLATE": ("licence_plate", "a licence plate"),
    "BIRTH_DATE": ("birth_date", "a birth date"),
    "CN_BANK_CARD": ("bank_account", "a bank card number"),
    "CREDIT_CARD": ("bank_account", "a card number"),
    "CA_BANK_ACCOUNT": ("bank_account", "a Canadian bank account number"),
    "IBAN_CODE": ("bank_account", "a bank account number"),
    "SOCIAL_ACCOUNT": ("social", "a messenger account"),
    "IP_ADDRESS": ("other", "an IP address"),
}
# Whose number or address it is when it is an institution's or a venue's. Source: own list.
_INSTITUTION = re.compile(
    r"\b(?:hotline|tip ?line|tips? to|helpline|police|rcmp|csis|embassy|consulate|box office"
    r"|tickets?|rsvp|venue|librar(?:y|ies)|theatre|theater|bookstore|bookshop|community cent"
    r"|head ?office|headquarters|newsroom|press (?:office|contact)|media (?:enquir|inquir|contact)"
    r"|bookings?|publicist|(?:events?|conference|panel|launch)(?![a-z])|signing|lecture|vigil"
    r"|meetup|doors open|registration|front desk|waitlist|clinic|studio|lessons|reader hour"
    r"|poster \d|\w+ line is"
    r"|billetterie|billets|reservation|inscription|bibliotheque|librairie|lancement|demenage"
    r"|soiree|salle|ligne d'ecoute|relations de presse|demandes medias|redaction|evenement"
    r"|causerie|devis|pour commander|commandes?|boutique|cafe des|rendez-vous|ouverte? (?:le|du))"
    r"|热线|报名|会场|地点|订票|门票|图书馆|书店|讲座|活动|发布会|签售|剧院|礼堂|警方|警局|编辑部|报社"
    r"|咨询|客服|投稿|集合|座谈|论坛|研讨|值班|前台|预约|教室|课程|营业|门市|搬新家|诊所|挂号|欢迎试|物业"
)
_WINDOW = 80
# Services where everybody has an address: the domain of a published one says nothing.
_SHARED_MAIL = frozenset(
    "gmail.com googlemail.com outlook.com hotmail.com hotmail.ca live.com live.ca msn.com me.com"
    " icloud.com yahoo.com yahoo.ca yahoo.fr yahoo.com.hk yahoo.com.tw proton.me protonmail.com"
    " aol.com qq.com foxmail.com 163.com 126.com yeah.net sina.com sina.cn sohu.com 139.com"
    " videotron.ca sympatico.ca rogers.com shaw.ca telus.net bell.net gmx.com zoho.com".split()
)
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
        yield Hit(
            "private.known",
            _CATEGORY,
            severity_of(f"fact.{kind}", tied.person),
            max(mention.score, 0.8),
            f"shows {mention.why}",
            (_known_evidence(case, mention, kind),),
            (f"fact:{mention.person}:{mention.fact}",),
        )


def new_value(case: Case, tied: Tied) -> Iterator[Hit]:
    """A private value nobody enrolled stands beside the person's name and no one else's."""
    for found in case.of_type(*_NEW_TYPES):
        if not case.owns(tied, found) or case.distance(tied, found) > _REACH:
            continue
        if case.enrolled(found) or _is_published(case, found):
            continue
        kind, words = _NEW_TYPES[found.type]
        value = case.post.text[found.start : found.end]
        yield Hit(
            "private.new",
            _CATEGORY,
            severity_of(f"new.{found.type}", tied.person),
            found.score,
            f"shows {words} beside their name",
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
    if _only_published(case, tied):
        return
    for found in case.meant(tied, "disclose.call"):
        yield Hit(
            "private.call",
            _CATEGORY,
            severity_of("call_to_use", tied.person),
            found.score,
            "calls on others to contact or visit them",
            (_evidence(found, None, "a call to contact or visit"),),
        )


def _only_published(case: Case, tied: Tied) -> bool:
    """Tell whether the post offers ways to reach them, all of them published."""
    offered = [] if tied.by(Tie.FACT) else case.of_type(*_CONTACTS)
    return bool(offered) and all(_is_published(case, found) for found in offered)


def _is_published(case: Case, found: Detection) -> bool:
    if _is_institutions(case, found):
        return True
    return any(_is_public(case, tied, found) for tied in case.tied)


def _is_public(case: Case, tied: Tied, found: Detection) -> bool:
    value = case.post.text[found.start : found.end]
    kind, _ = _NEW_TYPES[found.type]
    written = compact(value).text
    domain = fold(value).text.rpartition("@")[2]
    for fact in tied.person.public_facts:
        public = fact.value.reveal()
        same = fact.kind == kind and normal_form(public, kind) == normal_form(value, kind)
        desk = domain not in _SHARED_MAIL and public.casefold().endswith("@" + domain)
        if (
            same
            or (desk and kind == fact.kind == "email")
            or (fact.kind == "address" and compact(public).text.find(written) >= 0)
        ):
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
