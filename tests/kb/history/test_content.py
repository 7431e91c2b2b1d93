"""What a revision says is kept as text, and compared by what it means."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kb.catalog import Catalog
from kb.history import FieldChange, content_of, digest_data, find_changes


def test_the_content_of_every_real_revision_is_read_back_as_the_same(catalog: Catalog) -> None:
    for fact in catalog:
        for revision in fact.revisions:
            content = content_of(revision)
            assert find_changes(content, revision) == []


def test_content_holds_text_only_and_nothing_empty(catalog: Catalog) -> None:
    content = content_of(catalog.fact("ZM-TOKEN-001").latest)
    assert content["payload"]["issued"] == "true"
    assert "withdrawn" not in content
    assert "payload" not in content_of(next(fact for fact in catalog if fact.kind == "claim").latest)


def test_a_key_with_its_default_left_out_is_no_change(catalog: Catalog) -> None:
    revision = catalog.fact("ZM-TOKEN-001").latest
    content = content_of(revision)
    payload = {key: value for key, value in content["payload"].items() if key != "issued"}
    assert find_changes({**content, "payload": payload}, revision) == []


def test_a_change_has_its_field_and_both_values(catalog: Catalog) -> None:
    revision = catalog.fact("ZM-APP-002").latest
    content = content_of(revision)
    other = {**content, "payload": {**content["payload"], "workload": "personal-calendar"}}
    assert find_changes(other, revision) == [FieldChange("payload.workload", "personal-calendar", "rooms")]


def test_content_that_the_model_does_not_know_is_no_silent_match(catalog: Catalog) -> None:
    revision = catalog.fact("ZM-APP-002").latest
    with pytest.raises(ValidationError):
        find_changes({**content_of(revision), "payload": {"colour": "red"}}, revision)


def test_a_digest_does_not_depend_on_the_order_of_keys() -> None:
    assert digest_data({"a": "1", "b": ["2"]}) == digest_data({"b": ["2"], "a": "1"})
    assert digest_data({"a": ["1", "2"]}) != digest_data({"a": ["2", "1"]})
