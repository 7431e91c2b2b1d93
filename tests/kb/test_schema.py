"""The editors' schema says what the models say."""

from __future__ import annotations

from pathlib import Path
from typing import get_args

from kb.models import facts
from kb.schema import SCHEMA, build_schema, list_keys, write_schema


def test_every_kind_has_its_own_branch() -> None:
    kinds = {get_args(model.model_fields["kind"].annotation)[0] for model in get_args(facts.Fact)}
    assert set(build_schema()["discriminator"]["mapping"]) == kinds


def test_keys_carry_the_words_of_their_models() -> None:
    definitions = build_schema()["$defs"]
    assert definitions["Provenance"]["properties"]["section"]["description"] == "The heading it stands under."
    assert "Attributes" not in definitions["Provenance"]["description"]


def test_keys_are_found_at_any_depth() -> None:
    assert {"id", "revisions", "statement", "app_id", "minimums", "product", "replaced_by"} <= list_keys(build_schema())


def test_unknown_keys_are_refused_everywhere() -> None:
    for name, definition in build_schema()["$defs"].items():
        if definition.get("type") == "object":
            assert definition["additionalProperties"] is False, name


def test_it_is_written_only_when_it_changed(tmp_path: Path) -> None:
    (tmp_path / "kb").mkdir()
    assert write_schema(tmp_path)
    before = (tmp_path / SCHEMA).stat().st_mtime_ns
    assert not write_schema(tmp_path)
    assert (tmp_path / SCHEMA).stat().st_mtime_ns == before
