"""What every group of tables in the store is built on."""

from scanner.store.connection import Connection

__all__ = ["Records"]


class Records:
    """A group of tables, reached through the store's one connection."""

    def __init__(self, connection: Connection) -> None:
        self._db = connection
