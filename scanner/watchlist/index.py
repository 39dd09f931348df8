"""The screening index: one pass over a post tells whether it could concern anyone enrolled.

Names, aliases and facts are compact patterns in one Aho-Corasick automaton; handles are a
dictionary; typos of long names are found by edit distance on runs of words. Every hit is a
:class:`~scanner.findings.Mention` with its span, its strength and how it came about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind
from rapidfuzz import process
from rapidfuzz.distance import OSA

from scanner.findings import Mention, Tie
from scanner.posts import Post
from scanner.text.compact import Compact, compact
from scanner.text.digits import spelled_digits
from scanner.watchlist.facts import fact_patterns
from scanner.watchlist.handles import handle_key, handles_in
from scanner.watchlist.names import name_variants
from scanner.watchlist.people import Person

__all__ = ["ScreeningIndex"]

# One slip in nine letters, two in fourteen: shorter names have too many true neighbours.
_FUZZY_LENGTHS = ((14, 2), (9, 1))
_FUZZY_TRUST = 0.65
_HANDLE_MIN = 4
_WORD = re.compile(r"[a-z]{2,}")
# An @ that starts a handle; the @ of a mail address follows a letter or digit.
_AT_SIGN = re.compile(r"(?<![a-z0-9])@")


@dataclass(frozen=True, slots=True)
class _Entry:
    person: str
    how: Tie
    trust: float
    why: str
    fact_kind: str | None = None
    fact: str | None = None


class ScreeningIndex:
    """Built once from the people whose consent is in force; read-only and safe to share."""

    def __init__(self, people: Iterable[Person]) -> None:
        entries: dict[str, list[_Entry]] = {}
        self._handles: dict[str, list[_Entry]] = {}
        for person in people:
            for text, entry in _surest(_entries(person)):
                entries.setdefault(text, []).append(entry)
            for account in person.accounts:
                entry = _Entry(person.id, Tie.HANDLE, 0.9, f"their {account.platform} handle")
                self._handles.setdefault(handle_key(account.handle), []).append(entry)
        self._patterns = list(entries)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        long_names = [
            text
            for text, found in entries.items()
            if text.isascii() and text.isalpha() and len(text) >= _FUZZY_LENGTHS[-1][0]
            and any(entry.how is Tie.NAME and entry.trust > _FUZZY_TRUST for entry in found)
        ]  # fmt: skip
        # By length: only names of nearly a text's length can be what it misspells.
        longest = max(map(len, long_names), default=0) + _FUZZY_LENGTHS[0][1]
        self._near_sizes = {
            size: [text for text in long_names if abs(len(text) - size) <= _slips(size)]
            for size in range(_FUZZY_LENGTHS[-1][0], longest + 1)
        }
        self._by_text = entries
        self._nearest = lru_cache(maxsize=200_000)(self._find_nearest)

    def mentions(self, post: Post) -> list[Mention]:
        """Return every tie between the post and enrolled people, in order of field and span."""
        found = list(self._in_text(post.text, "text"))
        author = post.author
        for field, value in (
            ("author.display_name", author.display_name),
            ("author.bio", author.bio),
        ):
            if value:
                found += self._in_text(value, field)
        if author.handle:
            found += self._in_handle(author.handle, "author.handle", Tie.ACCOUNT)
        if post.reply_to and post.reply_to.handle:
            found += self._in_handle(post.reply_to.handle, "reply_to.handle", Tie.THREAD)
        unique = dict.fromkeys(found)
        return sorted(unique, key=attrgetter("field", "start", "end", "person"))

    def _in_text(self, text: str, field: str) -> Iterator[Mention]:
        view = compact(text)
        yield from self._exact(view, field)
        yield from self._handles_in(view, field)
        if field == "text":
            digits = spelled_digits(view.folded)
            if digits is not None:
                yield from self._exact(digits, field, facts_only=True)
        yield from self._fuzzy(view, field)

    def _exact(self, view: Compact, field: str, *, facts_only: bool = False) -> Iterator[Mention]:
        hits = self._automaton.find_matches_as_indexes(view.text, overlapping=True)
        for pattern, start, end in hits:
            word = view.word(start, end)
            if word is None:
                continue
            span = view.folded.span(*word)
            for entry in self._entries[pattern]:
                if facts_only and entry.how is not Tie.FACT:
                    continue
                if entry.fact_kind == "email" and _continues_left(view.folded.text, word[0]):
                    continue
                yield _mention(entry, span, field)

    def _handles_in(self, view: Compact, field: str) -> Iterator[Mention]:
        if not self._handles:
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

    def _fuzzy(self, view: Compact, field: str) -> Iterator[Mention]:
        words = _words(view.folded.text)
        for count in (1, 2, 3):
            for window in zip(*(words[offset:] for offset in range(count)), strict=False):
                text = "".join(word for word, _, _ in window)
                near = self._nearest(text) if self._near_sizes.get(len(text)) else None
                if near and not view.is_broken(window[0][1], window[-1][2]):
                    span = view.folded.span(window[0][1], window[-1][2])
                    for entry in self._by_text[near]:
                        if entry.how is Tie.NAME:
                            why = f"a near spelling of {entry.why}"
                            near_entry = _Entry(entry.person, Tie.NAME, _FUZZY_TRUST, why)
                            yield _mention(near_entry, span, field)

    def _find_nearest(self, text: str) -> str | None:
        names, slips = self._near_sizes[len(text)], _slips(len(text))
        best = process.extractOne(text, names, scorer=OSA.distance, score_cutoff=slips)
        return best[0] if best and best[1] > 0 else None


def _entries(person: Person) -> Iterator[tuple[str, _Entry]]:
    for name in person.names:
        for variant in name_variants(name):
            yield variant.text, _Entry(person.id, Tie.NAME, variant.trust, variant.how)
    for alias in person.aliases:
        for variant in name_variants(alias, alias=True):
            yield variant.text, _Entry(person.id, Tie.ALIAS, variant.trust, variant.how)
    for fact in person.private_facts:
        for text, strength in fact_patterns(fact):
            why = f"their enrolled {fact.kind.replace('_', ' ')}"
            yield text, _Entry(person.id, Tie.FACT, strength, why, fact.kind, fact.reference)


def _slips(size: int) -> int:
    return next(edits for length, edits in _FUZZY_LENGTHS if size >= length)


def _continues_left(folded: str, start: int) -> bool:
    """Tell whether the mail address at ``start`` is the end of a longer one (``not.`` + mine)."""
    before = folded[max(start - 2, 0) : start]
    return len(before) > 1 and before[1] in "._+-" and before[0].isascii() and before[0].isalnum()


def _surest(found: Iterable[tuple[str, _Entry]]) -> Iterator[tuple[str, _Entry]]:
    """Of the ways in which one text ties one person by name or by one fact, keep the surest."""
    best: dict[tuple[str, Tie, str | None], _Entry] = {}
    for text, entry in found:
        key = text, entry.how, entry.fact
        if key not in best or best[key].trust < entry.trust:
            best[key] = entry
    return ((key[0], entry) for key, entry in best.items())


def _words(folded: str) -> list[tuple[str, int, int]]:
    return [(match[0], *match.span()) for match in _WORD.finditer(folded)]


def _mention(entry: _Entry, span: tuple[int, int], field: str) -> Mention:
    return Mention(
        entry.person, entry.how, *span, entry.trust, field, entry.why, entry.fact_kind, entry.fact
    )
