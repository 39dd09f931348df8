"""Hostile input costs linear time: eight times the text, not sixty-four times the time."""

import time

import pytest

from scanner.detect.conduct import ConductDetector

PIECES = {
    "anchors": "kill ",
    "openings": "i will ",
    "near misses": "i will break your ",
    "names": "someone should kill Mei ",
    "adjectives": "you fucking stupid ugly ",
    "negations": "never not ",
    "condemned": "stop harassing people I will kill her ",
    "quotes": '"they told her ',
    "asterisks": "f*c*",
    "spelled out": "k i l l ",
    "digits": "a1a",
    "hits": "弄死你全家",
    "Han": "杀",
    "Han near misses": "她是一条",
}
SIZE = 10_000
# Linear growth gives 8; the rest is room for a busy machine. Quadratic growth gives 64.
GROWTH, ALLOWED = 8, 24


@pytest.fixture(scope="module")
def detector() -> ConductDetector:
    return ConductDetector()


def _seconds(detector: ConductDetector, text: str) -> float:
    start = time.process_time()
    detector.detect(text)
    return time.process_time() - start


@pytest.mark.parametrize("piece", PIECES.values(), ids=PIECES.keys())
def test_time_grows_with_the_text(detector: ConductDetector, piece: str) -> None:
    text = piece * (SIZE // len(piece))
    detector.detect(text)
    short = min(_seconds(detector, text) for _ in range(3))
    assert _seconds(detector, text * GROWTH) < ALLOWED * max(short, 0.005)
