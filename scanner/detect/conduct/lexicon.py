"""The curated lexicon: data files of rule blocks, validated and compiled.

Each file under ``lexicon/<language>/`` holds ``version`` and either ``[slots]`` or
``[[block]]`` tables; :class:`Block` says what a block holds. The examples in a block are its
tests: each ``hit`` must give the block's type, no ``miss`` may.
"""

import tomllib
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from scanner.detect.conduct.notation import Grammar, NotationError, Pattern, Style
from scanner.text.fold import fold

__all__ = ["Block", "ConductType", "Lexicon", "Rule", "load_lexicon"]

# Chinese covers Mandarin and Cantonese in both scripts: patterns are folded to Simplified.
LANGUAGES = ("en", "fr", "zh")


class ConductType(StrEnum):
    """What a post can do; the judge maps these to categories."""

    THREAT_DIRECT = "threat.direct"
    THREAT_CONDITIONAL = "threat.conditional"
    THREAT_VEILED = "threat.veiled"
    THREAT_SURVEILLANCE = "threat.surveillance"
    THREAT_FAMILY = "threat.family"
    THREAT_ORDER = "threat.order"
    ABUSE_INSULT = "abuse.insult"
    ABUSE_DEGRADATION = "abuse.degradation"
    ABUSE_DEHUMANISING = "abuse.dehumanising"
    ABUSE_TRAITOR = "abuse.traitor"
    ABUSE_SEXUAL = "abuse.sexual"
    ABUSE_DEATH_WISH = "abuse.death_wish"
    ABUSE_PILE_ON = "abuse.pile_on"
    SOLICIT_PRIVATE = "solicit.private"
    SOLICIT_PUBLIC = "solicit.public"
    DISCLOSE_CALL = "disclose.call"
    DISCLOSE_LABEL = "disclose.label"
    DISCLOSE_LOCATION = "disclose.location"
    IMP_FIRST_PERSON = "imp.first_person"
    IMP_CONFESSION_MEDIA = "imp.confession_media"
    IMP_SYNTHETIC = "imp.synthetic"
    IMP_CLAIM_ACCOUNT = "imp.claim_account"
    IMP_QUOTE = "imp.quote"
    CONTEXT_CONDEMNATION = "context.condemnation"
    CONTEXT_NEWS = "context.news"
    CONTEXT_QUOTATION = "context.quotation"
    CONTEXT_NEGATION = "context.negation"
    CONTEXT_IDIOM = "context.idiom"
    CONTEXT_PARODY = "context.parody"
    CONTEXT_PRAISE = "context.praise"


_Lines = Annotated[tuple[str, ...], Field(min_length=1)]


class Block(BaseModel):
    """One rule: patterns of one meaning, with what excludes them and what shows them at work.

    ``not_before`` and ``not_after`` are words that, standing right before or after a match,
    undo it (养 before 狗). ``negatable`` is false where a negation belongs to the threat itself
    ("you will not see tomorrow"). ``source`` says where the vocabulary comes from.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    type: ConductType
    score: float = Field(gt=0, le=1)
    patterns: _Lines
    hit: _Lines
    miss: tuple[str, ...] = ()
    not_before: tuple[str, ...] = ()
    not_after: tuple[str, ...] = ()
    negatable: bool = True
    source: str


class _File(BaseModel):
    model_config = ConfigDict(extra="forbid")

    version: int
    slots: dict[str, tuple[str, ...]] = {}
    block: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Rule:
    """A block with its compiled patterns and folded guards."""

    block: Block
    patterns: tuple[Pattern, ...]
    not_before: tuple[str, ...]
    not_after: tuple[str, ...]

    @property
    def type(self) -> ConductType:
        """The conduct the rule marks."""
        return self.block.type


@dataclass(frozen=True, slots=True)
class Lexicon:
    """All rules of all languages; every text is read with all of them."""

    rules: tuple[Rule, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """The blocks as written in the data files."""
        return tuple(rule.block for rule in self.rules)

    def only(self, *ids: str) -> "Lexicon":
        """Return a lexicon of the named blocks alone, for trying out and for tests."""
        return Lexicon(tuple(rule for rule in self.rules if rule.block.id in ids))


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the data files of this package; the result is immutable and shared."""
    root = resources.files(__package__) / "lexicon"
    return Lexicon(tuple(rule for name in LANGUAGES for rule in _language(root / name)))


def _language(folder: Traversable) -> list[Rule]:
    files = [
        _File.model_validate(tomllib.loads(item.read_text(encoding="utf-8")))
        for item in sorted(folder.iterdir(), key=lambda item: item.name)
        if item.name.endswith(".toml")
    ]
    slots: dict[str, tuple[str, ...]] = {}
    for file in files:
        slots |= file.slots
    grammar = Grammar(slots, style=Style(spaced=folder.name != "zh"), fold=_folded)
    return [_rule(block, grammar) for file in files for block in file.block]


def _rule(block: Block, grammar: Grammar) -> Rule:
    try:
        patterns = tuple(map(grammar.pattern, block.patterns))
    except NotationError as error:
        raise NotationError(f"block {block.id}: {error}") from error
    return Rule(
        block,
        patterns,
        tuple(map(_folded, block.not_before)),
        tuple(map(_folded, block.not_after)),
    )


def _folded(text: str) -> str:
    return fold(text).text
