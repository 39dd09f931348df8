"""Masked values are told from everything else."""

import pytest

from scanner.notices.words import KINDS, kind_of, platform_name
from scanner.private import mask
from scanner.watchlist.people import PRIVATE_KINDS


@pytest.mark.parametrize(
    ("shown", "expected"),
    [
        ("phone +1 343-•••-••26", ("phone", "+1 343-•••-••26")),
        ("PHONE_NUMBER +1 343-•••-••26", ("phone", "+1 343-•••-••26")),
        ("STREET_ADDRESS ••••••", ("address", "••••••")),
        ("CA_SIN ••••••", ("ca_sin", "••••••")),
        ("address", ("address", "")),
        (mask("+1 343-555-0126", "phone"), ("phone", "+1 343-•••-••26")),
        (mask("mei.lin@example.org", "email"), ("email", "m•••@•••.org")),
        (mask("1420 rue Fictive", "address"), ("other", "••••••")),
        ("abuse.insult words", None),
        ("••• call her", None),
        ("+1 343-555-0126", None),
        ("", None),
    ],
)
def test_kind_of(shown, expected):
    assert kind_of(shown) == expected


def test_every_private_kind_has_a_name():
    assert set(PRIVATE_KINDS) <= set(KINDS)


def test_platform_names():
    assert platform_name("x") == "X"
    assert platform_name("a\u202eb") == "ab"
