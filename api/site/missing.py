"""What is shown where there is no page, with the pages that are near: to a browser the site's own page, to an agent Markdown."""

from __future__ import annotations

from html import escape

from starlette.responses import Response

from api.http.negotiate import MARKDOWN
from api.site.files import LLMS_LINK, Site
from kb.answerer.render import ask_address
from kb.pages.asking import say_how_to_ask

START = "/index.md"

_PLACE = b" data-near></div>"
"""Where `overrides/404.html` leaves room for them."""


def render_missing_markdown(site: Site, path: str, base_url: str, question: str | None) -> Response:
    """A 404 in Markdown for a page that does not exist.

    Args:
        site: The pages there are.
        path: The path that was asked for; it is not repeated.
        base_url: What goes before the addresses of this site.
        question: The question that was asked there, when it is one that can be asked: the links then ask it.
    """

    def link(address: str) -> str:
        return f"[{address}]({base_url}{ask_address(address, question) if question else address})"

    near = [twin for each in site.near(path) if (twin := site.twin_of(each))]
    parts = ["# There is no page at this address"]
    if near:
        asking = "Ask your question on one of them" if question else "Near it are"
        parts += [f"{asking}:", "\n".join(f"- {link(each)}" for each in near)]
    if question and START not in near:
        parts.append(f"Ask it on the start page: {link(START)}")
    parts += [
        f"Every page is listed in [llms.txt]({base_url}/llms.txt).",
        "## How to ask",
        "Any page can be asked, such as the start page.",
    ]
    body = "\n\n".join([*parts, say_how_to_ask(f"{base_url}{START}")])
    return Response(body, 404, {"Cache-Control": "no-store", "Vary": "Accept", "Link": LLMS_LINK}, MARKDOWN)


def render_missing(site: Site, path: str) -> bytes | None:
    """The site's page for what is missing; None when the site has none.

    Args:
        site: The built site.
        path: The address that was asked for; it is compared, never shown.
    """
    page = site.find("/404.html")
    if page is None:
        return None
    items = "".join(f'<li><a href="{escape(near)}">{escape(site.title_of(near))}</a></li>' for near in site.near(path))
    if not items:
        return page.body
    return page.body.replace(_PLACE, f"><h2>Pages that are near</h2><ul>{items}</ul></div>".encode())
