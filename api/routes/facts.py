"""The facts themselves: all, one, one revision, and the short permalink that people cite."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response

from api.guide import guide_of
from api.http.checks import check_choice
from api.http.negotiate import HTML, JSON, MARKDOWN, choose_media_type
from api.http.problems import MEDIA_TYPE
from api.http.responses import accept_of, respond, respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_responses
from api.releases.choose import choose_catalog
from api.routes.ask import ReleaseQuery
from api.shapes.facts import KINDS, STATES, FactList, ReleasedFact, describe_fact, describe_released_fact, filter_facts, find_revision
from api.site.missing import render_missing_fact
from api.site.pages import base_url_of
from api.site.permalink import render_preview
from kb.errors import UnknownFact, UnknownRevision
from kb.ids import AREAS, EXAMPLE, EXAMPLE_ID, fact_url, parse_citation
from kb.models.payloads import ErrorCode
from kb.pages.citing import FORMS, ReferenceForms, add_forms, build_reference, render_citation
from kb.pages.record import write_revision

LONGEST_CODE = 40
"""Characters of an error code that are looked at."""

router = APIRouter(tags=["facts"])

CitationPath = Annotated[
    str,
    Path(
        alias="id",
        description=f"A fact's ID, such as `{EXAMPLE_ID}` (its latest revision), or a citation of one revision, such as `{EXAMPLE}`; in any case.",
        examples=[EXAMPLE],
    ),
]
CITATION_TYPES = {
    "markdown": MARKDOWN,
    "text": "text/plain",
    "html": HTML,
    "bibtex": "application/x-bibtex",
    "csl-json": "application/vnd.citationstyles.csl+json",
}
"""Form of a citation → its media type; any other is JSON."""

_CITATION = document_responses(
    ReferenceForms,
    EXAMPLES["citation"],
    "How to cite the revision; in another `format`, the citation alone, as text of that type.",
    "unknown-fact",
    "unknown-revision",
    "invalid-parameter",
    "repeated-parameter",
)
_CITATION[200]["content"] |= {
    media_type: {"schema": {"type": "string"}, "example": (EXAMPLES["citation"] or {"forms": {}})["forms"].get(form, "…")}
    for form, media_type in CITATION_TYPES.items()
}


@router.get(
    "/api/v1/facts",
    summary="List the facts",
    response_model=FactList,
    responses=document_responses(
        FactList, EXAMPLES["fact-list"], "The facts that pass every filter.", "invalid-parameter", "repeated-parameter", "unknown-release"
    ),
)
async def list_facts(
    request: Request,
    kind: Annotated[
        str | None, Query(description="Only facts of this kind.", json_schema_extra={"enum": list(KINDS)}, examples=["app_id"])
    ] = None,
    area: Annotated[
        str | None,
        Query(
            description="Only facts of this area, as in their ID; in any case.", json_schema_extra={"enum": list(AREAS)}, examples=["APP"]
        ),
    ] = None,
    status: Annotated[
        str | None,
        Query(description="Only facts that are this today.", json_schema_extra={"enum": list(STATES)}, examples=["current"]),
    ] = None,
    release: ReleaseQuery = None,
) -> Response:
    """Every fact in its latest revision, withdrawn ones too, in ID order within the order of areas."""
    catalog = await choose_catalog(guide_of(request), release)
    facts = tuple(describe_fact(catalog, fact) for fact in filter_facts(catalog, kind, area, status))
    return respond_json(request, FactList(release=catalog.release, facts=facts))


@router.get(
    "/api/v1/facts/{id}",
    summary="Read one fact or one revision of it",
    response_model=ReleasedFact,
    responses=document_responses(
        ReleasedFact, EXAMPLES["released-fact"], "The fact.", "unknown-fact", "unknown-revision", "unknown-release", "repeated-parameter"
    ),
)
async def read_fact(request: Request, citation: CitationPath, release: ReleaseQuery = None) -> Response:
    """The fact, in its latest revision or in the one named; a former ID leads to it as well.

    A withdrawn fact is still found: `latest` tells the day, the reason, and what to cite instead.
    """
    catalog = await choose_catalog(guide_of(request), release)
    return respond_json(request, describe_released_fact(catalog, *find_revision(catalog, citation)))


@router.get(
    "/api/v1/facts/{id}/citation",
    summary="Cite a fact",
    response_model=ReferenceForms,
    responses=_CITATION,
)
async def cite_fact(
    request: Request,
    citation: CitationPath,
    form: Annotated[
        str | None,
        Query(
            alias="format",
            description="Only this form; without it, or with `json`, an object with every ready form.",
            json_schema_extra={"enum": list(FORMS)},
            examples=["markdown"],
        ),
    ] = None,
) -> Response:
    """How to cite one revision, the latest for a bare ID, with release, date and permalink. Withdrawn and superseded ones say so."""
    check_choice(form, "format", tuple(FORMS))
    catalog = guide_of(request).catalog
    reference = build_reference(catalog, *find_revision(catalog, citation), base_url=base_url_of(request))
    if form is None or form not in CITATION_TYPES:
        return respond_json(request, add_forms(reference))
    return respond(request, f"{render_citation(reference, form)}\n".encode(), CITATION_TYPES[form])


@router.get("/errors/{code}/", include_in_schema=False)
async def follow_error(request: Request, code: str) -> Response:
    """The address of an error code: it leads to the fact about it."""
    catalog = guide_of(request).catalog
    wanted = code[:LONGEST_CODE].upper()
    for fact in catalog.current():
        if isinstance(payload := fact.latest.payload, ErrorCode) and wanted in payload.codes:
            return RedirectResponse(fact_url(fact.id), 307)
    raise UnknownFact(wanted)


_PERMALINK = document_responses(
    ReleasedFact,
    EXAMPLES["released-fact"],
    "For `Accept: application/json` the fact, for `text/markdown` its Markdown, for anybody else a page with its preview.",
    "unknown-fact",
    "unknown-revision",
    "repeated-parameter",
)
_PERMALINK[200]["content"] |= {
    HTML: {"schema": {"type": "string"}, "example": "<!doctype html>…"},
    MARKDOWN: {"schema": {"type": "string"}, "example": "# App ID for rooms with Application Permissions\n…"},
}


@router.get("/f/{id}", summary="Follow a citation", response_model=ReleasedFact, responses=_PERMALINK)
async def follow_citation(request: Request, citation: CitationPath) -> Response:
    """The short address that runbooks and e-mails carry: it unfurls in a chat, people read the fact, programs get its data."""
    guide = guide_of(request)
    catalog = guide.catalog
    try:
        fact, revision = find_revision(catalog, citation)
    except (UnknownFact, UnknownRevision) as error:
        near = error.near if isinstance(error, UnknownFact) else error.known
        missing = render_missing_fact(guide.site, error, {one: catalog.resolve(one)[1].title for one in near})
        if missing is None or choose_media_type(accept_of(request), (MEDIA_TYPE, HTML)) != HTML:
            raise
        return Response(missing, 404, {"Cache-Control": "no-store", "Vary": "Accept"}, HTML)
    vary, base_url = {"Vary": "Accept"}, base_url_of(request)
    media_type = choose_media_type(accept_of(request), (HTML, JSON, MARKDOWN))
    if media_type == JSON:
        return respond_json(request, describe_released_fact(catalog, fact, revision), vary)
    if media_type == MARKDOWN:
        return respond(request, write_revision(fact, revision, catalog, base_url).encode(), MARKDOWN, headers=vary)
    asked = parse_citation(citation)
    address = f"/f/{fact.id}v{revision.revision}" if asked and asked.revision else f"/f/{fact.id}"
    shell = guide.site.find("/404.html")
    page = await run_in_threadpool(render_preview, catalog, fact, revision, address, base_url, shell.body if shell else None)
    return respond(request, page, HTML, headers=vary)
