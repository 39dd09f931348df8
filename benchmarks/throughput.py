"""How long a rescan takes, beside plain reading and beside stock Presidio, in one run.

    python benchmarks/throughput.py DATA [--posts 1000000] [--people 1000] [--jobs 1 2]

DATA holds texts to make posts of: files en*.txt, fr*.txt and zh*.txt with one text a line, or the
sets named in SETS below. A dump of distinct posts is made of them, 70 % English, 10 % French and
20 % Chinese, of which one in a thousand concerns somebody. Everything is fictional but the texts,
which stay where they are; the dump is written to a temporary folder.
"""

import argparse
import csv
import json
import os
import random
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import orjson

SETS = {
    "en": (
        ("cib_ira_troll_tweets/ira_dev.csv", "content"),
        ("text_synthpai_en/users.jsonl", "comments"),
    ),
    "fr": (("abuse_mlma_fr_en/fr.csv", "tweet"),),
    "zh": (("abuse_cold_zh/dev.csv", "TEXT"),),
}
SHARES = {"en": 0.7, "fr": 0.1, "zh": 0.2}
CONCERNING = 1000
SAMPLE = 300  # posts for stock Presidio
FLOOR = """
import sys, orjson
with open(sys.argv[1], "rb") as file:
    for line in file:
        orjson.loads(line)
"""
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏"
)
GIVEN = "伟芳娜秀英敏静丽强磊军洋勇艳杰娟涛明超兰霞平刚桂文辉建华玉萍红云志海波鑫鹏宇浩轩雨欣怡诗婉清国栋"  # noqa: E501
WESTERN = (
    "Daniel Kevin Jason Grace Emily Vivian Michelle Eric Andrew Helen Sarah Olivia Henry Lucas "
    "Claire"
).split()
FAMILY = (
    "Whitcombe Tremblay Gagnon Lavoie Thornton Harcourt Ellesmere Castonguay Pemberton Ashworth"
).split()
STREETS = [
    f"{first} {last}"
    for first in "Larkspur Juniper Alder Thistle Heron Quartz Brindle Willow Fennel Otter".split()
    for last in "Hollow Bend Mews Run Quay Ridge Glen Fen Weir Brae Knoll Copse Dell Holt".split()
]
LEAKS = (
    "Here is where to reach {name}: {phone}",
    "{name} lives at {address}, say hello",
    "le numéro de {name} est le {phone}",
    "{han}的电话是{phone}，大家去问候一下",
    "{han}住在{address}",
)
Person = dict[str, Any]
T = TypeVar("T")
WARM = ("Call her this morning", "Appelle-la ce matin, s'il te plaît", "今天早上给她打电话")


def main() -> None:
    """Make a dump, time everything on it, print the ratios."""
    options = _options()
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        people = list(_people(options.people))
        _enrol(people, place / "watchlists")
        texts = {language: _texts(options.data, language) for language in SHARES}
        _dump(texts, people, options.posts, place / "dump.jsonl")
        size = (place / "dump.jsonl").stat().st_size
        print(f"{options.posts:,} posts, {size / 1e6:,.0f} MB, {options.people:,} people")
        floor = min(
            _timed(place, [sys.executable, "-c", FLOOR, place / "dump.jsonl"])[0] for _ in "12"
        )
        print(f"reading and parsing alone: {floor:.1f} s ({options.posts / floor:,.0f} posts/s)")
        first = _rescans(place, options, floor)
        for step, seconds in _steps(place).items():
            print(f"  {step}: {seconds:.2f} s, {seconds / floor:.2f} times reading alone")
        if not options.without_presidio:
            rate = _presidio(people, texts)
            print(
                f"stock Presidio with a deny-list of names: {rate:,.0f} posts/s; "
                f"the first rescan is {options.posts / first / rate:,.0f} times as fast"
            )


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=str(__doc__).partition("\n")[0])
    parser.add_argument("data", type=Path, help="folder with texts")
    parser.add_argument("--posts", type=int, default=1_000_000)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--jobs", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--without-presidio", action="store_true")
    return parser.parse_args()


def _rescans(place: Path, options: argparse.Namespace, floor: float) -> float:
    """Time a rescan with each number of jobs; return the seconds of the first."""
    _rescan(place, 1, few=True)  # the watchlist is compiled once, as on any first day
    first = 0.0
    for jobs in options.jobs:
        seconds, whole, peak = _rescan(place, jobs)
        first = first or seconds
        print(
            f"rescan --jobs {jobs}: {seconds:.1f} s ({options.posts / seconds:,.0f} posts/s), "
            f"{seconds / floor:.1f} times reading alone, {first / seconds:.2f} times one job; "
            f"whole process {whole:.1f} s, peak of the largest process {peak / 1e3:,.0f} MB"
        )
    return first


def _steps(place: Path) -> dict[str, float]:
    """Return the processor seconds of each step of one process, without workers."""
    from scanner.posts import Post
    from scanner.scan.examine import Examiner
    from scanner.scan.sift import Sieve
    from scanner.settings import Settings
    from scanner.sources import open_source
    from scanner.watchlist.cache import ScreenCache
    from scanner.watchlist.files import load_watchlist

    taken: dict[str, float] = {}

    def timed(step: str, work: Callable[[], T]) -> T:
        before = time.process_time()
        done = work()
        taken[step] = taken.get(step, 0.0) + time.process_time() - before
        return done

    now = datetime.now(UTC)
    watchlist = timed(
        "reading the enrolments", lambda: load_watchlist([place / "watchlists"], today=now.date())
    )
    settings = Settings()  # type: ignore[call-arg]
    examiner = timed(
        "start: accounts", lambda: Examiner(watchlist.people, settings, key=bytes(32), now=now)
    )
    kept = ScreenCache(watchlist.people, place / "cache" / "exposure-scanner")
    screen = timed("start: the kept screen", kept)
    timed("start: patterns of everybody", lambda: examiner.index.mentions(Post("x", "1", "hello")))
    timed("start: models", lambda: [examiner.detections(text) for text in WARM])
    sieve = Sieve(lambda: screen, examiner.accounts)
    reading = open_source(place / "dump.jsonl")
    chunks = iter(reading.chunks())
    while chunk := timed("cutting", lambda: next(chunks, None)):
        mapper = reading.mapper.copy()
        seen = timed("glancing", lambda: mapper.glances(chunk))  # noqa: B023 (called at once)
        sifted = timed("screening", lambda: list(sieve.sift(seen)))  # noqa: B023
        posts = timed(
            "making posts of what passes",
            lambda: [(post, who) for at, who in sifted for post in mapper.post(seen.origin(at))],  # noqa: B023
        )
        timed("examining what passes", lambda: examiner.examine_many(posts, now))  # noqa: B023
        taken["posts that pass"] = taken.get("posts that pass", 0) + len(posts)
    print(f"{taken.pop('posts that pass'):,.0f} posts pass the screen; steps of one process:")
    return taken


def _texts(data: Path, language: str) -> list[str]:
    found = [line for file in sorted(data.glob(f"{language}*.txt")) for line in _lines(file)]
    for name, field in SETS[language]:
        if (data / name).exists():
            found += _field(data / name, field)
    if not found:
        sys.exit(f"{data}: holds no texts in {language}; give it {language}.txt, one text a line")
    return found


def _lines(file: Path) -> list[str]:
    return [line for line in file.read_text("utf-8").splitlines() if line.strip()]


def _field(file: Path, field: str) -> Iterator[str]:
    csv.field_size_limit(10**9)
    with file.open(encoding="utf-8", newline="") as stream:
        if file.suffix == ".csv":
            rows = csv.DictReader(stream)
            yield from (row[field] for row in rows if row.get("language", "English") == "English")
        else:
            for line in stream:
                yield from json.loads(line)[field]


def _people(count: int) -> Iterator[Person]:
    from scanner.watchlist.readings import mandarin

    rng = random.Random(7)
    for number in range(count):
        surname = rng.choice(SURNAMES)
        given = "".join(rng.choices(GIVEN, k=rng.choice((1, 2, 2, 2))))
        latin = [mandarin(surname)[0].title(), "".join(mandarin(one)[0] for one in given).title()]
        western = f"{rng.choice(WESTERN)} {rng.choice((latin[0], rng.choice(FAMILY)))}"
        handle = f"{latin[1]}{latin[0]}_{number}".lower()
        number_, street = rng.randrange(10, 9999), rng.choice(STREETS)
        yield {
            "id": f"person-{number}",
            "role": "commentator",
            "names": [surname + given, " ".join(latin), western],
            "accounts": [
                {"platform": "x", "handle": handle},
                {"platform": "instagram", "handle": f"{handle}_ig"},
            ],
            "private": {
                "phone": [f"+1 {rng.choice((416, 604, 514, 613))}-555-01{rng.randrange(100):02d}"],
                "email": [f"{'.'.join(latin).lower()}{number}@homemail.example"],
                "address": [
                    f"{number_} {street} Crescent, Unit {rng.randrange(1, 60)}, Ottawa, ON"
                ],
                "birth_date": [f"19{rng.randrange(50, 99)}-{rng.randrange(1, 13):02d}-17"],
            },
        }


def _enrol(people: list[Person], folder: Path) -> None:
    folder.mkdir()
    today = datetime.now(UTC).date()
    consent = {
        "given_by": "self",
        "given_on": str(today - timedelta(30)),
        "expires_on": str(today + timedelta(300)),
        "scope": ["private_information", "impersonation", "threat", "harassment"],
    }
    for person in people:
        file = folder / f"{person['id']}.yaml"
        file.write_text(json.dumps(person | {"consent": consent}, ensure_ascii=False), "utf-8")
        file.chmod(0o600)


def _dump(texts: dict[str, list[str]], people: list[Person], count: int, file: Path) -> None:
    rng = random.Random(11)
    languages, shares = list(SHARES), list(SHARES.values())
    with file.open("wb") as stream:
        for number in range(count):
            language = rng.choices(languages, shares)[0]
            text = f"{rng.choice(texts[language])} {rng.randrange(10**7)}"
            if number % CONCERNING == CONCERNING // 2:
                text = _leak(rng.choice(people), rng)
            stream.write(orjson.dumps(_post(number, text, rng), option=orjson.OPT_APPEND_NEWLINE))


def _leak(person: Person, rng: random.Random) -> str:
    names, private = person["names"], person["private"]
    return rng.choice(LEAKS).format(
        han=names[0], name=names[1], phone=private["phone"][0], address=private["address"][0]
    )


def _post(number: int, text: str, rng: random.Random) -> dict[str, object]:
    author = rng.randrange(200_000)
    return {
        "platform": "x",
        "id": str(10**18 + number),
        "url": f"https://x.example/user{author}/status/{10**18 + number}",
        "created_at": "2026-11-20T08:00:00Z",
        "text": text,
        "language": None,
        "author": {
            "id": str(author),
            "handle": f"user{author}",
            "display_name": f"User {author}",
            "bio": f"just here for the cats {author % 977}",
            "created_at": None,
            "avatar_url": None,
            "followers": author % 5000,
        },
        "reply_to": {"id": str(10**17 + number), "handle": f"user{rng.randrange(200_000)}"},
        "media": [],
        "links": [],
        "hashtags": [],
    }


def _rescan(place: Path, jobs: int, *, few: bool = False) -> tuple[float, float, int]:
    """Return the seconds that the scan tells, those of the whole process, and peak kilobytes."""
    dump = place / "dump.jsonl"
    if few:
        with dump.open("rb") as whole:
            lines = list(islice(whole, 2000))
        dump = place / "few.jsonl"
        dump.write_bytes(b"".join(lines))
    command = [sys.executable, "-m", "scanner", "rescan", dump, "--watchlist", place / "watchlists"]
    command += ["--jobs", str(jobs), "--output", place / "found.jsonl"]
    command += ["--quarantine", place / "quarantine.jsonl"]
    seconds, peak, told = _timed(place, command)
    match = re.search(r"posts? in ([\d,.]+) s", told)
    if not match:
        sys.exit(told)
    return float(match[1].replace(",", "")), seconds, peak


def _timed(place: Path, command: list[Any]) -> tuple[float, int, str]:
    """Run a command; return wall seconds, peak memory of the largest process, standard error."""
    environment = os.environ | {"XDG_CACHE_HOME": str(place / "cache")}
    started = time.perf_counter()
    done = subprocess.run(
        list(map(str, command)), capture_output=True, text=True, check=False, env=environment
    )
    seconds = time.perf_counter() - started
    if done.returncode:
        sys.exit(done.stderr)
    return seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, done.stderr


def _presidio(people: list[Person], texts: dict[str, list[str]]) -> float:
    """Return how many English posts stock Presidio analyses a second, with a name deny-list."""
    from presidio_analyzer import AnalyzerEngine, PatternRecognizer
    from presidio_analyzer.nlp_engine import NlpEngineProvider

    from scanner.detect.models import english_model_name, model_path
    from scanner.settings import Detect

    model = str(model_path(english_model_name(Detect())))
    models = [{"lang_code": "en", "model_name": model}]
    provider = NlpEngineProvider(nlp_configuration={"nlp_engine_name": "spacy", "models": models})
    engine = AnalyzerEngine(nlp_engine=provider.create_engine(), supported_languages=["en"])
    names = [name for person in people for name in person["names"]]
    engine.registry.add_recognizer(PatternRecognizer("ENROLLED", deny_list=names))
    sample = random.Random(3).sample(texts["en"], min(SAMPLE, len(texts["en"])))
    engine.analyze(sample[0], "en")
    started = time.perf_counter()
    for text in sample:
        engine.analyze(text, "en")
    return len(sample) / (time.perf_counter() - started)


if __name__ == "__main__":
    main()
