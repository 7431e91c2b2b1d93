"""What is recorded is read back, and held against what happens now."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.measure import measure_set
from evaluation.record import explain_fall, write_record
from kb.catalog import Catalog
from kb.errors import FactProblems
from kb.loader.quality import RECORD, load_record
from kb.models.quality import AblationRow, Record
from tests.scripts.evaluation.conftest import MakeOutcome, MakeQuestion


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / RECORD).parent.mkdir(parents=True)
    return tmp_path


def test_a_record_is_read_back(root: Path, make_outcome: MakeOutcome) -> None:
    figures = measure_set("mine", [make_outcome(), make_outcome('<!-- "no": [[yes]] -->\\', right=False)])
    figures = figures.model_copy(update={"interval": (1, 2), "right_few": 0})
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


def test_a_fall_names_the_questions_and_the_facts_behind_it(
    catalog: Catalog, make_outcome: MakeOutcome, make_question: MakeQuestion
) -> None:
    gold = catalog.fact("ZM-TOKEN-001").latest.source.lines
    questions = [make_question(q=text, lines=gold) for text in ("old failure", "broken", "fine")]
    recorded = measure_set("mine", [make_outcome("old failure", right=False), make_outcome("broken"), make_outcome("fine")])
    now = [make_outcome("old failure", right=False), make_outcome("broken", right=False, citations=("ZM-APP-002v1",)), make_outcome("fine")]
    head, *lines = explain_fall(recorded, questions, now, catalog).splitlines()
    assert head.endswith("right before: ZM-APP-002v1 (1)")
    assert len(lines) == 1
    assert lines[0].startswith("  [lookup] broken: lacks 'that'; wanted ")
    assert "ZM-TOKEN-001v1" in lines[0]


def test_within_the_interval_nothing_is_asked_for(catalog: Catalog, make_outcome: MakeOutcome, make_question: MakeQuestion) -> None:
    recorded = measure_set("mine", [make_outcome(), make_outcome("broken")]).model_copy(update={"interval": (1, 2)})
    now = [make_outcome(), make_outcome("broken", right=False)]
    assert explain_fall(recorded, [make_question(), make_question()], now, catalog) == ""


def test_nobody_is_shown_the_words_of_what_is_held_out(catalog: Catalog, make_outcome: MakeOutcome, make_question: MakeQuestion) -> None:
    recorded = measure_set("my-held-out", [make_outcome("secret")])
    told = explain_fall(recorded, [make_question(q="secret")], [make_outcome("secret", right=False)], catalog)
    assert "question 1" in told
    assert "secret" not in told


def test_the_interval_holds_the_count_and_twice_the_deviation() -> None:
    pytest.importorskip("scipy", reason="scipy comes with the development environment")
    from evaluation.spread import find_interval

    assert find_interval(90, [88, 90, 92], 100) == (86, 94)
    assert find_interval(90, [90, 90, 90], 100) == (89, 91)
    assert find_interval(99, [88, 90, 92], 100) == (95, 100)
