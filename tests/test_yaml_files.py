import time

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import BaseModel, ConfigDict, Field

from scanner.errors import Fault
from scanner.yaml_files import MAX_BYTES, Located, read_yaml, shown_key, validate

SECRET = "343-555-0126"


class Inner(BaseModel):
    model_config = ConfigDict(extra="forbid", allow_inf_nan=False)
    number: int = Field(1, ge=1, le=9)
    share: float = Field(0.5, gt=0)
    on: bool = False


class Model(BaseModel):
    model_config = ConfigDict(extra="forbid")
    id: str
    inner: Inner = Inner()
    items: tuple[str, ...] = ()
    table: dict[str, str] = {}
    some: tuple[str, ...] = Field(("x",), min_length=1)


@pytest.fixture
def write(tmp_path):
    def _write(content):
        path = tmp_path / "su.yaml"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return _write


@pytest.mark.parametrize(
    ("content", "line", "what"),
    [
        (f"a: 1\nb: [{SECRET}\n", 3, "is not valid YAML here"),
        (f"a: 1\n  b: {SECRET}\n", 2, "is not valid YAML here"),
        (f'a: "{SECRET}\n', 2, "is not valid YAML here"),
        (f"a: 1\nb:\n  - x\n c: {SECRET}\n", 4, "is not valid YAML here"),
        (f"a: {SECRET}\n\tb: 1\n", 2, "is not valid YAML here"),
        (f"a: 1\nb: !!python/object {SECRET}\n", 2, "is not valid YAML here"),
        (f"a: {SECRET}\n---\na: 2\n", 2, "is not valid YAML here"),
        (f"a: 1\nb: [[[[[[[[[[[[[[[[[[[[[{SECRET}]]]]]]]]]]]]]]]]]]]]]\n", 2, "is nested too"),
        (f"a: &x {SECRET}\nb: *x\n", 1, "uses a YAML anchor or alias"),
        (f"a: 1\nb: &x [{SECRET}]\n", 2, "uses a YAML anchor or alias"),
        (f"a: 1\nb: *{SECRET}\n", 2, "uses a YAML anchor or alias"),
        (f"a: 1\nb: 2\na: {SECRET}\n", 3, "has the same key twice"),
        (f"a:\n  b: 1\n  b: {SECRET}\n", 3, "has the same key twice"),
        (f"a: 1\nb: {SECRET}\x01\n", 2, "holds a character that YAML forbids"),
        (f"- {SECRET}\n", 1, "holds no settings"),
        (SECRET, 1, "holds no settings"),
        ("", 1, "holds no settings"),
        ("# nothing\n", 1, "holds no settings"),
        (f"a: 1\nb: {SECRET}\xe9\n".encode("latin-1"), 2, "is not UTF-8"),
        (f"a: {SECRET}\n".encode("utf-16"), 1, "is not UTF-8"),
        (f"a: {SECRET}\n" + "#" * 2_000_000, None, "is longer than 1,000,000 bytes"),
        (f"a: {'9' * 5000}\n", None, "is not valid YAML"),
    ],
)
def test_what_cannot_be_read_is_one_fault_at_its_line(write, content, line, what):
    path = write(content)
    fault = read_yaml(path)
    assert isinstance(fault, Fault)
    assert fault.file == path
    assert fault.line == line
    assert fault.what.startswith(what)
    assert fault.remedy
    assert SECRET not in str(fault)


def test_a_file_that_cannot_be_opened_is_a_fault(tmp_path):
    for path, why in ((tmp_path, "Is a directory"), (tmp_path / "none.yaml", "No such file")):
        fault = read_yaml(path)
        assert isinstance(fault, Fault)
        assert (fault.file, fault.line) == (path, None)
        assert why in fault.what
        assert fault.remedy


@pytest.mark.parametrize("opening", ["[", "{", "- ", "a: {"])
def test_a_deep_document_is_a_fault_not_a_crash(write, opening):
    started = time.process_time()
    assert isinstance(read_yaml(write("a: " + opening * (MAX_BYTES // 5))), Fault)
    assert time.process_time() - started < 3


@pytest.mark.parametrize(
    ("content", "data"),
    [
        ("a: 1\n", {"a": 1}),
        ("\ufeffa: 1\r\n", {"a": 1}),
        ("a: [x, 'y', \"z\"]\n", {"a": ["x", "y", "z"]}),
        ("a: 2026-01-10\n", {"a": "2026-01-10"}),
        ("a: 2026-13-45\n", {"a": "2026-13-45"}),
        ("a: 07:30\n", {"a": "07:30"}),
        ("a: no\nb: false\nc: null\n", {"a": "no", "b": False, "c": None}),
        ("a: 苏婉清 & co *\n", {"a": "苏婉清 & co *"}),
        ("a: '&x'\n", {"a": "&x"}),
    ],
)
def test_a_mapping_is_read_as_yaml_1_2_with_dates_as_text(write, content, data):
    located = read_yaml(write(content))
    assert isinstance(located, Located)
    assert located.data == data


def test_a_file_of_exactly_the_limit_is_read(write):
    assert isinstance(read_yaml(write("a: 1\n" + "#" * (MAX_BYTES - 5))), Located)
    assert isinstance(read_yaml(write("a: 1\n" + "#" * (MAX_BYTES - 4))), Fault)


@pytest.mark.parametrize(
    ("path", "line"),
    [
        ([], 1),
        (["id"], 1),
        (["inner"], 3),
        (["inner", "number"], 4),
        (["inner", "none"], 3),
        (["items", 0], 6),
        (["items", 1], 7),
        (["items", 2], 5),
        (["items", "x"], 5),
        (["none", "x"], 1),
        (["id", 0], 1),
        (["7"], 8),
        ([7], 8),
    ],
)
def test_a_value_or_its_nearest_parent_has_a_line(write, path, line):
    located = read_yaml(write("id: x\n\ninner:\n  number: 2\nitems:\n  - a\n  - b\n7: y\n"))
    assert located.line(path) == line


@pytest.mark.parametrize(
    ("content", "line", "field", "what", "remedy"),
    [
        ("inner: {}", 1, "id", "is missing", "Add it"),
        ("id: 3435550126", 1, "id", "must be text", "Put the value in quotes"),
        ("id: x\ninner: 343", 2, "inner", "must be a group of keys", "Indent"),
        ("id: x\ntable: 343", 2, "table", "must be a group of keys", "Indent"),
        ("id: x\nitems: 343-555-0126", 2, "items", "must be a list", "Write it as"),
        ("id: x\nitems:\n  - y\n  - 343", 4, "items.1", "must be text", "Put the value in quotes"),
        ("id: x\nsome: []", 2, "some", "is empty", "Write at least one value"),
        ("id: x\nidd: 343", 2, "idd", "is not a known setting", "Remove it"),
        ("id: x\ninner:\n  on: 343", 3, "inner.on", "must be true or false", "Write true"),
        ("id: x\ninner:\n  on: [343]", 3, "inner.on", "must be true or false", "Write true"),
        ("id: x\ninner:\n  number: 343", 3, "inner.number", "is too large", "Use at most 9"),
        ("id: x\ninner:\n  number: 0", 3, "inner.number", "is too small", "Use at least 1"),
        ("id: x\ninner:\n  number: 3.43", 3, "inner.number", "must be a whole number", "Write"),
        ("id: x\ninner:\n  number: 343x", 3, "inner.number", "must be a whole number", "Write"),
        ("id: x\ninner:\n  number: [343]", 3, "inner.number", "must be a whole number", "Write"),
        ("id: x\ninner:\n  share: 0", 3, "inner.share", "is too small", "Use more than 0"),
        ("id: x\ninner:\n  share: .inf", 3, "inner.share", "must be a number", "Write"),
        ("id: x\ninner:\n  share: 343x", 3, "inner.share", "must be a number", "Write"),
        ("id: x\ninner:\n  share: [343]", 3, "inner.share", "must be a number", "Write"),
        ("id: x\n343-555-0126: phone", 2, "…", "is not a known setting", "Remove it"),
        ("id: x\nmei@example.org: x", 2, "…", "is not a known setting", "Remove it"),
        ("id: x\n? [555]\n: phone", 1, "…", "is not a known setting", "Remove it"),
        ("id: x\n343: phone", 2, "343", "is not a known setting", "Remove it"),
    ],
)
def test_a_wrong_value_is_told_by_line_field_and_remedy(write, content, line, field, what, remedy):
    path = write(content)
    model, faults = validate(Model, read_yaml(path))
    assert model is None
    (fault,) = faults
    assert (fault.file, fault.line, fault.field, fault.what) == (path, line, field, what)
    assert fault.remedy.startswith(remedy)
    assert "555" not in str(fault)


def test_all_faults_are_told_at_once(write):
    _, faults = validate(Model, read_yaml(write("idd: x\nitems: 3\n")))
    assert {fault.field for fault in faults} == {"id", "idd", "items"}


def test_a_right_document_gives_the_model(write):
    model, faults = validate(Model, read_yaml(write("id: x\ninner: {number: 2}\n")))
    assert faults == []
    assert model == Model(id="x", inner=Inner(number=2))


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("phnoe", "phnoe"),
        ("cn_resident_id", "cn_resident_id"),
        ("author.handle", "author.handle"),
        ("+1 343-555-0126", "…"),
        ("mei@example.org", "…"),
        ("苏婉清", "…"),
        ("2209 Larkspur", "…"),
        ("a" * 33, "…"),
        ("", "…"),
        (804170009, "…"),
    ],
)
def test_a_key_that_may_be_a_value_is_not_shown(key, shown):
    assert shown_key(key) == shown


@given(st.binary(max_size=60) | st.text("a:-[]{}&*!|>'\"#\n 1?,", max_size=60).map(str.encode))
def test_no_content_crashes_the_reader(tmp_path_factory, content):
    path = tmp_path_factory.getbasetemp() / "any.yaml"
    path.write_bytes(content)
    located = read_yaml(path)
    if isinstance(located, Located):
        model, faults = validate(Model, located)
        assert (model is None) == bool(faults)
