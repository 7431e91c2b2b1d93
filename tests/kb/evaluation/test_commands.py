"""What `scripts/evaluate` says, and its exit codes."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.evaluation.commands import Wishes, choose_sets, run_comparison, run_evaluation, run_tuning
from kb.evaluation.compare import save_results
from kb.evaluation.questions import HELD_OUT, list_sets
from kb.loader import ROOT
from tests.kb.evaluation.conftest import MakeOutcome


def test_without_wishes_every_set_is_used() -> None:
    assert [one.name for one in choose_sets(ROOT, [], [])] == list(list_sets(ROOT))


def test_a_file_is_used_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text("", encoding="utf-8")
    assert [one.name for one in choose_sets(ROOT, [], [file])] == ["other"]


def test_an_unknown_set_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_evaluation(Wishes(names=["none"])) == 1
    assert "There is no set none. Sets: " in capsys.readouterr().err


def test_only_all_sets_together_are_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert run_evaluation(Wishes(names=list(list_sets(ROOT))[:1], record=True)) == 1
    assert "--record is for all sets together" in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in list_sets(ROOT) if name.endswith(HELD_OUT)])
def test_nothing_is_fitted_to_what_is_held_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("numpy", reason="numpy comes with the development environment")
    assert run_tuning([name], [], 2.0) == 1
    assert "fit on another set" in capsys.readouterr().err


def test_a_comparison_fails_when_something_went_worse(
    tmp_path: Path, make_outcome: MakeOutcome, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    save_results(good, {"mine": [make_outcome()]})
    save_results(bad, {"mine": [make_outcome(right=False)]})
    assert (run_comparison(good, bad), run_comparison(bad, good), run_comparison(good, good)) == (1, 0, 0)
    assert "1 worse" in capsys.readouterr().out
    assert run_comparison(good, tmp_path / "none.json") == 1
