import copy
import json
import logging
import pickle
import time
import traceback

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.private import PrivateValue, mask

HIDDEN = "••••••"


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        ("+1 343-555-0126", "+1 343-•••-••26"),
        ("+1 (343) 555-0126", "+1 (343) •••-••26"),
        ("+1-343-555-0126", "+1-343-•••-••26"),
        ("+1.343.555.0126", "+1.343.•••.••26"),
        ("+1 343 555 0126", "+1 343 ••• ••26"),
        ("+13435550126", "+•••••••••26"),
        ("343-555-0126", "343-•••-••26"),
        ("(343) 555-0126", "(343) •••-••26"),
        ("343.555.0126", "343.•••.••26"),
        ("3435550126", "••••••••26"),
        ("1-343-555-0126", "•-•••-•••-••26"),
        ("555-0126", "•••-••26"),
        ("＋１　３４３－５５５－０１２６", "+1 343-•••-••26"),
        ("+86 138 0000 0012", "+86 ••• •••• ••12"),
        ("+8613800000012", "+•••••••••••12"),
        ("138 0000 0012", "••• •••• ••12"),
        ("+852 5555 0101", "+852 •••• ••01"),
        ("5555 0101", "•••• ••01"),
        ("+886 900 000 012", "+886 ••• ••• •12"),
        ("+33 6 00 00 00 12", "+33 • •• •• •• 12"),
        ("343-555-0126 home", "•••-•••-••26 "),
        ("55501", HIDDEN),
        ("call me", HIDDEN),
        ("", HIDDEN),
    ],
)
def test_a_phone_number_keeps_its_area_code_and_its_last_two_digits(number, shown):
    assert mask(number, "phone") == mask(number, "PHONE_NUMBER") == shown


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("mei.lin@example.org", "m•••@•••.org"),
        (" mei.lin@example.org ", "m•••@•••.org"),
        ("林@example.org", "林•••@•••.org"),
        ("m@mail.example", "m•••@•••.example"),
        ("mail: mei@mail.example", "m•••@•••.example"),
        ("a@b@mail.example", "a•••@•••.example"),
        ("mei at example.org", HIDDEN),
        ("mei@localhost", HIDDEN),
        ("@example.org", HIDDEN),
        ("mei@.org", HIDDEN),
        ("mei@example. org", HIDDEN),
        ("", HIDDEN),
    ],
)
def test_a_mail_address_keeps_its_first_letter_and_its_top_level_domain(address, shown):
    assert mask(address, "email") == mask(address, "EMAIL_ADDRESS") == shown


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2209 Larkspur Hollow Crescent", "address"),
        ("804 170 009", "ca_sin"),
        ("A123456(3)", "hk_id"),
        ("1988-04-17", "birth_date"),
        ("QQWX 018", "licence_plate"),
        ("+1 343-555-0126", "other"),
        ("mei@example.org", "social"),
        ("x", "CA_SIN"),
        ("", "passport"),
    ],
)
def test_every_other_value_becomes_dots_of_one_length(value, kind):
    assert mask(value, kind) == HIDDEN


@given(st.text("0123456789 -.()+", max_size=30))
def test_a_masked_phone_shows_at_most_a_country_and_area_code_and_two_digits(number):
    digits = sum(character.isdigit() for character in mask(number, "phone"))
    assert digits <= len("1") + len("343") + len("26")


@given(st.from_regex(r"\A[a-z]{2,9}[.][a-z]{2,9}@[a-z]{2,9}[.](org|example)\Z"))
def test_a_masked_mail_address_shows_neither_name_nor_host(address):
    local, host = address.split("@")
    shown = mask(address, "email")
    assert local not in shown
    assert host.split(".")[0] not in shown.split("@")[1].rpartition(".")[0]


@pytest.mark.parametrize("kind", ["phone", "email", "address"])
@pytest.mark.parametrize("part", ["a", "1", "@", ".", " ", "(", "+1 "])
def test_a_megabyte_is_masked_at_once(kind, part):
    started = time.process_time()
    mask(part * (1_000_000 // len(part)), kind)
    assert time.process_time() - started < 2


SIN = "804170009"
VALUES = [("+1 343-555-0126", "phone"), ("mei.lin@example.org", "email"), (SIN, "ca_sin")]


@pytest.mark.parametrize(("clear", "kind"), VALUES)
def test_a_private_value_is_shown_masked_wherever_it_goes(clear, kind, caplog):
    value = PrivateValue(clear, kind)
    logging.getLogger("test").warning("%s %r", value, [value])
    shown = [
        str(value),
        f"{value}",
        f"{value!r}",
        f"{value:>40}",
        "%s" % value,  # noqa: UP031
        repr({"value": (value,)}),
        json.dumps({"value": value}, default=str, ensure_ascii=False),
        caplog.text,
    ]
    for text in shown:
        assert clear not in text
        assert mask(clear, kind) in text


def test_a_private_value_does_not_become_json_by_accident():
    value = PrivateValue(SIN, "ca_sin")
    with pytest.raises(TypeError) as caught:
        json.dumps({"value": value})
    assert SIN not in "".join(traceback.format_exception(caught.value))


def test_a_private_value_is_no_sequence_of_its_characters():
    value = PrivateValue(SIN, "ca_sin")
    for read in (list, "".join, lambda item: "8" in item, lambda item: [*item]):
        with pytest.raises(TypeError) as caught:
            read(value)
        assert SIN not in "".join(traceback.format_exception(caught.value))


def test_a_value_is_read_in_clear_by_one_call():
    value = PrivateValue(SIN, "ca_sin")
    assert value.reveal() == SIN
    assert value.kind == "ca_sin"
    assert value.masked == HIDDEN


@pytest.mark.parametrize("again", [lambda item: pickle.loads(pickle.dumps(item)), copy.deepcopy])  # noqa: S301
def test_a_value_survives_pickling_and_copying(again):
    value = PrivateValue(SIN, "ca_sin")
    assert again(value) == value
    assert hash(again(value)) == hash(value)
    assert again(value).reveal() == value.reveal()


@pytest.mark.parametrize(
    "other",
    [PrivateValue(SIN, "passport"), PrivateValue("804170008", "ca_sin"), SIN, None],
)
def test_values_of_another_kind_or_text_differ(other):
    assert PrivateValue(SIN, "ca_sin") != other
