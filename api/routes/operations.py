"""What runs and what is served: health, and where a problem type is explained."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from pydantic import Field
from starlette.responses import Response

from api.guide import guide_of
from api.http.checks import check_choice
from api.http.negotiate import JSON
from api.http.problems import PROBLEMS, ApiProblem
from api.http.responses import respond, respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_responses
from api.shapes.facts import Record

router = APIRouter(tags=["operations"])


class Health(Record):
    """A server that is ready."""

    status: str = Field(description="Always `ok`: a server that is not ready answers with a problem.", examples=["ok"])
    release: str = Field(description="The release that is served.", examples=["2026.11.0"])
    facts: int = Field(description="How many facts are served.", examples=[120])


@router.get(
    "/healthz",
    summary="Tell whether the server is ready",
    response_model=Health,
    responses=document_responses(Health, EXAMPLES["health"], "It is.", "not-ready"),
)
async def tell_health(request: Request) -> Response:
    """200 once the facts are checked and the index and the site are loaded; 503 before."""
    catalog = guide_of(request).catalog
    return respond_json(request, Health(status="ok", release=catalog.release, facts=len(catalog)), cache="no-store")


@router.get("/openapi.json", include_in_schema=False)
async def tell_openapi(request: Request) -> Response:
    """The description of this interface."""
    document: dict[str, Any] = request.app.openapi()
    return respond(request, json.dumps(document, ensure_ascii=False).encode(), JSON, cache="public, max-age=300")


@router.get(
    "/problems/{name}",
    summary="Explain a problem type",
    status_code=307,
    response_class=Response,
    responses={
        307: {
            "description": "Where the problem type is explained.",
            "headers": {"Location": {"description": "Page and anchor.", "schema": {"type": "string"}, "example": "/api/#unknown-fact"}},
        },
        **{key: value for key, value in document_responses(None, None, "", "unknown-problem").items() if key != 200},
    },
)
async def explain_problem(
    name: Annotated[str, Path(description="The last part of a problem's `type`.", examples=["unknown-fact"])],
) -> Response:
    """The `type` of every problem document is an address here; it leads to the explanation."""
    try:
        check_choice(name, "name", tuple(PROBLEMS))
    except ApiProblem as problem:
        raise ApiProblem("unknown-problem", problem.detail, **problem.extra) from None
    return Response(status_code=307, headers={"Location": f"/api/#{name}"})
