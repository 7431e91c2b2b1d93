"""Puts an answer into words: each selected fact said in the form its payload and the question ask for."""

from __future__ import annotations

from collections.abc import Sequence

from kb.analysis import Analyzer
from kb.answerer.connectives import NEXT_STEPS, STEPS
from kb.answerer.derive import derive_verdict
from kb.answerer.select import has_sides
from kb.answerer.steps import find_start, render_steps
from kb.models import Fact
from kb.models.payloads import AppId, Procedure, SyncedField
from kb.retriever import Hit, Query
from kb.text import split_sentences

MOST_WORDS = 100
"""An answer stays below this many words; one to a question with several parts may have `MOST_WORDS_LONG`."""

MOST_WORDS_LONG = 128


def render_answer(query: Query, chosen: Sequence[Hit], analyzer: Analyzer, *, whole: bool = False) -> tuple[str, list[Fact]]:
    """The answer's Markdown, and the facts it rests on, in order.

    A fact that would make the answer too long is left out, never cut; of further facts a plain question is told the first sentence.

    Args:
        query: The question.
        chosen: The facts to say, in order.
        analyzer: Reads where in a procedure somebody stands.
        whole: Whether the facts are a set that must be said whole.
    """
    sided = has_sides(query)
    most = MOST_WORDS_LONG if sided else MOST_WORDS
    parts: list[str] = []
    said: list[Fact] = []
    words = sentences = 0
    for match in chosen:
        part = render_fact(query, match.fact, analyzer, first=not said)
        if said and not sided:
            part = split_sentences(part)[0]
        count = len(part.split())
        sentences += len(split_sentences(part))
        if said and not whole and (words + count > most or (sentences > 3 and not sided)):
            sentences -= len(split_sentences(part))
            continue
        parts.append(part)
        said.append(match.fact)
        words += count
    return "\n\n".join(parts), said


def render_fact(query: Query, fact: Fact, analyzer: Analyzer, *, first: bool) -> str:
    """One fact, said: as steps, with a verdict where its payload allows one, or as its statement."""
    revision = fact.latest
    payload = revision.payload
    if first and isinstance(payload, Procedure):
        start = find_start(query.analysis.text, payload, analyzer)
        return f"{payload.goal}. {NEXT_STEPS if start else STEPS}\n\n{render_steps(payload, start)}"
    if not first and isinstance(payload, AppId | SyncedField | Procedure):
        return split_sentences(revision.statement)[0]  # one of several values of a list: its first sentence names it
    verdict = derive_verdict(query, fact) if first else None
    return f"{verdict} {revision.statement}" if verdict else revision.statement
