"""What is shown where there is no page, with the pages that are near: to a browser the site's own page, to an agent Markdown."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from starlette.responses import Response

from api.http.negotiate import MARKDOWN
from api.site.files import LLMS_LINK, Site
from kb.answerer.render import ask_address
from kb.errors import UnknownFact, UnknownRevision
from kb.pages.asking import say_how_to_ask
from kb.pages.words import strip_marks

START = "/index.md"

_HEADING = b"<h1>There is no page at this address</h1>"
_PLACE = b" data-near></div>"
"""What `overrides/404.html` says, and where it leaves room for what is near."""


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


def render_missing_fact(site: Site, error: UnknownFact | UnknownRevision, near: Mapping[str, str]) -> bytes | None:
    """The page for a citation that leads nowhere, with the facts that may have been meant; None when the site has no such page.

    Args:
        site: The built site.
        error: What is missing; the ID as it was asked for is shown.
        near: The citations that are near, each with its title.
    """
    page = site.find("/404.html")
    if page is None:
        return None
    said = str(error).split(f"{error.asked}.")[0] + error.asked
    items = "".join(f'<li><a href="/f/{one}">{one}</a> {escape(strip_marks(title))}</li>' for one, title in near.items())
    body = page.body.replace(_HEADING, f"<h1>{escape(said)}</h1>".encode(), 1)
    return body.replace(_PLACE, f"><h2>Did you mean</h2><ul>{items}</ul></div>".encode()) if items else body
