"""Says an answer again in the form somebody wishes: the bare value, one line, a table, the place it stands at."""

from __future__ import annotations

from collections.abc import Sequence

from kb.answerer.connectives import PLACE, SURE
from kb.models import Fact
from kb.models.answers import AnswerCitation
from kb.models.payloads import AppId
from kb.pages.words import say_place
from kb.reading import Form
from kb.text import split_sentences

FEW = 2
"""Facts that a short answer says."""


def render_form(form: Form, said: Sequence[Fact], citations: Sequence[AnswerCitation]) -> tuple[str, list[Fact]]:
    """The answer in another form, and the facts it then rests on.

    Args:
        form: The form wished.
        said: The facts that the full answer says, in order; not empty.
        citations: Their citations.
    """
    if form is Form.VALUE:
        values = [(fact, payload.app_id) for fact in said if isinstance(payload := fact.latest.payload, AppId)]
        if values and values[0][0] is said[0]:
            return "\n\n".join(f"`{app_id}`" for _, app_id in values), [fact for fact, _ in values]
        return f"`{said[0].citation}`", [said[0]]
    if form is Form.ONE_LINE:
        return _first(said[0]), [said[0]]
    if form is Form.TABLE:
        rows = [f"| {fact.citation} | {_first(fact)} |" for fact in said]
        return "\n".join(["| Fact | Statement |", "|---|---|", *rows]), list(said)
    if form is Form.PLACE:
        return "\n\n".join(_say_place(citation) for citation in citations), list(said)
    if form is Form.SURE:
        return f"{SURE} {said[0].latest.statement}", [said[0]]
    few = list(said[:FEW])
    return "\n\n".join(_first(fact) for fact in few), few


def _first(fact: Fact) -> str:
    return split_sentences(fact.latest.statement)[0]


def _say_place(citation: AnswerCitation) -> str:
    source = citation.source
    return PLACE.format(id=citation.id, title=source.title, place=say_place(source.section, source.lines, source.seen, source.basis))
