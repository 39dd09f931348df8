"""The fast path says what a stock engine over the same recognisers says; settings are obeyed."""

import re
from pathlib import Path

import pytest
from presidio_analyzer import AnalyzerEngine, RecognizerRegistry
from stock_engine import NoNlp

from scanner.detect.entities import EntityFinder, EntityWorkers, unclaimed
from scanner.detect.pii import PiiDetector, recognizers
from scanner.detect.pii.catalogue import CATALOGUE, CIRCUMSTANCES
from scanner.detect.pii.detector import detection_of, settled
from scanner.findings import Detection
from scanner.settings import Detect

PAGE = (Path(__file__).parents[3] / "docs" / "recognisers.md").read_text("utf-8")
REGIONS = ("CA", "US", "CN", "HK", "TW", "MO")
MINIMUM = 0.4
EXAMPLES = [text for kind in (*CATALOGUE, *CIRCUMSTANCES) for text, _ in kind.EXAMPLES]
TEXTS = [
    *EXAMPLES,
    # Neighbours in one text share context and overlap.
    *(f"{a}。{b}" for a, b in zip(EXAMPLES, reversed(EXAMPLES), strict=True)),
    *(f"{a} {b}" for a, b in zip(EXAMPLES, EXAMPLES[7:], strict=False)),
]


def detect(**settings: object) -> PiiDetector:
    return PiiDetector(Detect.model_validate(settings))


@pytest.fixture(scope="module")
def engine() -> AnalyzerEngine:
    registry = RecognizerRegistry(
        recognizers=recognizers(["en"], REGIONS), supported_languages=["en"]
    )
    return AnalyzerEngine(registry=registry, nlp_engine=NoNlp(), supported_languages=["en"])


def test_the_fast_path_equals_a_stock_engine(engine: AnalyzerEngine) -> None:
    detector = detect()
    for text in TEXTS:
        plain = engine.analyze(
            text, language="en", score_threshold=MINIMUM, return_decision_process=True
        )
        assert detector.detect(text) == settled([detection_of(item) for item in plain]), text


def test_many_texts_give_what_each_gives_alone() -> None:
    detector = detect()
    assert detector.detect_many(TEXTS) == [detector.detect(text) for text in TEXTS]
    assert detector.detect_many([]) == []


def test_a_type_may_have_its_own_threshold() -> None:
    text = "343-555-0126, mei@example.org"
    assert len(detect().detect(text)) == 2
    (left,) = detect(thresholds={"PHONE_NUMBER": 0.9}).detect(text)
    assert left.type == "EMAIL_ADDRESS"
    bare = "he said 3435550126 things"
    assert detect().detect(bare) == []
    (found,) = detect(thresholds={"PHONE_NUMBER": 0.2}).detect(bare)
    assert found.type == "PHONE_NUMBER"


def test_allowed_values_are_never_marked_however_written() -> None:
    detector = detect(allow=["+1 343 555 0126", "DESK@northstarweekly.example"])
    assert detector.detect("call +1 (343) 555-0126 or desk@NorthStarWeekly.example") == []
    assert detector.detect("call +1 (343) 555-0127") != []


def test_listed_values_are_always_marked_and_say_why() -> None:
    detector = detect(deny={"SCHOOL": ["Fictive High", "虚构中学"]}, minimum_score=0.9)
    text = "she goes to FICTIVE HIGH，在虚构中学读书, not Fictive Highway"
    found = detector.detect(text)
    assert [text[d.start : d.end] for d in found] == ["FICTIVE HIGH", "虚构中学"]
    assert {d.why for d in found} == {"listed in the settings, deny-list"}


def test_each_result_carries_presidios_explanation(engine: AnalyzerEngine) -> None:
    (item,) = engine.analyze(
        "身份证110101199001010015",
        language="en",
        score_threshold=MINIMUM,
        return_decision_process=True,
    )
    why = item.analysis_explanation
    assert why.recognizer == "CnResidentIdRecognizer"
    assert why.pattern_name == "18 digits"
    assert why.pattern
    assert "check digit right" in why.textual_explanation


@pytest.mark.parametrize(
    ("start", "end", "type_", "stays"),
    [
        (0, 3, "PERSON", True),
        (8, 14, "DATE_TIME", False),
        (3, 6, "PERSON", False),
        (5, 7, "LOCATION", False),
        (22, 26, "LOCATION", True),
        (22, 26, "PERSON", False),
        (30, 40, "PERSON", True),
    ],
)
def test_a_name_that_a_value_claims_is_dropped(
    start: int, end: int, type_: str, stays: bool
) -> None:
    values = [
        Detection("PHONE_NUMBER", 5, 17, 0.9),
        Detection("POSTAL_CODE", 26, 29, 0.9),
        Detection("STREET_ADDRESS", 20, 30, 0.9),
    ]
    name = Detection(type_, start, end, 0.85)
    assert unclaimed([name], values) == ([name] if stays else [])


def test_workers_find_what_one_process_finds() -> None:
    settings = Detect.model_validate({"chinese_model": "none"})
    texts = ["Mei Lin lives in Ottawa", "call 343-555-0126", "", "苏婉清 SIN 130-692-544"]
    with EntityWorkers(settings, 2) as workers:
        assert list(workers.find_many(texts)) == EntityFinder(settings).find_many(texts)
        assert list(workers.find_many([])) == []


def test_the_page_registers_them_as_it_says(capsys: pytest.CaptureFixture[str]) -> None:
    (program,) = re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL)
    exec(compile(program, "recognisers.md", "exec"), {"nlp_engine": NoNlp()})  # noqa: S102
    assert capsys.readouterr().out.startswith("PHONE_NUMBER 3 12 0.")


def test_the_page_names_every_entity_and_no_other() -> None:
    table = PAGE[PAGE.index("## Which there are") : PAGE.index("## In config.yaml")]
    named = set(re.findall(r"`([A-Z_]+)`", table))
    assert named == {kind.ENTITY for kind in (*CATALOGUE, *CIRCUMSTANCES)}
