"""Every block's own examples: each hit gives the block's type, no miss does."""

from collections import Counter

import pytest

from scanner.detect.conduct import Block, ConductDetector, load_lexicon
from scanner.findings import Detection

BLOCKS = load_lexicon().blocks
MEANT = 0.5


@pytest.fixture(scope="module")
def detector() -> ConductDetector:
    return ConductDetector()


def _of_type(found: list[Detection], block: Block) -> list[Detection]:
    least = min(MEANT, block.score)
    return [item for item in found if item.type == block.type and item.score >= least]


@pytest.mark.parametrize("block", BLOCKS, ids=lambda block: block.id)
def test_examples(detector: ConductDetector, block: Block) -> None:
    missed = [text for text in block.hit if not _of_type(detector.detect(text), block)]
    false = [text for text in block.miss if _of_type(detector.detect(text), block)]
    assert (missed, false) == ([], [])


# A negation is marked only beside what it negates.
FIRING_ALONE = [block for block in BLOCKS if block.type != "context.negation"]


@pytest.mark.parametrize("block", FIRING_ALONE, ids=lambda block: block.id)
def test_each_block_fires_on_its_own_examples(block: Block) -> None:
    lone = ConductDetector(load_lexicon().only(block.id))
    assert any(_of_type(lone.detect(text), block) for text in block.hit)


def test_ids_are_unique() -> None:
    repeated = [name for name, times in Counter(block.id for block in BLOCKS).items() if times > 1]
    assert repeated == []


def test_ids_begin_with_their_language() -> None:
    assert {block.id.partition("-")[0] for block in BLOCKS} <= {"en", "fr", "zh"}


def test_every_block_has_hard_negatives_and_enough_examples() -> None:
    thin = [block.id for block in BLOCKS if not block.miss or len(block.hit) + len(block.miss) < 5]
    assert thin == []


def test_why_names_the_rule_and_not_the_text(detector: ConductDetector) -> None:
    found = detector.detect("I will strangle you")
    assert [(item.type, item.why) for item in found] == [
        ("threat.direct", "threat.direct/en-harm-future")
    ]
