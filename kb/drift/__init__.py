"""What became of the lines that facts were read from: unchanged, moved, changed, gone, and what is new."""

from kb.drift.apply import apply_moves
from kb.drift.check import check_source
from kb.drift.findings import Change, Finding, Line, SourceDrift, State

__all__ = ["Change", "Finding", "Line", "SourceDrift", "State", "apply_moves", "check_source"]
