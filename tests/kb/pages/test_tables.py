"""Tables lead a hurried reader right."""

from __future__ import annotations

import re

from kb.catalog import Catalog
from kb.decisions import find_recommended
from kb.pages.marks import Marks
from kb.pages.quick_facts import list_quick_facts
from kb.pages.tables import app_ids, comparison
from tests.kb.decisions.changes import with_changed, without


def rows_of(catalog: Catalog) -> list[tuple[str, bool]]:
    facts = [fact for fact in catalog.current() if fact.kind == "app_id"]
    lines = app_ids(facts, find_recommended(catalog), Marks()).split("\n")[2:]
    return [(re.findall(r"\[(ZM-APP-\d{3})\]", line)[-1], "recommended" in line) for line in lines]


def test_the_recommended_app_id_of_each_workload_comes_first_and_says_so(catalog: Catalog) -> None:
    assert rows_of(catalog) == [("ZM-APP-002", True), ("ZM-APP-001", False), ("ZM-APP-003", True), ("ZM-APP-004", False)]
    assert {fact["id"] for fact in list_quick_facts(catalog)["facts"] if fact.get("recommended")} == {"ZM-APP-002", "ZM-APP-003"}


def test_another_recommendation_changes_the_order(catalog: Catalog) -> None:
    changed = with_changed(catalog, "ZM-METHOD-025", payload={"choose": "Full Delegate Access"})
    assert rows_of(changed)[:2] == [("ZM-APP-001", True), ("ZM-APP-002", False)]


def test_what_no_fact_recommends_is_not_marked(catalog: Catalog) -> None:
    found = find_recommended(without(catalog, "ZM-METHOD-025"))
    assert set(found) == {("personal-calendar", "application")}


def test_an_empty_cell_of_a_comparison_says_that_nothing_is_said() -> None:
    rows = [["", "A", "B"], ["Cost", "5", ""]]
    assert comparison("Costs", rows, Marks()) == "|  | A | B |\n| --- | --- | --- |\n| Cost | 5 | not said |"
    assert '<td role="cell" data-label="B" class=unsaid markdown>not said</td>' in comparison("Costs", rows, Marks("guide/one.md"))
