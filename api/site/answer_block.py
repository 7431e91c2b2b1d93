"""Shows an answer to a person: a block of HTML that works without scripts, set into the page that was asked on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import escape

from api.site.markup import to_html
from kb.answerer.question import LONGEST_QUESTION
from kb.answerer.render import address_of, ask_address
from kb.models.answers import Answer, AnswerCitation, Excerpt, Reason
from kb.pages.words import say_date, say_place

_OPEN, _CLOSE = "\ue000", "\ue001"
_DELIMITERS = re.compile(r"[*`_\[\]\n]")


def render_block(answer: Answer, page: str, carried: Mapping[str, str] | None = None) -> str:
    """The answer as HTML; every text in it is escaped or rendered from Markdown without raw HTML.

    Args:
        answer: The answer.
        page: The address of the page it is shown on; its forms and links ask there again.
        carried: Parameters beside the question, such as ``goal`` and ``release``; its forms and links carry them on.
    """
    addresses = {citation.id: citation.url for citation in answer.citations}
    is_help = answer.reason is Reason.EMPTY_QUESTION
    heading = "How to ask" if is_help else escape(answer.question)
    parts = [_render_form("" if is_help else answer.question, page, carried or {}), f'<h2 id="answer">{heading}</h2>']
    state = "answer-text" if answer.answered else "answer-text answer-none"
    parts.append(f'<div class="{state}">{to_html(answer.answer)}</div>')
    if answer.excerpts:
        items = "".join(f"<li>{_render_excerpt(each, addresses)}</li>" for each in answer.excerpts)
        parts.append(f'<h3>{"Excerpts" if answer.answered else "The nearest facts"}</h3><ul class="answer-excerpts">{items}</ul>')
    if answer.follow_ups:
        items = "".join(f'<li><a href="{escape(ask_address(page, each, carried))}">{escape(each)}</a></li>' for each in answer.follow_ups)
        parts.append(f'<h3>Ask next</h3><ul class="answer-next">{items}</ul>')
    if answer.citations:
        items = "".join(f"<li>{_render_source(each)}</li>" for each in answer.citations)
        parts.append(f'<h3>Sources</h3><ul class="answer-sources">{items}</ul>')
    day = f", in force on {say_date(answer.as_of)}" if answer.as_of else ""
    present = {name: value for name, value in (carried or {}).items() if name not in ("release", "as_of")}
    again = (
        f'. <a href="{escape(ask_address(page, answer.question, present))}">Ask the present one</a>' if present != (carried or {}) else ""
    )
    parts.append(f'<p class="answer-release">Release {escape(answer.release)}{day}{again}</p>')
    return f'<section class="answer" aria-label="Answer">{"".join(parts)}</section><hr>'


def _render_form(question: str, page: str, carried: Mapping[str, str]) -> str:
    hidden = "".join(f'<input name="{escape(name)}" type="hidden" value="{escape(value)}">' for name, value in carried.items())
    return (
        f'<form class="ask-form" action="{escape(page)}" method="get" role="search"><label for="ask-again">Ask the guide</label>'
        f'<div class="ask-row"><input id="ask-again" name="ask" type="text" maxlength="{LONGEST_QUESTION}" required autocomplete="off" value="{escape(question)}">'
        f'<button class="md-button md-button--primary" type="submit">Ask</button></div>{hidden}</form>'
    )


def _render_excerpt(excerpt: Excerpt, addresses: dict[str, str]) -> str:
    text = excerpt.text
    for start, end in sorted(excerpt.highlights, reverse=True):
        # A span across a mark of Markdown would end up crossing the element that the mark makes.
        if not _DELIMITERS.search(text[start:end]):
            text = f"{text[:start]}{_OPEN}{text[start:end]}{_CLOSE}{text[end:]}"
    html = to_html(text).replace(_OPEN, "<mark>").replace(_CLOSE, "</mark>")
    return _link_fact(excerpt.id, addresses.get(excerpt.id) or address_of(excerpt.id)) + html


def _render_source(citation: AnswerCitation) -> str:
    source = citation.source
    where = f'<a href="{escape(source.url)}">{escape(source.title)}</a>, {escape(say_place(source.section, source.lines, source.seen, source.basis))}'
    return f"{_link_fact(citation.id, citation.url)} {escape(citation.title)}: {where}"


def _link_fact(citation: str, address: str) -> str:
    return f'<a class="fact-id" href="{escape(address)}">{escape(citation)}</a>'
