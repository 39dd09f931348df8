import pickle
from pathlib import Path

import pytest

from scanner import errors
from scanner.errors import DeliveryError, Fault, ScannerError, WatchlistError


@pytest.mark.parametrize(
    ("fault", "text"),
    [
        (Fault("is missing"), "is missing."),
        (Fault("is missing."), "is missing."),
        (Fault("is missing", "Add it."), "is missing. Add it."),
        (Fault("is missing", "Add it", file="a.yaml"), "a.yaml: is missing. Add it."),
        (Fault("is missing", file=Path("w/a.yaml"), line=3), "w/a.yaml:3: is missing."),
        (Fault("is missing", field="consent.given_on"), "consent.given_on: is missing."),
        (
            Fault("is missing", "Add it", "a.yaml", 3, "consent"),
            "a.yaml:3: consent: is missing. Add it.",
        ),
    ],
)
def test_a_fault_says_where_what_and_what_to_do(fault, text):
    assert str(fault) == text


def test_an_error_shows_each_of_its_faults_on_a_line():
    first, second = Fault("is missing"), Fault("is empty")
    error = WatchlistError(first, second)
    assert error.faults == (first, second)
    assert str(error) == "is missing.\nis empty."


@pytest.mark.parametrize(
    "name", [name for name in errors.__all__ if name not in {"Fault", "ScannerError"}]
)
def test_every_error_can_be_caught_as_one(name):
    with pytest.raises(ScannerError, match="is missing"):
        raise getattr(errors, name)(Fault("is missing"))


@pytest.mark.parametrize("retry", [True, False])
def test_a_failed_delivery_says_whether_to_try_again(retry):
    assert DeliveryError(Fault("is refused"), retry=retry).retry is retry


def test_a_failed_delivery_may_be_tried_again_unless_it_says_otherwise():
    assert DeliveryError(Fault("is refused")).retry


def test_an_error_crosses_processes_with_its_faults():
    error = pickle.loads(pickle.dumps(WatchlistError(Fault("is missing", file="a.yaml"))))  # noqa: S301
    assert str(error) == "a.yaml: is missing."
