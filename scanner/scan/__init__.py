"""The pipeline: posts in, findings out. Ad hoc on dumps, or scheduled on configured sources.

Names are imported when first used: a rescan needs neither the store nor notices.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from scanner.scan.dumps import Rescan, rescan
    from scanner.scan.examine import Examiner
    from scanner.scan.scheduled import ScanReport, scan

__all__ = ["Examiner", "Rescan", "ScanReport", "rescan", "scan"]

_PLACES = {
    "Examiner": "examine",
    "Rescan": "dumps",
    "ScanReport": "scheduled",
    "rescan": "dumps",
    "scan": "scheduled",
}


def __getattr__(name: str) -> Any:
    if name not in _PLACES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_PLACES[name]}"), name)
