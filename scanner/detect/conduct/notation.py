"""The notation of the lexicon's patterns, and its translation into bounded regular expressions.

==========  ==================================================================================
``kill``    this word; accents, case and script are folded, an apostrophe may be missing
``kill*``   a word that begins so
``(a|b)``   one of these; each may be several words
``{kin}``   one of the words of the slot ``kin`` (a slot may name other slots)
``{name}``  a name: the caller vouches for it, or it is written like one
``x?``      may be missing (a word, a group or a slot)
``~3``      up to three words between (in Chinese: three characters), within one sentence
==========  ==================================================================================

Items are separated by spaces. In alphabetic languages a separator between items must be there;
in Chinese it may. Every repeat is bounded, so that a match costs at most a constant.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

__all__ = ["NotationError", "Pattern", "Style", "parse"]

_TOKEN = re.compile(r"~\d{1,2}|\{[a-z_]+\}|[()|?*]|[^\s~{}()|?*]+")
_MAX_SLOT_DEPTH = 6
_LETTER = r"[a-z0-9]"
_PREFIX_TAIL = 10
_HAN = r"\u3400-\u9fff"
# Gap words and separators share no character, so that there is one way to read any text.
_SEPARATOR = r"[^\w.!?;:()@#。]{1,4}"
_GAP_WORD = r"[\w@#]{1,30}"
_HAN_SEPARATOR = r"[^\w.!?;:@#。\n]{0,2}"
_HAN_GAP = r"[^.!?;。\n]"
_NAME_WORD = r"[a-z][a-z0-9_'-]{0,30}"
_NAME = rf"@?{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}|[{_HAN}]{{2,3}}"
_NAME_WIDTH = 96
# One Han character says about as much as three letters; used to choose the rarest anchor.
_HAN_WEIGHT = 3


class NotationError(ValueError):
    """A pattern of the lexicon is not well formed (a fault of this package's own data)."""


@dataclass(frozen=True, slots=True)
class Style:
    """How items are joined: ``spaced`` for alphabetic languages, not for Chinese."""

    spaced: bool

    @property
    def separator(self) -> str:
        """What stands between two items."""
        return _SEPARATOR if self.spaced else _HAN_SEPARATOR

    def gap(self, size: int) -> str:
        """Up to ``size`` words (or characters), each after a separator."""
        unit = f"(?:{_SEPARATOR}{_GAP_WORD})" if self.spaced else _HAN_GAP
        return f"{unit}{{0,{size}}}"

    def gap_width(self, size: int) -> int:
        """Return the most characters a gap can take."""
        return size * 34 if self.spaced else size


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    prefix: bool = False


@dataclass(frozen=True, slots=True)
class _Gap:
    size: int


@dataclass(frozen=True, slots=True)
class _Name:
    pass


@dataclass(frozen=True, slots=True)
class _Choice:
    options: tuple["_Sequence", ...]


@dataclass(frozen=True, slots=True)
class _Sequence:
    items: tuple[tuple["_Node", bool], ...]  # (item, may be missing)


_Node = _Word | _Gap | _Name | _Choice


@dataclass(frozen=True)
class Pattern:
    """One compiled line of notation.

    ``anchors`` are folded strings of which every match holds at least one; ``width`` is the
    most code points a match can take. The expression is compiled when first needed.
    """

    expression: str
    anchors: frozenset[str]
    width: int

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, for folded text; groups ``n0``, ``n1`` … are names."""
        return re.compile(self.expression)


def parse(
    notation: str,
    slots: Mapping[str, tuple[str, ...]],
    *,
    style: Style,
    fold: Callable[[str], str],
) -> Pattern:
    """Translate one line of notation.

    :raises NotationError: for unbalanced groups, unknown slots, or a line without any word.
    """
    tree = _Parser(slots, fold).parse(notation)
    anchors = _anchors(tree)
    if not anchors:
        raise NotationError(f"{notation!r} has no word that must be there")
    expression = _number_names(_render(tree, style))
    return Pattern(expression, anchors, _width(tree, style))


class _Parser:
    def __init__(self, slots: Mapping[str, tuple[str, ...]], fold: Callable[[str], str]) -> None:
        self._slots = slots
        self._fold = fold

    def parse(self, notation: str, depth: int = 0) -> _Sequence:
        tokens = iter(_TOKEN.findall(notation))
        tree, end = self._choice(tokens, depth)
        if end is not None:
            raise NotationError(f"{notation!r} closes a group that is not open")
        return tree.options[0] if len(tree.options) == 1 else _Sequence(((tree, False),))

    def _choice(self, tokens: Iterator[str], depth: int) -> tuple[_Choice, str | None]:
        options: list[_Sequence] = []
        items: list[tuple[_Node, bool]] = []
        for token in tokens:
            match token:
                case "|" | ")":
                    options.append(_Sequence(tuple(items)))
                    items = []
                    if token == ")":
                        return _Choice(_names_last(options)), token
                case "?":
                    items[-1] = (items[-1][0], True)
                case _:
                    self._item(token, tokens, items, depth)
        options.append(_Sequence(tuple(items)))
        return _Choice(_names_last(options)), None

    def _item(
        self, token: str, tokens: Iterator[str], items: list[tuple[_Node, bool]], depth: int
    ) -> None:
        if token == "*":
            word = items.pop()[0]
            if not isinstance(word, _Word):
                raise NotationError("* must follow a word")
            items.append((_Word(word.text, prefix=True), False))
        elif token == "(":
            group, end = self._choice(tokens, depth)
            if end is None:
                raise NotationError("a group is not closed")
            items.append((group, False))
        elif token.startswith("~"):
            items.append((_Gap(int(token[1:])), False))
        elif token.startswith("{"):
            items.append((self._slot(token[1:-1], depth), False))
        else:
            items.append((_Word(self._fold(token)), False))

    def _slot(self, name: str, depth: int) -> _Node:
        if name == "name":
            return _Name()
        if name not in self._slots or depth >= _MAX_SLOT_DEPTH:
            raise NotationError(f"slot {name!r} is not known, or names itself")
        return _Choice(tuple(self.parse(line, depth + 1) for line in self._slots[name]))


def _names_last(options: list[_Sequence]) -> tuple[_Sequence, ...]:
    """Try plain words first: a name matches any word, and would hide them."""
    return tuple(sorted(options, key=lambda option: isinstance(option.items[0][0], _Name)))


def _render(node: _Node | _Sequence, style: Style) -> str:
    match node:
        case _Word():
            return _render_word(node)
        case _Gap(size):
            return style.gap(size)
        case _Name():
            return f"(?P<n#>{_NAME})"
        case _Choice(options):
            return f"(?:{'|'.join(_render(option, style) for option in options)})"
        case _Sequence():
            return _render_sequence(node, style)


def _render_word(word: _Word) -> str:
    text = re.escape(word.text).replace("'", "'?")
    before = f"(?<!{_LETTER})" if _is_letter(word.text[0]) else ""
    if word.prefix:
        return f"{before}{text}[a-z]{{0,{_PREFIX_TAIL}}}"
    after = f"(?!{_LETTER})" if _is_letter(word.text[-1]) else ""
    return f"{before}{text}{after}"


def _render_sequence(sequence: _Sequence, style: Style) -> str:
    first = next(
        (index for index, (_, optional) in enumerate(sequence.items) if not optional), None
    )
    if first is None or isinstance(sequence.items[first][0], _Gap):
        raise NotationError("a pattern or option needs a word that is neither optional nor a gap")
    parts = []
    for index, (item, optional) in enumerate(sequence.items):
        text = _render(item, style)
        if index < first:
            text += style.separator
        elif index > first and not isinstance(item, _Gap):
            text = style.separator + text
        parts.append(f"(?:{text})?" if optional else text)
    return "".join(parts)


def _number_names(expression: str) -> str:
    head, *rest = expression.split("(?P<n#>")
    return head + "".join(f"(?P<n{index}>{part}" for index, part in enumerate(rest))


def _anchors(node: _Node | _Sequence) -> frozenset[str]:
    """Return strings of which any match holds one; empty if there are none."""
    match node:
        case _Word(text):
            return frozenset({text, text.replace("'", "")})
        case _Choice(options):
            found = [_anchors(option) for option in options]
            return frozenset().union(*found) if all(found) else frozenset()
        case _Sequence(items):
            found = [_anchors(item) for item, optional in items if not optional]
            return max((item for item in found if item), key=_rarity, default=frozenset())
        case _:
            return frozenset()


def _rarity(anchors: frozenset[str]) -> tuple[int, int]:
    return min(sum(_weight(mark) for mark in anchor) for anchor in anchors), -len(anchors)


def _weight(character: str) -> int:
    return 1 if character.isascii() else _HAN_WEIGHT


def _width(node: _Node | _Sequence, style: Style) -> int:
    match node:
        case _Word(text, prefix):
            return len(text) + (_PREFIX_TAIL if prefix else 0)
        case _Gap(size):
            return style.gap_width(size)
        case _Name():
            return _NAME_WIDTH
        case _Choice(options):
            return max(_width(option, style) for option in options)
        case _Sequence(items):
            return sum(_width(item, style) + 4 for item, _ in items)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()
