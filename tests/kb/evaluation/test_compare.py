"""Two evaluations side by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import KbError
from kb.evaluation.compare import compare_results, load_results, save_results
from kb.evaluation.report import render_comparison
from tests.kb.evaluation.conftest import MakeOutcome


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
    comparison = compare_results(old, new)
    assert [(one.direction, one.new.question) for one in comparison.changes] == [
        ("worse", "broken"),
        ("better", "mended"),
        ("other", "said otherwise"),
    ]
    text = render_comparison(comparison)
    assert text.startswith("worse: mine [lookup] broken")
    assert text.endswith("1 worse, 1 better, 1 answered otherwise with the same verdict, 0 added, 0 removed")


def test_questions_that_only_one_side_has_are_told(make_outcome: MakeOutcome) -> None:
    comparison = compare_results({"mine": [make_outcome("old")]}, {"mine": [make_outcome("new")], "other": [make_outcome("old")]})
    assert comparison.changes == ()
    assert comparison.added == (("mine", "new"), ("other", "old"))
    assert comparison.removed == (("mine", "old"),)


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
