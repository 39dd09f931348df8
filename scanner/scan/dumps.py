"""Rescanning dumps ad hoc: many posts, few findings, no state; workers keep their models."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from scanner.errors import Fault, SourceError
from scanner.findings import Finding
from scanner.incidents import MemoryIndex, assign
from scanner.posts import Post
from scanner.scan.examine import Examiner, UnexaminedError
from scanner.scan.sift import Sieve
from scanner.settings import Settings
from scanner.sources import Chunk, Mapper, Tally, Unreadable, expand, open_source
from scanner.watchlist.people import Person
from scanner.watchlist.screen import Screen

__all__ = ["Place", "Progress", "Rescan", "Search", "Selection", "rescan"]

# Chunks in flight per worker: enough to keep it busy, few enough to keep memory flat.
_AHEAD = 3


class Place(NamedTuple):
    """How far a rescan came: so many chunks of the file, after so many files."""

    file: int = 0
    chunk: int = 0


@dataclass(slots=True)
class Rescan:
    """What a rescan read and found; counts grow while its findings are taken.

    ``place`` is where it would go on, once the findings given so far are written.
    """

    tally: Tally = field(default_factory=Tally)
    examined: int = 0
    findings: int = 0
    people: set[str] = field(default_factory=set)
    unexamined: int = 0
    failures: dict[str, Fault] = field(default_factory=dict)
    place: Place = field(default_factory=Place)


class Progress(NamedTuple):
    """What was done since the last report: posts, and bytes of the dumps as they lie on disk."""

    posts: int
    size: int


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


@dataclass(frozen=True, slots=True)
class Search:
    """For whom is looked, how and when. ``screen`` is left out to examine every post."""

    people: Sequence[Person]
    settings: Settings
    key: bytes
    now: datetime
    selection: Selection = Selection()
    screen: Callable[[], Screen] | None = None


def _ignore(_: object) -> None:
    """Take a report that nobody asked for."""


def rescan(
    paths: Sequence[Path],
    search: Search,
    *,
    report: Rescan,
    format: str = "auto",  # noqa: A002 (what users call it, too)
    jobs: int = 1,
    index: MemoryIndex | None = None,
    on_unreadable: Callable[[Unreadable], None] = _ignore,
    on_progress: Callable[[Progress], None] = _ignore,
) -> Iterator[Finding]:
    """Yield the findings of all dumps, in reading order, whatever the number of ``jobs``.

    ``report`` is filled along the way; one that says where an earlier run stopped is taken up
    from there, with the ``index`` of what that run found. A dump that cannot be read at all is
    noted in ``report.failures`` and the others go on.
    """
    index = index or MemoryIndex()
    work = _work_of(paths, search.settings, format, report)
    for task, done in _alone(work, search) if jobs == 1 else _shared(work, search, jobs):
        report.tally += done.tally
        report.examined += done.examined
        report.unexamined += done.unexamined
        for entry in done.set_aside:
            on_unreadable(entry)
        for found in done.findings:
            finding = assign(found, index)
            report.findings += 1
            report.people.add(finding.person)
            yield finding
        report.place = task.after
        on_progress(Progress(done.tally.posts, task.size))


class _Task(NamedTuple):
    """One chunk to look through, and what belongs to it."""

    chunk: Chunk
    mapper: Mapper
    after: Place
    size: int


@dataclass(slots=True)
class _Done:
    """What became of one chunk, in its order."""

    tally: Tally
    examined: int = 0
    unexamined: int = 0
    findings: list[Finding] = field(default_factory=list)
    set_aside: list[Unreadable] = field(default_factory=list)


def _work_of(
    paths: Sequence[Path], settings: Settings, format_: str, report: Rescan
) -> Iterator[_Task]:
    start = report.place
    for number, file in enumerate(_files(paths, report)):
        if number < start.file:
            continue
        try:
            reading = open_source(file, format=format_, limits=settings.limits)
            try:
                for count, chunk in enumerate(reading.chunks(), 1):
                    size = reading.advanced()
                    if number > start.file or count > start.chunk:
                        yield _Task(chunk, reading.mapper, Place(number, count), size)
            finally:
                report.tally += reading.tally
        except SourceError as error:
            report.failures[str(file)] = error.faults[0]


def _files(paths: Sequence[Path], report: Rescan) -> Iterator[Path]:
    for path in paths:
        try:
            yield from expand(path)
        except SourceError as error:
            report.failures[str(path)] = error.faults[0]


def _alone(work: Iterable[_Task], search: Search) -> Iterator[tuple[_Task, _Done]]:
    looker = _Looker(search)
    for task in work:
        yield task, looker.look(task.chunk, task.mapper.copy())


def _shared(work: Iterable[_Task], search: Search, jobs: int) -> Iterator[tuple[_Task, _Done]]:
    """Hand chunks to persistent workers and take their results in order."""
    if search.screen:  # made once, here
        search = replace(search, screen=partial(Screen.load, search.screen().dump()))
    # Spawned, not forked: a fork would copy the locks of threads that models start.
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, context, initializer=_start, initargs=(search,)) as pool:
        waiting: deque[tuple[_Task, Future[_Done]]] = deque()
        for task in work:
            # The chunk travels; kept here, it would only take memory.
            kept = task._replace(chunk=[])
            waiting.append((kept, pool.submit(_work, task.chunk, task.mapper)))
            if len(waiting) >= jobs * _AHEAD:
                first, future = waiting.popleft()
                yield first, future.result()
        while waiting:
            first, future = waiting.popleft()
            yield first, future.result()


class _Looker:
    """Looks through chunks: sifts, makes posts of what passes, and examines them."""

    def __init__(self, search: Search) -> None:
        self._search = search
        self._examiner = Examiner(search.people, search.settings, key=search.key, now=search.now)
        self._sieve = Sieve(search.screen, self._examiner.accounts)

    def look(self, chunk: Chunk, mapper: Mapper) -> _Done:
        done = _Done(mapper.tally)
        mapper.on_unreadable = done.set_aside.append
        with _without_collector():
            seen = mapper.glances(chunk)
            sifted = list(self._sieve.sift(seen))
        posts = [
            (post, people)
            for place, people in sifted
            for post in filter(self._search.selection.takes, mapper.post(seen.origin(place)))
        ]
        done.examined = len(posts)
        for found in self._examiner.examine_many(posts, self._search.now):
            if isinstance(found, UnexaminedError):
                done.unexamined += 1
                done.set_aside.append(found.entry)
            else:
                done.findings += found
        return done


@contextmanager
def _without_collector() -> Iterator[None]:
    """Keep the garbage collector from visiting, again and again, millions of strings and tuples."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


_worker: list[_Looker] = []


def _start(search: Search) -> None:
    _worker[:] = [_Looker(search)]


def _work(chunk: Chunk, mapper: Mapper) -> _Done:
    return _worker[0].look(chunk, mapper)
