"""LAC, the Chinese segmenter and tagger, run over many sentences at once.

Sentences of equal length go through the network together: padding would change what it says.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["LacTagger"]

# Characters a batch: the network's memory grows with them.
_BATCH_CHARACTERS = 4_000


class LacTagger:
    """Cuts sentences into words with their tags; the same as ``LAC.run`` on each."""

    def __init__(self, model: Any) -> None:
        self._session = model._session  # noqa: SLF001 (LAC itself has no batches)
        # By the tag that follows, then by the one before: the best one lies in a row.
        self._transitions: NDArray[np.float32] = model._transitions.T.copy()  # noqa: SLF001
        self._tags: dict[int, str] = model._id2tag  # noqa: SLF001
        vocabulary, half_width = model._vocab, model._q2b  # noqa: SLF001
        self._unknown: int = model._oov_id  # noqa: SLF001
        self._ids: dict[str, int] = {
            **vocabulary,
            **{wide: vocabulary.get(half, self._unknown) for wide, half in half_width.items()},
        }

    def words(self, sentences: Sequence[str]) -> list[list[tuple[str, str]]]:
        """Return each sentence's words with their tags, in order."""
        found: list[list[tuple[str, str]]] = [[] for _ in sentences]
        by_length: dict[int, list[int]] = defaultdict(list)
        for index, sentence in enumerate(sentences):
            if sentence:
                by_length[len(sentence)].append(index)
        for length, indices in by_length.items():
            size = max(1, _BATCH_CHARACTERS // length)
            for start in range(0, len(indices), size):
                batch = indices[start : start + size]
                paths = self._paths([sentences[i] for i in batch], length)
                for index, path in zip(batch, paths, strict=True):
                    found[index] = list(self._joined(sentences[index], path))
        return found

    def _paths(self, sentences: Sequence[str], length: int) -> list[list[int]]:
        """Return the best tag of each character (Viterbi)."""
        import numpy as np

        ids = np.array(
            [[self._ids.get(c, self._unknown) for c in sentence] for sentence in sentences],
            dtype=np.int64,
        )
        lengths = np.full(len(sentences), length, dtype=np.int64)
        emissions = self._session.run(None, {"token_ids": ids, "length": lengths})[0]
        best = emissions[:, 0].copy()
        pointers = []
        for at in range(1, length):
            scores = best[:, None, :] + self._transitions
            pointers.append(scores.argmax(axis=2))
            best = scores.max(axis=2) + emissions[:, at]
        rows = np.arange(len(sentences))
        path = [best.argmax(axis=1)]
        for pointer in reversed(pointers):
            path.append(pointer[rows, path[-1]])
        return np.stack(path[::-1], axis=1).tolist()  # type: ignore[no-any-return]

    def _joined(self, sentence: str, path: list[int]) -> Iterator[tuple[str, str]]:
        start, tag = 0, self._tags.get(path[0], "n-B")
        for at in range(1, len(sentence)):
            following = self._tags.get(path[at], "n-B")
            if not following.endswith("-I"):
                yield sentence[start:at], tag.rpartition("-")[0]
                start, tag = at, following
        yield sentence[start:], tag.rpartition("-")[0]
