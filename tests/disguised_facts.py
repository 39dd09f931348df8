"""Disguises of facts: numbers, mail addresses, street addresses and dates."""

import re
from datetime import date

from disguised_values import is_address, is_date, is_mail, is_number, is_phone, plain

__all__ = ["FACT_KINDS"]

ENGLISH = "zero one two three four five six seven eight nine".split()
FRENCH = "zéro un deux trois quatre cinq six sept huit neuf".split()
CHINESE, FORMAL = "零一二三四五六七八九", "零壹贰叁肆伍陆柒捌玖"
COUNTRY_CODES = ("86", "852", "886", "1")
STREET_TYPES = (
    ("Crescent", "Cres"), ("Lane", "Ln."), ("Road", "Rd"), ("Court", "Ct"), ("Terrace", "Terr."),
    ("avenue", "av."), ("Avenue", "Ave"), ("Street", "St"), ("Boulevard", "Blvd"),
)  # fmt: skip
ISO = re.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")
MONTHS = {
    "en": "January February March April May June July August September October November December",
    "fr": "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
}


def phone_parts(value):
    """Return the country code and the national digits of a number that starts with +."""
    digits = re.sub(r"\D", "", plain(value))
    code = next(code for code in COUNTRY_CODES if digits.startswith(code))
    return code, digits.removeprefix(code)


def national(value):
    """Return a number as people at home write it, without separators; other numbers unchanged."""
    if not is_phone(value):
        return value
    code, digits = phone_parts(value)
    return "0" + digits if code == "886" else digits


def spelled(words, separator):
    """Spell each digit of a phone or document number."""

    def kind(value, rng):
        if not is_number(value):
            return None
        text = plain(national(value))
        digits = [words[int(one)] if one.isdecimal() else one for one in text if one not in "-() "]
        return separator.join(digits)

    return kind


def digits_as(write):
    """Draw each digit of a number, address or date otherwise."""

    def kind(value, rng):
        if is_mail(value) or not (is_number(value) or is_address(value) or is_date(value)):
            return None
        text = "".join(write(int(one)) if one.isdecimal() else one for one in value)
        return text if text != value else None

    return kind


def o_and_l(value, rng):
    """Type O for 0 and l for 1; on a plate or a card with letters it would be another one."""
    text = plain(value)
    if not is_number(value) or any(map(str.isalpha, text)):
        return None
    typed = national(value).replace("0", rng.choice("Oo")).replace("1", "l")
    return typed if typed != value else None


def other_groups(value, rng):
    if not is_number(value):
        return None
    text = re.sub(r"[^A-Za-z0-9]", "", plain(national(value)))
    size, mark = rng.choice((2, 3, 4, 5, len(text))), rng.choice((" ", "-", ".", " - ", "/"))
    return mark.join(text[at : at + size] for at in range(0, len(text), size))


def no_country_code(value, rng):
    return national(value) if is_phone(value) else None


def other_country_code(value, rng):
    if not is_phone(value):
        return None
    code, digits = phone_parts(value)
    return rng.choice(
        (f"00{code} {digits}", f"({code}) {digits}", f"+{code}{digits}", f"{code}-{digits}")
    )


def mail_in_words(at, dot):
    def kind(value, rng):
        if not is_mail(value) or value.startswith("@"):
            return None
        return value.replace("@", at).replace(".", dot)

    return kind


def street_type(value, rng):
    """Abbreviate the type of the street, or spell it out."""
    if not is_address(value):
        return None
    for long, short in STREET_TYPES:
        if re.search(rf"\b{long}\b", value):
            return value.replace(long, short, 1)
    return None


def street_only(value, rng):
    """Leave out town and unit."""
    if not is_address(value):
        return None
    parts = value.split(",")
    take = 2 if parts[0].strip().isdigit() else 1
    return ",".join(parts[:take]) if len(parts) > take else None


def number_after(value, rng):
    match = re.match(r"(\d+),? ([^,]+)", value) if is_address(value) else None
    if not match:
        return None
    link = rng.choice((" ", ", ", " no. ", ", number ", " #"))
    return f"{match[2]}{link}{match[1]}"


def han_number(number):
    """Write 1 to 9999 as Chinese does."""
    text, units = "", ("", "十", "百", "千")
    for place, digit in enumerate(reversed(str(number))):
        text = (CHINESE[int(digit)] + units[place] if digit != "0" else "零") + text
    text = re.sub("零+", "零", text).rstrip("零")
    return text.removeprefix("一") if 10 <= number < 20 else text


def han_address_numbers(value, rng):
    if not is_address(value) or not re.search("[号號]", value):
        return None
    write = rng.choice(
        (han_number, lambda number: "".join(CHINESE[int(one)] for one in str(number)))
    )
    return re.sub(r"\d+", lambda match: write(int(match[0])), plain(value))


def han_address_short(value, rng):
    """Leave out province and town, floor and room."""
    match = (
        re.search(r"(?:.*(?:市|香港|[區区]))?(.+?\d+[号號])", value) if is_address(value) else None
    )
    short = match and re.sub(r"^九龍|^大埔|^文山區", "", match[1])
    return short if short and short != value else None


def han_address_sign(value, rng):
    if not is_address(value) or not re.search("[号號]", value):
        return None
    return value.translate(str.maketrans("号號", rng.choice(("號号", "號號", "号号"))))


def dated(*forms):
    def kind(value, rng):
        if not ISO.fullmatch(value):
            return None
        day = date.fromisoformat(value)
        months = {language: names.split()[day.month - 1] for language, names in MONTHS.items()}
        return rng.choice(forms).format(day, d=day.day, m=day.month, y=day.year, **months)

    return kind


def han_date(value, rng):
    if not ISO.fullmatch(value):
        return None
    day = date.fromisoformat(value)
    year = "".join(CHINESE[int(one)] for one in str(day.year))
    return f"{year}年{han_number(day.month)}月{han_number(day.day)}日"


FACT_KINDS = {
    "digits in English": spelled(ENGLISH, " "),
    "digits in French": spelled(FRENCH, " "),
    "digits in Chinese": spelled(CHINESE, ""),
    "formal Chinese numerals": spelled(FORMAL, ""),
    "keycap digits": digits_as(lambda digit: f"{digit}\ufe0f\u20e3"),
    "circled digits": digits_as(lambda digit: "⓪①②③④⑤⑥⑦⑧⑨"[digit]),
    "Arabic-Indic digits": digits_as(lambda digit: chr(0x660 + digit)),
    "O for 0, l for 1": o_and_l,
    "other grouping": other_groups,
    "no country code": no_country_code,
    "other country code": other_country_code,
    "mail in English words": mail_in_words(" at ", " dot "),
    "mail in French words": mail_in_words(" arobase ", " point "),
    "mail in Chinese words": mail_in_words("艾特", "点"),
    "mail in brackets": mail_in_words(" [at] ", "(dot)"),
    "mail with spaces": mail_in_words(" @ ", " . "),
    "street type": street_type,
    "street only": street_only,
    "number after the street": number_after,
    "Chinese numerals in an address": han_address_numbers,
    "street and number in Chinese": han_address_short,
    "號 for 号": han_address_sign,
    "date in English": dated("{en} {d}, {y}", "{d} {en} {y}", "{d} {en:.3} {y}"),
    "date in French": dated("{d} {fr} {y}", "le {d} {fr} {y}"),
    "date in Chinese": dated("{y}年{m}月{d}日"),
    "date with slashes": dated("{d}/{m}/{y}", "{0:%d/%m/%Y}", "{0:%Y.%m.%d}", "{0:%m-%d-%Y}"),
    "date in Chinese numerals": han_date,
}
