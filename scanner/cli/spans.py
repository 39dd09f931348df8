"""The coloured view of what `scanner inspect` sees in a text, for a reader at a terminal."""

import unicodedata
from typing import Any

from rich.console import Group
from rich.table import Table
from rich.text import Text

from scanner.cli.tables import cell

__all__ = ["seen_view"]

_NAMES = frozenset({"PERSON", "ORGANIZATION", "NRP", "SCHOOL", "EMPLOYER"})
_PLACES = frozenset({"STREET_ADDRESS", "POSTAL_CODE", "GEO_COORDINATES", "LOCATION"})
_REACH = frozenset({"PHONE_NUMBER", "EMAIL_ADDRESS", "SOCIAL_ACCOUNT", "URL", "IP_ADDRESS"})
_TIMES = frozenset({"DATE_TIME", "BIRTH_DATE"})
_STYLES = (
    (_NAMES, "black on bright_cyan"),
    (_PLACES, "black on bright_yellow"),
    (_REACH, "black on bright_green"),
    (_TIMES, "black on white"),
)
_NUMBERS = "white on red"
_MENTION = "bold underline"
# Control, format, surrogate and private-use characters could steer the terminal.
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def seen_view(row: dict[str, Any], text: str) -> Group:
    """Lay out the text with its spans in colour, and under it each span in words.

    ``row`` is what :meth:`Inspector.inspect` returns for ``text``.
    """
    coloured = Text("".join(map(_harmless, text)))
    # The longest first, so that a postal code shows within its address.
    for item in sorted(row["entities"], key=lambda e: e["start"] - e["end"]):
        coloured.stylize(_style(item["type"]), item["start"], item["end"])
    for item in row["mentions"]:
        coloured.stylize(_MENTION, item["start"], item["end"])
    return Group(coloured, _legend(row, text))


def _legend(row: dict[str, Any], text: str) -> Table:
    table = Table("what", "where", "score", "text", title=cell(f"{row['id']} · {row['language']}"))
    for item in row["entities"]:
        label = Text(item["type"], style=_style(item["type"]))
        place = f"{item['start']}–{item['end']}"
        table.add_row(label, place, f"{item['score']:.2f}", cell(item["text"]))
    for item in row["mentions"]:
        label = Text(f"{item['person']} by {item['how']}", style=_MENTION)
        place = f"{item['start']}–{item['end']}"
        shown = cell(text[item["start"] : item["end"]])
        table.add_row(label, place, f"{item['score']:.2f}", shown)
    return table


def _style(entity: str) -> str:
    return next((style for kinds, style in _STYLES if entity in kinds), _NUMBERS)


def _harmless(character: str) -> str:
    """Replace one for one, so that offsets hold; line ends stay."""
    if character == "\n" or unicodedata.category(character) not in _UNSEEN:
        return character
    return "\ufffd"
