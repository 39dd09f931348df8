"""The judge: a case in, findings out. Consent decides before anything else."""

import hashlib
import hmac
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from scanner.findings import Category, Detection, Finding, Mention, PostReference, Tie
from scanner.judge import hostility, impersonation, private_information
from scanner.judge.attribution import Words, other_people, tie
from scanner.judge.case import Case, Hit, Rule, Tied
from scanner.judge.explanation import explain
from scanner.posts import Post
from scanner.watchlist.people import Person

__all__ = ["RULES", "Judge", "reference"]

RULES: tuple[Rule, ...] = (
    private_information.known_fact,
    private_information.new_value,
    private_information.live_location,
    private_information.solicited,
    private_information.call_to_use,
    impersonation.account,
    impersonation.statement,
    impersonation.recording,
    impersonation.synthetic,
    hostility.threat,
    hostility.harassment,
)


class Judge:
    """Turns what was found in a post into findings about protected people.

    ``key`` makes digests of new leaked values, so that copies meet in one incident while the
    digest tells nothing to whoever finds it. ``rules`` may be narrowed for tests.
    """

    def __init__(
        self,
        people: Iterable[Person],
        *,
        key: bytes,
        words: Words,
        rules: Sequence[Rule] = RULES,
    ) -> None:
        self._people = {person.id: person for person in people}
        self._key = key
        self._words = words
        self._rules = rules

    def tie(self, post: Post, mentions: Iterable[Mention], now: datetime) -> list[Tied]:
        """Return the people, consent in force, whom the post concerns strongly enough."""
        day = now.date()
        found = list(mentions)
        willing = {
            id_: self._people[id_]
            for id_ in {mention.person for mention in found}
            if id_ in self._people and self._people[id_].consent.in_force(day)
        }
        ours = (mention for mention in found if mention.person in willing)
        return tie(post, ours, willing, self._words)

    def judge(
        self, post: Post, tied: Sequence[Tied], detections: Sequence[Detection], now: datetime
    ) -> list[Finding]:
        """Return at most one finding for each person and category, gravest evidence first."""
        case = Case(
            post,
            tuple(tied),
            tuple(detections),
            self._digest,
            other_people(post.text, detections, tied),
        )
        hits = {item.person.id: self._hits(case, item) for item in tied}
        _share_with_relatives(tied, hits)
        seen = reference(post)
        findings = []
        for item in tied:
            for category in Category:
                own = [hit for hit in hits[item.person.id] if hit.category is category]
                if own and item.person.consent.covers(category, now.date()):
                    findings.append(_finding(item, category, own, seen, now))
        return findings

    def _hits(self, case: Case, tied: Tied) -> list[Hit]:
        return [hit for rule in self._rules for hit in rule(case, tied)]

    def _digest(self, value: str) -> str:
        return hmac.new(
            self._key, value.encode("utf-8", "surrogatepass"), hashlib.sha256
        ).hexdigest()[:16]


def reference(post: Post) -> PostReference:
    """Say where a post was seen without repeating its text."""
    return PostReference(
        platform=post.platform,
        id=post.id,
        url=post.url,
        created_at=post.created_at,
        author_handle=post.author.handle,
        text_sha256=hashlib.sha256(post.text.encode("utf-8", "surrogatepass")).hexdigest(),
        source=post.source,
        reply_to_handle=post.reply_to.handle if post.reply_to else None,
    )


def _share_with_relatives(tied: Sequence[Tied], hits: Mapping[str, list[Hit]]) -> None:
    """Give each enrolled relative whom the post also names the leaks of the other."""
    leaks = {
        item.person.id: [
            hit for hit in hits[item.person.id] if hit.category is Category.PRIVATE_INFORMATION
        ]
        for item in tied
    }
    for item in tied:
        named = item.by(Tie.NAME, Tie.ALIAS, Tie.HANDLE, Tie.THREAD)
        for other in tied:
            if not named or not item.related(other):
                continue
            own = {hit.keys for hit in hits[item.person.id]}
            for hit in leaks[other.person.id]:
                if hit.keys and hit.keys not in own:
                    reason = hit.reason.replace("their", "a relative's", 1)
                    hits[item.person.id].append(
                        Hit("private.relative", hit.category, hit.severity, hit.score, reason,
                            hit.evidence, hit.keys)
                    )  # fmt: skip


def _finding(
    tied: Tied, category: Category, hits: list[Hit], seen: PostReference, now: datetime
) -> Finding:
    hits = sorted(hits, key=lambda hit: (-hit.severity.rank, -hit.score))
    evidence = {
        (item.type, item.field, item.start, item.end): item for hit in hits for item in hit.evidence
    }
    return Finding(
        person=tied.person.id,
        category=category,
        severity=max(hit.severity for hit in hits),
        score=round(max(hit.score for hit in hits) * min(1.0, tied.strength), 3),
        post=seen,
        evidence=tuple(evidence.values()),
        explanation=explain(tied, hits),
        seen_at=now,
        rules=tuple(dict.fromkeys(hit.rule for hit in hits)),
        grouping=tuple(sorted({key for hit in hits for key in hit.keys})),
    )
