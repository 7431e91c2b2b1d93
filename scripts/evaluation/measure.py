"""From questions to figures: asks them all, counts, and times."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Sequence

from evaluation.judge import judge_answer
from evaluation.questions import UNRANKED_KINDS, Question
from evaluation.system import System
from kb.models.quality import CurvePoint, Failure, Figures, KindFigures, SetFigures

THRESHOLDS = (0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98)
"""Confidences at which risk and coverage are told; the answerer itself answers from 0.5."""


class QuestionResult(Figures):
    """What became of one question; everything that figures and comparisons need.

    Attributes:
        kind: Its kind.
        question: Its turns in one line.
        answerable: Whether the guide answers it.
        answered: Whether the system did.
        right: The verdict.
        why: What is wrong, empty when it is right.
        rank: Place of the first gold fact; None when none was found.
        confidence: In the decision taken.
        citations: The cited revisions, in order.
        answer: What was said.
    """

    kind: str
    question: str
    answerable: bool
    answered: bool
    right: bool
    why: str
    rank: int | None
    confidence: float
    citations: tuple[str, ...]
    answer: str


def run_questions(system: System, questions: Sequence[Question], note: Callable[[str], None] = lambda _: None) -> list[QuestionResult]:
    """Asks every question and judges its answer; `note` is told how far it is."""
    outcomes = []
    for number, question in enumerate(questions, 1):
        note(f"question {number} of {len(questions)}")
        answer = system.ask(question)
        faults = judge_answer(question, answer, system.catalog)
        outcomes.append(
            QuestionResult(
                kind=question.kind,
                question=question.text,
                answerable=question.answerable,
                answered=answer.answered,
                right=not faults,
                why="; ".join(faults),
                rank=system.rank(question),
                confidence=answer.confidence,
                citations=tuple(citation.id for citation in answer.citations),
                answer=answer.answer,
            )
        )
    return outcomes


def measure_set(name: str, outcomes: Sequence[QuestionResult]) -> SetFigures:
    """The figures of one set."""
    by_kind = {kind: [one for one in outcomes if one.kind == kind] for kind in sorted({one.kind for one in outcomes})}
    return SetFigures(
        name=name,
        questions=len(outcomes),
        right=count_right(outcomes),
        answerable=sum(one.answerable for one in outcomes),
        wrongly_refused=sum(one.answerable and not one.answered for one in outcomes),
        rightly_refused=sum(not one.answerable and not one.answered for one in outcomes),
        hit_at_1=measure_hits(outcomes),
        mrr=measure_mrr(outcomes),
        kinds=tuple(
            KindFigures(kind=kind, questions=len(some), right=count_right(some), hit_at_1=measure_hits(some), mrr=measure_mrr(some))
            for kind, some in by_kind.items()
        ),
        curve=trace_curve(outcomes),
        failures=tuple(Failure(kind=one.kind, question=one.question, why=one.why) for one in outcomes if not one.right),
    )


def count_right(outcomes: Iterable[QuestionResult]) -> int:
    """How many were answered, or refused, rightly."""
    return sum(one.right for one in outcomes)


def measure_hits(outcomes: Iterable[QuestionResult]) -> float:
    """The share whose best ranked fact is gold, to four places; kinds without a right fact left out."""
    return _mean([float(one.rank == 1) for one in outcomes if one.kind not in UNRANKED_KINDS])


def measure_mrr(outcomes: Iterable[QuestionResult]) -> float:
    """The mean reciprocal rank of the first gold fact, to four places; kinds without a right fact left out."""
    return _mean([1 / one.rank if one.rank else 0.0 for one in outcomes if one.kind not in UNRANKED_KINDS])


def trace_curve(outcomes: Sequence[QuestionResult], thresholds: Sequence[float] = THRESHOLDS) -> tuple[CurvePoint, ...]:
    """Risk and coverage at rising confidence, without points at which nothing is answered any more: their risk is not known."""
    points = []
    for threshold in thresholds:
        given = [one for one in outcomes if one.answered and one.confidence >= threshold]
        if given:
            risk = _mean([float(not one.right) for one in given])
            points.append(CurvePoint(confidence=threshold, coverage=round(len(given) / len(outcomes), 4), risk=risk))
    return tuple(points)


def time_answers(system: System, questions: Sequence[Question]) -> str:
    """How long answers take in-process, in one line; of the second of two rounds, so that nothing is measured cold."""
    took: list[float] = []
    for _ in range(2):
        took.clear()
        for question in questions:
            started = time.perf_counter()
            system.ask(question)
            took.append((time.perf_counter() - started) * 1000)
    took.sort()
    middle, high, higher = (took[min(len(took) - 1, int(len(took) * share))] for share in (0.5, 0.95, 0.99))
    told = f"median {middle:.2f}, 95th percentile {high:.2f}, 99th {higher:.2f}, longest {took[-1]:.2f}"
    return f"{len(took)} questions in-process, in ms: {told}"


def _mean(values: Sequence[float]) -> float:
    return round(sum(values) / len(values), 4) if values else 0.0
