"""What surroundings do to a match: dropped, lowered, or left as meant."""

import pytest

from scanner.detect.conduct import ConductDetector

MEANT = 0.5


@pytest.fixture(scope="module")
def detector() -> ConductDetector:
    return ConductDetector()


def _split(detector: ConductDetector, text: str) -> tuple[set[str], set[str], set[str]]:
    """Return the types meant, the types lowered, and the contexts."""
    found = detector.detect(text)
    harms = [item for item in found if not item.type.startswith("context.")]
    return (
        {item.type for item in harms if item.score >= MEANT},
        {item.type for item in harms if item.score < MEANT},
        {item.type for item in found} - {item.type for item in harms},
    )


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        # An idiom covers its own words only.
        ("You're killing me. I will kill you", {"threat.direct"}),
        ("She killed it on stage", set()),
        # Negation ends at a comma, a contrast or a new subject.
        ("I will never hurt you", set()),
        ("I don't want to kill her", set()),
        ("if you don't stop, I will kill you", {"threat.direct", "threat.conditional"}),
        ("don't worry, I will kill you", {"threat.direct"}),
        ("not today but I will kill you", {"threat.direct"}),
        ("we don't forget and we will kill you", {"threat.direct"}),
        # A negation may be the threat.
        ("you will not live to see the morning", {"threat.direct"}),
        ("you can run but you can't hide", {"threat.direct"}),
        # A kind word elsewhere buys no threat.
        ("Leave her alone. I will kill you", {"threat.direct"}),
        ("Leave her alone, but I will kill you", {"threat.direct"}),
        # What only looks like condemnation.
        ("Stop posting lies. You are a filthy traitor", {"abuse.traitor"}),
        ("This is disgusting. She is a filthy rat", {"abuse.dehumanising"}),
        ("She said the law is bad, that stupid bitch", {"abuse.insult"}),
        # Quotation marks alone excuse nothing.
        ('"I will kill you"', {"threat.direct"}),
    ],
)
def test_meant(detector: ConductDetector, text: str, meant: set[str]) -> None:
    assert _split(detector, text)[0] == meant


@pytest.mark.parametrize(
    ("text", "lowered", "context"),
    [
        (
            "I condemn the threats of people who write that they will go kill yourself",
            "abuse.death_wish",
            "context.condemnation",
        ),
        (
            "You are a filthy rat. Nobody deserves this",
            "abuse.dehumanising",
            "context.condemnation",
        ),
        ('They told her "I will kill you"', "threat.direct", "context.quotation"),
        ("Strangers told her they're gonna rape her", "threat.direct", "context.quotation"),
        ('Messages like "we know where you live"', "threat.surveillance", "context.quotation"),
        ("Police said he wrote: I will kill you", "threat.direct", "context.news"),
        ("Police say the deepfake of her was made abroad", "imp.synthetic", "context.news"),
    ],
)
def test_lowered(detector: ConductDetector, text: str, lowered: str, context: str) -> None:
    meant, less, contexts = _split(detector, text)
    assert meant == set()
    assert lowered in less
    assert context in contexts


@pytest.mark.parametrize(
    "text", ["I will never hurt you", "I don't want to kill her", "Never drop her address"]
)
def test_negation_is_marked_with_what_it_negates(detector: ConductDetector, text: str) -> None:
    (found,) = detector.detect(text)
    assert found.type == "context.negation"
    assert found.why == "context.negation/en-negation"


def test_a_quotation_does_not_excuse_impersonation(detector: ConductDetector) -> None:
    meant, _, _ = _split(detector, 'They told us "leaked video of her confessing everything"')
    assert "imp.confession_media" in meant


def test_asking_for_the_public_is_not_asking_for_the_private(detector: ConductDetector) -> None:
    meant, _, _ = _split(detector, "what's her public email?")
    assert meant == {"solicit.public"}


@pytest.mark.parametrize(
    ("text", "people", "found"),
    [
        ("i will strangle mei lin", [(16, 23)], True),
        ("i will strangle mei lin", [], False),
        ("I will strangle Mei Lin", [], True),
    ],
)
def test_known_names_need_no_capitals(
    detector: ConductDetector, text: str, people: list[tuple[int, int]], *, found: bool
) -> None:
    assert bool(detector.detect(text, people=people)) is found
