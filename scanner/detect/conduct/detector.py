"""The conduct detector: what a post does, whoever it concerns."""

from collections.abc import Sequence

from scanner.detect.conduct.lexicon import Lexicon, load_lexicon
from scanner.detect.conduct.matching import Matcher
from scanner.detect.conduct.scope import judge_hits
from scanner.detect.conduct.view import View
from scanner.findings import Detection

__all__ = ["ConductDetector"]


class ConductDetector:
    """Marks threats, abuse, requests, disclosures and impersonation by a curated lexicon.

    It reads English, French and Chinese (Mandarin and Cantonese, both scripts) at once: posts
    mix them. It does not know whom a post concerns; it runs on posts already tied to a
    protected person, and the judge ties its detections to people. How idioms, negation,
    condemnation, reports and quotations weigh on a match is told in
    :mod:`scanner.detect.conduct.scope`: harms that are meant score 0.5 or more, harms in
    somebody else's mouth score less and stand beside a ``context.*`` detection.
    """

    def __init__(self, lexicon: Lexicon | None = None) -> None:
        self._matcher = Matcher(lexicon or load_lexicon())

    def detect(self, text: str, *, people: Sequence[tuple[int, int]] = ()) -> list[Detection]:
        """Return the detections in ``text``, ordered by place.

        :param people: spans of ``text`` known to name somebody. A pattern that needs a name
            accepts these however they are written; else a name must look like one (a capital,
            an ``@``, a common Chinese family name).
        :returns: detections whose ``type`` is a :class:`ConductType` value and whose ``why``
            is ``type/rule``; spans are code points of ``text``.
        """
        view = View(text, people)
        found = judge_hits(view.plain, self._matcher.find(view))
        placed = [
            Detection(item.type, *view.span(item.start, item.end), item.score, item.why)
            for item in found
        ]
        return sorted(placed, key=lambda item: (item.start, item.end, item.type))
