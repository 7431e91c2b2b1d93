"""What can be read by its URI: every fact, and every page of the site as Markdown."""

from __future__ import annotations

import re
from urllib.parse import unquote

from mcp.types import Resource

from api.guide import Guide
from api.http.negotiate import MARKDOWN
from api.mcp.render import render_fact
from api.shapes.facts import CITATION_LIMIT, describe_released_fact
from kb.errors import UnknownFact, UnknownRevision

FACT, PAGE = "fact://", "page://"
FACT_TEMPLATE, PAGE_TEMPLATE = "fact://{citation}", "page://{+path}"

_HEADING = re.compile(r"^# (.+)$", re.MULTILINE)


class UnknownResource(Exception):
    """Nothing has this URI; the message says what comes near.

    Attributes:
        near: URIs that look like it, best first.
    """

    def __init__(self, message: str, near: list[str]) -> None:
        hint = f" Did you mean {', '.join(near)}?" if near else " resources/list lists them all."
        super().__init__(message + hint)
        self.near = near


def list_resources(guide: Guide) -> list[Resource]:
    """The pages in the order of the site, then the facts in their order."""
    pages = []
    for address in guide.site.addresses:
        twin = twin_of(address)
        file = guide.site.find(twin)
        if file is not None:
            heading = _HEADING.search(file.body.decode())
            title = heading[1] if heading else address
            pages.append(_describe(f"{PAGE}{twin}", twin.removeprefix("/"), title, f"The page {address} as Markdown."))
    facts = [_describe(f"{FACT}{fact.id}", fact.id, f"{fact.id}: {fact.latest.title}", fact.latest.statement) for fact in guide.catalog]
    return [*pages, *facts]


def read_resource(guide: Guide, uri: str, site: str) -> str:
    """The Markdown of a resource.

    Args:
        guide: What is served.
        uri: ``fact://ZM-APP-002``, ``fact://ZM-APP-002v1`` or ``page:///guide/consent.md``; the first two in any case.
        site: What goes before the addresses of the site in a fact.

    Raises:
        UnknownResource: There is nothing at this URI.
    """
    scheme, _, rest = uri.partition("://")
    if scheme.lower() == "fact":
        asked = unquote(rest).strip("/")[:CITATION_LIMIT]
        try:
            return render_fact(describe_released_fact(guide.catalog, *guide.catalog.resolve(asked)), site)
        except UnknownFact as error:
            raise UnknownResource(f"There is no fact {asked}.", [f"{FACT}{near}" for near in error.near]) from error
        except UnknownRevision as error:
            raise UnknownResource(f"There is no revision {asked}.", [f"{FACT}{known}" for known in error.known]) from error
    if scheme.lower() == "page":
        path = unquote(rest)
        page = guide.site.find_page(path)
        file = guide.site.find(twin_of(page.address)) if page else None
        if file is not None:
            return file.body.decode()
        raise UnknownResource("There is no such page.", [f"{PAGE}{twin_of(near)}" for near in guide.site.near(path)])
    raise UnknownResource(f"A resource here begins with {FACT} or {PAGE}.", [])


def twin_of(address: str) -> str:
    """The path of a page's Markdown: ``/guide/consent.md`` for ``/guide/consent/``, ``/index.md`` for ``/``."""
    return f"{address.rstrip('/') or '/index'}.md"


def _describe(uri: str, name: str, title: str, description: str) -> Resource:
    return Resource(uri=uri, name=name, title=title, description=description, mime_type=MARKDOWN)
