"""`GET /api/v1/ask`: one question, one answer."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api import asking
from api.asking import Question
from api.guide import guide_of
from api.http.responses import ANSWER_CACHE, ANSWER_HEADERS, respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import QUESTION_PROBLEMS, document_responses
from kb.answerer.question import LONGEST_QUESTION
from kb.models.answers import Answer

router = APIRouter(tags=["ask"])

ReleaseQuery = Annotated[
    str | None, Query(description="The release to read from; without it the one being served.", examples=["2026.11.0"])
]
DayQuery = Annotated[
    str | None,
    Query(
        description="A day: the release in force on it is read from. Not together with `release`.",
        examples=["2026-11-23"],
        json_schema_extra={"format": "date"},
    ),
]


@router.get(
    "/api/v1/ask",
    summary="Ask the guide",
    response_model=Answer,
    responses=document_responses(
        Answer,
        EXAMPLES["answer"],
        "The answer; `answered` is false when the guide does not say, and `reason` then tells why.",
        "missing-parameter",
        "invalid-parameter",
        "repeated-parameter",
        *QUESTION_PROBLEMS,
        "unknown-release",
        "search-unavailable",
    ),
)
async def ask(
    request: Request,
    ask: Annotated[
        str,
        Query(
            description=f"The question, whole and in any words; at most {LONGEST_QUESTION} characters.",
            examples=[EXAMPLES["question"]],
            json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUESTION},
        ),
    ],
    page: Annotated[
        str | None,
        Query(description="The address of the page the question is about; its facts are preferred a little.", examples=["/guide/consent/"]),
    ] = None,
    release: ReleaseQuery = None,
    as_of: DayQuery = None,
    explain: Annotated[bool, Query(description="Whether the answer also says how the question was read.", examples=[True])] = False,
) -> Response:
    """Answers one question from the facts alone.

    The same question to the same release gives the same bytes. What the facts do not say is not answered.
    """
    reply = await asking.ask(guide_of(request), Question(ask, page=page, release=release, as_of=as_of, explain=explain))
    return respond_json(request, reply.answer, ANSWER_HEADERS, ANSWER_CACHE)
