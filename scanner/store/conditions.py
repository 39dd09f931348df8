"""WHERE clauses from fixed fragments, so that each query can use the index that fits it."""

from collections.abc import Mapping
from typing import Any

__all__ = ["where"]


def where(fragments: Mapping[str, str], values: Mapping[str, Any]) -> str:
    """Join the SQL ``fragments`` whose value is given (not None); all are met if none is.

    Values never enter the SQL: they are bound by the names the fragments use.

    >>> where({"person": "person = :person", "url": "url = :url"}, {"person": "su-wanqing"})
    'person = :person'
    """
    given = (sql for name, sql in fragments.items() if values.get(name) is not None)
    return " AND ".join(given) or "TRUE"
