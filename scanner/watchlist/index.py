"""The screening index: one pass over a post tells whether it could concern anyone enrolled.

Names, aliases and facts are compact patterns in one Aho-Corasick automaton; handles are a
dictionary; typos of long names are found by edit distance on runs of words. Every hit is a
:class:`~scanner.findings.Mention` with its span, its strength and how it came about.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

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

# One slip in eight letters, two in fourteen: shorter names have too many true neighbours.
_FUZZY_LENGTHS = ((14, 2), (8, 1))
_FUZZY_TRUST = 0.65
_HANDLE_MIN = 4
_WORD = re.compile(r"[a-z]{2,}")


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
            for text, entry in _entries(person):
                entries.setdefault(text, []).append(entry)
            for account in person.accounts:
                entry = _Entry(person.id, Tie.HANDLE, 0.9, f"their {account.platform} handle")
                self._handles.setdefault(handle_key(account.handle), []).append(entry)
        self._patterns = list(entries)
        self._entries = list(entries.values())
        self._automaton = AhoCorasick(self._patterns, matchkind=MatchKind.Standard)
        self._long = [
            text
            for text, found in entries.items()
            if text.isascii() and text.isalpha() and len(text) >= _FUZZY_LENGTHS[-1][0]
            and any(entry.how is Tie.NAME and entry.trust > _FUZZY_TRUST for entry in found)
        ]  # fmt: skip
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
        return sorted(set(found), key=lambda item: (item.field, item.start, item.end, item.person))

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
            if not view.stands_alone(start, end):
                continue
            span = view.span(start, end)
            for entry in self._entries[pattern]:
                if not facts_only or entry.how is Tie.FACT:
                    yield _mention(entry, span, field)

    def _handles_in(self, view: Compact, field: str) -> Iterator[Mention]:
        if not self._handles:
            return
        for handle, start, end in handles_in(view.folded.text):
            for entry in self._handles.get(handle, ()):
                marked = start > 0 and view.folded.text[start - 1] in "@/"
                if marked or len(handle) >= _HANDLE_MIN * 2 or "_" in handle:
                    yield _mention(entry, view.folded.span(start, end), field)

    def _in_handle(self, handle: str, field: str, how: Tie) -> Iterator[Mention]:
        for entry in self._handles.get(handle_key(handle), ()):
            why = "it answers their account" if how is Tie.THREAD else entry.why
            trust = 0.6 if how is Tie.THREAD else entry.trust
            yield Mention(entry.person, how, 0, len(handle), trust, field, why)

    def _fuzzy(self, view: Compact, field: str) -> Iterator[Mention]:
        if not self._long:
            return
        words = _words(view.folded.text)
        for count in (1, 2, 3):
            for window in zip(*(words[offset:] for offset in range(count)), strict=False):
                near = self._nearest("".join(word for word, _, _ in window))
                if near:
                    span = view.folded.span(window[0][1], window[-1][2])
                    for entry in self._by_text[near]:
                        if entry.how is Tie.NAME:
                            why = f"a near spelling of {entry.why}"
                            near_entry = _Entry(entry.person, Tie.NAME, _FUZZY_TRUST, why)
                            yield _mention(near_entry, span, field)

    def _find_nearest(self, text: str) -> str | None:
        limit = next((edits for size, edits in _FUZZY_LENGTHS if len(text) >= size), 0)
        if not limit:
            return None
        best = process.extractOne(text, self._long, scorer=OSA.distance, score_cutoff=limit)
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


def _words(folded: str) -> list[tuple[str, int, int]]:
    return [(match[0], *match.span()) for match in _WORD.finditer(folded)]


def _mention(entry: _Entry, span: tuple[int, int], field: str) -> Mention:
    return Mention(
        entry.person, entry.how, *span, entry.trust, field, entry.why, entry.fact_kind, entry.fact
    )
