"""From files to posts: one module a format, recognised by content.

``expand`` names the files, ``open_source`` reads one. Whatever cannot be read is handed over as
:class:`Unreadable` and counted; nothing is dropped in silence.
"""

from scanner.errors import SourceError
from scanner.sources.formats import Context, Format, Head, JsonFormat, Reader
from scanner.sources.paths import expand
from scanner.sources.quarantine import QuarantineReport
from scanner.sources.reading import FORMATS, Reading, identify, open_source
from scanner.sources.records import Record, Tally, Unreadable, Unrecognised

__all__ = [
    "FORMATS",
    "Context",
    "Format",
    "Head",
    "JsonFormat",
    "QuarantineReport",
    "Reader",
    "Reading",
    "Record",
    "SourceError",
    "Tally",
    "Unreadable",
    "Unrecognised",
    "expand",
    "identify",
    "open_source",
]
