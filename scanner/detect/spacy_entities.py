"""spaCy's entity recogniser, decoded for many texts at once.

spaCy walks each text token by token and calls its matrix library for every step; a post costs
more there than in the network itself. Here one step serves all texts of a batch. The entities
are the same: the transition rules are spaCy's own (spacy/pipeline/_parser_internals/ner.pyx),
and a test holds the two against each other. A model of another build runs through spaCy itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

__all__ = ["ONE_THREAD", "Entity", "EntityTagger"]

# What NumPy's library reads to know how many threads it may use.
ONE_THREAD = "OPENBLAS_NUM_THREADS"

# Texts a batch: enough to fill a step, few enough for the processor's cache.
_BATCH = 128
# What a state looks at: the next token, the first and the last of the open entity.
_FEATURES = 3


class Entity(NamedTuple):
    """A span of a text in code points, with the model's label for it."""

    start: int
    end: int
    label: str


class EntityTagger:
    """Finds the entities of texts with the ``ner`` component of a spaCy model."""

    def __init__(self, nlp: Any) -> None:
        self._nlp = nlp
        component = nlp.get_pipe("ner")
        self._decoder = _Decoder(component) if _is_plain(component) else None

    def find_many(self, texts: Sequence[str]) -> list[list[Entity]]:
        """Return each text's entities in order."""
        if self._decoder is None:
            return [_entities(document) for document in self._nlp.pipe(texts)]
        found: list[list[Entity]] = [[] for _ in texts]
        documents = [self._nlp.make_doc(text) for text in texts]
        # Texts of one length finish together, longest first.
        order = sorted(
            (i for i, d in enumerate(documents) if len(d)), key=lambda i: -len(documents[i])
        )
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            for index, entities in zip(
                batch, self._decoder.decode([documents[i] for i in batch]), strict=True
            ):
                found[index] = entities
        return found


class _Decoder:
    def __init__(self, component: Any) -> None:
        import numpy as np

        self._embed, lower, upper = component.model.layers
        if os.environ.get(ONE_THREAD) == "1":
            _use_numpy(component.model)
        weights = lower.get_param("W")
        self._features, self._hidden, self._pieces, width = weights.shape
        self._weights = np.ascontiguousarray(weights.reshape(-1, width).T)
        self._bias = lower.get_param("b").reshape(-1)
        self._padding = lower.get_param("pad").reshape(1, self._features, -1)
        self._out = np.ascontiguousarray(upper.get_param("W").T)
        self._out_bias = upper.get_param("b")
        self._moves = [
            _move(component.moves.get_class_name(number))
            for number in range(component.moves.n_moves)
        ]
        self._labels = sorted({label for _, label in self._moves if label})
        self._allowed = _allowed(self._moves, self._labels)

    def decode(self, documents: Sequence[Any]) -> list[list[Entity]]:
        """Return the entities of tokenised texts, the longest text first."""
        import numpy as np

        vectors = self._embed.predict(documents)
        cached = (vectors @ self._weights).reshape(len(vectors), self._features, -1)
        cached = np.concatenate([cached, self._padding])
        lengths = np.array([len(document) for document in documents])
        firsts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
        spaces = np.concatenate([document.to_array("IS_SPACE") for document in documents])
        steps = self._steps(cached, firsts, lengths, spaces.astype(np.intp))
        found: list[list[Entity]] = [[] for _ in documents]
        for index, start, end, label in steps:
            document = documents[index]
            last = document[end]
            found[index].append(
                Entity(document[start].idx, last.idx + len(last), self._labels[label])
            )
        return found

    def _steps(
        self,
        cached: NDArray[np.float32],
        firsts: NDArray[np.intp],
        lengths: NDArray[np.intp],
        spaces: NDArray[np.intp],
    ) -> Iterator[tuple[int, int, int, int]]:
        """Yield document, first and last token, and label of each entity as it is closed."""
        import numpy as np

        padding = len(cached) - 1
        # 0 while no entity is open, else one more than its label's number.
        opened = np.zeros(len(lengths), np.intp)
        begun = np.zeros(len(lengths), np.intp)
        moves = np.array([_KINDS.index(kind) for kind, _ in self._moves])
        labels = np.array([self._labels.index(x) + 1 if x else 0 for _, x in self._moves])
        for step in range(lengths[0]):
            active = int(np.searchsorted(-lengths, -step))
            token, inside = firsts[:active] + step, opened[:active] > 0
            features = (
                cached[token, 0]
                + cached[np.where(inside, begun[:active], padding), 1]
                + cached[np.where(inside, token - 1, padding), 2]
                + self._bias
            )
            hidden = features.reshape(active, self._hidden, self._pieces).max(axis=2)
            scores = hidden @ self._out + self._out_bias
            at_end = (lengths[:active] == step + 1).astype(np.intp)
            scores[~self._allowed[opened[:active], at_end, spaces[token]]] = -np.inf
            best = scores.argmax(axis=1)
            kinds = moves[best]
            starts = (kinds == _BEGIN) | (kinds == _UNIT)
            begun[:active] = np.where(starts, token, begun[:active])
            for index in np.flatnonzero((kinds == _LAST) | (kinds == _UNIT)):
                first = firsts[index]
                yield int(index), int(begun[index] - first), step, int(labels[best[index]]) - 1
            opened[:active] = np.where(kinds == _BEGIN, labels[best], opened[:active])
            opened[:active] = np.where(kinds == _LAST, 0, opened[:active])


_KINDS = "BILUO"
_BEGIN, _IN, _LAST, _UNIT, _OUT = range(len(_KINDS))


def _move(name: str) -> tuple[str, str]:
    kind, _, label = name.partition("-")
    return kind, label


def _allowed(moves: list[tuple[str, str]], labels: list[str]) -> NDArray[np.bool_]:
    """Return which moves are valid by the open label (0: none), at the last token, on a space."""
    import numpy as np

    table = np.zeros((len(labels) + 1, 2, 2, len(moves)), bool)
    for number, (kind, label) in enumerate(moves):
        if kind == "O":
            table[0, :, :, number] = True
        elif label and kind == "B":
            table[0, 0, 0, number] = True
        elif label and kind == "U":
            table[0, :, 0, number] = True
        elif label and kind == "I":
            table[labels.index(label) + 1, 0, :, number] = True
        elif label and kind == "L":
            table[labels.index(label) + 1, :, :, number] = True
    return table


def _is_plain(component: Any) -> bool:
    """Tell whether the model is built as the decoder expects."""
    layers = component.model.layers
    if len(layers) != 3 or component.model.attrs.get("unseen_classes"):
        return False
    lower = layers[1]
    return (
        lower.has_param("pad") is True
        and lower.get_dim("nF") == _FEATURES
        and lower.get_dim("nP") > 1
    )


def _use_numpy(model: Any) -> None:
    """Multiply by NumPy's library: spaCy's has no kernels for some newer processors."""
    import numpy as np
    from thinc.api import NumpyOps

    class NumpyProducts(NumpyOps):  # type: ignore[misc]
        def gemm(
            self,
            x: Any,
            y: Any,
            out: Any = None,
            trans1: bool = False,  # noqa: FBT001, FBT002 (thinc's signature)
            trans2: bool = False,  # noqa: FBT001, FBT002
        ) -> Any:
            return np.matmul(x.T if trans1 else x, y.T if trans2 else y, out=out)

    ops = NumpyProducts()
    for node in model.walk():
        if isinstance(node.ops, NumpyOps):
            node.ops = ops


def _entities(document: Any) -> list[Entity]:
    return [Entity(e.start_char, e.end_char, e.label_) for e in document.ents]
