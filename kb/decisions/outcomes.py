"""All decisions in the order the page shows them."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.decisions.methods import decide_method
from kb.decisions.model import Decision
from kb.decisions.settings import decide_setting


def list_decisions(catalog: Catalog) -> list[Decision]:
    """Every decision with all its outcomes.

    Raises:
        UnknownFact: The catalog lacks a fact that a decision names.
    """
    return [decide_method(catalog), decide_setting(catalog)]
