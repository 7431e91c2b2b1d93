"""What is recorded is read back, and held against what happens now."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.errors import FactProblems
from kb.evaluation import measure_set
from kb.evaluation.record import find_regressions, write_record
from kb.loader.quality import RECORD, load_record
from kb.models.quality import AblationRow, Record
from tests.kb.evaluation.conftest import MakeOutcome


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / RECORD).parent.mkdir(parents=True)
    return tmp_path


def test_a_record_is_read_back(root: Path, make_outcome: MakeOutcome) -> None:
    figures = measure_set("mine", [make_outcome(), make_outcome('<!-- "no": [[yes]] -->\\', right=False)])
    record = Record(
        facts=3,
        sets=(figures, measure_set("good", [make_outcome()])),
        ablation=(AblationRow(left_out="`x`", questions=2, right=1, mrr=0.5),),
    )
    write_record(root, record)
    assert load_record(root) == record


def test_nothing_recorded_is_no_error(root: Path) -> None:
    assert load_record(root) is None


def test_a_damaged_record_is_located(root: Path) -> None:
    (root / RECORD).write_text("facts: 3\nsets:\n  - name: mine\n", encoding="utf-8")
    with pytest.raises(FactProblems) as caught:
        load_record(root)
    assert {(problem.line, problem.rule) for problem in caught.value.problems} == {(3, "bad-record")}


def test_a_regression_is_a_new_failure(make_outcome: MakeOutcome) -> None:
    recorded = measure_set("mine", [make_outcome("old failure", right=False), make_outcome("broken")])
    now = [make_outcome("old failure", right=False), make_outcome("broken", right=False), make_outcome("fine")]
    assert [one.question for one in find_regressions(recorded, now)] == ["broken"]
