"""Facts and their revisions."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import TypeAdapter, ValidationError

from kb.models import AnyFact, Fact, GapFact, Provenance
from kb.models.facts import BaseFact, Status

FACTS: TypeAdapter[Fact] = TypeAdapter(AnyFact)


def revision(**changes: Any) -> dict[str, Any]:
    source = {"id": "guide", "section": "S", "lines": [["3", "4"]], "read": "2026-11-23"}
    return {"revision": "1", "date": "2026-11-23", "title": "T", "statement": "S.", "payload": {}, "source": source} | changes


def fact(*revisions: dict[str, Any], **changes: Any) -> Fact:
    return FACTS.validate_python({"id": "ZM-APP-001", "kind": "claim", "revisions": revisions or [revision()]} | changes)


def test_the_kind_picks_the_class_and_its_payload() -> None:
    gap = fact(revision(payload={"reason": "image_only", "missing": "scopes"}), kind="gap")
    assert isinstance(gap, GapFact)
    with pytest.raises(ValidationError, match="missing"):
        fact(revision(payload={"reason": "image_only"}), kind="gap")
    with pytest.raises(ValidationError, match="tag"):
        fact(kind="rumour")


def test_each_kind_is_one_class_of_the_union() -> None:
    kinds = [get_args(one.model_fields["kind"].annotation) for one in get_args(Fact)]
    assert all(len(kind) == 1 for kind in kinds)
    assert len(set(kinds)) == len(kinds)
    assert set(get_args(Fact)) == {one for one in BaseFact.__subclasses__() if one.__name__.endswith("Fact")} | {
        one for parametrised in BaseFact.__subclasses__() for one in parametrised.__subclasses__()
    }


def test_the_latest_revision_is_the_first_one_written() -> None:
    both = fact(revision(revision="2", title="New"), revision())
    assert both.latest.title == "New"
    assert both.citation == "ZM-APP-001v2"
    assert both.anchor == "zm-app-001"


@pytest.mark.parametrize(
    "wrong",
    [
        {"revisions": []},
        {"id": "ZM-APP-1"},
        {"aliases": ["APP"]},
        {"revisions": [revision(revision="0")]},
        {"revisions": [revision(date="yesterday")]},
    ],
)
def test_a_fact_of_another_shape_is_refused(wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        fact(**wrong)


def test_a_withdrawal_and_its_status_go_together() -> None:
    withdrawal = {"date": "2026-11-23", "reason": "Merged", "replaced_by": ["ZM-APP-002"]}
    assert fact(revision(status="withdrawn", withdrawn=withdrawal)).latest.status is Status.WITHDRAWN
    for half in ({"status": "withdrawn"}, {"withdrawn": withdrawal}):
        with pytest.raises(ValidationError, match="goes with `status: withdrawn`"):
            fact(revision(**half))


def test_provenance_counts_its_lines() -> None:
    where = Provenance.model_validate({"id": "guide", "section": "S", "lines": [[3, 5], [9, 9]], "read": "2026-11-23"})
    assert where.numbers() == [3, 4, 5, 9]
