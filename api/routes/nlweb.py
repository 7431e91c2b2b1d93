"""`GET /ask` and `POST /ask`: for agents that speak NLWeb. Not to be mixed up with `?ask=` on a page's address."""

from __future__ import annotations

import json
from typing import Annotated

from fastapi import APIRouter, Body, Query, Request
from starlette.responses import Response

from api.asking import Question, ask
from api.guide import guide_of
from api.http.checks import check_question, check_text
from api.http.events import EVENT_STREAM, describe_events, respond_events
from api.http.negotiate import JSON, choose_media_type
from api.http.responses import ANSWER_CACHE, ANSWER_HEADERS, accept_of, respond, respond_json
from api.nlweb.shapes import ListedAnswer, NLAnswer, NLContext, NLPrefer, NLRequest
from api.nlweb.translate import (
    build_answer,
    build_listed,
    check_site,
    choose_mode,
    dump_answer,
    name_query,
    read_prev,
    write_answer,
    write_messages,
)
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, QUESTION_PROBLEMS, document_responses
from api.site.pages import base_url_of
from kb.answerer.question import LONGEST_QUESTION
from kb.models.answers import Message

router = APIRouter(tags=["nlweb"])

ID_LIMIT = 200
"""Characters that the ID of a query may have."""

PREV_LIMIT = 8_000
"""Characters that the earlier questions may have in an address."""

_REFUSED = (*QUESTION_PROBLEMS, "invalid-parameter")

_LISTED = document_responses(
    ListedAnswer,
    EXAMPLES["listed"],
    "With `streaming=false`; else the same as messages, each with a `message_type`, ending in `complete`.",
    "missing-parameter",
    "repeated-parameter",
    *_REFUSED,
)
_LISTED[200]["content"][EVENT_STREAM] = describe_events(EXAMPLES["messages"])

_ANSWERED = document_responses(
    NLAnswer,
    EXAMPLES["nlweb"],
    "An answer, a question back, or a failure: `_meta.response_type` tells which. As events: `start`, `result` or `error`, `complete`.",
    "malformed-json",
    "invalid-body",
    *_REFUSED,
    *BODY_PROBLEMS,
)
_ANSWERED[200]["content"][EVENT_STREAM] = describe_events(EXAMPLES["nlweb-events"], "start", "result", "error", "complete")


@router.get("/ask", summary="Ask in the shape of NLWeb", response_model=ListedAnswer, responses=_LISTED)
async def list_matches(
    request: Request,
    query: Annotated[
        str,
        Query(
            description=f"The question; at most {LONGEST_QUESTION} characters.",
            examples=[EXAMPLES["question"]],
            json_schema_extra={"minLength": 1, "maxLength": LONGEST_QUESTION},
        ),
    ],
    site: Annotated[str | None, Query(description="`all` or `field-guide`: there is one site here.", examples=["all"])] = None,
    prev: Annotated[
        str | None,
        Query(
            description="Earlier questions, oldest first, with commas in between; a JSON array of texts where they hold commas themselves.",
            examples=[EXAMPLES["question"]],
            json_schema_extra={"maxLength": PREV_LIMIT},
        ),
    ] = None,
    decontextualized_query: Annotated[
        str | None,
        Query(description="The question made whole by the caller; then `prev` is not looked at.", examples=[EXAMPLES["question"]]),
    ] = None,
    streaming: Annotated[bool, Query(description="`false` or `0` for one JSON object.", examples=[False])] = True,
    query_id: Annotated[
        str | None,
        Query(description="Comes back as it is.", examples=["q-1"], json_schema_extra={"maxLength": ID_LIMIT}),
    ] = None,
    mode: Annotated[
        str | None,
        Query(
            description="`list` the nearest facts, `summarize` them with the answer, or `generate` the answer; several with commas in between.",
            examples=["generate"],
        ),
    ] = None,
    generate_mode: Annotated[
        str | None,
        Query(description="The older name of `mode`; `none` is `list`.", examples=["list"]),
    ] = None,
) -> Response:
    """Answers one question in the shape of NLWeb's first REST API. The mode chooses what is shown, never what is found."""
    guide = guide_of(request)
    check_site(site, "site", request.headers.get("host", ""))
    older = choose_mode(generate_mode, "list")
    chosen = choose_mode(mode, older)
    if query_id:
        check_text(query_id, "query_id", ID_LIMIT)
    earlier = read_prev(check_text(prev, "prev", PREV_LIMIT)) if prev else []
    question = _read_question(query, "query", decontextualized_query, "decontextualized_query", earlier)
    answer = (await ask(guide, question)).answer
    name = query_id or name_query(question, answer.release)
    listed = build_listed(answer, guide.catalog, base_url_of(request), name, chosen)
    if streaming:
        return respond_events(write_messages(listed), ANSWER_HEADERS)
    return respond_json(request, listed, ANSWER_HEADERS, ANSWER_CACHE)


@router.post("/ask", summary="Ask in the shape of NLWeb 0.55", response_model=NLAnswer, responses=_ANSWERED)
async def ask_agent(
    request: Request, asked: Annotated[NLRequest, Body(openapi_examples={"question": {"value": EXAMPLES["nlweb-request"]}})]
) -> Response:
    """Answers one question in the shape of NLWeb's specification 0.55.

    An ambiguous question is asked back; what the guide does not say is a failure with the code `NO_RESULTS`. Both come with status 200.
    """
    guide = guide_of(request)
    prefer, context = asked.prefer or NLPrefer(), asked.context or NLContext()
    check_site(asked.query.site, "query.site", request.headers.get("host", ""))
    mode = choose_mode(prefer.mode, "summarize")
    earlier = [check_text(turn, f"context.prev.{at}") for at, turn in enumerate(context.prev or ())]
    purpose = check_text(context.text, "context.text") if context.text else None
    whole = asked.query.decontextualized_query
    question = _read_question(asked.query.text, "query.text", whole, "query.decontextualized_query", earlier, purpose)
    answer = (await ask(guide, question)).answer
    built = build_answer(answer, guide.catalog, base_url_of(request), mode)
    streaming = prefer.streaming
    if streaming is None:
        streaming = choose_media_type(accept_of(request), (JSON, EVENT_STREAM)) == EVENT_STREAM
    if streaming:
        return respond_events(write_answer(built), ANSWER_HEADERS)
    return respond(request, json.dumps(dump_answer(built), ensure_ascii=False).encode(), JSON, cache="no-store", headers=ANSWER_HEADERS)


def _read_question(
    question: str, name: str, whole: str | None, whole_name: str, earlier: list[str], purpose: str | None = None
) -> Question:
    """The question with what came before it; one that the caller has made whole stands alone."""
    check_question(question, name)
    if whole:
        return Question(whole, whole_name, goal=purpose)
    turns = [Message(role="user", content=turn) for turn in (*earlier, question) if turn.strip()]
    return Question(question, name, turns if len(turns) > 1 else None, goal=purpose)
