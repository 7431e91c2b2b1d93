"""When a fact holds."""

from __future__ import annotations

import pytest
from pydantic import ValidationError

from kb.models.conditions import CONDITIONS, LABELS, Conditions, values_of


def test_a_list_may_be_written_as_its_only_member() -> None:
    assert Conditions.model_validate({"workload": "rooms"}) == Conditions.model_validate({"workload": ["rooms"]})


def test_named_conditions_are_those_that_are_set() -> None:
    conditions = Conditions.model_validate({"workload": ["rooms", "personal-calendar"], "token": "access"})
    assert conditions.named() == {"workload": frozenset({"rooms", "personal-calendar"}), "token": frozenset({"access"})}
    assert Conditions().named() == {}


@pytest.mark.parametrize("wrong", [{"workload": "room"}, {"method": ["oauth"]}, {"colour": "blue"}])
def test_conditions_come_from_closed_lists(wrong: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Conditions.model_validate(wrong)


def test_every_value_has_words_people_read() -> None:
    assert set(LABELS) == {value for key in CONDITIONS for value in values_of(key)}
