"""Shows how a question was read and what was planned for it: for whoever wonders at an answer."""

from __future__ import annotations

from kb.answerer.conversation import Talk
from kb.answerer.plan import Plan
from kb.models.answers import ExplainedHit, Explanation
from kb.reading import cut_message, find_named

SHOWN = 8
"""Hits that are shown."""

_DIGITS = 3


def explain_plan(talk: Talk, plan: Plan) -> Explanation:
    """The reading of the last message of a talk, and its plan."""
    text = talk.turns[-1]
    cut, query, said = cut_message(text), plan.query, {hit.fact.id for hit in plan.chosen}
    first = [*plan.chosen, *(hit for hit in plan.ranked if hit.fact.id not in said)]
    return Explanation(
        asked=cut.asked,
        told=cut.told,
        ignored=cut.ignored,
        entities=tuple(map(str, find_named(text).citations)),
        terms={unit.key: round(weight, _DIGITS) for unit, weight in query.weights.items()},
        conditions={key: tuple(sorted(values)) for key, values in sorted(query.conditions.items())},
        intents=tuple(sorted(query.intents)),
        parts=tuple(part.text for part in query.parts),
        form=talk.form,
        corrections=query.corrections,
        plan=plan.kind,
        reason=plan.reason,
        hits=tuple(
            ExplainedHit(
                id=hit.fact.citation,
                score=round(hit.score, _DIGITS),
                features={name: round(hit.feature(name), _DIGITS) for name in hit.features},
                said=hit.fact.id in said,
            )
            for hit in first[:SHOWN]
        ),
    )
