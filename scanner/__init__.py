"""Exposure scanner: finds leaked private data, impersonation, threats and harassment.

The console command is ``scanner``; see ``docs/architecture.md`` for the way a post takes.
"""

__all__ = ["__version__"]

__version__ = "0.1.0"
