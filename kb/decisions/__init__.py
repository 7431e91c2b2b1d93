"""Decides from facts: which method fits, and what to set. Every outcome for every answer, each with the facts it rests on.

The pages show these outcomes and the exported JSON holds them; nothing decides a second time.
"""

from kb.decisions.export import export_decisions
from kb.decisions.methods import find_methods, find_recommended
from kb.decisions.model import Decision, DecisionQuestion, Option, Outcome, Section
from kb.decisions.outcomes import list_decisions

__all__ = [
    "Decision",
    "DecisionQuestion",
    "Option",
    "Outcome",
    "Section",
    "export_decisions",
    "find_methods",
    "find_recommended",
    "list_decisions",
]
