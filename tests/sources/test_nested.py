import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources.nested import split_nested
from scanner.sources.records import Record, Unreadable

CHAT = {"name": 'Elm "Row" [x]', "id": 7, "messages": [{"id": 1, "a": {"b": [1]}}, {"id": 2}]}


def cut(stream, limit=1_000_000):
    return list(split_nested(stream, name="f", limit=limit, key="messages"))


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize("indent", [0, orjson.OPT_INDENT_2])
def test_items_come_with_what_stands_before_them(blocks, size, indent):
    whole = {"about": "…", "chats": {"list": [CHAT, {"id": 8, "messages": []}, CHAT]}}
    raw = orjson.dumps(whole, option=indent)
    units = cut(blocks(raw, size))
    found = [orjson.loads(unit.raw) for unit in units]
    assert [one["item"] for one in found] == CHAT["messages"] * 2
    assert all(one["around"] == {"name": CHAT["name"], "id": 7} for one in found)
    for unit, one in zip(units, found, strict=True):
        here = raw[unit.offset :]
        assert here.startswith(b"{")
        assert unit.line == raw[: unit.offset].count(b"\n") + 1
        assert orjson.loads(here[: _end(here)]) == one["item"]


def _end(raw):
    depth = 0
    for at, byte in enumerate(raw):
        depth += (byte == ord("{")) - (byte == ord("}"))
        if not depth:
            return at + 1
    raise AssertionError


@given(st.data())
def test_any_split_gives_the_same(blocks, data):
    raw = orjson.dumps({"a": '\\"{[', "messages": [{"t": text} for text in data.draw(
        st.lists(st.text(alphabet='"\\{}[]é中 \n', max_size=8), max_size=5))]})  # fmt: skip
    size = data.draw(st.integers(1, 40))
    assert cut(blocks(raw, size)) == cut(blocks(raw, len(raw)))


def test_an_item_over_the_limit_costs_itself(blocks):
    items = [{"id": 1}, {"id": 2, "text": "x" * 50_000 + '"\\'}, {"id": 3}]
    raw = orjson.dumps({"id": 7, "messages": items})
    units = cut(blocks(raw, 1000), limit=2000)
    kinds = [type(unit) for unit in units]
    assert kinds == [Record, Unreadable, Record]
    assert "longer than 2000" in units[1].reason


@pytest.mark.parametrize(
    "raw", [b'{"messages":[{"id":1},{"id', b'{"messages":[{"id":1}', b'{"messages":[{"id":1}]']
)
def test_a_document_that_is_cut_off_is_told(blocks, raw):
    units = cut(blocks(raw, 5))
    assert isinstance(units[0], Record)
    assert isinstance(units[-1], Unreadable)
    assert len(units) == 2


@pytest.mark.parametrize(
    "raw", [b'{"x":"' + b"a" * 300_000, b"[" * 300_000, b'{"a":[1' + b",1" * 300_000]
)
def test_memory_stays_small_outside_items(blocks, raw):
    cutter_units = cut(blocks(raw, 10_000), limit=20_000)
    assert all(isinstance(unit, Unreadable) for unit in cutter_units)
