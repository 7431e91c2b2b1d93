"""Plans an answer: which facts it takes and in what role, or why there is none."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from kb.answerer.abstain import Judgement, judge, read_signals
from kb.answerer.ambiguity import find_alternatives
from kb.answerer.calibration import Calibration
from kb.answerer.denial import contradicts
from kb.answerer.safety import is_safe, read_acts
from kb.answerer.select import Rules, put_recommended_first, select_facts
from kb.answerer.typed import answer_typed
from kb.models.answers import Reason
from kb.reading import states
from kb.retriever import Hit, Intent, Query, Retriever, asks, is_fragment


class PlanKind(StrEnum):
    """What kind of answer is planned."""

    STATEMENTS = "statements"
    TYPED = "typed"
    PARTIAL = "partial"
    ASK_BACK = "ask-back"
    REFUSAL = "refusal"


@dataclass(frozen=True)
class Plan:
    """What an answer will be made of.

    Attributes:
        kind: What kind of answer.
        query: The reading it rests on.
        ranked: What was found for it, best first.
        chosen: The facts to say, in order; for asking back the alternatives.
        confidence: 0 to 1, in what was decided.
        reason: Why nothing is answered.
        gap: The fact that names what is missing.
    """

    kind: PlanKind
    query: Query
    ranked: Sequence[Hit]
    chosen: Sequence[Hit] = field(default=())
    confidence: float = 1.0
    reason: Reason | None = None
    gap: Hit | None = None

    @property
    def answered(self) -> bool:
        """Whether the facts answer, if only in part."""
        return self.kind in (PlanKind.STATEMENTS, PlanKind.TYPED, PlanKind.PARTIAL)


@dataclass(frozen=True)
class Planner:
    """Plans answers over one retriever.

    Args:
        retriever: Reads and ranks.
        rules: How eagerly further facts are taken.
        calibration: The weights that decide between answering and abstaining.
    """

    retriever: Retriever
    rules: Rules
    calibration: Calibration
    _acts: dict[str, frozenset[str]] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_acts", read_acts(self.retriever.scorer.facts, self.retriever.analyzer))

    def plan(self, query: Query) -> Plan:
        """The plan for a query; where nothing answers it as a whole, for its last asking sentence alone."""
        first = self._plan(query)
        if first.answered or first.kind is PlanKind.ASK_BACK:
            return first
        return self._answer_parts(query, first) or self._answer_others(query) or first

    def _answer_others(self, query: Query) -> Plan | None:
        """The answer to one sentence or clause of a message, where the message as a whole has none: the surest one."""
        best: Plan | None = None
        for other in query.others():
            plan = self._plan(other)
            least = self.rules.sure if is_fragment(other.asking) or (asks(other.asking) and not states(other.asking)) else self.rules.surer
            if plan.answered and plan.confidence >= least and (best is None or plan.confidence > best.confidence + self.rules.ahead):
                best = plan
        return best

    def _answer_parts(self, query: Query, refused: Plan) -> Plan | None:
        """A partial answer to a question of several parts: what is said on one of them, then what is left out."""
        if len(query.parts) < 2 or query.premise:
            return None
        plans = [self._plan(replace(part, others=tuple, parts=())) for part in query.parts]
        answered = [plan for plan in plans if plan.answered and plan.confidence >= self.rules.sure_part]
        gap = refused.gap or next((plan.gap for plan in plans if plan.gap), None)
        if not answered or gap is None:
            return None
        chosen = [match for plan in answered for match in (plan.chosen if plan.kind is PlanKind.TYPED else plan.chosen[:2])]
        return Plan(PlanKind.PARTIAL, query, refused.ranked, chosen, min(plan.confidence for plan in answered), None, gap)

    def _plan(self, query: Query) -> Plan:
        ranked = [match for match in self.retriever.retrieve(query) if match.fact.id not in query.barred]
        if not ranked or self._asks_for_unknown_id(query):
            return Plan(PlanKind.REFUSAL, query, ranked, reason=Reason.NO_MATCH)
        if alternatives := find_alternatives(query, ranked):
            return Plan(PlanKind.ASK_BACK, query, ranked, alternatives, reason=Reason.AMBIGUOUS)
        safe = [match for match in ranked if is_safe(match, query, self._acts)]
        if typed := answer_typed(query, safe):
            return Plan(PlanKind.TYPED, query, ranked, typed, 0.9)
        signals = read_signals(query, safe, self.retriever.scorer)
        decision = judge(signals, safe, self.calibration)
        if decision.answered:
            chosen = put_recommended_first(select_facts(query, safe, self.retriever, self.rules), self.retriever)
            return Plan(PlanKind.STATEMENTS, query, ranked, chosen, decision.confidence)
        return (
            self._say_what_is_said(query, ranked, safe, decision)
            or self._say_what_others_say(query, ranked, safe, decision)
            or self._correct_premise(query)
            or Plan(PlanKind.REFUSAL, query, ranked, (), decision.confidence, decision.reason, decision.gap)
        )

    def _asks_for_unknown_id(self, query: Query) -> bool:
        """Whether a whole UUID is asked about that no fact holds, and none that one holds."""
        known = [self.retriever.scorer.known(unit.key) for unit, weight in query.weights.items() if unit.kind == "uuid" and weight >= 1]
        return bool(known) and not any(known) and bool(query.intents & {Intent.APP_ID, Intent.YES_NO} or _WHAT_IS.search(query.text))

    def _say_what_others_say(self, query: Query, ranked: Sequence[Hit], safe: Sequence[Hit], decision: Judgement) -> Plan | None:
        """The answer of another source to what the guide leaves out."""
        if decision.gap is None:
            return None
        named = decision.gap.fact.latest.says
        found = [match for match in safe if match.fact.id in named and not match.fact.latest.source.lines]
        found = [match for match in found if match.feature("coverage") >= self.rules.covered_elsewhere]
        if not found or found[0].score < self.rules.said_elsewhere * decision.gap.score:
            return None
        chosen = [match for match in found if match.score >= self.rules.tie * found[0].score][: self.rules.most]
        # What the guide itself says of it, where the two disagree, is no less worth hearing.
        against = found[0].fact.latest.conflicts_with
        guide = [match for match in safe if match.fact.id in against and match.fact.latest.source.lines]
        chosen = [*guide[:1], *chosen]
        return Plan(PlanKind.STATEMENTS, query, ranked, chosen, 0.6)

    def _say_what_is_said(self, query: Query, ranked: Sequence[Hit], safe: Sequence[Hit], decision: Judgement) -> Plan | None:
        """A partial answer where a gap was hit: a question put with yes or no, or bare words, is often answered by what *is* said."""
        gap = decision.gap
        if gap is None or query.intents & _DETAIL or not (query.intents & {Intent.YES_NO} or not asks(query.text)):
            return None
        says = [match for match in safe if match.fact.id in gap.fact.latest.says and match.fact.latest.source.lines]
        best = max(says, key=lambda match: match.score, default=None)
        if best is None or best.score < self.rules.said_beside_gap * gap.score or best.feature("coverage") < self.rules.covered_beside_gap:
            return None
        chosen = [best, *(match for match in says if match is not best)]
        return Plan(PlanKind.PARTIAL, query, ranked, chosen, 0.5, None, gap)

    def _correct_premise(self, query: Query) -> Plan | None:
        """The answer to a false premise when the rest of the question has none: the right value must be said all the same."""
        if not (query.premise and query.parts):
            return None
        premise = query.parts[0]
        ranked = self.retriever.retrieve(premise)
        if not ranked or ranked[0].entry.is_gap or not contradicts(premise.text, ranked[0].fact.latest.statement):
            return None
        decision = judge(read_signals(premise, ranked, self.retriever.scorer), ranked, self.calibration)
        if not decision.answered:
            return None
        return Plan(PlanKind.STATEMENTS, replace(query, parts=(), premise=False), ranked, ranked[:1], decision.confidence)


_WHAT_IS = re.compile(r"\b(?:what|which|whose|who)\b", re.IGNORECASE)

_DETAIL = frozenset({Intent.DURATION, Intent.QUANTITY, Intent.DATE, Intent.LIST, Intent.PROCEDURE, Intent.REASON})
"""What asks for a detail: where the gap is hit, just that detail is missing."""
