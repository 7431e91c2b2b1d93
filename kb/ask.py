"""Asks on the terminal: the answer object as coloured text, or as JSON."""

from __future__ import annotations

import re
import sys
from contextlib import closing, nullcontext
from typing import TextIO

from kb.answerer import Answerer
from kb.commands import load_facts, prepare_index, report_error
from kb.errors import KbError
from kb.loader import find_root
from kb.models.answers import Answer, Excerpt
from kb.pages.words import say_place
from kb.postgres import open_candidates
from kb.terminal import paint

SHOWN = 3
"""Excerpts shown; `--json` gives all."""


def ask(question: str, page: str | None = None, as_json: bool = False) -> int:
    """Answers a question on standard output.

    Args:
        question: As a person types it.
        page: The page it is asked on, e.g. ``/guide/consent/``.
        as_json: Print the answer object.

    Returns:
        The exit code: 0 answered, 2 not answered by the guide, 1 an error.
    """
    root = find_root()
    try:
        catalog = load_facts(root)
        candidates = open_candidates(catalog)
        with closing(candidates) if candidates else nullcontext():
            answer = Answerer(catalog, prepare_index(root, catalog), candidates=candidates).answer(question, page=page)
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
    if answer.follow_ups:
        parts.append("\n".join([paint("Ask next", "bold", stream), *(f"  {question}" for question in answer.follow_ups)]))
    return "\n\n".join(parts)


def render_excerpt(excerpt: Excerpt, stream: TextIO) -> str:
    """One excerpt with its ID."""
    return f"  {paint(excerpt.id, 'cyan', stream)}  {paint_markdown(excerpt.text, stream)}"


def paint_markdown(text: str, stream: TextIO) -> str:
    """Markdown's emphasis, code and links as a terminal shows them."""
    text = re.sub(r"\[([^\]]+)\]\([^)]+\)", r"\1", text)
    text = re.sub(r"\*\*(.+?)\*\*", lambda match: paint(match[1], "bold", stream), text)
    text = re.sub(r"(?<![*\w])\*([^*\s][^*]*)\*", lambda match: paint(match[1], "bold", stream), text)
    return re.sub(r"`([^`]+)`", lambda match: paint(match[1], "green", stream), text)
