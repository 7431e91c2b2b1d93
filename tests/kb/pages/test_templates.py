"""The templates name facts, and hold none of their text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.errors import FactProblems
from kb.loader import ROOT
from kb.models import Status
from kb.pages.listing import FOLDER, Page, list_pages
from kb.pages.marks import Marks
from kb.pages.templates import check_templates, render_page
from kb.pages.write import write_pages


def written_by_hand() -> list[Path]:
    generated = {ROOT / "docs" / page.path for page in list_pages()}
    docs = [path for path in (ROOT / "docs").rglob("*.md") if path not in generated]
    return sorted([*FOLDER.rglob("*.md"), *docs])


def words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+", text.lower())


def with_template(folder: Path, text: str) -> Page:
    (folder / "guide").mkdir()
    (folder / "guide" / "one.md").write_text(text, encoding="utf-8")
    return Page("guide/one.md", "guide/one.md")


def withdrawn(catalog: Catalog, fact_id: str) -> Catalog:
    fact = catalog.fact(fact_id)
    data = fact.latest.model_dump(mode="json") | {
        "status": "withdrawn",
        "withdrawn": {"date": "2027-01-01", "reason": "No longer so.", "replaced_by": ["ZM-APP-001"]},
    }
    revision = type(fact.latest).model_validate(data)
    changed = fact.model_copy(update={"revisions": (revision,)})
    facts = [changed if one.id == fact_id else one for one in catalog]
    return Catalog(facts, catalog.sources.values(), catalog.vocabulary.values())


def test_every_current_fact_stands_on_a_guide_or_reference_page(catalog: Catalog) -> None:
    used: set[str] = set()
    for page in list_pages():
        if page.path.startswith(("guide/", "reference/")):
            used |= render_page(page, catalog, Marks(page.path))[1]
    assert {fact.id for fact in catalog.current()} - used == set()


def test_facts_and_gaps_are_counted_apart(catalog: Catalog) -> None:
    gaps = sum(fact.kind == "gap" for fact in catalog.current())
    for name in ("index.md", "facts/index.md"):
        text = render_page(Page(name, name), catalog, Marks())[0]
        assert f"{len(catalog.current()) - gaps} facts" in text
        assert f"{gaps} gaps" in text
        assert f"{len(catalog.current())} facts" not in text


def test_the_real_templates_have_no_problem(catalog: Catalog) -> None:
    assert check_templates(catalog) == []


def test_every_problem_of_every_template_is_reported_with_file_and_line(catalog: Catalog, tmp_path: Path) -> None:
    with_template(
        tmp_path,
        '# One\n\n{{ fact("ZM-APP-999") }}\n\n{{ points("ZM-APP-002",\n          "ZM-APP-998") }}\n{{ fact(area) }}\n{{ note() }}\n',
    )
    with pytest.raises(FactProblems) as caught:
        write_pages(tmp_path, catalog, tmp_path)
    found = [(problem.path, problem.line, problem.rule) for problem in caught.value.problems]
    place = "kb/pages/templates/guide/one.md"
    assert found == [(place, 3, "unknown-fact"), (place, 6, "unknown-fact"), (place, 7, "computed-id"), (place, 8, "no-fact-named")]
    assert not (tmp_path / "docs").exists()


def test_a_withdrawn_fact_is_a_problem_that_names_what_replaces_it(catalog: Catalog, tmp_path: Path) -> None:
    with_template(tmp_path, '{{ fact("ZM-APP-002") }}\n')
    changed = withdrawn(catalog, "ZM-APP-002")
    assert changed.fact("ZM-APP-002").latest.status is Status.WITHDRAWN
    (problem,) = check_templates(changed, tmp_path)
    assert (problem.line, problem.rule) == (1, "withdrawn-fact")
    assert "ZM-APP-001" in problem.message


def test_a_withdrawn_fact_keeps_its_place_with_day_and_reason(catalog: Catalog) -> None:
    page = Page("facts/app.md", "facts/area.md", "APP")
    text, _ = render_page(page, withdrawn(catalog, "ZM-APP-003"), Marks(page.path))
    assert "{ #zm-app-003 }" in text
    assert "Withdrawn on 1 January 2027.** No longer so. Cite [ZM-APP-001](app.md#zm-app-001)" in text


def test_bad_template_syntax_is_a_located_problem(catalog: Catalog, tmp_path: Path) -> None:
    with_template(tmp_path, "# One\n\n{{ fact( }}\n")
    (problem,) = check_templates(catalog, tmp_path)
    assert (problem.path, problem.line, problem.rule) == ("kb/pages/templates/guide/one.md", 3, "bad-template")


def test_no_sentence_of_a_statement_stands_in_a_template_or_a_hand_written_page(catalog: Catalog) -> None:
    sentences = {}
    for fact in catalog:
        for sentence in re.split(r"(?<=[.:;?!])\s+", fact.latest.statement):
            if len(words(sentence)) > 4:
                sentences[" ".join(words(sentence))] = fact.id
    for path in written_by_hand():
        text = " ".join(words(path.read_text(encoding="utf-8")))
        copied = {fact_id for sentence, fact_id in sentences.items() if sentence in text}
        assert copied == set(), f"{path.relative_to(ROOT)} repeats the text of {copied}; name the facts instead"


def test_no_ten_words_in_a_row_come_from_the_guide(guide_text: str) -> None:
    source, count = words(guide_text), 10
    runs = {tuple(source[at : at + count]) for at in range(len(source) - count + 1)}
    for path in written_by_hand():
        own = words(path.read_text(encoding="utf-8"))
        found = [" ".join(own[at : at + count]) for at in range(len(own) - count + 1) if tuple(own[at : at + count]) in runs]
        assert found == [], path.relative_to(ROOT)
