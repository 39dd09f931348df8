"""Accuracy and speed on labelled spans: ours, stock Presidio, and argus-redact if it is there.

    python benchmarks/pii.py DATA… [--format NAME] [--peers presidio,argus] [--workers 2]

DATA are files or folders; the format is told from their names unless given. A table shows each
type's precision, recall, F1 and F2 on exact spans and on spans that overlap by half (intersection
over union); another the speed of each system on the same texts. Sets without labels list how
often each type was seen, and with --show the spans themselves, to be read as false alarms.

argus-redact has needs of its own: install it into an environment apart and name that
environment's Python with --argus-python.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pii_sets import ANY_TYPE, FORMATS, Case, Span, read
from rich.console import Console
from rich.table import Table

# One process is to be one thread for every system, before any of them loads NumPy.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

Found = list[list[Span]]
System = Callable[[Sequence[str]], Found]

# One kind of thing under two names: which one a peer or a set gives must not decide.
_ALIASES = {"CN_BANK_CARD": "CREDIT_CARD", "GEO_COORDINATES": "URL", "DATE": "DATE_TIME"}
_OVERLAP = 0.5


@dataclass
class Score:
    """Right, missed and false spans of one type."""

    right: int = 0
    missed: int = 0
    false: int = 0

    @property
    def expected(self) -> int:
        """How many spans there were to find."""
        return self.right + self.missed

    @property
    def precision(self) -> float:
        """Share of what was found that is right; 1 if nothing was found."""
        found = self.right + self.false
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Share of what was there that was found; 1 if nothing was there."""
        return self.right / self.expected if self.expected else 1.0

    def f(self, beta: float) -> float:
        """Return the F measure that weighs recall ``beta`` times as much as precision."""
        weighed = (1 + beta**2) * self.right
        total = weighed + beta**2 * self.missed + self.false
        return weighed / total if total else 1.0


@dataclass
class Scores:
    """Scores by type, exact and by overlap."""

    exact: dict[str, Score] = field(default_factory=dict)
    overlap: dict[str, Score] = field(default_factory=dict)


def main() -> None:
    """Run the benchmark and print its tables."""
    options = _options()
    console = Console(width=130)
    cases = [case for path in options.data for case in read(path, options.format)]
    cases = cases[: options.limit]
    if options.same:
        differing = _differing([case.text for case in cases])
        console.print(f"{differing} of {len(cases):,} texts differ from a stock engine's")
        return
    systems = _systems(options)
    console.print(f"{len(cases):,} texts, {sum(len(case.spans) for case in cases):,} spans")
    results = {}
    speed = Table("system", "posts/s", "ratio", "posts/s of CPU time", "ratio", title="Speed")
    rates: dict[str, tuple[float, float]] = {}
    for name, system in systems.items():
        results[name], rates[name] = _timed(system, [case.text for case in cases])
    base = rates.get("presidio", next(iter(rates.values())))
    for name, (wall, cpu) in rates.items():
        speed.add_row(
            name, f"{wall:,.0f}", f"{wall / base[0]:.1f}", f"{cpu:,.0f}", f"{cpu / base[1]:.1f}"
        )
    if any(case.types for case in cases):
        _print_scores(console, cases, results, options)
    else:
        _print_counts(console, cases, results, show=options.show)
    console.print(speed)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("data", nargs="+", type=Path)
    parser.add_argument("--format", default="auto", choices=["auto", *FORMATS])
    parser.add_argument("--peers", default="presidio", help="presidio, argus, both or none")
    parser.add_argument("--argus-python", default="", help="Python of argus-redact's environment")
    parser.add_argument("--workers", type=int, default=0, help="also measure this many processes")
    parser.add_argument("--language", default="en", help="the language stock Presidio is told")
    parser.add_argument("--limit", type=int, default=None)
    parser.add_argument(
        "--same", action="store_true", help="compare with a stock engine over our recognisers"
    )
    parser.add_argument("--show", action="store_true", help="list false alarms and misses")
    return parser.parse_args()


def _differing(texts: Sequence[str]) -> int:
    """Count the texts where a stock engine over our recognisers says other than our detector."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import SpacyNlpEngine

    from scanner.detect.pii import PiiDetector, recognizers
    from scanner.detect.pii.detector import detection_of, settled
    from scanner.settings import Detect

    class Blank(SpacyNlpEngine):  # type: ignore[misc]
        def load(self) -> None:
            self.nlp = {"en": spacy.blank("en")}

    settings = Detect()  # type: ignore[call-arg]
    registry = RecognizerRegistry(
        recognizers=recognizers(["en"], settings.regions), supported_languages=["en"]
    )
    models = [{"lang_code": "en", "model_name": "blank"}]
    engine = AnalyzerEngine(
        registry=registry, nlp_engine=Blank(models=models), supported_languages=["en"]
    )
    detector = PiiDetector(settings)
    differing = 0
    for text in texts:
        plain = engine.analyze(
            text,
            language="en",
            score_threshold=settings.minimum_score,
            return_decision_process=True,
        )
        differing += settled([detection_of(item) for item in plain]) != detector.detect(text)
    return differing


def _systems(options: argparse.Namespace) -> dict[str, System]:
    systems: dict[str, System] = {"ours": _ours()}
    if options.workers:
        systems[f"ours, {options.workers} workers"] = _our_workers(options.workers)
    peers = set(options.peers.split(","))
    if "presidio" in peers:
        systems["presidio"] = _presidio(options.language)
    if "argus" in peers:
        systems["argus"] = _argus(options.argus_python)
    return systems


# Loads the model of every language, so that loading is not timed.
_WARM_UP = (
    "The weather is fine in Ottawa today and everybody is out",
    "Il fait beau à Gatineau aujourd'hui et tout le monde est dehors",
    "今天渥太华天气很好",
)


def _timed(system: System, texts: list[str]) -> tuple[Found, tuple[float, float]]:
    system([*_WARM_UP, *texts[:50]])
    wall, cpu = time.perf_counter(), time.process_time()
    found = system(texts)
    taken, used = time.perf_counter() - wall, time.process_time() - cpu
    return found, (len(texts) / taken, len(texts) / max(used, 1e-9))


def _ours() -> System:
    from scanner.detect.entities import EntityFinder
    from scanner.settings import Detect

    finder = EntityFinder(Detect())  # type: ignore[call-arg]

    def run(texts: Sequence[str]) -> Found:
        return [_spans(found) for found in finder.find_many(texts)]

    return run


def _our_workers(jobs: int) -> System:
    from scanner.detect.entities import EntityWorkers
    from scanner.settings import Detect

    workers = EntityWorkers(Detect(), jobs)  # type: ignore[call-arg]

    def run(texts: Sequence[str]) -> Found:
        return [_spans(found) for found in workers.find_many(texts)]

    # The first round may be over before the last worker has loaded its models.
    for _ in range(3):
        run([*_WARM_UP * 300 * jobs])
    return run


def _spans(found: Sequence[Any]) -> list[Span]:
    return [Span(item.type, item.start, item.end) for item in found]


def _presidio(language: str) -> System:
    """Stock Presidio with the same model package as ours, all its components on."""
    import spacy
    from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
    from presidio_analyzer.nlp_engine import NerModelConfiguration, SpacyNlpEngine

    from scanner.detect.models import english_model_name, model_path
    from scanner.settings import Detect

    settings = Detect()  # type: ignore[call-arg]
    package = settings.french_model if language == "fr" else english_model_name(settings)
    path = model_path(package)

    class Loaded(SpacyNlpEngine):
        def load(self) -> None:
            self.nlp = {language: spacy.load(path)}

    names = NerModelConfiguration(labels_to_ignore=[])
    engine = Loaded(
        models=[{"lang_code": language, "model_name": package}], ner_model_configuration=names
    )
    registry = RecognizerRegistry(supported_languages=[language])
    registry.load_predefined_recognizers(languages=[language])
    analyzer = AnalyzerEngine(nlp_engine=engine, registry=registry, supported_languages=[language])

    def run(texts: Sequence[str]) -> Found:
        return [
            [
                Span(item.entity_type, item.start, item.end)
                for item in analyzer.analyze(text, language=language, score_threshold=0.4)
            ]
            for text in texts
        ]

    return run


_ARGUS_PROGRAM = """
import json, sys
from argus_redact import redact
kinds = json.loads(sys.argv[1])
for line in sys.stdin:
    text = json.loads(line)
    rows = []
    try:
        result = redact(text, lang=["zh", "en"], mode="fast", detailed=True)
        details = result[2]
        entities = details["entities"] if isinstance(details, dict) else details.entities
        for item in entities:
            get = item.get if isinstance(item, dict) else lambda k, i=item: getattr(i, k, None)
            value = get("original") or get("text") or ""
            start = get("start")
            start = text.find(value) if start is None else start
            kind = kinds.get(get("type"))
            if kind and start >= 0:
                rows.append([kind, start, start + len(value)])
    except Exception as error:
        print(type(error).__name__, file=sys.stderr)
    print(json.dumps(rows), flush=True)
"""


def _argus(python: str) -> System:
    from pii_sets import ARGUS_TYPES

    if not python:
        sys.exit("name the Python of argus-redact's environment with --argus-python")

    def run(texts: Sequence[str]) -> Found:
        lines = "".join(json.dumps(text) + "\n" for text in texts)
        done = subprocess.run(
            [python, "-c", _ARGUS_PROGRAM, json.dumps(ARGUS_TYPES)],
            input=lines,
            capture_output=True,
            text=True,
            check=True,
            env=os.environ | {"PYTHONPATH": ""},
        )
        return [[Span(*row) for row in json.loads(line)] for line in done.stdout.splitlines()]

    return run


def _alias(span: Span) -> Span:
    return Span(_ALIASES.get(span.type, span.type), span.start, span.end)


def score(cases: Sequence[Case], found: Found) -> Scores:
    """Compare spans with labels, type by type; each label is matched by one span at most."""
    scores = Scores()
    for case, spans in zip(cases, found, strict=True):
        types = {_ALIASES.get(kind, kind) for kind in case.types}
        have = {span for span in map(_alias, spans) if span.type in types}
        if ANY_TYPE in types:
            places = {(s.start, s.end) for s in case.spans}
            have |= {Span(ANY_TYPE, s.start, s.end) for s in spans if (s.start, s.end) in places}
        for kind in types:
            mine = sorted(span for span in have if span.type == kind)
            wanted = sorted({s for s in map(_alias, case.spans) if s.type == kind})
            present = bool(case.present) and _ALIASES.get(case.present, case.present) == kind
            for table, least in ((scores.exact, 1.0), (scores.overlap, _OVERLAP)):
                _count(table.setdefault(kind, Score()), wanted, mine, least, present=present)
    return scores


def _count(
    score: Score, wanted: list[Span], mine: list[Span], least: float, *, present: bool
) -> None:
    if present:
        score.right += bool(mine)
        score.missed += not mine
        return
    left = list(mine)
    for span in wanted:
        match = next((item for item in left if _shared(span, item) >= least), None)
        if match is None:
            score.missed += 1
        else:
            left.remove(match)
            score.right += 1
    score.false += len(left)


def _shared(one: Span, other: Span) -> float:
    common = min(one.end, other.end) - max(one.start, other.start)
    together = max(one.end, other.end) - min(one.start, other.start)
    return max(0, common) / together if together else 1.0


def _total(scores: dict[str, Score], kinds: set[str]) -> Score:
    total = Score()
    for kind in kinds & scores.keys():
        total.right += scores[kind].right
        total.missed += scores[kind].missed
        total.false += scores[kind].false
    return total


def _print_scores(
    console: Console, cases: Sequence[Case], results: dict[str, Found], options: argparse.Namespace
) -> None:
    all_scores = {name: score(cases, found) for name, found in results.items()}
    both = set.intersection(*(_seen(scores) for scores in all_scores.values()))
    for name, scores in all_scores.items():
        table = Table("type", "spans", *(_HEADS * 2), title=f"{name} (exact, then overlap)")
        for kind in sorted(scores.exact):
            table.add_row(kind, *_row(scores.exact[kind], scores.overlap[kind]))
        every = set(scores.exact)
        for label, kinds in (("ALL", every), ("ALL both have", both)):
            totals = _total(scores.exact, kinds), _total(scores.overlap, kinds)
            table.add_row(label, *_row(*totals), style="bold")
        console.print(table)
    if options.show:
        _print_mistakes(console, cases, results["ours"])


_HEADS = ("P", "R", "F1", "F2")


def _seen(scores: Scores) -> set[str]:
    return {kind for kind, value in scores.overlap.items() if value.right}


def _row(exact: Score, overlap: Score) -> list[str]:
    cells = [str(exact.expected)]
    for value in (exact, overlap):
        cells += [f"{part:.3f}" for part in (value.precision, value.recall, value.f(1), value.f(2))]
    return cells


def _print_mistakes(console: Console, cases: Sequence[Case], found: Found) -> None:
    for case, spans in zip(cases, found, strict=True):
        one = score([case], [spans]).exact
        if any(value.missed or value.false for value in one.values()):
            kinds = {_ALIASES.get(kind, kind) for kind in case.types}
            have = [(s.type, case.text[s.start : s.end]) for s in spans if _alias(s).type in kinds]
            want = [(s.type, case.text[s.start : s.end]) for s in case.spans]
            console.print(repr(case.text), "\n  wanted", want or case.present, "\n  found ", have)


def _print_counts(
    console: Console, cases: Sequence[Case], results: dict[str, Found], *, show: bool
) -> None:
    kinds = sorted({span.type for found in results.values() for spans in found for span in spans})
    table = Table("type", *results, title=f"Spans in {len(cases):,} posts (posts that have one)")
    for kind in kinds:
        cells = []
        for found in results.values():
            counts = Counter(span.type for spans in found for span in spans)
            posts = sum(any(span.type == kind for span in spans) for spans in found)
            cells.append(f"{counts[kind]} ({posts})")
        table.add_row(kind, *cells)
    console.print(table)
    for name, found in results.items():
        posts = sum(any(s.type not in _COMMON for s in spans) for spans in found)
        rate = len(cases) / posts if posts else float("inf")
        console.print(f"{name}: {posts} posts with a value of another type, 1 in {rate:,.0f}")
    if show:
        for case, spans in zip(cases, results["ours"], strict=True):
            values = [(s.type, case.text[s.start : s.end]) for s in spans if s.type not in _COMMON]
            if values:
                console.print(repr(case.text), values)


_COMMON = {"PERSON", "LOCATION", "ORGANIZATION", "DATE_TIME", "NRP", "URL"}

if __name__ == "__main__":
    main()
