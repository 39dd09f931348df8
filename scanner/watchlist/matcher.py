"""The matcher: every tie between one post and some enrolled people, exactly and with spans."""

import re
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from operator import attrgetter
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick, Implementation, MatchKind

from scanner.findings import Mention, Tie
from scanner.posts import Post
from scanner.text.bulk import LOOKALIKES
from scanner.text.compact import Compact, compact
from scanner.text.views import View, collapsed, views
from scanner.watchlist.addresses import AddressMatcher
from scanner.watchlist.handles import handle_key, handles_in
from scanner.watchlist.near import NearNames
from scanner.watchlist.patterns import (
    BY_NAME,
    TONGUES,
    Entry,
    Patterns,
    is_faint,
    is_short,
    is_spelt,
)
from scanner.watchlist.sounds import sound_table

__all__ = ["Matcher", "Reading", "readings"]

_HANDLE_MIN = 4
_FEW = 100
# Look-alike letters in a shorter word are often the word itself.
_MIN_LOOKALIKE = 6
_MIN_NUMBER = 7
_LOOKALIKE_LOSS = 0.05
# An @ that starts a handle; the @ of a mail address follows a letter or digit.
_AT_SIGN = re.compile(r"(?<![a-z0-9])@")
_FACTS = frozenset({Tie.FACT})
_EVERY = frozenset(Tie)


@dataclass(frozen=True, slots=True)
class Reading:
    """One field of a post, read in every way that its text calls for; the plain way first."""

    field: str
    views: tuple[View, ...]


def readings(post: Post) -> list[Reading]:
    """Read the fields of a post that may name somebody."""
    author = post.author
    fields = (
        ("text", post.text),
        ("author.display_name", author.display_name),
        ("author.bio", author.bio),
        ("links", " ".join(post.links)),
    )
    return [Reading(field, views(value)) for field, value in fields if value]


class Matcher:
    """Matches posts against the patterns of some people; read-only and safe to share."""

    def __init__(self, people: Sequence[Patterns]) -> None:
        self._patterns = _Automaton(LOOKALIKES)
        self._singles = _Automaton(LOOKALIKES)
        self._sounds = {tongue: _Automaton(sound_table(tongue)) for tongue in TONGUES}
        self._addresses: dict[str, list[tuple[AddressMatcher, Entry]]] = {}
        self._handles: dict[str, list[Entry]] = {}
        self._near: dict[str, list[Entry]] = {}
        for patterns in people:
            for text, entries in patterns.texts.items():
                self._patterns.add(text, entries)
                if not is_short(text):
                    self._singles.add(collapsed(text), filter(is_spelt, entries))
            for tongue, sounds in patterns.sounds.items():
                for text, entry in sounds.items():
                    self._sounds[tongue].add(text, [entry])
            for address in patterns.addresses:
                for anchor in address[0].anchors:
                    self._addresses.setdefault(anchor, []).append(address)
            for key, entry in patterns.handles.items():
                self._handles.setdefault(key, []).append(entry)
            for text, entries in patterns.near.items():
                self._near.setdefault(text, []).extend(entries)
        self._near_names = NearNames(self._near)
        self._bare = {compact(handle).text for handle in self._handles}

    def mentions(self, post: Post, readings: Iterable[Reading]) -> list[Mention]:
        """Return every tie between the post and the people, in order of field and span."""
        found = [mention for reading in readings for mention in self._in_field(reading)]
        if post.author.handle:
            found += self._in_handle(post.author.handle, "author.handle", Tie.ACCOUNT)
        if post.reply_to and post.reply_to.handle:
            found += self._in_handle(post.reply_to.handle, "reply_to.handle", Tie.THREAD)
        return sorted(dict.fromkeys(found), key=attrgetter("field", "start", "end", "person"))

    def _in_field(self, reading: Reading) -> Iterator[Mention]:
        field = reading.field
        for view in reading.views:
            read = view.compact
            if view.name == "plain":
                yield from self._written(self._patterns, read, field, _EVERY)
                yield from self._handles_in(read, field)
                yield from self._lives_at(read, field)
                yield from self._nearly(read, field)
                yield from self._heard(read, field)
            elif view.name == "single":
                yield from self._written(self._singles, read, field, _EVERY)
            else:
                kinds = BY_NAME if view.name == "leet" else _FACTS
                yield from self._written(self._patterns, read, field, kinds)
                if view.name == "digits":
                    yield from self._lives_at(read, field)

    def _written(
        self, automaton: "_Automaton", view: Compact, field: str, kinds: Container[Tie]
    ) -> Iterator[Mention]:
        for hit in automaton.find(view):
            for text, entries in hit.entries:
                for entry in entries if text == hit.seen else _lookalikes(text, entries, hit.seen):
                    if entry.how in kinds and not _is_barred(entry, text, view, hit.word, field):
                        yield _mention(entry, view.folded.span(*hit.word), field)

    def _heard(self, view: Compact, field: str) -> Iterator[Mention]:
        if view.text.isascii():
            return
        for automaton in self._sounds.values():
            for hit in automaton.find(view):
                for _, entries in hit.entries:
                    for entry in entries:
                        yield _mention(entry, view.folded.span(*hit.word), field)

    def _lives_at(self, view: Compact, field: str) -> Iterator[Mention]:
        if not self._addresses:
            return
        automaton, addresses = self._streets
        seen = {
            pattern
            for pattern, _, _ in automaton.find_matches_as_indexes(view.text, overlapping=True)
        }
        found = {id(item): item for pattern in sorted(seen) for item in addresses[pattern]}
        for matcher, entry in found.values():
            for start, end, strength in matcher.find(view):
                yield _mention(replace(entry, trust=strength), view.folded.span(start, end), field)

    @cached_property
    def _streets(self) -> tuple[AhoCorasick, list[list[tuple[AddressMatcher, Entry]]]]:
        automaton = _automaton(self._addresses)
        return automaton, list(self._addresses.values())

    def _handles_in(self, view: Compact, field: str) -> Iterator[Mention]:
        if len(self._bare) < _FEW and not any(bare in view.text for bare in self._bare):
            return
        text = view.folded.text
        for token, start, _ in handles_in(text):
            handle = self._enrolled(token) if _AT_SIGN.match(text, start - 1) else token
            for entry in self._handles.get(handle, ()):
                marked = start > 0 and text[start - 1] in "@/"
                if marked or len(handle) >= _HANDLE_MIN * 2 or "_" in handle:
                    yield _mention(entry, view.folded.span(start, start + len(handle)), field)

    def _enrolled(self, token: str) -> str:
        """Return the longest enrolled handle that the token holds up to one of its dots or hyphens.

        ``@name.and`` is a handle and the next sentence as often as it is a longer handle.
        """
        while token and token not in self._handles:
            token = token[: max(token.rfind("."), token.rfind("-"), 0)]
        return token

    def _in_handle(self, handle: str, field: str, how: Tie) -> Iterator[Mention]:
        for entry in self._handles.get(handle_key(handle), ()):
            why = "it answers their account" if how is Tie.THREAD else entry.why
            trust = 0.6 if how is Tie.THREAD else entry.trust
            yield Mention(entry.person, how, 0, len(handle), trust, field, why)

    def _nearly(self, view: Compact, field: str) -> Iterator[Mention]:
        for name, start, end in self._near_names.find(view.folded.text, view.text):
            span = view.folded.span(start, end)
            for entry in self._near[name]:
                yield _mention(entry, span, field)


class _Hit(NamedTuple):
    """What an automaton found: the text as seen, where it stands, and the patterns like it."""

    seen: str
    word: tuple[int, int]
    entries: list[tuple[str, list[Entry]]]


class _Automaton:
    """Finds patterns in compact texts, both translated by one table."""

    def __init__(self, table: Mapping[int, int] | Mapping[int, str]) -> None:
        self._table = table
        self._by_text: dict[str, dict[str, list[Entry]]] = {}

    def add(self, text: str, entries: Iterable[Entry]) -> None:
        """Add a pattern; the same text may come again with other entries."""
        if added := list(entries):
            of_text = self._by_text.setdefault(text.translate(self._table), {})
            of_text.setdefault(text, []).extend(added)

    @cached_property
    def _built(self) -> tuple[AhoCorasick, list[list[tuple[str, list[Entry]]]]]:
        return _automaton(self._by_text), [
            list(written.items()) for written in self._by_text.values()
        ]

    def find(self, view: Compact) -> Iterator[_Hit]:
        """Yield every pattern that stands as a whole word or number in the text."""
        if not self._by_text:
            return
        automaton, entries = self._built
        text = view.text.translate(self._table)
        for pattern, start, end in automaton.find_matches_as_indexes(text, overlapping=True):
            word = view.word(start, end)
            if word is not None:
                yield _Hit(view.text[start:end], word, entries[pattern])


def _automaton(texts: Iterable[str]) -> AhoCorasick:
    # The default spends a thousand times the patterns' own memory to be a little faster.
    return AhoCorasick(
        list(texts), matchkind=MatchKind.Standard, implementation=Implementation.ContiguousNFA
    )


def _lookalikes(text: str, entries: Iterable[Entry], seen: str) -> Iterator[Entry]:
    """Give the ties of a pattern that is written with other characters that look like its own."""
    if text.isdecimal():
        if len(seen) < _MIN_NUMBER or sum(map(str.isdecimal, seen)) * 4 < len(seen):
            return
    elif len(seen) < _MIN_LOOKALIKE or sum(map(str.isalpha, seen)) * 2 < len(seen):
        return
    for entry in entries:
        trust = max(entry.trust - _LOOKALIKE_LOSS, 0)
        yield replace(entry, trust=trust, why=f"{entry.why}, in look-alike characters")


def _is_barred(entry: Entry, text: str, view: Compact, word: tuple[int, int], field: str) -> bool:
    if entry.fact_kind == "email":
        return _continues_left(view.folded.text, word[0])
    return field != "text" and is_faint(text, entry.trust)


def _continues_left(folded: str, start: int) -> bool:
    """Tell whether the mail address at ``start`` is the end of a longer one (``not.`` + mine)."""
    before = folded[max(start - 2, 0) : start]
    return len(before) > 1 and before[1] in "._+-" and before[0].isascii() and before[0].isalnum()


def _mention(entry: Entry, span: tuple[int, int], field: str) -> Mention:
    return Mention(
        entry.person, entry.how, *span, entry.trust, field, entry.why, entry.fact_kind, entry.fact
    )
