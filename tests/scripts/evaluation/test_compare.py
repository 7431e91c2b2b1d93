"""Two evaluations side by side."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from evaluation.compare import compare_results, load_results, save_results
from kb.errors import KbError
from tests.scripts.evaluation.conftest import MakeOutcome


def test_only_what_changed_is_told_and_the_worse_first(make_outcome: MakeOutcome) -> None:
    old = {"mine": [make_outcome("same"), make_outcome("mended", right=False), make_outcome("broken"), make_outcome("said otherwise")]}
    new = {
        "mine": [
            make_outcome("same"),
            make_outcome("mended"),
            make_outcome("broken", right=False),
            make_outcome("said otherwise", answer="No."),
        ]
    }
    worse, text = compare_results(old, new)
    assert worse == 1
    assert re.findall(r"^(\w[\w ]*): mine \[lookup\] (.+)$", text, re.MULTILINE) == [
        ("worse", "broken"),
        ("better", "mended"),
        ("answered otherwise with the same verdict", "said otherwise"),
    ]
    assert text.endswith("1 worse, 1 better, 1 answered otherwise with the same verdict, 0 removed, 0 added")


def test_questions_that_only_one_side_has_are_told(make_outcome: MakeOutcome) -> None:
    _, text = compare_results({"mine": [make_outcome("old")]}, {"mine": [make_outcome("new")], "other": [make_outcome("old")]})
    assert text.splitlines()[:3] == ["removed: mine old", "added: mine new", "added: other old"]


def test_what_was_saved_is_read_back(tmp_path: Path, make_outcome: MakeOutcome) -> None:
    results = {"mine": [make_outcome("¿Qué?", rank=None), make_outcome(right=False)]}
    save_results(tmp_path / "new.json", results)
    assert load_results(tmp_path / "new.json") == results


@pytest.mark.parametrize(
    ("text", "message"), [(None, "cannot be read"), ("[]", "is no result file"), ('{"mine": [{}]}', "is no result file")]
)
def test_a_file_that_is_none_of_ours_is_told(tmp_path: Path, text: str | None, message: str) -> None:
    path = tmp_path / "old.json"
    if text is not None:
        path.write_text(text, encoding="utf-8")
    with pytest.raises(KbError, match=message):
        load_results(path)
