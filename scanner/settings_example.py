"""config.example.yaml, written from the settings' own declarations (a test keeps them equal)."""

import textwrap
from datetime import time
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from scanner.settings import Notify, Settings, Source

__all__ = ["example_yaml"]

_EXAMPLE_HEAD = """\
# Settings of the exposure scanner. Every setting is shown with its default;
# a line that starts with "# " before a key is switched off.
# Relative paths start at the folder of this file.
"""

_EXAMPLE_SOURCES = """\
sources:
  - path: inbox                    # a folder: every file in it, whatever its name
  # - path: exports/tweets.jsonl.gz
  #   format: x_v2
  # - path: exports/comments.csv
  #   format: csv
  #   platform: facebook
  #   columns: {id: comment_id, text: message, author.display_name: from}
"""

_EXAMPLE_LIAISON = """\
  liaison:
    - {to: "liaison@example.org", language: en}
"""


def example_yaml() -> str:
    """Return a config.yaml with every setting, its default and its explanation."""
    lines = [_EXAMPLE_HEAD]
    for name, info in Settings.model_fields.items():
        if name == "sources":
            lines.append(_comment(info.description or "", 0))
            lines.append(_comment(_describe(Source), 0))
            lines.append(_EXAMPLE_SOURCES)
        elif isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            lines.append(_section(name, info.annotation, 0))
        else:
            lines.append(_entry(name, info.get_default(), info.description or "", 0))
    return "\n".join(lines).rstrip("\n") + "\n"


def _describe(section: type[BaseModel]) -> str:
    fields = (f"{name}: {info.description}" for name, info in section.model_fields.items())
    return "\n".join(fields)


def _comment(text: str, depth: int) -> str:
    pad = "  " * depth + "# "
    lines = []
    for paragraph in text.splitlines():
        lines += textwrap.wrap(
            paragraph, 96, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False
        )
    return "\n".join(lines)


def _section(name: str, section: type[BaseModel], depth: int) -> str:
    pad = "  " * depth
    lines = [_comment(section.__doc__ or "", depth), f"{pad}{name}:"]
    for key, info in section.model_fields.items():
        if isinstance(info.annotation, type) and issubclass(info.annotation, BaseModel):
            lines.append(_section(key, info.annotation, depth + 1).rstrip("\n"))
        elif key == "liaison" and section is Notify:
            lines.append(_comment(info.description or "", depth + 1))
            lines.append(_EXAMPLE_LIAISON.rstrip("\n"))
        else:
            default = info.get_default(call_default_factory=True, validated_data={})
            lines.append(_entry(key, default, info.description or "", depth + 1))
    return "\n".join(lines) + "\n"


def _entry(key: str, default: Any, description: str, depth: int) -> str:
    pad = "  " * depth
    head = _comment(description, depth)
    if default is None:
        return f"{head}\n{pad}# {key}:"
    if default == {}:
        return f"{head}\n{pad}{key}: {{}}"
    if isinstance(default, dict):
        rows = "\n".join(f"{pad}  {name}: {_scalar(value)}" for name, value in default.items())
        return f"{head}\n{pad}{key}:\n{rows}"
    return f"{head}\n{pad}{key}: {_scalar(default)}"


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case int() | float():
            return str(value)
        case time():
            return f'"{value:%H:%M}"'
        case tuple():
            return "[" + ", ".join(_scalar(item) for item in value) + "]"
        case Path():
            return value.as_posix()
        case _:
            text = str(value)
            return (
                f'"{text}"' if any(mark in text for mark in ":#@ ") or text[0].isdigit() else text
            )
