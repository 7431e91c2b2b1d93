"""How good the answers are, in figures: what an evaluation records and the site shows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Figures(BaseModel):
    """A frozen part of a record."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class KindFigures(Figures):
    """The figures of one kind of question in one set.

    Attributes:
        kind: Its name, e.g. ``lookup``.
        questions: How many there are.
        right: How many were answered, or refused, rightly.
        hit_at_1: The share whose best ranked fact is a gold one, 0 to 1.
        mrr: The mean of 1 / rank of the first gold fact, 0 to 1.
    """

    kind: str
    questions: int
    right: int
    hit_at_1: float
    mrr: float


class CurvePoint(Figures):
    """What one threshold of confidence costs and brings.

    Attributes:
        confidence: Answers of at least this confidence are given; below it nothing is.
        coverage: The share of all questions that are answered then.
        risk: The share of those answers that are wrong.
    """

    confidence: float
    coverage: float
    risk: float


class Failure(Figures):
    """A question that did not go well, and why."""

    kind: str
    question: str
    why: str


class SetFigures(Figures):
    """The figures of one set of questions.

    Attributes:
        name: The set.
        questions: How many there are.
        right: How many were answered, or refused, rightly.
        answerable: How many of them the guide answers.
        wrongly_refused: How many of those were refused.
        rightly_refused: How many of the others were refused.
        hit_at_1: Over all questions about the field; for an unanswerable one a fact about a gap is gold.
        mrr: The same.
        kinds: By kind.
        curve: Risk and coverage at rising confidence.
        failures: Every question that was not right.
        interval: Between which counts `right` moves by chance: learned and fitted anew from other samples.
        right_few: How many are right when the index learns from six questions of each fact.
    """

    name: str
    questions: int
    right: int
    answerable: int
    wrongly_refused: int
    rightly_refused: int
    hit_at_1: float
    mrr: float
    kinds: tuple[KindFigures, ...] = ()
    curve: tuple[CurvePoint, ...] = ()
    failures: tuple[Failure, ...] = ()
    interval: tuple[int, int] | None = None
    right_few: int | None = None

    @property
    def share_right(self) -> float:
        """The headline figure, 0 to 1."""
        return self.right / self.questions if self.questions else 0.0

    @property
    def share_wrongly_refused(self) -> float:
        """Of the questions that the guide answers, the share that was refused."""
        return self.wrongly_refused / self.answerable if self.answerable else 0.0

    @property
    def abstention_precision(self) -> float:
        """Of the refusals, the share that was due; 1 when nothing was refused."""
        refused = self.wrongly_refused + self.rightly_refused
        return self.rightly_refused / refused if refused else 1.0

    @property
    def abstention_recall(self) -> float:
        """Of the questions the guide does not answer, the share that was refused; 1 when there are none."""
        unanswerable = self.questions - self.answerable
        return self.rightly_refused / unanswerable if unanswerable else 1.0


class AblationRow(Figures):
    """What is lost without one part of the system.

    Attributes:
        left_out: The part; the first row of a table leaves out nothing.
        questions: How many questions were asked.
        right: How many went well.
        mrr: Of the ranking.
    """

    left_out: str
    questions: int
    right: int
    mrr: float


class Record(Figures):
    """The last recorded evaluation.

    Attributes:
        facts: How many facts could be found.
        sets: By name.
        ablation: Over all sets together.
    """

    facts: int
    sets: tuple[SetFigures, ...] = ()
    ablation: tuple[AblationRow, ...] = ()
