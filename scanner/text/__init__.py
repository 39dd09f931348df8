"""Text: one folded form for all matching, with offsets back; languages of a post."""

from scanner.text.fold import Folded, fold

__all__ = ["Folded", "fold"]
