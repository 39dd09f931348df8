"""Judging: whose a detection is, what it means, how bad it is, and why."""

from scanner.judge.findings import Judge

__all__ = ["Judge"]
