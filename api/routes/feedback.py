"""`POST /api/v1/feedback`: what somebody says of an answer, kept for the operator; off unless the server is told a file."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.feedback import Feedback, FeedbackFile, FeedbackKept, check_feedback
from api.guide import guide_of
from api.http.problems import ApiProblem
from api.http.responses import respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, document_responses

router = APIRouter(tags=["feedback"])


@router.post(
    "/api/v1/feedback",
    summary="Tell how an answer was",
    response_model=FeedbackKept,
    responses=document_responses(
        FeedbackKept,
        EXAMPLES["feedback-response"],
        "It is kept: the line is on the operator's disk.",
        "malformed-json",
        "invalid-body",
        "invalid-parameter",
        "question-too-long",
        "control-characters",
        "feedback-off",
        *BODY_PROBLEMS,
        "feedback-full",
    ),
)
async def give_feedback(
    request: Request, feedback: Annotated[Feedback, Body(openapi_examples={"wrong": {"value": EXAMPLES["feedback"]}})]
) -> Response:
    """Appends one line to the file that the operator named: what was sent, the time and the release. Nothing else is kept, and not who sent it."""
    catalog = guide_of(request).catalog
    file = getattr(request.app.state, "feedback", None)
    if not isinstance(file, FeedbackFile):
        raise ApiProblem("feedback-off", "Its operator has named no file for feedback, so nothing was kept.")
    citations = check_feedback(feedback, catalog)
    await run_in_threadpool(file.append, feedback, citations, catalog.release)
    return respond_json(request, FeedbackKept(release=catalog.release), cache="no-store")
