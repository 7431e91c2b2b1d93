"""The pages to read are written: they say a fact once, and do not begin sentence after sentence alike."""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

import pytest

from kb.catalog import Catalog
from kb.errors import KbError
from kb.pages.listing import Page
from kb.pages.marks import Marks
from kb.pages.payloads import list_steps
from kb.pages.procedures import write_shared_steps
from kb.pages.templates import render_plain_page

READ = ("index", "prerequisites", "consent", "methods", "rooms", "users", "security", "validating")
CITED = re.compile(r"\[(ZM-[A-Z]+-\d{3})\]\([^)]*\)")
VALIDATIONS = ("ZM-STEP-012", "ZM-STEP-011", "ZM-STEP-013", "ZM-STEP-014")


def read(name: str, catalog: Catalog) -> str:
    return render_plain_page(Page(f"guide/{name}.md", f"guide/{name}.md"), catalog)


@pytest.mark.parametrize("name", [name for name in READ if name != "prerequisites"])
def test_a_fact_stands_once_on_a_page(name: str, catalog: Catalog) -> None:
    # A step may name another procedure; that is a pointer, and says nothing a second time.
    cited = Counter(CITED.findall(re.sub(r"\(see \[ZM.*?\)\)", "", read(name, catalog))))
    assert cited
    assert [fact_id for fact_id, times in cited.items() if times > 1] == []


@pytest.mark.parametrize("name", READ)
def test_no_two_sentences_in_a_row_begin_alike(name: str, catalog: Catalog) -> None:
    alike = []
    for paragraph in re.split(r"\n\s*\n", read(name, catalog)):
        if re.match(r"\s*(\||[-*>#`<]|\d+\.)", paragraph):
            continue
        sentences = [one.split() for one in re.split(r"(?<=[.:;?!])\s+", CITED.sub("", paragraph))]
        said = [[word.lower() for word in one[:2]] for one in sentences if len(one) > 3]
        alike += [first for first, second in pairwise(said) if first == second]
    assert alike == []


def test_procedures_that_part_in_one_step_are_one_list_that_says_for_whom(catalog: Catalog) -> None:
    facts = [catalog.fact(fact_id) for fact_id in VALIDATIONS]
    text = write_shared_steps(facts, Marks())
    for fact in facts:
        for step in list_steps(fact):
            assert text.count(re.split(r"[0-9a-f]{8}-", step)[0]) in (1, len(facts)), step
        (own,) = [line for line in text.split("\n") if f"[{fact.id}]" in line]
        assert re.match(r"    - \*.+, .+\.\* Open the \*\*Zoom\*\* entry", own)
    assert [line.split(".")[0] for line in text.split("\n") if line[0].isdigit()] == [str(at) for at in range(1, 8)]


def test_procedures_of_different_length_are_refused(catalog: Catalog) -> None:
    with pytest.raises(KbError, match="equally many steps"):
        write_shared_steps([catalog.fact("ZM-STEP-001"), catalog.fact("ZM-STEP-007")], Marks())
