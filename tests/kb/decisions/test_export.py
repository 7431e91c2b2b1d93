"""The exported decisions are complete: whoever reads them needs nothing else."""

from __future__ import annotations

import json

from kb.catalog import Catalog
from kb.decisions import export_decisions, list_decisions


def test_every_cited_fact_is_in_the_export(catalog: Catalog) -> None:
    data = export_decisions(catalog)
    cited = {
        citation
        for decision in data["decisions"]
        for outcome in decision["outcomes"]
        for citation in [*outcome["grounds"], *(each for section in outcome["sections"] for each in section["facts"])]
    }
    assert cited <= set(data["facts"])
    for citation, fact in data["facts"].items():
        own = catalog.fact(fact["id"])
        assert (citation, fact["statement"]) == (own.citation, own.latest.statement)
        assert fact["url"] == f"facts/{fact['id'].split('-')[1].lower()}/#{fact['id'].lower()}"


def test_the_export_holds_every_outcome(catalog: Catalog) -> None:
    data = export_decisions(catalog)
    for exported, decision in zip(data["decisions"], list_decisions(catalog), strict=True):
        assert [one["answers"] for one in exported["outcomes"]] == [dict(one.answers) for one in decision.outcomes]
        assert [one["result"] for one in exported["outcomes"]] == [one.result for one in decision.outcomes]


def test_the_same_facts_give_the_same_bytes(catalog: Catalog) -> None:
    assert json.dumps(export_decisions(catalog)) == json.dumps(export_decisions(catalog))
