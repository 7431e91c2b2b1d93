"""What every model shares."""

from __future__ import annotations

import pytest
from pydantic import TypeAdapter, ValidationError

from kb.models.base import Duration, FactId, Model, Text, Uuid


class Pair(Model):
    name: Text
    lasts: Duration = "PT1H"


@pytest.mark.parametrize("duration", ["PT60M", "P90D", "P18M", "P1Y2M3DT4H5M6S", "PT0S"])
def test_a_duration_stays_as_written(duration: str) -> None:
    assert Pair(name="x", lasts=duration).lasts == duration


@pytest.mark.parametrize("duration", ["", "P", "PT", "P1DT", "60 minutes", "P1W", "PT1.5H", "pt60m", "PT60M ", "-PT1H"])
def test_anything_else_is_no_duration(duration: str) -> None:
    with pytest.raises(ValidationError, match=r"no ISO 8601 duration; write e\.g\. PT60M"):
        Pair(name="x", lasts=duration)


def test_text_is_stripped_and_never_empty() -> None:
    assert Pair(name="  x ").name == "x"
    with pytest.raises(ValidationError):
        Pair(name="  ")


def test_a_record_refuses_unknown_keys_and_changes() -> None:
    with pytest.raises(ValidationError, match="Extra inputs"):
        Pair.model_validate({"name": "x", "nmae": "y"})
    with pytest.raises(ValidationError, match="frozen"):
        Pair(name="x").name = "y"


@pytest.mark.parametrize(
    "text", ["F56E91E5-5A82-452F-B435-D4D78AEAF064", "f56e91e5", "f56e91e5-5a82-452f-b435-d4d78aeaf06", "f56e91e55a82452fb435d4d78aeaf064"]
)
def test_a_uuid_is_whole_in_small_letters_with_hyphens(text: str) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(Uuid)
    assert adapter.validate_python("f56e91e5-5a82-452f-b435-d4d78aeaf064")
    with pytest.raises(ValidationError):
        adapter.validate_python(text)


@pytest.mark.parametrize("text", ["ZM-APP-2", "ZM-APP-002v1", "zm-app-002", "ZM-APP-002\n", "ZM--002"])
def test_a_fact_id_has_an_area_and_three_digits_and_no_revision(text: str) -> None:
    adapter: TypeAdapter[str] = TypeAdapter(FactId)
    assert adapter.validate_python("ZM-APP-002") == "ZM-APP-002"
    with pytest.raises(ValidationError):
        adapter.validate_python(text)
