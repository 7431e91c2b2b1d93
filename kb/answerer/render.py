"""Writes an answer as Markdown, for a terminal and for agents that read text."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote, urlencode

from kb.ids import EXAMPLE, fact_url, parse_citation
from kb.models.answers import Answer, AnswerCitation, Reason
from kb.pages.asking import say_how_to_ask
from kb.pages.words import say_date, say_place
from kb.subject import subject
from kb.text import escape_line


def render_markdown(answer: Answer, base_url: str = "", page: str = "/", carried: Mapping[str, str] | None = None) -> str:
    """The whole answer as one Markdown document that ends in a newline.

    Args:
        answer: The answer; its question may be hostile text.
        base_url: What goes before the addresses of this site, e.g. ``https://guide.example``; no slash at its end.
        page: The address that was asked, e.g. ``/guide/consent.md``; the follow-up questions are links to it.
        carried: Parameters beside the question, such as ``goal`` and ``release``; the follow-up questions carry them on.

    Returns:
        A heading with the question (on one line, escaped, so that it cannot become Markdown), the answer, and the
        sections "Excerpts", "Ask next" and "Sources", each only when it has entries. For an empty question: how to ask.
    """
    if answer.reason is Reason.EMPTY_QUESTION:
        example = f"[An example]({base_url}{ask_address(page, subject().example.question, carried)})"
        parts = ["# How to ask", answer.answer.strip(), say_how_to_ask(f"{base_url}{page}").strip(), example]
        return "\n\n".join([*parts, f"Release {answer.release}. Not answered: {answer.reason.value}."]) + "\n"
    parts = [f"# {escape_line(answer.question)}", answer.answer.strip()]
    addresses = {citation.id: citation.url for citation in answer.citations}
    if answer.excerpts:
        lines = [
            f"- [{excerpt.id}]({base_url}{addresses.get(excerpt.id) or address_of(excerpt.id)}): {' '.join(excerpt.text.split())}"
            for excerpt in answer.excerpts
        ]
        parts += ["## Excerpts", "\n".join(lines)]
    if answer.follow_ups:
        links = [f"- [{escape_line(each)}]({base_url}{ask_address(page, each, carried)})" for each in answer.follow_ups]
        parts += ["## Ask next", "\n".join(links)]
    if answer.citations:
        parts += ["## Sources", "\n".join(f"- {_render_source(citation, base_url)}" for citation in answer.citations)]
    state = f" Not answered: {answer.reason.value}." if answer.reason else ""
    day = f", in force on {say_date(answer.as_of)}" if answer.as_of else ""
    parts.append(f"Release {answer.release}{day}.{state}")
    return "\n\n".join(parts) + "\n"


def ask_address(page: str, question: str, carried: Mapping[str, str] | None = None) -> str:
    """The address that asks ``question`` on ``page`` with the parameters it carries on, percent-encoded."""
    parameters = {"ask": question, **(carried or {})}
    return f"{page}?{urlencode(parameters, safe='', encoding='utf-8', errors='replace', quote_via=quote)}"


def address_of(citation: str) -> str:
    """Where the site shows what a citation names, e.g. ``/facts/app/#zm-app-002`` for ``ZM-APP-002v1``."""
    parsed = parse_citation(citation)
    if parsed is None:
        raise ValueError(f'"{citation}" is no citation; an answer names facts as {EXAMPLE}')
    return fact_url(parsed.fact_id)


def _render_source(citation: AnswerCitation, base_url: str) -> str:
    source = citation.source
    name = f"[{citation.id}]({base_url}{citation.url}) {escape_line(citation.title)}"
    where = (
        f"[{escape_line(source.title)}]({source.url}), {escape_line(say_place(source.section, source.lines, source.seen, source.basis))}"
    )
    return f"{name}: {where}"
