"""The shapes of the data; everything else is written against these names."""

from kb.models.conditions import LABELS, Conditions
from kb.models.facts import AnyFact, Basis, Fact, GapFact, Provenance, Revision, Status, Withdrawal
from kb.models.releases import Release, ReleasedState
from kb.models.sources import Seen, Skip, Source, VocabularyTerm

__all__ = [
    "LABELS",
    "AnyFact",
    "Basis",
    "Conditions",
    "Fact",
    "GapFact",
    "Provenance",
    "Release",
    "ReleasedState",
    "Revision",
    "Seen",
    "Skip",
    "Source",
    "Status",
    "VocabularyTerm",
    "Withdrawal",
]
