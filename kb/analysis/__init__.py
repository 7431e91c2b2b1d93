"""From text to units of meaning, the same way for facts and questions."""

from kb.analysis.analyzer import Analysis, Analyzer, Unit
from kb.analysis.tokens import fold, stem, tokenise
from kb.analysis.values import Span, duration_seconds, find_spans, spell_duration

__all__ = ["Analysis", "Analyzer", "Span", "Unit", "duration_seconds", "find_spans", "fold", "spell_duration", "stem", "tokenise"]
