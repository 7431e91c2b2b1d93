"""The page on the answers' quality shows what is recorded, and no question can break out of it."""

from __future__ import annotations

import pytest

from kb.models.quality import AblationRow, CurvePoint, Failure, KindFigures, Record, SetFigures
from kb.pages.quality import NOT_RECORDED, escape_marks, write_ablation, write_failures, write_figures

SET = SetFigures(
    name="mine",
    questions=4,
    right=3,
    answerable=3,
    wrongly_refused=1,
    rightly_refused=1,
    hit_at_1=0.75,
    mrr=0.8,
    kinds=(KindFigures(kind="why", questions=4, right=3, hit_at_1=0.75, mrr=0.8),),
    curve=(CurvePoint(confidence=0.9, coverage=0.5, risk=0.25),),
    failures=(Failure(kind="why", question="Is <b>[x](y)</b> so?", why="refused"),),
)
ROWS = (AblationRow(left_out="nothing", questions=4, right=3, mrr=0.8), AblationRow(left_out="all", questions=4, right=1, mrr=0.5))
RECORD = Record(facts=7, sets=(SET,), ablation=ROWS)


def test_the_figures_stand_there() -> None:
    text = write_figures(RECORD)
    for row in ("| **Right** | **75.0 %** |", "| why | 3 of 4 |", "| 0.90 | 50.0 % | 25.0 % |", "over 7 facts"):
        assert row in text


def test_what_each_part_is_worth_stands_there() -> None:
    assert "| all | 25.0 % | 2 | 0.500 | -0.300 |" in write_ablation(RECORD)


def test_each_failure_stands_there_with_its_reason() -> None:
    assert write_failures(RECORD) == "### mine: 1 of 4\n\n- Is &lt;b&gt;\\[x\\](y)&lt;/b&gt; so? (*why*): refused"


@pytest.mark.parametrize("write", [write_figures, write_ablation, write_failures])
def test_without_a_record_the_page_says_so(write: object) -> None:
    assert callable(write)
    assert write(None) == NOT_RECORDED


def test_marks_of_every_sort_are_harmless() -> None:
    assert escape_marks("a\n<!-- {.x} & *b* # -->") == "a &lt;!-- &#123;.x&#125; &amp; \\*b\\* \\# --&gt;"
