"""Asks on the terminal: the answer object as coloured text, or as JSON."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from contextlib import closing, nullcontext
from typing import TextIO

from kb.answerer import Answerer
from kb.commands import load_facts, prepare_index, report_error
from kb.errors import KbError
from kb.loader import find_root
from kb.models.answers import Answer, Excerpt, Explanation
from kb.pages.words import say_place
from kb.postgres import open_candidates
from kb.terminal import paint

SHOWN = 3
"""Excerpts shown; `--json` gives all."""


def ask(question: str, page: str | None = None, as_json: bool = False, explained: bool = False) -> int:
    """Answers a question on standard output.

    Args:
        question: As a person types it.
        page: The page it is asked on, e.g. ``/guide/consent/``.
        as_json: Print the answer object.
        explained: Also say how the question was read.

    Returns:
        The exit code: 0 answered, 2 not answered by the guide, 1 an error.
    """
    root = find_root()
    try:
        catalog = load_facts(root)
        candidates = open_candidates(catalog)
        with closing(candidates) if candidates else nullcontext():
            answerer = Answerer(catalog, prepare_index(root, catalog), candidates=candidates)
            answer = answerer.answer(question, page=page)
            if explained:
                answer = answer.model_copy(update={"explain": answerer.explain(question, page=page)})
    except KbError as error:
        return report_error(error)
    print(answer.model_dump_json(indent=2) if as_json else render_terminal(answer, sys.stdout))
    return 0 if answer.answered else 2


def render_terminal(answer: Answer, stream: TextIO) -> str:
    """The answer as lines for a terminal, coloured where the stream wants it."""
    parts = [paint_markdown(answer.answer, stream)]
    cited = {citation.id for citation in answer.citations}
    for citation in answer.citations:
        place = f"{citation.source.title}, {say_place(citation.source.section, citation.source.lines, citation.source.seen, citation.source.basis)}"
        parts.append(f"{paint(citation.id, 'cyan', stream)}  {citation.title}\n  {paint(place, 'dim', stream)}")
    nearest = [excerpt for excerpt in answer.excerpts if excerpt.id not in cited][:SHOWN]
    if nearest:
        heading = "See also" if answer.answered else "Nearest facts"
        parts.append("\n".join([paint(heading, "bold", stream), *(render_excerpt(excerpt, stream) for excerpt in nearest)]))
    if answer.explain:
        parts.append("\n".join([paint("How it was read", "bold", stream), *explain_lines(answer.explain)]))
    if answer.follow_ups:
        parts.append("\n".join([paint("Ask next", "bold", stream), *(f"  {question}" for question in answer.follow_ups)]))
    return "\n\n".join(parts)


def explain_lines(explained: Explanation) -> Iterator[str]:
    """What an explanation holds, a line each, and what was found as a table."""
    for name, value in explained.model_dump(mode="json", exclude={"hits"}).items():
        if value:
            pairs = (
                (f"{key} {'; '.join(held) if isinstance(held, list) else held}" for key, held in value.items())
                if isinstance(value, dict)
                else value
            )
            yield f"  {name}: {', '.join(pairs) if not isinstance(value, str) else value}"
    for hit in explained.hits:
        telling = ", ".join(f"{name} {worth:g}" for name, worth in hit.features.items() if worth)
        yield f"  {'*' if hit.said else ' '} {hit.id} {hit.score:.3f}  {telling}"


def render_excerpt(excerpt: Excerpt, stream: TextIO) -> str:
    """One excerpt with its ID."""
    return f"  {paint(excerpt.id, 'cyan', stream)}  {paint_markdown(excerpt.text, stream)}"


def paint_markdown(text: str, stream: TextIO) -> str:
    """Markdown's emphasis, code and links as a terminal shows them."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*", lambda match: paint(match[1], "bold", stream), text)
    text = re.sub(r"(?<![*\w])\*([^*\s][^*]*)\*", lambda match: paint(match[1], "bold", stream), text)
    return re.sub(r"`([^`]+)`", lambda match: paint(match[1], "green", stream), text)
