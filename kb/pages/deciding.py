"""The decision helper: its questions as forms, every outcome as a table, and the outcomes as a JSON file beside the page."""

from __future__ import annotations

import json
from collections.abc import Sequence
from html import escape
from pathlib import Path

from kb.catalog import Catalog
from kb.decisions import Decision, DecisionQuestion, Outcome, export_decisions
from kb.pages.marks import Marks
from kb.pages.tables import table
from kb.pages.words import first_upper

DATA = "guide/deciding.json"
"""Where the outcomes lie in the built site, beside the page that reads them."""


def write_decisions(catalog: Catalog, site: Path) -> Path:
    """Writes every decision with its outcomes into the built site; returns the file."""
    path = site / DATA
    path.parent.mkdir(parents=True, exist_ok=True)
    text = json.dumps(export_decisions(catalog), ensure_ascii=False, indent=1, sort_keys=False)
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def write_helper(decisions: Sequence[Decision], marks: Marks) -> str:
    """The questions, for a browser that runs scripts; a twin has none, and no place for answers."""
    if marks.plain:
        return ""
    return "\n\n".join(f"## {decision.title} {{ #{decision.id} }}\n\n{_write_form(decision, marks)}" for decision in decisions)


def write_outcomes(decisions: Sequence[Decision], marks: Marks) -> str:
    """Every combination of answers with its result and the facts it rests on, a table for each decision."""
    return "\n\n".join(
        f"### {decision.title}{marks.anchor(f'all-{decision.id}')}\n\n{_write_table(decision, marks)}" for decision in decisions
    )


def _write_form(decision: Decision, marks: Marks) -> str:
    fields = "\n".join(_write_question(decision, question) for question in decision.questions)
    return (
        f'<form class="decide" data-decision="{decision.id}" data-source="{marks.root}{DATA}" data-root="{marks.root}">\n{fields}\n'
        f'<div class="decide-result" role="status" aria-label="Result: {escape(decision.title)}">'
        "<p>The result stands here as soon as every question is answered.</p></div>\n</form>"
    )


def _write_question(decision: Decision, question: DecisionQuestion) -> str:
    condition = "&amp;".join(f"{escape(key)}={escape(value)}" for key, value in question.asked_when.items())
    asked = f' data-asked-when="{condition}" hidden disabled' if condition else ""
    options = "".join(
        f'<label><input type="radio" name="{question.id}" value="{escape(option.value)}" autocomplete="off"> '
        f"<span>{escape(first_upper(option.label))}</span></label>"
        for option in question.options
    )
    return f'<fieldset id="{decision.id}-{question.id}"{asked}><legend>{escape(question.text)}</legend>{options}</fieldset>'


def _write_table(decision: Decision, marks: Marks) -> str:
    weighed = any(outcome.other_side for outcome in decision.outcomes)
    rows = []
    for outcome in decision.outcomes:
        chips = [" ".join(marks.chip(fact) for fact in facts) for facts in (outcome.grounds, outcome.other_side)]
        rows.append([_say_answers(decision, outcome), f"**{outcome.result}**", *(chips if weighed else chips[:1])])
    return table(["Answers", "Result", "Rests on", "For the other side"][: 4 if weighed else 3], rows)


def _say_answers(decision: Decision, outcome: Outcome) -> str:
    said = []
    for question in decision.questions:
        said += [f"{question.short}: {option.label}" for option in question.options if option.value == outcome.answers.get(question.id)]
    return escape("; ".join(said), quote=False)
