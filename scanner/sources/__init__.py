"""From files to posts: one module a format, recognised by content.

``expand`` names the files, ``open_source`` reads one. Whatever cannot be read is handed over as
:class:`Unreadable` and counted; nothing is dropped in silence.
"""

from scanner.errors import SourceError
from scanner.sources.bytestream import STANDARD_INPUT
from scanner.sources.drift import require_whole, told_missing
from scanner.sources.formats import Context, Coverage, Format, Head, JsonFormat, Reader
from scanner.sources.glances import GLANCE_FIELDS, glance_at
from scanner.sources.mapping import Chunk, Glanced, Mapper
from scanner.sources.paths import expand
from scanner.sources.quarantine import QuarantineReport
from scanner.sources.reading import FORMATS, Reading, identify, open_source
from scanner.sources.records import Record, Tally, Unreadable, Unrecognised
from scanner.sources.registry import known_formats
from scanner.sources.retry import retry

__all__ = [
    "FORMATS",
    "GLANCE_FIELDS",
    "STANDARD_INPUT",
    "Chunk",
    "Context",
    "Coverage",
    "Format",
    "Glanced",
    "Head",
    "JsonFormat",
    "Mapper",
    "QuarantineReport",
    "Reader",
    "Reading",
    "Record",
    "SourceError",
    "Tally",
    "Unreadable",
    "Unrecognised",
    "expand",
    "glance_at",
    "identify",
    "known_formats",
    "open_source",
    "require_whole",
    "retry",
    "told_missing",
]
