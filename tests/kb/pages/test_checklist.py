"""The checklist: every line a box, every line with its fact."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.pages.checklist import write_checks, write_step_checks
from kb.pages.marks import Marks
from kb.pages.payloads import list_steps
from kb.pages.templates import Page, render_page

PAGE = Page("guide/checklist.md", "guide/checklist.md")
VALIDATIONS = ("ZM-STEP-011", "ZM-STEP-012", "ZM-STEP-013", "ZM-STEP-014")


def test_the_sections_stand_in_the_order_of_the_work(catalog: Catalog) -> None:
    text, _ = render_page(PAGE, catalog, Marks(PAGE.path))
    order = ["prerequisites", "consent", "zoom", "entra", "validate"]
    assert re.findall(r"^## .*\{ #(\w+) \}$", text, re.MULTILINE) == order


def test_every_box_has_a_name_of_its_own(catalog: Catalog) -> None:
    text, _ = render_page(PAGE, catalog, Marks(PAGE.path))
    names = re.findall(r'data-check="([^"]+)"', text)
    assert len(names) == len(set(names)) == text.count("<label>") > 20


def test_a_step_that_all_procedures_share_stands_there_once(catalog: Catalog) -> None:
    facts = [catalog.fact(fact_id) for fact_id in VALIDATIONS]
    lines = [line for line in write_step_checks(facts, Marks()).split("\n") if line.startswith("- [ ] ")]
    own = [list_steps(fact) for fact in facts]
    for step in own[0]:
        shared = all(step in steps for steps in own)
        assert sum(step in line for line in lines) == 1, step
        assert shared or any(step in line and "ZM-STEP-011" in line for line in lines)
    for fact in facts:
        (line,) = [line for line in lines if fact.id in line]
        assert any(step in line for step in list_steps(fact))


def test_procedures_of_different_length_keep_all_their_steps(catalog: Catalog) -> None:
    facts = [catalog.fact("ZM-STEP-001"), catalog.fact("ZM-STEP-007")]
    text = write_step_checks(facts, Marks())
    assert text.count("- [ ] ") == sum(len(list_steps(fact)) for fact in facts)
    assert all(f"- [ ] {step}" in text for fact in facts for step in list_steps(fact))


def test_a_limited_line_says_what_it_is_limited_to(catalog: Catalog) -> None:
    assert "(Application Permissions) [ZM-ROLE-004]" in write_checks([catalog.fact("ZM-ROLE-004")], Marks())


@pytest.mark.parametrize("fact_id", ["ZM-ROLE-002", "ZM-ROLE-008", "ZM-APP-002", "ZM-SCOPE-010", "ZM-APP-007"])
def test_a_line_is_made_of_its_facts_own_words(fact_id: str, catalog: Catalog) -> None:
    fact = catalog.fact(fact_id)
    known = f"{fact.latest.title} {fact.latest.statement} {fact.latest.payload.model_dump_json()} later".lower()
    line = write_checks([fact], Marks()).split(" [ZM-")[0].removeprefix("- [ ] ")
    assert [word for word in re.findall(r"[\w/-]+", line.split("(")[0].lower()) if word not in known] == []


def test_the_twin_is_a_list_of_tasks(site: Path) -> None:
    twin = (site / "guide/checklist.md").read_text(encoding="utf-8")
    assert twin.count("- [ ] ") > 20
    assert "<input" not in twin
