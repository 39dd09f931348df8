"""Examining one post: screening, detection and judging, models loaded only when needed."""

import hashlib
import hmac
from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any

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
        try:
            return self._examine(self._shortened(post), now, people)
        except ScannerError:
            raise
        except Exception as error:  # noqa: BLE001 (whatever a hostile post provokes)
            raise UnexaminedError(_entry(post, error)) from None

    def _examine(
        self, post: Post, now: datetime, people: Collection[str] | None = None
    ) -> list[Finding]:
        imitated = self.accounts.mentions(post, now)
        if people is not None:
            people = {*people, *(mention.person for mention in imitated)}
        mentions = self.index.mentions(post, people) + imitated
        if not mentions:
            return []
        tied = self._judge.tie(post, mentions, now)
        if not tied:
            return []
        found = self._judge.judge(post, tied, self.detections(post.text, tied), now)
        return [self._with_text_key(finding, post) for finding in found]

    def detections(self, text: str, tied: Iterable[Tied] = ()) -> list[Detection]:
        """Return everything marked in ``text``: private data, names, conduct."""
        named = [
            (mention.start, mention.end)
            for item in tied
            for mention in item.by(Tie.NAME, Tie.ALIAS, Tie.HANDLE)
            if mention.field == "text"
        ]
        return [
            *self._pii.detect(text),
            *self._names.find(text),
            *self._conduct.detect(text, people=named),
        ]

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


def _entry(post: Post, error: Exception) -> Unreadable:
    file, _, line = post.source.rpartition(":")
    number = int(line) if line.isdigit() else 0
    return Unreadable(file, number, 0, f"could not be examined ({type(error).__name__})", "")
