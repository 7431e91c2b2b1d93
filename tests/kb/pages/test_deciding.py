"""The decision helper's page: it works without scripts, and its data lies beside it."""

from __future__ import annotations

import json
import re
from pathlib import Path

from kb.catalog import Catalog
from kb.decisions import export_decisions, list_decisions
from kb.pages.deciding import DATA, write_helper, write_outcomes
from kb.pages.marks import Marks
from tests.kb.decisions.changes import with_changed

PAGE = Marks("guide/deciding.md")


def test_the_built_site_holds_the_decisions(site: Path, catalog: Catalog) -> None:
    assert json.loads((site / DATA).read_text(encoding="utf-8")) == export_decisions(catalog)


def test_the_page_without_scripts_holds_every_outcome_with_its_facts(site: Path, catalog: Catalog) -> None:
    twin = (site / "guide/deciding.md").read_text(encoding="utf-8")
    rows = [line for line in twin.split("\n") if line.startswith("| ") and "ZM-" in line]
    outcomes = [outcome for decision in list_decisions(catalog) for outcome in decision.outcomes]
    assert len(rows) == len(outcomes)
    for row, outcome in zip(rows, outcomes, strict=True):
        assert f"**{outcome.result}**" in row
        assert re.findall(r"\[(ZM-[A-Z]+-\d{3})\]", row) == [fact.id for fact in (*outcome.grounds, *outcome.other_side)]


def test_every_option_of_the_form_is_one_of_the_data(catalog: Catalog) -> None:
    decisions = list_decisions(catalog)
    text = write_helper(decisions, PAGE)
    assert re.findall(r'name="(\w+)" value="([\w-]+)"', text) == [
        (question.id, option.value) for decision in decisions for question in decision.questions for option in question.options
    ]
    assert f'data-source="../../{DATA}"' in text
    assert write_helper(decisions, Marks()) == ""


def test_a_hostile_fact_stays_text(catalog: Catalog) -> None:
    hostile = with_changed(catalog, "ZM-METHOD-029", payload={"situation": '"><script>alert(1)</script>'})
    decisions = list_decisions(hostile)
    assert "<script" not in write_helper(decisions, PAGE)
    assert "<script" not in write_outcomes(decisions, PAGE)
