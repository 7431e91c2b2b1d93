"""All decisions in the order the page shows them."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.decisions.methods import decide_method
from kb.decisions.model import Decision
from kb.decisions.settings import decide_setting
from kb.subject import subject


def list_decisions(catalog: Catalog) -> list[Decision]:
    """Every decision with all its outcomes.

    Raises:
        UnknownFact: The catalog lacks a fact that a decision names.
    """
    chosen = subject().decisions
    decisions = [decide_method(catalog, chosen.method)] if chosen.method else []
    return [*decisions, decide_setting(catalog, chosen.setting)] if chosen.setting else decisions
