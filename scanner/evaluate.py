"""Evaluation: precision, recall and F1 on labelled posts, with every miss and false alarm.

Scored by (post, person, category), as docs/formats.md says.
"""

from codecs import BOM_UTF8
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from scanner.errors import Fault, SourceError
from scanner.findings import Category, Finding
from scanner.posts import Post
from scanner.scan.examine import Examiner, UnexaminedError
from scanner.sources import open_source

__all__ = ["Evaluation", "Labelled", "Score", "evaluate", "read_labelled"]

Expectation = tuple[str, Category]
_LANGUAGES = {"en", "fr", "zh-Hans", "zh-Hant", "mixed"}


@dataclass(frozen=True, slots=True)
class Labelled:
    """A post, the (person, category) pairs it should give, and its tags."""

    post: Post
    expects: frozenset[Expectation]
    tags: tuple[str, ...]


@dataclass(slots=True)
class Score:
    """Counts of right findings, false alarms and misses, and what follows from them."""

    right: int = 0
    false_alarms: int = 0
    misses: int = 0

    @property
    def precision(self) -> float:
        """Share of findings that are right; 1 if there are none."""
        found = self.right + self.false_alarms
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of expected findings that were made; 1 if none were expected."""
        expected = self.right + self.misses
        return self.right / expected if expected else 1.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(slots=True)
class Evaluation:
    """Scores overall and by group (``category``, ``language``, ``tag``), and what was wrong."""

    overall: Score = field(default_factory=Score)
    groups: dict[str, dict[str, Score]] = field(
        default_factory=lambda: {
            name: defaultdict(Score) for name in ("category", "language", "tag")
        }
    )
    misses: list[tuple[Labelled, Expectation, list[Finding]]] = field(default_factory=list)
    false_alarms: list[tuple[Labelled, Finding]] = field(default_factory=list)
    posts: int = 0


def read_labelled(path: Path) -> list[Labelled]:
    """Read labelled posts.

    :raises SourceError: for a line that is not a post, or has no usable ``expects``.
    """
    faults: list[Fault] = []

    def refuse(entry: Any) -> None:
        faults.append(Fault(entry.reason, "Mend the line", file=path, line=entry.line))

    labelled = []
    for record, posts in open_source(path, format="jsonl", on_unreadable=refuse):
        try:
            expects, tags = _labels(record.raw)
        except (KeyError, TypeError, ValueError):
            what = "expects or tags: is missing or unknown"
            faults.append(Fault(what, "See docs/formats.md", path, record.line))
            continue
        labelled += [Labelled(post, expects, tags) for post in posts]
    if faults:
        raise SourceError(*faults)
    return labelled


def _labels(raw: bytes) -> tuple[frozenset[Expectation], tuple[str, ...]]:
    row = orjson.loads(raw.removeprefix(BOM_UTF8))
    expects = frozenset(
        (str(item["person"]), Category(item["category"])) for item in row["expects"]
    )
    return expects, tuple(map(str, row.get("tags", ())))


def evaluate(labelled: Iterable[Labelled], examiner: Examiner, now: datetime) -> Evaluation:
    """Examine every labelled post at ``now`` and compare.

    :raises SourceError: for a post that made the program fail.
    """
    result = Evaluation()
    for item in labelled:
        result.posts += 1
        found = _found(item.post, examiner, now)
        for expectation in sorted(item.expects | found.keys()):
            outcome = _outcome(expectation, item.expects, found)
            for score in _scores(result, item, expectation[1]):
                setattr(score, outcome, getattr(score, outcome) + 1)
            if outcome == "misses":
                result.misses.append((item, expectation, list(found.values())))
            elif outcome == "false_alarms":
                result.false_alarms.append((item, found[expectation]))
    return result


def _found(post: Post, examiner: Examiner, now: datetime) -> dict[Expectation, Finding]:
    try:
        findings = examiner.examine(post, now)
    except UnexaminedError as error:
        raise SourceError(Fault(error.entry.reason, "Report it", file=post.source)) from None
    return {(finding.person, finding.category): finding for finding in findings}


def _outcome(
    expectation: Expectation,
    expects: frozenset[Expectation],
    found: dict[Expectation, Finding],
) -> str:
    if expectation not in found:
        return "misses"
    return "right" if expectation in expects else "false_alarms"


def _scores(result: Evaluation, item: Labelled, category: Category) -> Iterator[Score]:
    yield result.overall
    yield result.groups["category"][category.value]
    for tag in dict.fromkeys(item.tags):
        yield result.groups["language" if tag in _LANGUAGES else "tag"][tag]
