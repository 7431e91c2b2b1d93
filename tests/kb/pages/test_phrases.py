"""A page's own words for a fact may leave out, and never add."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.pages.listing import Page
from kb.pages.marks import Marks
from kb.pages.phrases import find_additions
from kb.pages.templates import check_templates, render_page


@pytest.mark.parametrize(
    ("fact_id", "words", "added"),
    [
        ("ZM-METHOD-019", "Not needed", []),
        ("ZM-METHOD-020", "Not required", ["Not"]),
        ("ZM-DATA-001", "sends credentials to the app", []),
        ("ZM-DATA-001", "sends tokens to the app", ["tokens"]),
        ("ZM-TOKEN-001", "renewed every 60 minutes", []),
        ("ZM-TOKEN-001", "renewed every 90 minutes", ["90"]),
    ],
)
def test_content_numbers_and_denials_must_be_the_facts_own(catalog: Catalog, fact_id: str, words: str, added: list[str]) -> None:
    assert find_additions(words, catalog.fact(fact_id), catalog) == added


def test_a_template_that_says_more_than_its_fact_is_refused_with_the_words(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text(
        '# One\n\n{{ say("ZM-DATA-001", "encrypts credentials") }}\n{{ say("ZM-DATA-001") }}\n', encoding="utf-8"
    )
    more, missing = check_templates(catalog, tmp_path)
    assert (more.line, more.rule) == (3, "says-more")
    assert "no word for: encrypts" in more.message
    assert (missing.line, missing.rule) == (4, "computed-id")


def test_words_of_a_page_stand_before_the_id_and_count_as_using_it(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "one.md").write_text('{{ say("ZM-DATA-001", "It sends credentials") }}\n', encoding="utf-8")
    text, used = render_page(Page("one.md", "one.md"), catalog, Marks(), tmp_path)
    assert text == "It sends credentials [ZM-DATA-001](/facts/data.md#zm-data-001)\n"
    assert used == {"ZM-DATA-001"}
