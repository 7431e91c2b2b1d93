"""Sources and the vocabulary."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from kb.models.sources import Source, VocabularyTerm

SOURCE: dict[str, Any] = {
    "id": "guide", "title": "T", "publisher": "P", "url": "u", "fetch": "f", "file": "g.txt", "line_count": "5", "read": "2026-11-23",
}  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"line_count": "0"},
        {"read": "today"},
        {"uncited": [{"lines": [[1, 1]], "reason": "boring"}]},
        {"uncited": [{"lines": [], "reason": "heading"}]},
    ],
)
def test_a_wrong_source_is_refused(wrong: dict[str, Any]) -> None:
    assert Source.model_validate(SOURCE).line_count == 5
    with pytest.raises(ValidationError):
        Source.model_validate({**SOURCE, **wrong})


def test_names_are_what_people_read_and_forms_are_everything_with_the_label_first() -> None:
    term = VocabularyTerm.model_validate(
        {"id": "x", "label": "L", "synonyms": ["s"], "abbreviations": ["A"], "former": ["f"], "everyday": ["e"],
         "translations": {"de": ["d"], "es": ["sp"], "fr": ["fr"], "ja": ["j"]}}
    )  # fmt: skip
    assert term.names() == ["L", "s", "A", "f"]
    assert term.forms() == ["L", "s", "A", "f", "e", "d", "sp", "fr", "j"]


@pytest.mark.parametrize("term_id", ["Zoom", "zoom_rooms", "-zoom", "zoom rooms", ""])
def test_a_terms_id_is_in_small_letters_with_hyphens(term_id: str) -> None:
    with pytest.raises(ValidationError):
        VocabularyTerm.model_validate({"id": term_id, "label": "L"})
