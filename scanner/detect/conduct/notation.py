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

from scanner.detect.conduct.view import NAME_MARK

__all__ = ["Grammar", "NotationError", "Pattern", "Style", "latin_words"]

_TOKEN = re.compile(r"~\d{1,2}|\{[a-z_]+\}|[()|?*]|[^\s~{}()|?*]+")
_LETTER = r"[A-Za-z0-9]"
# Where the view may have written a capital.
_FIRST_LETTER = re.compile(r"(?<![a-z0-9_])[a-z]")
_LATIN_WORD = re.compile(r"[a-z0-9]+")
_PREFIX_TAIL = 10
_SEPARATOR_WIDTH = 4
_HAN = r"\u3400-\u9fff"
# Gap words and separators share no character, so that there is one way to read any text.
_SEPARATOR = rf"[^\w.!?;:()@#。{NAME_MARK}]{{1,4}}"
_GAP_WORD = rf"[\w@#{NAME_MARK}]{{1,30}}"
_HAN_SEPARATOR = rf"[^\w.!?;:@#。\n{NAME_MARK}]{{0,2}}"
_HAN_GAP = r"[^.!?;。\n]"
# The most frequent family names of China, Hong Kong and Taiwan, folded (own list).
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁"
    "任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫"
    "孔向汤温欧关麦甘容阮伍冼霍翁庄柯施洪赖连简游詹纪"
)
_NAME_WORD = r"[A-Z][a-z0-9_]{0,30}(?:['-][A-Za-z][a-z0-9_]{0,30})?"
# As short as the rest of the pattern allows, so that a name ends before ordinary words begin.
_NAME = rf"(?:{NAME_MARK}|@?{_NAME_WORD}(?: {_NAME_WORD}){{0,2}}?|[{_SURNAMES}][{_HAN}]{{1,2}}?)"
_NAME_WIDTH = 96
_PUNCTUATION_GAP = r"[^\S\n]{0,2}"
# Words too frequent to be looked for first (own list); anchors avoid them.
_FREQUENT = frozenset(
    "a an and are at be been but by can do every for from get go got had has have he her him his "
    "i if in is it just like me my not now of off on one or our out she so some that the them they "
    "this those to up was we what when who will with you your u all any these come want need "
    "ce de des du elle en est et il ils je la le les leur lui me mon ne nous on ou pas plus pour "
    "que qui sa se ses si son sur ta te tes toi ton tu un une va vous votre vos y a as ai faut "
    "你 他 她 我 在 的 了 是 不 这 就 都 们 人 有".split()
)
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
        # As few as possible, so that the nearest pronoun is taken before a later name.
        return f"{unit}{{0,{size}}}?"

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


@dataclass(frozen=True, eq=False)
class _Slot:
    """A choice that many patterns share, so what is computed of it is kept."""

    choice: _Choice
    style: Style

    @cached_property
    def expression(self) -> str:
        return _render(self.choice, self.style)

    @cached_property
    def anchors(self) -> "_Anchors | None":
        return _anchors(self.choice, self.style)

    @cached_property
    def width(self) -> int:
        return _width(self.choice, self.style)


_Node = _Word | _Gap | _Name | _Choice | _Slot


@dataclass(frozen=True)
class Pattern:
    """One compiled line of notation.

    ``anchors`` are folded strings of which every match holds at least one, at most ``before``
    code points after its start; ``width`` is the most code points a match can take. Of each set
    in ``needs`` one must be among the Latin words (:func:`latin_words`) around a match. The
    expression is compiled when first needed.
    """

    expression: str
    anchors: frozenset[str]
    before: int
    width: int
    needs: tuple[frozenset[str], ...]

    @cached_property
    def regex(self) -> re.Pattern[str]:
        """The compiled expression, for the text of a view."""
        return re.compile(self.expression)


def latin_words(text: str) -> frozenset[str]:
    """Return the runs of Latin letters and digits in folded text.

    >>> sorted(latin_words("don't 打 k9"))
    ['don', 'k9', 't']
    """
    return frozenset(_LATIN_WORD.findall(text))


class Grammar:
    """The notation of one language: its slots, its style, and how its words are folded.

    Slots are translated once, however many patterns use them.
    """

    def __init__(
        self,
        slots: Mapping[str, tuple[str, ...]],
        *,
        style: Style,
        fold: Callable[[str], str],
    ) -> None:
        self._slots = slots
        self._style = style
        self._fold = fold
        self._known: dict[str, _Slot] = {}
        self._open: set[str] = set()

    def pattern(self, notation: str) -> Pattern:
        """Translate one line of notation.

        :raises NotationError: for unbalanced groups, unknown slots, or a line without any word.
        """
        tree, style = self._parse(notation), self._style
        anchors = _anchors(tree, style)
        if anchors is None:
            raise NotationError(f"{notation!r} has no word that must be there")
        return Pattern(
            _render(tree, style),
            anchors.words,
            anchors.before,
            _width(tree, style),
            _needs(tree, style),
        )

    def _parse(self, notation: str) -> _Sequence:
        tokens = iter(_TOKEN.findall(notation))
        tree, end = self._choice(tokens)
        if end is not None:
            raise NotationError(f"{notation!r} closes a group that is not open")
        return tree.options[0] if len(tree.options) == 1 else _Sequence(((tree, False),))

    def _choice(self, tokens: Iterator[str]) -> tuple[_Choice, str | None]:
        options: list[_Sequence] = []
        items: list[tuple[_Node, bool]] = []
        for part in tokens:
            match part:
                case "|" | ")":
                    options.append(_Sequence(tuple(items)))
                    items = []
                    if part == ")":
                        return _Choice(_names_last(options)), part
                case "?" if items:
                    items[-1] = (items[-1][0], True)
                case _:
                    self._item(part, tokens, items)
        options.append(_Sequence(tuple(items)))
        return _Choice(_names_last(options)), None

    def _item(self, part: str, tokens: Iterator[str], items: list[tuple[_Node, bool]]) -> None:
        if part in {"*", "?"}:
            word = items.pop()[0] if items else None
            if not isinstance(word, _Word):
                raise NotationError("* must follow a word, ? an item")
            items.append((_Word(word.text, prefix=True), False))
        elif part == "(":
            group, end = self._choice(tokens)
            if end is None:
                raise NotationError("a group is not closed")
            items.append((group, False))
        elif part.startswith("~"):
            items.append((_Gap(int(part[1:])), False))
        elif part.startswith("{"):
            items.append((self._slot(part[1:-1]), False))
        else:
            items.append((_Word(self._fold(part)), False))

    def _slot(self, name: str) -> _Node:
        if name == "name":
            return _Name()
        if name in self._known:
            return self._known[name]
        if name not in self._slots or name in self._open:
            raise NotationError(f"slot {name!r} is not known, or names itself")
        self._open.add(name)
        options = [self._parse(line) for line in self._slots[name]]
        self._open.remove(name)
        self._known[name] = _Slot(_Choice(_names_last(options)), self._style)
        return self._known[name]


def _names_last(options: list[_Sequence]) -> tuple[_Sequence, ...]:
    """Try plain words first: a name matches any word, and would hide them."""
    return tuple(sorted(options, key=_begins_with_name))


def _begins_with_name(option: _Sequence) -> bool:
    return bool(option.items) and isinstance(option.items[0][0], _Name)


def _render(node: _Node | _Sequence, style: Style) -> str:
    match node:
        case _Word():
            return _render_word(node)
        case _Gap(size):
            return style.gap(size)
        case _Name():
            return _NAME
        case _Slot():
            return node.expression
        case _Choice(options):
            return f"(?:{'|'.join(_render(option, style) for option in options)})"
        case _Sequence():
            return _render_sequence(node, style)


def _render_word(word: _Word) -> str:
    text = _FIRST_LETTER.sub(lambda match: f"[{match[0]}{match[0].upper()}]", re.escape(word.text))
    text = text.replace("'", "'?")
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
            text = (_PUNCTUATION_GAP if _is_mark(item) else style.separator) + text
        parts.append(f"(?:{text})?" if optional else text)
    return "".join(parts)


@dataclass(frozen=True, slots=True)
class _Anchors:
    words: frozenset[str]
    before: int
    whole: bool = True  # none is only the beginning of a word

    @property
    def rarity(self) -> tuple[int, int, int]:
        """How seldom these words will be met, judged by frequency, length and number."""
        frequent = sum(word in _FREQUENT for word in self.words)
        shortest = min(sum(_weight(mark) for mark in word) for word in self.words)
        return -frequent, shortest, -len(self.words)


def _anchors(node: _Node | _Sequence, style: Style) -> _Anchors | None:
    """Return words of which any match holds one, and how far in; None if there are none."""
    match node:
        case _Word(text, prefix):
            return _Anchors(frozenset({text, text.replace("'", "")}), 0, whole=not prefix)
        case _Choice(options):
            found = [_anchors(option, style) for option in options]
            words = [item for item in found if item is not None]
            if len(words) < len(found):
                return None
            return _Anchors(
                frozenset().union(*(item.words for item in words)),
                max(item.before for item in words),
                whole=all(item.whole for item in words),
            )
        case _Sequence(items):
            return _best_anchors(items, style)
        case _Slot():
            return node.anchors
        case _:
            return None


def _needs(tree: _Sequence, style: Style) -> tuple[frozenset[str], ...]:
    found = [_anchors(item, style) for item, optional in tree.items if not optional]
    heads = [
        [_LATIN_WORD.match(word) for word in item.words]
        for item in found
        if item is not None and item.whole
    ]
    return tuple(
        frozenset(head[0] for head in group if head) for group in heads if group and all(group)
    )


def _best_anchors(items: tuple[tuple[_Node, bool], ...], style: Style) -> _Anchors | None:
    best, before = None, 0
    for item, optional in items:
        found = None if optional else _anchors(item, style)
        if found is not None and (best is None or found.rarity > best.rarity):
            best = _Anchors(found.words, before + found.before, whole=found.whole)
        before += _width(item, style) + _SEPARATOR_WIDTH
    return best


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
        case _Slot():
            return node.width
        case _Choice(options):
            return max(_width(option, style) for option in options)
        case _Sequence(items):
            return sum(_width(item, style) + _SEPARATOR_WIDTH for item, _ in items)


def _is_letter(character: str) -> bool:
    return character.isascii() and character.isalnum()


def _is_mark(node: _Node) -> bool:
    """Tell whether this is punctuation, which needs no space before it."""
    return isinstance(node, _Word) and not any(mark.isalnum() for mark in node.text)
