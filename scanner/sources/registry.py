"""All formats, in the order in which they are asked, and those that other packages bring."""

import logging
from functools import cache
from importlib.metadata import entry_points

from scanner.sources.activitypub import ACTIVITYPUB
from scanner.sources.ail import AIL
from scanner.sources.bluesky import BLUESKY
from scanner.sources.csv_files import CSV
from scanner.sources.feeds import FEED
from scanner.sources.formats import Format
from scanner.sources.jsonl import JSONL
from scanner.sources.mastodon import MASTODON
from scanner.sources.meta_graph import META_GRAPH
from scanner.sources.reddit import REDDIT
from scanner.sources.rows import ROWS
from scanner.sources.telegram import TELEGRAM, TELEGRAM_4CAT
from scanner.sources.tiktok import TIKTOK_RESEARCH
from scanner.sources.x_v1 import X_V1
from scanner.sources.x_v2 import X_V2
from scanner.sources.youtube import YOUTUBE
from scanner.sources.yt_dlp import YT_DLP
from scanner.sources.zeeschuimer import ZEESCHUIMER

__all__ = ["ENTRY_POINT", "FORMATS", "known_formats"]

ENTRY_POINT = "exposure_scanner.formats"

# In the order in which they are asked; the most particular signatures come first.
FORMATS: tuple[Format, ...] = (
    ZEESCHUIMER,
    TELEGRAM,
    TELEGRAM_4CAT,
    X_V1,
    YOUTUBE,
    YT_DLP,
    ACTIVITYPUB,
    MASTODON,
    BLUESKY,
    TIKTOK_RESEARCH,
    AIL,
    X_V2,
    REDDIT,
    META_GRAPH,
    JSONL,
    ROWS,
    FEED,
    CSV,
)
_log = logging.getLogger(__name__)


@cache
def known_formats() -> tuple[Format, ...]:
    """Return the formats of other packages, which were installed on purpose, then our own.

    A package names its format in the entry point group ``exposure_scanner.formats``. One that
    fails to load, or takes a name that is taken, is left out with a warning.
    """
    found: dict[str, Format] = {}
    taken = {known.name for known in FORMATS} | {"auto"}
    for entry in sorted(entry_points(group=ENTRY_POINT)):
        try:
            made: Format = entry.load()
            name = made.name
        except Exception as error:  # noqa: BLE001 (a stranger's code may raise anything)
            _log.warning("the format %s cannot be loaded (%s)", entry.name, type(error).__name__)
            continue
        if name in taken or name in found:
            _log.warning("the format %s is left out: its name is taken", entry.name)
        else:
            found[name] = made
    return (*found.values(), *FORMATS)
