"""Writes an answer as Markdown, for a terminal and for agents that read text."""

from __future__ import annotations

from urllib.parse import quote

from kb.ids import fact_url, parse_citation
from kb.models.answers import Answer, AnswerCitation, Reason
from kb.pages.words import say_lines
from kb.text import escape_line


def render_markdown(answer: Answer, base_url: str = "") -> str:
    """The whole answer as one Markdown document that ends in a newline.

    Args:
        answer: The answer; its question may be hostile text.
        base_url: What goes before the addresses of this site, e.g. ``https://guide.example``; no slash at its end.

    Returns:
        A heading with the question (on one line, escaped, so that it cannot become Markdown), the answer, and the
        sections "Excerpts", "Ask next" and "Sources", each only when it has entries.
    """
    heading = "How to ask" if answer.reason is Reason.EMPTY_QUESTION else escape_line(answer.question)
    parts = [f"# {heading}", answer.answer.strip()]
    addresses = {citation.id: citation.url for citation in answer.citations}
    if answer.excerpts:
        lines = [
            f"- [{excerpt.id}]({base_url}{addresses.get(excerpt.id) or address_of(excerpt.id)}): {' '.join(excerpt.text.split())}"
            for excerpt in answer.excerpts
        ]
        parts += ["## Excerpts", "\n".join(lines)]
    if answer.follow_ups:
        parts += ["## Ask next", "\n".join(f"- [{escape_line(each)}]({base_url}{ask_address('/', each)})" for each in answer.follow_ups)]
    if answer.citations:
        parts += ["## Sources", "\n".join(f"- {_render_source(citation, base_url)}" for citation in answer.citations)]
    state = f" Not answered: {answer.reason.value}." if answer.reason else ""
    parts.append(f"Release {answer.release}.{state}")
    return "\n\n".join(parts) + "\n"


def ask_address(page: str, question: str) -> str:
    """The address that asks ``question`` on ``page``, percent-encoded."""
    return f"{page}?ask={quote(question.encode('utf-8', 'replace'), safe='')}"


def address_of(citation: str) -> str:
    """Where the site shows what a citation names, e.g. ``/facts/app/#zm-app-002`` for ``ZM-APP-002v1``."""
    parsed = parse_citation(citation)
    if parsed is None:
        raise ValueError(f'"{citation}" is no citation; an answer names facts as ZM-APP-002v1')
    return fact_url(parsed.fact_id)


def _render_source(citation: AnswerCitation, base_url: str) -> str:
    source = citation.source
    name = f"[{citation.id}]({base_url}{citation.url}) {escape_line(citation.title)}"
    where = f'[{escape_line(source.title)}]({source.url}), section "{escape_line(source.section)}", {say_lines(source.lines)}'
    return f"{name}: {where}"
