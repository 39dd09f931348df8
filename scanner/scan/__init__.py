"""The pipeline: sources → screen → detect → judge → group and keep → notify."""

from scanner.scan.dumps import Rescan, rescan
from scanner.scan.examine import Examiner
from scanner.scan.scheduled import ScanReport, scan

__all__ = ["Examiner", "Rescan", "ScanReport", "rescan", "scan"]
