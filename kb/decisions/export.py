"""The decisions as data: what the page of the decision helper reads, and anybody else may."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from kb.catalog import Catalog
from kb.decisions.model import Decision, Outcome
from kb.decisions.outcomes import list_decisions
from kb.ids import fact_url
from kb.models import Fact, payloads

SCHEMA_VERSION = 1
"""Grows when a field changes its meaning; fields may be added without."""


def export_decisions(catalog: Catalog) -> dict[str, Any]:
    """Every decision with its questions and outcomes, and each fact that they name once.

    Returns:
        `schema_version`, `release`, `decisions` (each with `id`, `title`, `questions`, `outcomes`) and `facts` (citation →
        `title`, `statement`, `url` from the site's root, and `value` or `steps` where the fact has them).
    """
    decisions = list_decisions(catalog)
    named = dict.fromkeys(
        fact
        for decision in decisions
        for fact in (
            *(fact for question in decision.questions for option in question.options for fact in option.facts),
            *(fact for outcome in decision.outcomes for fact in outcome.facts()),
        )
    )
    return {
        "schema_version": SCHEMA_VERSION,
        "release": catalog.release,
        "decisions": [_export_decision(decision) for decision in decisions],
        "facts": {fact.citation: _export_fact(fact) for fact in named},
    }


def _export_decision(decision: Decision) -> dict[str, Any]:
    return {
        "id": decision.id,
        "title": decision.title,
        "questions": [
            {
                "id": question.id,
                "text": question.text,
                "short": question.short,
                "asked_when": dict(question.asked_when),
                "options": [{"value": option.value, "label": option.label, "facts": _cite(option.facts)} for option in question.options],
            }
            for question in decision.questions
        ],
        "outcomes": [_export_outcome(outcome) for outcome in decision.outcomes],
    }


def _export_outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "answers": dict(outcome.answers),
        "result": outcome.result,
        "detail": outcome.detail,
        "profile": dict(outcome.profile),
        "grounds": _cite(outcome.grounds),
        "sections": [{"title": section.title, "folded": section.folded, "facts": _cite(section.facts)} for section in outcome.sections],
    }


def _export_fact(fact: Fact) -> dict[str, Any]:
    exported: dict[str, Any] = {
        "id": fact.id,
        "title": fact.latest.title,
        "statement": fact.latest.statement,
        "url": fact_url(fact.id).lstrip("/"),
    }
    match fact.latest.payload:
        case payloads.AppId(app_id=app_id):
            exported["value"] = app_id
        case payloads.Procedure(steps=steps):
            exported["steps"] = list(steps)
    return exported


def _cite(facts: Sequence[Fact]) -> list[str]:
    return [fact.citation for fact in facts]
