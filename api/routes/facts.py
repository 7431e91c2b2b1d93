"""The facts themselves: all, one, one revision, and the short permalink that people cite."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.responses import Response

from api import examples
from api.documents import document_responses
from api.facts import KINDS, FactList, ReleasedFact, describe_fact, describe_released_fact
from api.moments import choose_catalog
from api.negotiate import HTML, JSON, choose_media_type
from api.questions import check_choice
from api.responses import accept_of, respond_json
from api.routes.ask import ReleaseQuery
from api.served import served_of
from kb.ids import AREAS, area_of, fact_url
from kb.models import Status

router = APIRouter(tags=["facts"])

CitationPath = Annotated[
    str,
    Path(
        alias="id",
        description="A fact's ID, such as `ZM-APP-002` (its latest revision), or a citation of one revision, such as `ZM-APP-002v1`; in any case.",
        examples=["ZM-APP-002v1"],
    ),
]
_ID_LIMIT = 40


@router.get(
    "/api/v1/facts",
    summary="List the facts",
    response_model=FactList,
    responses=document_responses(
        FactList, examples.FACT_LIST, "The facts that pass every filter.", "invalid-parameter", "repeated-parameter", "unknown-release"
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
        Query(description="Only facts that are this today.", json_schema_extra={"enum": list(map(str, Status))}, examples=["current"]),
    ] = None,
    release: ReleaseQuery = None,
) -> Response:
    """Every fact in its latest revision, withdrawn ones too, in ID order within the order of areas."""
    catalog = await choose_catalog(served_of(request), release)
    check_choice(kind, "kind", KINDS)
    area = check_choice(area.upper() if area else area, "area", tuple(AREAS))
    check_choice(status, "status", tuple(map(str, Status)))
    facts = [
        describe_fact(catalog, fact)
        for fact in catalog
        if kind in (None, fact.kind) and area in (None, area_of(fact.id)) and status in (None, str(fact.latest.status))
    ]
    return respond_json(request, FactList(release=catalog.release, facts=tuple(facts)))


@router.get(
    "/api/v1/facts/{id}",
    summary="Read one fact or one revision of it",
    response_model=ReleasedFact,
    responses=document_responses(
        ReleasedFact, examples.RELEASED_FACT, "The fact.", "unknown-fact", "unknown-revision", "unknown-release", "repeated-parameter"
    ),
)
async def read_fact(request: Request, citation: CitationPath, release: ReleaseQuery = None) -> Response:
    """The fact, in its latest revision or in the one named; a former ID leads to it as well.

    A withdrawn fact is still found: `latest` tells the day, the reason, and what to cite instead.
    """
    catalog = await choose_catalog(served_of(request), release)
    return respond_json(request, describe_released_fact(catalog, *catalog.resolve(citation[:_ID_LIMIT])))


_PERMALINK = document_responses(
    ReleasedFact,
    examples.RELEASED_FACT,
    "The fact, for `Accept: application/json`.",
    "unknown-fact",
    "unknown-revision",
    "repeated-parameter",
)
_PERMALINK[307] = {
    "description": "For anybody else: where the fact stands on the site.",
    "headers": {"Location": {"description": "The page and the anchor.", "schema": {"type": "string"}, "example": "/facts/app/#zm-app-002"}},
}


@router.get("/f/{id}", summary="Follow a citation", response_model=ReleasedFact, responses=_PERMALINK)
async def follow_citation(request: Request, citation: CitationPath) -> Response:
    """The short address that runbooks and e-mails carry: people get to the fact's place on the site, programs get the fact."""
    catalog = served_of(request).catalog
    fact, revision = catalog.resolve(citation[:_ID_LIMIT])
    vary = {"Vary": "Accept"}
    if choose_media_type(accept_of(request), (HTML, JSON)) == JSON:
        return respond_json(request, describe_released_fact(catalog, fact, revision), vary)
    return Response(status_code=307, headers={"Location": fact_url(fact.id), **vary})
