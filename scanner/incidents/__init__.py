"""Copies of one thing become one incident; asks the store what is already known."""

from scanner.incidents.fingerprint import text_fingerprint
from scanner.incidents.grouping import IncidentIndex, MemoryIndex, StoreIndex, assign

__all__ = ["IncidentIndex", "MemoryIndex", "StoreIndex", "assign", "text_fingerprint"]
