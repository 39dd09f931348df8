"""What libphonenumber knows of a numbering plan, asked once for a prefix and remembered.

It takes tens of microseconds a number, which a post made of nothing but numbers turns into
seconds. Whether a number is assigned depends on its first digits and its length, so one question
answers for all numbers that share both.
"""

from functools import cache, lru_cache

import phonenumbers

__all__ = ["is_assigned", "is_possible_abroad"]

# Digits that decide; the plan of the mainland's fixed lines goes by area codes of up to four.
_DECIDING = {"US": 3, "CN": 4, "HK": 4, "MO": 4, "TW": 4}
_FILLING = "2345678901234567"


def is_assigned(region: str, national: str) -> bool:
    """Tell whether the plan of ``region`` assigns numbers like ``national``.

    ``national`` holds digits alone, without country code and without the 0 before an area code.

    >>> is_assigned("CN", "13800000012"), is_assigned("CN", "10000000012")
    (True, False)
    """
    return _is_assigned(region, national[: _DECIDING[region]], len(national))


def is_possible_abroad(digits: str) -> bool:
    """Tell whether ``digits``, said with +, begin with a country code and fit its lengths.

    >>> is_possible_abroad("442079460958"), is_possible_abroad("4420"), is_possible_abroad("999123")
    (True, False, False)
    """
    for length in (1, 2, 3):
        if lengths := _lengths(digits[:length]):
            national = digits[length:]
            return len(national) in lengths or len(national.removeprefix("0")) in lengths
    return False


@lru_cache(maxsize=20_000)
def _is_assigned(region: str, prefix: str, length: int) -> bool:
    national = prefix + _FILLING[: length - len(prefix)]
    country = phonenumbers.country_code_for_region(region)
    number = phonenumbers.PhoneNumber(country_code=country, national_number=int(national))
    return bool(phonenumbers.is_valid_number(number))


@cache
def _lengths(country: str) -> frozenset[int]:
    regions = phonenumbers.COUNTRY_CODE_TO_REGION_CODE.get(int(country or 0), ())
    plans = (phonenumbers.PhoneMetadata.metadata_for_region(region, None) for region in regions)
    numbers = (plan.general_desc for plan in plans if plan)
    return frozenset(length for known in numbers if known for length in known.possible_length)
