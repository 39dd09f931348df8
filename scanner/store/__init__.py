"""SQLite through sqlite-utils: findings, incidents, outbox, checkpoints; knows no rule."""

from scanner.store.checkpoints import FileMark
from scanner.store.outbox import Kind, OutboxRow, State
from scanner.store.passes import Pass
from scanner.store.retention import Deleted
from scanner.store.store import Store

__all__ = ["Deleted", "FileMark", "Kind", "OutboxRow", "Pass", "State", "Store"]
