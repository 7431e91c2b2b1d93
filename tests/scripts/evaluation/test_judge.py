"""Each rule of the judge, with a case for it and one against."""

from __future__ import annotations

import pytest

from evaluation.judge import first_sentence, holds_any, judge_answer
from kb.catalog import Catalog
from tests.scripts.evaluation.conftest import MakeAnswer, MakeQuestion


def test_an_answer_that_meets_every_rule_is_right(catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    question = make_question(must=[["90 days", "ninety days"], ["token"]], must_not=["60"])
    assert judge_answer(question, make_answer("The **token** lasts ninety\ndays."), catalog) == ()


def test_a_refusal_of_what_the_guide_answers_is_wrong(catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    assert judge_answer(make_question(), make_answer(answered=False), catalog) == ("refused",)


def test_every_group_must_be_met(catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    question = make_question(must=[["90 days"], ["token", "key"]])
    assert judge_answer(question, make_answer("It lasts 90 days."), catalog) == ("lacks 'token' or 'key'",)


def test_what_must_not_be_said_counts_in_the_first_sentence_only(
    catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    question = make_question(must_not=["60 days"])
    assert judge_answer(question, make_answer("It is 90 days. Access tokens have 60 days."), catalog) == ()
    assert judge_answer(question, make_answer("It is 60 Days. No."), catalog) == ("says '60 days'",)


@pytest.mark.parametrize(("kind", "most"), [("lookup", 130), ("compare", 220)])
def test_an_answer_may_be_as_long_as_its_kind_allows(
    catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer, kind: str, most: int
) -> None:
    question = make_question(kind=kind)
    assert judge_answer(question, make_answer("word " * most), catalog) == ()
    assert judge_answer(question, make_answer("word " * (most + 1)), catalog) == (f"has {most + 1} words, may have {most}",)


def test_one_of_the_first_three_citations_rests_on_a_gold_line(
    catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer
) -> None:
    wanted, *others = (fact.id for fact in catalog if fact.id.startswith("ZM-TOKEN"))
    lines = set(catalog.fact(wanted).latest.source.numbers())
    apart = [one for one in others if not lines & set(catalog.fact(one).latest.source.numbers())][:3]
    question = make_question(lines=[list(span) for span in catalog.fact(wanted).latest.source.lines])
    assert judge_answer(question, make_answer(cites=(*apart[:2], wanted)), catalog) == ()
    [late] = judge_answer(question, make_answer(cites=(*apart, wanted)), catalog)
    assert "no gold line" in late


def test_an_answer_without_citations_is_not_grounded(catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    assert judge_answer(make_question(), make_answer(cites=()), catalog) == ("cites nothing, no gold line",)


def test_what_the_guide_does_not_say_is_right_when_refused(catalog: Catalog, make_question: MakeQuestion, make_answer: MakeAnswer) -> None:
    question = make_question(kind="unanswerable", lines=[], must_not=["USD"])
    assert judge_answer(question, make_answer("The guide does not say.", answered=False, cites=()), catalog) == ()
    assert judge_answer(question, make_answer("It is free."), catalog)
    assert judge_answer(question, make_answer("Not said. Perhaps 3 usd.", answered=False), catalog) == ("says 'USD'",)


@pytest.mark.parametrize("text", ["Set it to **Off**.", "SET IT TO\n OFF.", "set it to `off`.", "set it \\to off."])
def test_case_blanks_and_marks_make_no_difference(text: str) -> None:
    assert holds_any(text, ["set it to off"])


def test_marks_may_be_asked_for() -> None:
    assert holds_any("It is **off**.", ["off*"])
    assert not holds_any("It is off.", ["off*"])


@pytest.mark.parametrize(
    ("text", "first"), [("TLS 1.2 is used. Always.", "TLS 1.2 is used."), ("Is it? No.", "Is it?"), ("No end", "No end")]
)
def test_the_first_sentence_ends_where_a_blank_follows(text: str, first: str) -> None:
    assert first_sentence(text) == first
