import tracemalloc

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources import Record, Unreadable
from scanner.sources.documents import split_values

VALUES = st.dictionaries(
    st.text(),
    st.recursive(
        st.none() | st.integers(0, 9) | st.text() | st.sampled_from(["\\", '"', "{[", "]}", '\\"']),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
        max_leaves=8,
    ),
)


@pytest.fixture(scope="session")
def cut(blocks):
    def _cut(content, *, size=7, limit=10_000, damage=None):
        return list(split_values(blocks(content, size, damage), name="f", limit=limit))

    return _cut


def pretty(value) -> bytes:
    return orjson.dumps(value, option=orjson.OPT_INDENT_2)


@given(st.lists(VALUES, max_size=5), st.booleans(), st.integers(1, 40))
def test_any_values_in_an_array_or_one_after_another(cut, values, in_array, size):
    content = pretty(values) if in_array else b"\n".join(map(pretty, values))
    units = cut(content, size=size)
    assert [orjson.loads(unit.raw) for unit in units] == values
    for unit in units:
        assert content[unit.offset :].startswith(unit.raw)
        assert content[: unit.offset].count(b"\n") == unit.line - 1


@given(st.lists(VALUES, min_size=1, max_size=5), st.integers(1, 40), st.integers(2, 60))
def test_values_over_the_limit_leave_the_others(cut, values, size, limit):
    content = pretty(values)
    units = cut(content, size=size, limit=limit)
    whole = cut(content, size=len(content))
    assert len(units) == len(values)
    for unit, full in zip(units, whole, strict=True):
        assert (unit.line, unit.offset) == (full.line, full.offset)
        assert isinstance(unit, Record) == (len(full.raw) <= limit)


@given(st.binary() | st.text('{}[]",\\a \n').map(str.encode), st.integers(1, 9), st.integers(1, 30))
def test_anything_at_all_ends_and_is_accounted_for(cut, content, size, limit):
    units = cut(content, size=size, limit=limit)
    places = [(unit.line, unit.offset) for unit in units]
    assert places == sorted(set(places))
    if content.translate(None, b" \t\n\r\v\f,[]"):
        assert units


def test_memory_is_bounded_by_the_limit(cut):
    inner = b'{"a": "' + b"x" * 3_000_000 + b'\\"", "b": [' + b"{}," * 1_000_000 + b"{}]}"
    content = b"[" + inner + b', {"c": 1}]'
    tracemalloc.start()
    units = cut(content, size=65_536, limit=100_000)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert isinstance(units[0], Unreadable)
    assert "limits.line_bytes" in units[0].reason
    assert [unit.raw for unit in units[1:]] == [b'{"c": 1}']
    assert peak < 1_000_000


@pytest.mark.parametrize(
    ("content", "kept", "reason"),
    [
        (b'[{"a": 1}, {"b": ', 1, "the file ends in the middle"),
        (b'[{"a": 1}, {"b": "', 1, "the file ends in the middle"),
        (b'[{"a": 1}, 17, {"b": 2}]', 2, "is not one"),
        (b'[{"a": 1}]\nnull', 1, "is not one"),
    ],
)
def test_what_is_not_an_object_is_reported(cut, content, kept, reason):
    units = cut(content)
    assert sum(isinstance(unit, Record) for unit in units) == kept
    (bad,) = (unit for unit in units if isinstance(unit, Unreadable))
    assert reason in bad.reason


def test_damage_is_named(cut):
    units = cut(b'[{"a": 1}, {"b', damage="the file is cut off")
    assert [getattr(unit, "reason", None) for unit in units] == [None, "the file is cut off"]
