"""The matcher: every tie between one post and some enrolled people, exactly and with spans."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from operator import attrgetter

from ahocorasick_rs import AhoCorasick, MatchKind

from scanner.findings import Mention, Tie
from scanner.posts import Post
from scanner.text.bulk import LOOKALIKES
from scanner.text.compact import Compact, compact
from scanner.text.digits import spelled_digits
from scanner.watchlist.handles import handle_key, handles_in
from scanner.watchlist.near import NearNames
from scanner.watchlist.patterns import NEAR_TRUST, Entry, Patterns, is_faint

__all__ = ["Matcher", "Reading", "readings"]

_HANDLE_MIN = 4
# Look-alike letters in a shorter word are often the word itself.
_MIN_LOOKALIKE = 6
_LOOKALIKE_LOSS = 0.05
# An @ that starts a handle; the @ of a mail address follows a letter or digit.
_AT_SIGN = re.compile(r"(?<![a-z0-9])@")
_BY_NAME = frozenset({Tie.NAME, Tie.ALIAS})


@dataclass(frozen=True, slots=True)
class Reading:
    """One field of a post, read in every way that its text calls for; the plain way first."""

    field: str
    plain: Compact
    digits: Compact | None


def readings(post: Post) -> list[Reading]:
    """Read the fields of a post that may name somebody."""
    author = post.author
    fields = (
        ("text", post.text),
        ("author.display_name", author.display_name),
        ("author.bio", author.bio),
    )
    return [_reading(field, value) for field, value in fields if value]


def _reading(field: str, text: str) -> Reading:
    plain = compact(text)
    return Reading(field, plain, spelled_digits(plain.folded) if field == "text" else None)


class Matcher:
    """Matches posts against the patterns of some people; read-only and safe to share."""

    def __init__(self, people: Sequence[Patterns]) -> None:
        texts: dict[str, dict[str, list[Entry]]] = {}
        self._handles: dict[str, list[Entry]] = {}
        self._near: dict[str, list[Entry]] = {}
        for patterns in people:
            for text, entries in patterns.texts.items():
                texts.setdefault(text.translate(LOOKALIKES), {}).setdefault(text, []).extend(
                    entries
                )
            for key, entry in patterns.handles.items():
                self._handles.setdefault(key, []).append(entry)
            for text, entries in patterns.near.items():
                self._near.setdefault(text, []).extend(entries)
        self._entries = [list(written.items()) for written in texts.values()]
        self._automaton = AhoCorasick(list(texts), matchkind=MatchKind.Standard)
        self._near_names = NearNames(self._near)

    def mentions(self, post: Post, readings: Iterable[Reading]) -> list[Mention]:
        """Return every tie between the post and the people, in order of field and span."""
        found = [mention for reading in readings for mention in self._in_text(reading)]
        if post.author.handle:
            found += self._in_handle(post.author.handle, "author.handle", Tie.ACCOUNT)
        if post.reply_to and post.reply_to.handle:
            found += self._in_handle(post.reply_to.handle, "reply_to.handle", Tie.THREAD)
        return sorted(dict.fromkeys(found), key=attrgetter("field", "start", "end", "person"))

    def _in_text(self, reading: Reading) -> Iterator[Mention]:
        yield from self._exact(reading.plain, reading.field)
        yield from self._handles_in(reading.plain, reading.field)
        if reading.digits is not None:
            for mention in self._exact(reading.digits, reading.field):
                if mention.how is Tie.FACT:
                    yield mention
        yield from self._nearly(reading.plain, reading.field)

    def _exact(self, view: Compact, field: str) -> Iterator[Mention]:
        looks = view.text.translate(LOOKALIKES)
        for pattern, start, end in self._automaton.find_matches_as_indexes(looks, overlapping=True):
            word = view.word(start, end)
            if word is None:
                continue
            seen, span = view.text[start:end], view.folded.span(*word)
            for text, entries in self._entries[pattern]:
                for entry in entries if text == seen else _lookalikes(entries, seen):
                    if not _is_barred(entry, text, view, word[0], field):
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

    def _nearly(self, view: Compact, field: str) -> Iterator[Mention]:
        for name, start, end in self._near_names.find(view.folded.text):
            span = view.folded.span(start, end)
            for entry in self._near[name]:
                near = replace(entry, trust=NEAR_TRUST, why=f"a near spelling of {entry.why}")
                yield _mention(near, span, field)


def _lookalikes(entries: Iterable[Entry], seen: str) -> Iterator[Entry]:
    """Give the ties of a name that is written with other characters that look like its own."""
    letters = sum(map(str.isalpha, seen))
    if len(seen) < _MIN_LOOKALIKE or letters * 2 < len(seen):
        return
    for entry in entries:
        if entry.how in _BY_NAME:
            trust = max(entry.trust - _LOOKALIKE_LOSS, 0)
            yield replace(entry, trust=trust, why=f"{entry.why}, in look-alike characters")


def _is_barred(entry: Entry, text: str, view: Compact, start: int, field: str) -> bool:
    if entry.fact_kind == "email":
        return _continues_left(view.folded.text, start)
    return field != "text" and is_faint(text, entry.trust)


def _continues_left(folded: str, start: int) -> bool:
    """Tell whether the mail address at ``start`` is the end of a longer one (``not.`` + mine)."""
    before = folded[max(start - 2, 0) : start]
    return len(before) > 1 and before[1] in "._+-" and before[0].isascii() and before[0].isalnum()


def _mention(entry: Entry, span: tuple[int, int], field: str) -> Mention:
    return Mention(
        entry.person, entry.how, *span, entry.trust, field, entry.why, entry.fact_kind, entry.fact
    )
