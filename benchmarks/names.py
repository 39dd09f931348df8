"""Compare names with names: precision, recall and F1 of "the same person" on labelled pairs.

    python benchmarks/names.py PAIRS.csv [PAIRS.csv …] [--show] [--peer-python PYTHON]

PAIRS.csv has the columns name1, name2 and is_match (true or false), and region or case_group, by
which the figures are grouped. Beside our :func:`~scanner.watchlist.same_name.same_person` stand:

* rapidfuzz token_sort_ratio, Chinese characters turned into pinyin first, and
* nomenklatura's logic_v2, if the interpreter of ``--peer-python`` has nomenklatura (it wants
  libraries of its own, so give it a virtual environment of its own: ``pip install nomenklatura``).

A line "needing no alias" leaves out the pairs, the same or not, in which a Chinese name stands
beside its surname with a Western given name or none: nothing written tells them apart.

Our threshold is fixed in the code: from there on names agree in all that both say. The peers get
the threshold that suits them best on these very pairs, a favour that we do not take ourselves.
"""

import argparse
import csv
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

Scores = list[float]
WORKER = "--nomenklatura-worker"


@dataclass(frozen=True)
class Pair:
    """Two written names and whether they are one person's."""

    group: str
    first: str
    second: str
    same: bool


@dataclass(frozen=True)
class Figures:
    """Counts of one matcher on one group."""

    hits: int
    false_alarms: int
    misses: int

    @property
    def precision(self) -> float:
        """Return the share of matches that are right."""
        return self.hits / max(self.hits + self.false_alarms, 1)

    @property
    def recall(self) -> float:
        """Return the share of true pairs that are found."""
        return self.hits / max(self.hits + self.misses, 1)

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall."""
        return 2 * self.hits / max(2 * self.hits + self.false_alarms + self.misses, 1)


def main() -> None:
    """Read the pairs, score them with each matcher, and print one table a file."""
    parser = argparse.ArgumentParser(description="Names against names on labelled pairs.")
    parser.add_argument("files", nargs="+", type=Path, metavar="PAIRS.csv")
    parser.add_argument("--show", action="store_true", help="list misses and false alarms")
    parser.add_argument("--peer-python", metavar="PYTHON", help="interpreter with nomenklatura")
    options = parser.parse_args()
    for file in options.files:
        pairs = read(file)
        print(f"{file.name}: {len(pairs)} pairs, {sum(pair.same for pair in pairs)} the same")
        ours, threshold = our_scores(pairs)
        report("same_person", pairs, ours, threshold)
        knowable = [place for place, pair in enumerate(pairs) if not needs_an_alias(pair)]
        if len(knowable) < len(pairs):
            chosen, scores = [pairs[one] for one in knowable], [ours[one] for one in knowable]
            report("  … needing no alias", chosen, scores, threshold)
        peer = pinyin_scores(pairs)
        report("token_sort on pinyin", pairs, peer, best_threshold(pairs, peer))
        peer = nomenklatura_scores(pairs, options.peer_python)
        if peer:
            report("nomenklatura logic_v2", pairs, peer, best_threshold(pairs, peer))
        else:
            print("nomenklatura is not installed (see --peer-python)")
        if options.show:
            show(pairs, ours, threshold)


def read(file: Path) -> list[Pair]:
    """Read labelled pairs; the group is the region or the case group."""
    with file.open(encoding="utf-8", newline="") as lines:
        return [
            Pair(
                row.get("region") or row.get("case_group") or "all",
                row["name1"],
                row["name2"],
                row["is_match"].lower() == "true",
            )
            for row in csv.DictReader(lines)
        ]


def our_scores(pairs: Sequence[Pair]) -> tuple[Scores, float]:
    """Score with the scanner's own matcher; return its fixed threshold, too."""
    from scanner.watchlist.same_name import SAME, same_person

    return [same_person(pair.first, pair.second).score for pair in pairs], SAME


def needs_an_alias(pair: Pair) -> bool:
    """Tell whether only the surname is comparable: a Chinese and a Western given name, or none."""
    from scanner.watchlist.same_name import same_person

    return same_person(pair.first, pair.second).how.startswith("the surname agrees;")


def pinyin_scores(pairs: Sequence[Pair]) -> Scores:
    """Score with rapidfuzz token_sort_ratio over pinyin."""
    from pypinyin import lazy_pinyin
    from rapidfuzz.fuzz import token_sort_ratio
    from rapidfuzz.utils import default_process

    def plain(name: str) -> str:
        return default_process(" ".join(lazy_pinyin(name)))

    return [token_sort_ratio(plain(pair.first), plain(pair.second)) / 100 for pair in pairs]


def nomenklatura_scores(pairs: Sequence[Pair], python: str | None) -> Scores:
    """Score with logic_v2 in the peer's interpreter; [] if it has no nomenklatura."""
    names = json.dumps([(pair.first, pair.second) for pair in pairs])
    command = [python or sys.executable, __file__, WORKER]
    done = subprocess.run(command, input=names, capture_output=True, text=True, check=False)
    return json.loads(done.stdout) if done.returncode == 0 else []


def work_for_nomenklatura() -> None:
    """Read pairs of names from standard input, write logic_v2's scores: runs in the peer's venv."""
    from followthemoney import ValueEntity  # type: ignore[import-not-found]
    from nomenklatura.matching import LogicV2  # type: ignore[import-not-found]
    from nomenklatura.matching.types import ScoringConfig  # type: ignore[import-not-found]

    config = ScoringConfig.defaults()

    def person(name: str) -> ValueEntity:
        data = {"id": name, "schema": "Person", "properties": {"name": [name]}}
        return ValueEntity.from_dict(data)

    pairs = json.load(sys.stdin)
    scores = [LogicV2.compare(person(one), person(two), config).score for one, two in pairs]
    json.dump(scores, sys.stdout)


def count(pairs: Sequence[Pair], says: Sequence[bool]) -> Figures:
    """Count hits, false alarms and misses."""
    both = list(zip((pair.same for pair in pairs), says, strict=True))
    return Figures(both.count((True, True)), both.count((False, True)), both.count((True, False)))


def best_threshold(pairs: Sequence[Pair], scores: Scores) -> float:
    """Return the threshold above 0 with the highest F1 on all the pairs."""
    limits = sorted({*scores, 1.0} - {0.0})
    return max(limits, key=lambda limit: count(pairs, [one >= limit for one in scores]).f1)


def report(name: str, pairs: Sequence[Pair], scores: Scores, threshold: float) -> None:
    """Print a matcher's figures, for each group and for all."""
    for group in ["all", *sorted({pair.group for pair in pairs})]:
        chosen = [
            (pair, one >= threshold)
            for pair, one in zip(pairs, scores, strict=True)
            if group in {"all", pair.group}
        ]
        found = count([pair for pair, _ in chosen], [said for _, said in chosen])
        print(
            f"  {name:22} {group:14} P {found.precision:.3f}  R {found.recall:.3f}"
            f"  F1 {found.f1:.3f}  (from {threshold:.2f} on; {len(chosen)} pairs)"
        )


def show(pairs: Sequence[Pair], scores: Scores, threshold: float) -> None:
    """List what our matcher misses and what it matches wrongly, with its reason."""
    from scanner.watchlist.same_name import same_person

    for pair, score in zip(pairs, scores, strict=True):
        if pair.same != (score >= threshold):
            kind = "missed" if pair.same else "false alarm"
            how = same_person(pair.first, pair.second).how
            print(f"  {kind}: {pair.group}: {pair.first} | {pair.second} | {score:.2f} {how}")


if __name__ == "__main__":
    if sys.argv[1:] == [WORKER]:
        work_for_nomenklatura()
    else:
        main()
