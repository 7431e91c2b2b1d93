"""What `scripts/evaluate` says, and its exit codes."""

from __future__ import annotations

from argparse import Namespace
from pathlib import Path

import pytest

from evaluation.commands import align, choose_sets, run_evaluation
from evaluation.compare import save_results
from evaluation.questions import HELD_OUT, list_sets
from kb.loader import ROOT
from tests.scripts.evaluation.conftest import MakeOutcome


def evaluate(**wishes: object) -> int:
    plain = {"set": [], "jsonl": [], "compare": None, "record": False, "tune": False, "questions_per_fact": None}
    return run_evaluation(Namespace(**plain | wishes))


def test_without_wishes_every_set_is_used() -> None:
    assert [one.name for one in choose_sets(ROOT, [], [])] == list(list_sets(ROOT))


def test_a_file_is_used_alone(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text("", encoding="utf-8")
    assert [one.name for one in choose_sets(ROOT, [], [file])] == ["other"]


def test_an_unknown_set_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(set=["none"]) == 1
    assert "There is no set none. Sets: " in capsys.readouterr().err


def test_only_all_sets_together_are_recorded(capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(set=list(list_sets(ROOT))[:1], record=True) == 1
    assert "--record is for all sets" in capsys.readouterr().err


@pytest.mark.parametrize("name", [name for name in list_sets(ROOT) if name.endswith(HELD_OUT)])
def test_nothing_is_fitted_to_what_is_held_out(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert evaluate(set=[name], tune=True) == 1
    assert "fit on another set" in capsys.readouterr().err


def test_a_comparison_fails_when_something_went_worse(
    tmp_path: Path, make_outcome: MakeOutcome, capsys: pytest.CaptureFixture[str]
) -> None:
    good, bad = tmp_path / "good.json", tmp_path / "bad.json"
    save_results(good, {"mine": [make_outcome()]})
    save_results(bad, {"mine": [make_outcome(right=False)]})
    assert [evaluate(compare=files) for files in ((good, bad), (bad, good), (good, good))] == [1, 0, 0]
    assert "1 worse" in capsys.readouterr().out
    assert evaluate(compare=(good, tmp_path / "none.json")) == 1


def test_tables_stand_in_columns_on_a_terminal() -> None:
    assert align("Text.\n\n| a | long |\n| --- | --- |\n| longer |  |") == "Text.\n\na       long\nlonger"
