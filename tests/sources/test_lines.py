import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scanner.sources import Record, Tally, Unreadable
from scanner.sources.bytestream import ByteStream
from scanner.sources.lines import split_lines
from scanner.sources.records import excerpt


def reference(content: bytes, limit: int):
    """The plain way: all in memory."""
    offset = 0
    for line, raw in enumerate(content.split(b"\n"), start=1):
        if raw.strip():
            yield (line, offset, "long" if len(raw) > limit else raw)
        offset += len(raw) + 1


@given(
    st.lists(st.sampled_from([b"a", b"{}", b"\n", b"\n\n", b" ", b"\r\n", b"x" * 9])).map(b"".join),
    st.integers(1, 12),
    st.integers(1, 12),
)
def test_equals_the_plain_way(blocks, content, size, limit):
    units = list(split_lines(blocks(content, size), name="f", limit=limit, tally=Tally()))
    got = [
        (unit.line, unit.offset, unit.raw if isinstance(unit, Record) else "long") for unit in units
    ]
    # A run of blanks over the limit is reported rather than held in memory until its end.
    expected = list(reference(content, limit))
    assert [unit for unit in got if unit[2] != "long"] == [u for u in expected if u[2] != "long"]
    assert {unit for unit in expected if unit[2] == "long"} <= set(got)


@given(st.binary(), st.integers(1, 20))
def test_offsets_point_at_the_raw_bytes(blocks, content, size):
    for unit in split_lines(blocks(content, size), name="f", limit=1000, tally=None):
        assert content[unit.offset :].startswith(unit.raw)
        assert content[: unit.offset].count(b"\n") == unit.line - 1


def test_blank_lines_are_counted(blocks):
    tally = Tally()
    units = list(split_lines(blocks(b"\n{}\n \t\n\r\n{}\n\n", 5), name="f", limit=99, tally=tally))
    assert [unit.line for unit in units] == [2, 5]
    assert tally.blank == 4


def test_damage_is_one_entry_with_the_piece_before_it(blocks):
    units = list(split_lines(blocks(b"{}\n{12", 4, "cut"), name="f", limit=99, tally=Tally()))
    assert units == [Record(b"{}", 1, 0), Unreadable("f", 2, 3, "cut", "{12")]


def test_a_long_line_at_the_end_without_a_line_end(blocks):
    units = list(split_lines(blocks(b"a\n" + b"x" * 500, 7), name="f", limit=9, tally=Tally()))
    assert [type(unit) for unit in units] == [Record, Unreadable]
    assert units[1].excerpt == "x" * len(units[1].excerpt)
    assert "limits.line_bytes" in units[1].reason


def test_two_hundred_megabytes_without_a_line_end_stay_out_of_memory(tmp_path: Path):
    path = tmp_path / "long"
    with path.open("wb") as file:
        file.write(b"first\n")
        for _ in range(200):
            file.write(b"x" * 1_000_000)
        file.write(b"\nlast\n")
    tracemalloc.start()
    stream = ByteStream(path)
    units = list(split_lines(stream, name="f", limit=2_000_000, tally=Tally()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert [(type(unit), unit.line) for unit in units] == [
        (Record, 1),
        (Unreadable, 2),
        (Record, 3),
    ]
    assert units[2] == Record(b"last", 3, 200_000_007)
    assert peak < 12_000_000


@pytest.mark.parametrize("raw", [b"\x00\xff\x1b[31m", "名\u202e".encode(), b"\\\"'"])
def test_excerpts_are_printable_ascii(raw):
    assert excerpt(raw * 300).isascii()
    assert excerpt(raw * 300).isprintable()
