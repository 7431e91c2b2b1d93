"""A release: its name and its day."""

from __future__ import annotations

import datetime
from typing import Any

import pytest
from pydantic import ValidationError

from kb.models import Release
from kb.models.releases import order_of

GOOD: dict[str, Any] = {"name": "2026.11.0", "date": datetime.date(2026, 11, 23), "digest": "0" * 64, "facts": {}}


def test_a_release_is_named_for_its_month() -> None:
    assert Release(**GOOD).order == (2026, 11, 0)
    with pytest.raises(ValidationError, match=r"is named 2026\.12\.0"):
        Release(**{**GOOD, "date": datetime.date(2026, 12, 1)})


@pytest.mark.parametrize("name", ["2026.1.0", "2026.13.0", "26.11.0", "2026.11", "2026.11.00", "2026.11.0 ", "v2026.11.0", "unreleased"])
def test_a_release_of_another_name_is_refused(name: str) -> None:
    with pytest.raises(ValidationError, match="pattern"):
        Release(**{**GOOD, "name": name})


def test_names_are_ordered_by_number_and_not_by_letter() -> None:
    assert sorted(["2026.11.10", "2027.01.0", "2026.11.9"], key=order_of) == ["2026.11.9", "2026.11.10", "2027.01.0"]
