"""What an answer quotes of the source is what was read, or nothing."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kb.answerer import Answerer
from kb.index import open_index
from kb.models import Fact
from kb.sources import read_verified
from tests.kb.drift.guide import LINES, alter, change_number, move_users_up
from tests.kb.repo import Repo


@pytest.mark.parametrize(
    ("change", "quoted"), [(lambda lines: lines, LINES[20]), (change_number, None), (move_users_up, LINES[20]), (lambda _: [""], None)]
)
def test_an_excerpt_carries_its_source_lines_only_while_they_verify(
    guide: Repo, change: Callable[[list[str]], list[str]], quoted: str | None
) -> None:
    catalog = guide.catalog()

    def source_text(fact: Fact) -> str | None:
        return read_verified(catalog.sources["guide"], fact.latest.source, guide.root)

    answerer = Answerer(catalog, open_index(catalog, guide.root / ".kb" / "index"), source_text=source_text)
    guide.copy_source(alter(change))
    excerpts = {excerpt.id: excerpt.source_text for excerpt in answerer.answer("room events source ZM-TOKEN-001").excerpts}
    assert excerpts["ZM-TOKEN-001v1"] == quoted
