"""Examining one post: screening, detection and judging, models loaded only when needed."""

import hashlib
import hmac
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from typing import Any, TypeVar

from scanner.detect.accounts import AccountWatch
from scanner.detect.conduct import ConductDetector
from scanner.detect.names import NameFinder
from scanner.detect.pii import PiiDetector
from scanner.errors import ScannerError
from scanner.findings import Detection, Finding, Tie
from scanner.incidents import text_fingerprint
from scanner.judge import Judge
from scanner.judge.case import Tied
from scanner.posts import Post
from scanner.settings import Settings
from scanner.sources import Unreadable
from scanner.watchlist.index import ScreeningIndex
from scanner.watchlist.people import Person

T = TypeVar("T")

__all__ = ["Examiner", "UnexaminedError"]


class UnexaminedError(Exception):
    """A post that could not be examined because of a fault in the program.

    One hostile post must not stop a scan: it goes to quarantine and the rest goes on. The text
    of the original error may quote the post, so only its type is kept.
    """

    def __init__(self, entry: Unreadable) -> None:
        self.entry = entry
        super().__init__(entry.reason)

    def __reduce__(self) -> tuple[Any, ...]:
        return UnexaminedError, (self.entry,)


@dataclass(frozen=True, slots=True)
class _Opened:
    """A post that concerns somebody: who, and what is marked in it but for names."""

    post: Post
    tied: list[Tied]
    marks: list[Detection]

    @property
    def needs_names(self) -> bool:
        """Whether anything could be somebody else's: names of others matter to nothing else."""
        return bool(self.marks) or any(item.facts for item in self.tied)


class Examiner:
    """Takes a post through the house and returns its findings.

    ``key`` (32 bytes) makes the digests by which incidents recognise copies. Only people whose
    consent is in force when the examiner is made are looked for at all; each finding checks it
    again for its own moment.
    """

    def __init__(
        self, people: Iterable[Person], settings: Settings, *, key: bytes, now: datetime
    ) -> None:
        enrolled = [person for person in people if person.consent.in_force(now.date())]
        self._settings = settings
        self._key = key
        self.index = ScreeningIndex(enrolled)
        self.accounts = AccountWatch(enrolled)
        self._judge = Judge(enrolled, key=key, words=self._names.segment)

    def examine(
        self, post: Post, now: datetime, people: Collection[str] | None = None
    ) -> list[Finding]:
        """Return the post's findings at ``now`` (aware, UTC); most posts have none.

        :param people: ids of those whom the post may concern; without it, everybody.
        :raises UnexaminedError: if the post made the program fail.
        """
        (found,) = self.examine_many([(post, people)], now)
        if isinstance(found, UnexaminedError):
            raise found
        return found

    def examine_many(
        self, posts: Sequence[tuple[Post, Collection[str] | None]], now: datetime
    ) -> list["list[Finding] | UnexaminedError"]:
        """Return for each post what :meth:`examine` returns or raises; names are read together."""
        opened = [
            _guarded(post, self._open, self._shortened(post), now, people) for post, people in posts
        ]
        wanted = [case for case in opened if isinstance(case, _Opened) and case.needs_names]
        named = dict(zip(map(id, wanted), self._names_in(wanted), strict=True))
        return [
            _guarded(post, self._findings, case, named.get(id(case), []), now)
            if isinstance(case, _Opened)
            else case or []
            for (post, _), case in zip(posts, opened, strict=True)
        ]

    def _open(self, post: Post, now: datetime, people: Collection[str] | None) -> "_Opened | None":
        """Tell whom the post concerns and mark what is in it; None if it concerns nobody."""
        imitated = self.accounts.mentions(post, now)
        if people is not None:
            people = {*people, *(mention.person for mention in imitated)}
        mentions = self.index.mentions(post, people) + imitated
        tied = self._judge.tie(post, mentions, now) if mentions else []
        return _Opened(post, tied, self._marks(post.text, tied)) if tied else None

    def _names_in(
        self, opened: Sequence["_Opened"]
    ) -> "Sequence[list[Detection] | UnexaminedError]":
        texts = [case.post.text for case in opened]
        try:
            return self._names.find_many(texts) if texts else []
        except ScannerError:
            raise
        except Exception:  # noqa: BLE001 (one hostile post must not cost the others their names)
            return [_guarded(case.post, self._names.find, case.post.text) for case in opened]

    def _findings(
        self,
        case: "_Opened",
        names: "list[Detection] | UnexaminedError",
        now: datetime,
    ) -> list[Finding]:
        if isinstance(names, UnexaminedError):
            raise names
        found = self._judge.judge(case.post, case.tied, [*case.marks, *names], now)
        return [self._with_text_key(finding, case.post) for finding in found]

    def detections(self, text: str, tied: Iterable[Tied] = ()) -> list[Detection]:
        """Return everything marked in ``text``: private data, names, conduct."""
        return [*self._marks(text, tied), *self._names.find(text)]

    def _marks(self, text: str, tied: Iterable[Tied]) -> list[Detection]:
        named = [
            (mention.start, mention.end)
            for item in tied
            for mention in item.by(Tie.NAME, Tie.ALIAS, Tie.HANDLE)
            if mention.field == "text"
        ]
        return [*self._pii.detect(text), *self._conduct.detect(text, people=named)]

    def _shortened(self, post: Post) -> Post:
        limit = self._settings.limits.text_characters
        return post if len(post.text) <= limit else replace(post, text=post.text[:limit])

    def _with_text_key(self, finding: Finding, post: Post) -> Finding:
        """Copies of one text belong together, whatever was found in them."""
        print_ = text_fingerprint(post.text)
        if print_ is None:
            return finding
        digest = hmac.new(self._key, print_.encode(), hashlib.sha256).hexdigest()[:16]
        return replace(finding, grouping=tuple(sorted({*finding.grouping, f"text:{digest}"})))

    @cached_property
    def _pii(self) -> PiiDetector:
        return PiiDetector(self._settings.detect)

    @cached_property
    def _names(self) -> NameFinder:
        return NameFinder(self._settings.detect)

    @cached_property
    def _conduct(self) -> ConductDetector:
        return ConductDetector()


def _guarded(post: Post, step: Callable[..., T], *args: Any) -> "T | UnexaminedError":
    try:
        return step(*args)
    except ScannerError:
        raise
    except UnexaminedError as error:
        return error
    except Exception as error:  # noqa: BLE001 (whatever a hostile post provokes)
        return UnexaminedError(_entry(post, error))


def _entry(post: Post, error: Exception) -> Unreadable:
    file, _, line = post.source.rpartition(":")
    number = int(line) if line.isdigit() else 0
    return Unreadable(file, number, 0, f"could not be examined ({type(error).__name__})", "")
