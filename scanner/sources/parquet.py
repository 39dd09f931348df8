"""Parquet files as JSON Lines, for which pyarrow is needed (the extra ``parquet``)."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from scanner.errors import Fault, SourceError
from scanner.sources.unpacking import Readable

__all__ = ["is_parquet", "parquet_lines"]

_MAGIC = b"PAR1"
_ROWS = 1_000


def is_parquet(file: Readable) -> bool:
    """Tell whether a file is Parquet; it stands at its start afterwards."""
    head = file.read(4)
    file.seek(0)
    return head == _MAGIC


def parquet_lines(file: Readable, path: Path) -> Iterator[bytes]:
    """Give each row as a line of JSON; the columns are its keys.

    :raises SourceError: if pyarrow is not installed or the file cannot be read.
    """
    try:
        from pyarrow import ArrowException
        from pyarrow.parquet import ParquetFile
    except ImportError:
        remedy = "Install it with `pip install exposure-scanner[parquet]`, or export to CSV"
        raise SourceError(Fault("is Parquet, which needs pyarrow", remedy, file=path)) from None
    try:
        table = ParquetFile(file)
        for batch in table.iter_batches(batch_size=_ROWS):
            for row in batch.to_pylist():
                yield orjson.dumps(row, default=_plain, option=_OPTIONS)
    except (ArrowException, OSError) as error:
        what = f"is damaged Parquet ({type(error).__name__})"
        raise SourceError(Fault(what, "Fetch it again", file=path)) from None


_OPTIONS = orjson.OPT_APPEND_NEWLINE | orjson.OPT_NON_STR_KEYS


def _plain(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
