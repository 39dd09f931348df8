"""Rescanning dumps ad hoc: many posts, few findings, no state; workers keep their models."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime
from itertools import islice
from pathlib import Path

from scanner.errors import Fault, SourceError
from scanner.findings import Finding
from scanner.incidents import MemoryIndex, assign
from scanner.posts import Post
from scanner.scan.examine import Examiner, UnexaminedError
from scanner.settings import Settings
from scanner.sources import Tally, Unreadable, expand, open_source
from scanner.watchlist.people import Person

__all__ = ["Rescan", "rescan"]

_CHUNK = 200
# Chunks in flight per worker: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 3


@dataclass(slots=True)
class Rescan:
    """What a rescan read and found; counts grow while its findings are taken."""

    tally: Tally = field(default_factory=Tally)
    findings: int = 0
    people: set[str] = field(default_factory=set)
    unexamined: int = 0
    failures: dict[str, Fault] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Selection:
    """Which posts are examined: from ``since`` to before ``until``; undated ones always."""

    since: datetime | None = None
    until: datetime | None = None

    def takes(self, post: Post) -> bool:
        """Tell whether the post lies in the period."""
        if post.created_at is None:
            return True
        after = self.since is None or post.created_at >= self.since
        return after and (self.until is None or post.created_at < self.until)


def _ignore(_: object) -> None:
    """Take a report that nobody asked for."""


def rescan(
    paths: Sequence[Path],
    people: Sequence[Person],
    settings: Settings,
    *,
    key: bytes,
    now: datetime,
    report: Rescan,
    format: str = "auto",  # noqa: A002 (what users call it, too)
    selection: Selection | None = None,
    jobs: int = 1,
    on_unreadable: Callable[[Unreadable], None] | None = None,
    on_progress: Callable[[int], None] = _ignore,
) -> Iterator[Finding]:
    """Yield the findings of all dumps, in reading order, whatever the number of ``jobs``.

    ``report`` is filled along the way; ``on_progress`` gets the number of posts done since it
    was last called. A dump that cannot be read at all is noted in ``report.failures`` and the
    others go on.
    """
    index = MemoryIndex()
    quarantine = on_unreadable or _ignore
    posts = _posts(paths, settings, format, selection or Selection(), report, quarantine)
    if jobs == 1:
        done = _alone(posts, Examiner(people, settings, key=key, now=now), now)
    else:
        done = _shared(posts, (people, settings, key, now), jobs)
    for chunk in done:
        on_progress(chunk.posts)
        for entry in chunk.unexamined:
            report.unexamined += 1
            quarantine(entry)
        yield from _placed(chunk.findings, index, report)


def _placed(findings: Iterable[Finding], index: MemoryIndex, report: Rescan) -> Iterator[Finding]:
    for found in findings:
        finding = assign(found, index)
        report.findings += 1
        report.people.add(finding.person)
        yield finding


def _posts(
    paths: Sequence[Path],
    settings: Settings,
    format_: str,
    selection: Selection,
    report: Rescan,
    quarantine: Callable[[Unreadable], None],
) -> Iterator[Post]:
    for path in paths:
        try:
            for file in expand(path):
                reading = open_source(
                    file, format=format_, limits=settings.limits, on_unreadable=quarantine
                )
                try:
                    for _, posts in reading:
                        yield from filter(selection.takes, posts)
                finally:
                    report.tally += reading.tally
        except SourceError as error:
            report.failures[str(path)] = error.faults[0]


@dataclass(slots=True)
class _Done:
    """What became of a run of posts, in their order."""

    posts: int = 0
    findings: list[Finding] = field(default_factory=list)
    unexamined: list[Unreadable] = field(default_factory=list)


def _alone(posts: Iterable[Post], examiner: Examiner, now: datetime) -> Iterator[_Done]:
    for chunk in _chunks(posts):
        yield _examined(chunk, examiner, now)


def _examined(posts: Iterable[Post], examiner: Examiner, now: datetime) -> _Done:
    done = _Done()
    for post in posts:
        done.posts += 1
        try:
            done.findings += examiner.examine(post, now)
        except UnexaminedError as error:
            done.unexamined.append(error.entry)
    return done


def _shared(
    posts: Iterable[Post],
    setup: tuple[Sequence[Person], Settings, bytes, datetime],
    jobs: int,
) -> Iterator[_Done]:
    """Hand chunks to persistent workers and take their results in order."""
    # Spawned, not forked: a fork would copy the locks of threads that models start.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=setup) as pool:
        waiting: deque[Future[_Done]] = deque()
        for chunk in _chunks(posts):
            waiting.append(pool.submit(_work, chunk))
            if len(waiting) >= jobs * _AHEAD:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _chunks(posts: Iterable[Post]) -> Iterator[list[Post]]:
    iterator = iter(posts)
    while chunk := list(islice(iterator, _CHUNK)):
        yield chunk


_worker: list[tuple[Examiner, datetime]] = []


def _start(people: Sequence[Person], settings: Settings, key: bytes, now: datetime) -> None:
    _worker[:] = [(Examiner(people, settings, key=key, now=now), now)]


def _work(posts: list[Post]) -> _Done:
    examiner, now = _worker[0]
    return _examined(posts, examiner, now)
