"""Private data in text: real Presidio recognisers for Canada, the mainland, Hong Kong and Taiwan.

Importing this package costs nothing; Presidio (and with it spaCy) is loaded by the first
:class:`PiiDetector` or the first call of :func:`recognizers`.
"""

from scanner.detect.pii.detector import PiiDetector, recognizers

__all__ = ["PiiDetector", "recognizers"]
