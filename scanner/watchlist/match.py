"""The answer to whether two names may be one person's."""

from dataclasses import dataclass

__all__ = ["SAME", "Match"]

# From here on the names agree in all that both say; below it something is missing or differs.
SAME = 0.7


@dataclass(frozen=True, slots=True)
class Match:
    """How well two names agree, in [0, 1], and what was seen, in words."""

    score: float
    how: str

    @property
    def same(self) -> bool:
        """Whether the names agree well enough to be taken for one person's."""
        return self.score >= SAME
