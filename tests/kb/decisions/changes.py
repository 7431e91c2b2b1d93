"""A catalog in which one fact says something else: what follows from facts must follow the change."""

from __future__ import annotations

from typing import Any

from kb.catalog import Catalog


def with_changed(catalog: Catalog, fact_id: str, **changes: Any) -> Catalog:
    """The catalog with fields of a fact's latest revision replaced; a mapping is merged into the field."""
    fact = catalog.fact(fact_id)
    data = fact.latest.model_dump(mode="json")
    for name, value in changes.items():
        data[name] = data[name] | value if isinstance(value, dict) and isinstance(data[name], dict) else value
    revision = type(fact.latest).model_validate(data)
    changed = fact.model_copy(update={"revisions": (revision, *fact.revisions[1:])})
    return Catalog([changed if one.id == fact_id else one for one in catalog], catalog.sources.values(), catalog.vocabulary.values())


def without(catalog: Catalog, fact_id: str) -> Catalog:
    """The catalog with a fact withdrawn."""
    return with_changed(
        catalog, fact_id, status="withdrawn", withdrawn={"date": "2027-01-01", "reason": "No longer so.", "replaced_by": []}
    )
