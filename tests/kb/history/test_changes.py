"""What changed between two revisions is named field by field."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.history import EDITORIAL_FIELDS, FieldChange, list_changes


def test_the_same_revision_has_no_changes(catalog: Catalog) -> None:
    for fact in catalog:
        assert list_changes(fact.latest, fact.latest) == []


def test_a_changed_value_is_named_with_its_path(catalog: Catalog) -> None:
    old = catalog.fact("ZM-APP-002").latest
    other = "00000000-0000-4000-8000-000000000000"
    new = old.model_copy(update={"payload": old.payload.model_copy(update={"app_id": other})})
    assert list_changes(old, new) == [FieldChange("payload.app_id", str(old.payload.app_id), other)]


def test_editorial_fields_are_compared_only_when_asked_for(catalog: Catalog) -> None:
    old = catalog.fact("ZM-APP-002").latest
    new = old.model_copy(update={"title": "Another title"})
    assert list_changes(old, new) == []
    assert list_changes(old, new, EDITORIAL_FIELDS) == [FieldChange("title", old.title, "Another title")]
