"""Reading YAML so that every later error can name a line.

Used for config.yaml and enrolment files. Anchors and aliases are refused: nothing here needs
them, and they are how a small file grows into a huge one.
"""

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.constructor import DuplicateKeyError, SafeConstructor
from ruamel.yaml.error import MarkedYAMLError, YAMLError
from ruamel.yaml.events import AliasEvent, CollectionEndEvent, CollectionStartEvent, Event
from ruamel.yaml.nodes import MappingNode, Node, SequenceNode
from ruamel.yaml.reader import ReaderError

from scanner.errors import Fault

__all__ = ["MAX_BYTES", "Located", "read_yaml", "shown_key", "validate"]

MAX_BYTES = 1_000_000
_MAX_DEPTH = 20
Model = TypeVar("Model", bound=BaseModel)


# Keys of ours and their misspellings; what holds digits or punctuation may be a value.
_KEY = re.compile(r"[A-Za-z][A-Za-z_.]{0,31}")


class _DatesAsText(SafeConstructor):
    """Leaves dates to the models, which can name the line of one that does not exist."""


_DatesAsText.add_constructor(
    "tag:yaml.org,2002:timestamp",
    lambda self, node: self.construct_scalar(node),
)


class Located:
    """A parsed YAML document that remembers the line of each of its values."""

    def __init__(self, data: Any, node: Node | None, file: Path) -> None:
        self.data = data
        self.file = file
        self._node = node

    def line(self, path: Sequence[str | int]) -> int:
        """Return the line (from 1) of the value at ``path``, or of its nearest parent."""
        node, line = self._node, 1
        for step in path:
            key_line, node = _child(node, step)
            if node is None:
                break
            line = key_line
        return line

    def fault(self, what: str, remedy: str, path: Sequence[str | int] = ()) -> Fault:
        """Make a fault that stands at ``path``; a key that may hold a value is not repeated."""
        field = ".".join(map(_shown_step, path)) or None
        return Fault(what, remedy, file=self.file, line=self.line(path), field=field)


def shown_key(key: object) -> str:
    """Return an unknown key as it may be shown: a value written as a key is dots.

    >>> shown_key("phnoe"), shown_key("wanqing@example.org")
    ('phnoe', '…')
    """
    text = str(key)
    return text if _KEY.fullmatch(text) else "…"


def _shown_step(step: str | int) -> str:
    return str(step) if isinstance(step, int) else shown_key(step)


def _child(node: Node | None, step: str | int) -> tuple[int, Node | None]:
    if isinstance(node, MappingNode):
        for key, value in node.value:
            if key.value == str(step):
                return key.start_mark.line + 1, value
    if isinstance(node, SequenceNode) and isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return item.start_mark.line + 1, item
    return 0, None


def read_yaml(path: Path) -> Located | Fault:
    """Parse ``path`` as one YAML mapping; return a fault instead of raising for bad input."""
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except OSError as error:
        return Fault(
            f"cannot be read ({error.strerror})", "Check the path and its permissions", file=path
        )
    if len(raw) > MAX_BYTES:
        return Fault(
            f"is longer than {MAX_BYTES:,} bytes", "Check that it is the file you mean", file=path
        )
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        return Fault("is not UTF-8 text", "Save it as UTF-8", file=path, line=line)
    return _parse(text, path)


def _parse(text: str, path: Path) -> Located | Fault:
    yaml = YAML(typ="safe", pure=True)
    yaml.Constructor = _DatesAsText
    try:
        refused = _refused(yaml.parse(text), path)
        if refused:
            return refused
        node = yaml.compose(text)
        data = yaml.load(text)
    except DuplicateKeyError as error:
        mark = error.problem_mark
        return Fault("has the same key twice", "Keep one of them", file=path, line=mark.line + 1)
    except MarkedYAMLError as error:
        # The library's message may quote the file, so only its problem line is used.
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark else None
        return Fault(
            "is not valid YAML here", "Check indentation, colons and quotes", file=path, line=line
        )
    except ReaderError as error:
        return Fault(
            "holds a character that YAML forbids",
            "Remove control characters",
            file=path,
            line=text.count("\n", 0, error.position) + 1,
        )
    except (YAMLError, ValueError, RecursionError):
        return Fault("is not valid YAML", "Compare it with the example", file=path)
    if not isinstance(data, dict):
        return Fault("holds no settings", "Write it as `key: value` lines", file=path, line=1)
    return Located(data, node, path)


def _refused(events: Iterable[Event], path: Path) -> Fault | None:
    """Look for what would make a small file costly to read, before anything is built of it."""
    depth = 0
    for event in events:
        what, remedy = "", ""
        depth += isinstance(event, CollectionStartEvent) - isinstance(event, CollectionEndEvent)
        if isinstance(event, AliasEvent) or getattr(event, "anchor", None):
            what = "uses a YAML anchor or alias (& or *)"
            remedy = "Write the value out, or put it in quotes"
        elif depth > _MAX_DEPTH:
            what, remedy = "is nested too deeply here", "Check brackets and indentation"
        if what:
            return Fault(what, remedy, file=path, line=event.start_mark.line + 1)
    return None


# What pydantic calls an error, said for a person who edits the file by hand.
_PLAIN = {
    "missing": ("is missing", "Add it"),
    "extra_forbidden": ("is not a known setting", "Remove it, or check its spelling"),
    "string_type": ("must be text", "Put the value in quotes"),
    "bool_type": ("must be true or false", "Write true or false"),
    "bool_parsing": ("must be true or false", "Write true or false"),
    "date_type": ("is not a date", "Write it as YYYY-MM-DD"),
    "date_from_datetime_inexact": ("is not a date", "Write it as YYYY-MM-DD"),
    "tuple_type": ("must be a list", 'Write it as ["…"], also for one value'),
    "too_short": ("is empty", "Write at least one value"),
    "path_type": ("must be a path", "Put the path in quotes"),
    "int_type": ("must be a whole number", "Write digits only, without quotes"),
    "int_parsing": ("must be a whole number", "Write digits only, without quotes"),
    "int_from_float": ("must be a whole number", "Write digits only, without quotes"),
    "float_type": ("must be a number", "Write digits only, without quotes"),
    "float_parsing": ("must be a number", "Write digits only, without quotes"),
    "finite_number": ("must be a number", "Write digits only, without quotes"),
    "greater_than": ("is too small", "Use more than {gt}"),
    "greater_than_equal": ("is too small", "Use at least {ge}"),
    "less_than_equal": ("is too large", "Use at most {le}"),
    "literal_error": ("is not one of the choices", "Use {expected}"),
    "enum": ("is not one of the choices", "Use {expected}"),
    "invalid_key": ("is not a known setting", "Remove it, or check its spelling"),
    "model_type": ("must be a group of keys", "Indent `key: value` lines under it"),
    "dict_type": ("must be a group of keys", "Indent `key: value` lines under it"),
}


def validate(model: type[Model], located: Located) -> tuple[Model | None, list[Fault]]:
    """Validate a document against a pydantic model; faults name line, field and remedy.

    Faults never quote the value: it may be private.
    """
    try:
        return model.model_validate(located.data), []
    except ValidationError as error:
        faults = []
        for item in error.errors(include_url=False, include_input=False):
            what, remedy = _PLAIN.get(item["type"], ("", ""))
            remedy = remedy.format_map(item.get("ctx", {}))
            if not what:
                message = str(item["msg"]).removeprefix("Value error, ")
                what, _, remedy = message.partition(". ")
                what = what[:1].lower() + what[1:]
            faults.append(located.fault(what, remedy, item["loc"]))
        return None, faults
