"""Handles: one form for exact look-ups, and an index under which look-alikes meet.

The skeleton follows UTS #39 in spirit (characters that look alike become one) and adds what
impersonators add: digits for letters, doubled letters, separators and trailing numbers.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import islice, permutations

from rapidfuzz.distance import OSA

from scanner.text.fold import fold, is_han

__all__ = [
    "HandleIndex",
    "Likeness",
    "handle_key",
    "handle_skeleton",
    "handles_in",
    "is_ordinary",
    "profile_handle",
]

_HANDLE = re.compile(
    r"(?<![a-z0-9_.])@?([a-z0-9_][a-z0-9_.-]{2,39})"
    # A handle in Han characters ends where the word does, so it is read only behind its sign.
    r"|(?<![a-z0-9_.])@([^\W\da-z_][\w-]{1,29})"
)
_WITH_SERVER = re.compile(r"(?<![a-z0-9_.])@([a-z0-9_][a-z0-9_.-]{0,39}@[a-z0-9][a-z0-9.-]{2,60})")
_PROFILE = re.compile(
    r"(?:https?://)?(?:www\.|m\.|mobile\.)?(?P<site>[a-z0-9-]{1,40}(?:\.[a-z0-9-]{2,40}){1,3})/"
    r"(?:@|u/|user/|users/|c/|in/|n/|s/|add/|profile/|people/)?(?P<handle>[\w.-]{2,60})"
)
_LOOKALIKE = str.maketrans("013457$8692ij", "oleastsbggzll")
_PAIRS = (("rn", "m"), ("vv", "w"), ("cl", "d"))
_REPEATED = re.compile(r"(.)\1+")
_DIGITS = "0123456789"
_SEPARATORS = re.compile(r"[^\w$]|_")
_PARTS = re.compile(r"[\W_]+")
# What impersonators put around a handle. Source: own list.
_AFFIXES = re.compile(
    r"^(?:the|its|iam|im|real|official|officiel|vrai|new|old|my|mr|mrs|ms|team|ask|x{1,3}|真|新|官方)"
    r"{1,3}"
    r"|(?:official|officielle?|real|new|backup|back|bak|bkp|2nd|alt|hq|tv|live|vip|pro|account|acct"
    r"|acc|again|private|priv|main|page|channel|team|support|media|blog|online|x{1,3}|ca|us|uk|hk|cn"
    r"|tw|ig|yt|fb|tg|官方|本人|本尊|小号|大号|备用|新号|官号){1,3}$"
)
_MIN_SKELETON = 6
# One-character slips, swapped parts and cut ends are looked for from here on.
_MIN_SLIP = 8
_MIN_CUT = 10
_EDGE = (_MIN_SLIP - 1) // 2
_LONGEST = 60
_MOST_PARTS = 3
_SHORT_PART = 3
_MOST_DIGITS_ADDED = 4

_LOOKS = "its handle looks like theirs"
_SLIP = "its handle differs from theirs by one character"
_SWAPPED = "its handle is theirs with the parts swapped"
_EXTENDED = "its handle is theirs with something added or cut off"


def handle_key(handle: str) -> str:
    """Return the form in which equal handles are equal: no @, no case, no invisible characters.

    >>> handle_key("@Wanqing_Writes")
    'wanqing_writes'
    """
    return fold(handle).text.lstrip("@ \n").rstrip()


def handle_skeleton(handle: str) -> str:
    """Return the form in which look-alike handles are equal; only letters and digits are left.

    >>> handle_skeleton("wanq1ng__vvrites_77") == handle_skeleton("wanqing_writes")
    True
    """
    return _canonical(_letters(handle_key(handle)).rstrip(_DIGITS))


def handles_in(folded: str) -> list[tuple[str, int, int]]:
    """Return (handle, start, end) for everything in a folded text that could be a handle.

    >>> handles_in("see @wanqing_writes!")
    [('see', 0, 3), ('wanqing_writes', 5, 19)]
    """
    found = []
    for match in _HANDLE.finditer(folded):
        token = (match[1] or match[2]).rstrip(".-")
        start = match.start(1) if match[1] else match.start(2)
        found.append((token, start, start + len(token)))
    for match in _WITH_SERVER.finditer(folded):
        token = match[1].rstrip(".-")
        found.append((token, match.start(1), match.start(1) + len(token)))
    return found


def profile_handle(link: str) -> tuple[str, str] | None:
    """Return (site, handle key) of a link to somebody's profile, or None.

    >>> profile_handle("https://www.youtube.com/@WanqingTalks?sub=1")
    ('youtube.com', 'wanqingtalks')
    """
    match = _PROFILE.match(fold(link).text.strip())
    return (match["site"], match["handle"].rstrip(".-")) if match else None


def is_ordinary(handle: str) -> bool:
    """Tell whether a handle is a word, with digits or without, that many people would take.

    >>> is_ordinary("@Sunshine_88"), is_ordinary("wanqing_writes")
    (True, False)
    """
    return _letters(handle_key(handle)).strip(_DIGITS) in _ordinary_words()


@dataclass(frozen=True, slots=True)
class Likeness:
    """Whose handle another one resembles, how surely (0–1), and in what way."""

    person: str
    score: float
    why: str


class HandleIndex:
    """Handles of many people; a look-up costs the same for ten people and for ten thousand."""

    def __init__(self, accounts: Iterable[tuple[str, str, str]]) -> None:
        """Take (person id, platform, handle) of every account."""
        self._exact: dict[str, list[str]] = {}
        self._owners: dict[str, list[str]] = {}
        self._edges: set[str] = set()
        self._near: dict[str, tuple[tuple[str, str], ...]] = {}
        self._swapped: dict[str, tuple[str, ...]] = {}
        self._cut: dict[str, tuple[str, ...]] = {}
        for person, _, handle in accounts:
            if key := handle_key(handle):
                self._add(key, person)

    def exact(self, key: str) -> tuple[str, ...]:
        """Return the ids of those who have a handle of this :func:`handle_key`."""
        return tuple(self._exact.get(key, ()))

    def lookalikes(self, handle: str) -> list[Likeness]:
        """Return those whose handle this one resembles, each once with the surest likeness.

        A handle resembles itself. Skeletons shorter than six characters (an ideograph counts as
        two) and ordinary words have no look-alikes.
        """
        found: dict[str, Likeness] = {}
        for own, score, why in self._similar(handle_key(handle)):
            for person in self._owners[own]:
                if person not in found or found[person].score < score:
                    found[person] = Likeness(person, score, why)
        return list(found.values())

    def _add(self, key: str, person: str) -> None:
        _append(self._exact, key, person)
        own = _own_skeleton(key)
        if _weight(own) < _MIN_SKELETON or is_ordinary(key):
            return
        known = own in self._owners
        _append(self._owners, own, person)
        if _weight(own) < _MIN_SLIP:
            return
        for swapped in _swaps(key):
            _extend(self._swapped, swapped, own)
        if not known and own == handle_skeleton(key):
            self._add_near(own, _level(_letters(key).rstrip(_DIGITS)))

    def _add_near(self, own: str, level: str) -> None:
        self._edges.update((level[:_EDGE], level[-_EDGE:]))
        held = ((own, level),)
        for form in (level, *_shortened(level)):
            known = self._near.get(form, ())
            self._near[form] = (*known, *held) if known else held
        if len(own) >= _MIN_CUT:
            _extend(self._cut, own[:-2], own)

    def _similar(self, key: str) -> Iterator[tuple[str, float, str]]:
        """Yield (own skeleton, score, why) of the enrolled handles like ``key``."""
        plain = _letters(key)
        stem = plain.rstrip(_DIGITS)
        skeleton = _canonical(stem)
        if len(plain) > _LONGEST or _weight(skeleton) < _MIN_SKELETON - 1:
            return
        inner = _AFFIXES.sub("", stem.lstrip(_DIGITS)).rstrip(_DIGITS)
        bare = _canonical(inner) if inner != stem else skeleton
        for form in dict.fromkeys((skeleton, bare, *_numbered(plain))):
            if form in self._owners:
                yield form, 0.7, _LOOKS
        for level in dict.fromkeys(_level(text) for text in (stem, _unpaired(stem), inner)):
            yield from self._slips(level)
        yield from self._rearranged(key, skeleton, bare)
        yield from self._extended(key, skeleton)

    def _slips(self, level: str) -> Iterator[tuple[str, float, str]]:
        # One slip leaves the beginning or the end as it was.
        if level.isascii() and self._edges.isdisjoint((level[:_EDGE], level[-_EDGE:])):
            return
        near = self._near
        for form in (level, *_shortened(level)):
            for own, theirs in near.get(form, ()):
                if OSA.distance(theirs, level, score_cutoff=1) <= 1:
                    yield own, 0.6, _SLIP

    def _rearranged(self, key: str, skeleton: str, bare: str) -> Iterator[tuple[str, float, str]]:
        for form in (skeleton, bare):
            for own in self._swapped.get(form, ()):
                yield own, 0.6, _SWAPPED
        # Enrolled handles are known in every order; one without separators only as it is.
        for form in _swaps(key, most=1):
            if form in self._owners and _weight(form) >= _MIN_SLIP:
                yield form, 0.6, _SWAPPED

    def _extended(self, key: str, skeleton: str) -> Iterator[tuple[str, float, str]]:
        for own in self._cut.get(skeleton, ()):
            yield own, 0.6, _EXTENDED
        if len(skeleton) >= _MIN_CUT + 2:
            for form in (skeleton[:-2], skeleton[:-3], skeleton[2:], skeleton[3:]):
                if form in self._owners and len(form) >= _MIN_CUT:
                    yield form, 0.6, _EXTENDED
        if key.isalnum():
            return
        parts = _PARTS.split(key)
        for rest, dropped in ((parts[1:], parts[0]), (parts[:-1], parts[-1])):
            if len(dropped) > _SHORT_PART:
                continue
            form = _canonical("".join(rest).rstrip(_DIGITS))
            if form in self._owners and _weight(form) >= _MIN_SLIP:
                yield form, 0.6, _EXTENDED


def _letters(key: str) -> str:
    return _SEPARATORS.sub("", key)


def _level(plain: str) -> str:
    """Make one letter of the letters and digits that look alike."""
    return plain.translate(_LOOKALIKE)


def _unpaired(plain: str) -> str:
    for pair, single in _PAIRS:
        plain = plain.replace(pair, single)
    return plain


def _canonical(plain: str) -> str:
    """Make one letter of those that look like it, pairs and doubled letters too."""
    return _REPEATED.sub(r"\1", _unpaired(_level(plain)))


def _numbered(plain: str) -> Iterator[str]:
    """Yield the skeletons in which a number at the end counts, also with digits added to it."""
    for text in dict.fromkeys((plain, _AFFIXES.sub("", plain))):
        stem = text.rstrip(_DIGITS)
        if stem == text:
            continue
        skeleton, digits = _canonical(stem), text[len(stem) :]
        yield skeleton + digits
        for added in range(1, min(len(digits) - 1, _MOST_DIGITS_ADDED + 1)):
            yield skeleton + digits[:-added]


def _own_skeleton(key: str) -> str:
    """Return the skeleton of an enrolled handle; the number of a short one is part of it.

    Everybody called Li Ming is liming with some number, but only one of them is liming88.
    """
    plain = _letters(key)
    stem = plain.rstrip(_DIGITS)
    skeleton = _canonical(stem)
    return skeleton if _weight(skeleton) >= _MIN_SLIP else skeleton + plain[len(stem) :]


def _weight(skeleton: str) -> int:
    """Return the length in letters; an ideograph tells as much as two."""
    return len(skeleton) if skeleton.isascii() else len(skeleton) + sum(map(is_han, skeleton))


def _shortened(skeleton: str) -> Iterator[str]:
    for place in range(len(skeleton)):
        yield skeleton[:place] + skeleton[place + 1 :]


def _swaps(key: str, *, most: int = 5) -> Iterator[str]:
    """Yield the skeletons of the handle's parts in other orders, the last part first to begin."""
    if key.isalnum():
        return
    parts = [part for part in _PARTS.split(key) if part and not part.isdigit()]
    if not 1 < len(parts) <= _MOST_PARTS:
        return
    orders = permutations((parts[-1], *parts[:-1]))
    for order in islice((order for order in orders if list(order) != parts), most):
        yield _canonical("".join(order).rstrip(_DIGITS))


def _append(table: dict[str, list[str]], key: str, person: str) -> None:
    people = table.setdefault(key, [])
    if person not in people:
        people.append(person)


def _extend(table: dict[str, tuple[str, ...]], key: str, own: str) -> None:
    known = table.get(key, ())
    if own not in known:
        table[key] = (*known, own)


@cache
def _ordinary_words() -> frozenset[str]:
    text = (resources.files("scanner.watchlist") / "ordinary_words.txt").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return frozenset(word for line in lines for word in line.split())
