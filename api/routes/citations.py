"""`POST /api/v1/citations/check`: checks the fact IDs in a text; nothing of it is kept."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.guide import guide_of
from api.http.errors import BODY_LIMIT
from api.http.responses import respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, document_responses
from kb.linting import LintReport, lint_text

router = APIRouter(tags=["facts"])


class CitingText(BaseModel):
    """A text that cites facts."""

    model_config = ConfigDict(extra="forbid")

    text: Annotated[str, Field(max_length=BODY_LIMIT, description="Markdown, plain text or HTML.")]
    name: Annotated[
        str, Field(min_length=1, max_length=200, description="What the report calls it; one that ends in `.html` is read as HTML.")
    ] = "text"
    require_pinned: Annotated[bool, Field(description="True to make a citation without a revision an error instead of a note.")] = False


@router.post(
    "/api/v1/citations/check",
    summary="Check the citations in a text",
    response_model=LintReport,
    responses=document_responses(
        LintReport,
        EXAMPLES["lint-report"],
        "Every citation with its status, and what to look at.",
        "malformed-json",
        "invalid-body",
        *BODY_PROBLEMS,
    ),
)
async def check_citations(
    request: Request, sent: Annotated[CitingText, Body(openapi_examples={"runbook": {"value": EXAMPLES["citing-text"]}})]
) -> Response:
    """Whether each cited revision is current, and whether the values beside it are the ones it states. The text is not kept."""
    catalog = guide_of(request).catalog
    report = await run_in_threadpool(lint_text, catalog, sent.text, sent.name, sent.require_pinned)
    return respond_json(request, report, cache="no-store")
