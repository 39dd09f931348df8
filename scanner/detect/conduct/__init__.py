"""What a post does: threatens, degrades, asks for private data, speaks as somebody else."""

from scanner.detect.conduct.detector import ConductDetector
from scanner.detect.conduct.lexicon import Block, ConductType, Lexicon, load_lexicon

__all__ = ["Block", "ConductDetector", "ConductType", "Lexicon", "load_lexicon"]
