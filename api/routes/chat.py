"""`POST /api/v1/chat`: a conversation, sent whole each time; the server keeps none of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from api.guide import guide_of
from api.http.checks import check_question, check_text
from api.http.events import EVENT_STREAM, describe_events, respond_events, write_event
from api.http.problems import ApiProblem
from api.http.responses import respond_json
from api.openapi import examples
from api.openapi.responses import document_responses
from api.releases.view import choose_view
from api.routes.ask import HEADERS
from kb.models.answers import Answer, Message

router = APIRouter(tags=["ask"])

MESSAGE_LIMIT = 100
"""Messages a conversation may have."""


class Conversation(BaseModel):
    """The turns so far, oldest first; the last one of the user is the question."""

    model_config = ConfigDict(extra="forbid")

    messages: Annotated[
        list[Message],
        Field(min_length=1, max_length=MESSAGE_LIMIT, description="The turns; `role` is `user` or `assistant`, others are passed over."),
    ]
    stream: Annotated[bool, Field(description="True for the answer as server-sent events.")] = False
    release: Annotated[str | None, Field(description="The release to answer from; without it the one being served.")] = None
    as_of: Annotated[str | None, Field(description="A day: the release in force on it answers. Not together with `release`.")] = None


_RESPONSES = document_responses(
    Answer,
    examples.ANSWER,
    "The answer to the last question; with `stream` one server-sent event `answer` whose data is the same object.",
    "malformed-json",
    "invalid-parameter",
    "unknown-release",
    "invalid-body",
    "empty-question",
    "question-too-long",
    "control-characters",
    "bad-question",
    "body-too-large",
    "unsupported-media-type",
    "search-unavailable",
)
_RESPONSES[200]["content"][EVENT_STREAM] = describe_events(examples.EVENTS, "answer")


@router.post("/api/v1/chat", summary="Ask within a conversation", response_model=Answer, responses=_RESPONSES)
async def chat(
    request: Request, conversation: Annotated[Conversation, Body(openapi_examples={"follow-up": {"value": examples.CHAT}})]
) -> Response:
    """Answers the last question of a conversation, with what the turns before it settle.

    Send the whole conversation each time: the server keeps none.
    """
    guide = guide_of(request)
    asked = [at for at, message in enumerate(conversation.messages) if message.role == "user"]
    if not asked:
        raise ApiProblem("bad-question", 'No message has the role "user"; the last such message is the question.', parameter="messages")
    for at in asked[:-1]:
        check_text(conversation.messages[at].content, f"messages.{at}.content")
    check_question(conversation.messages[asked[-1]].content, f"messages.{asked[-1]}.content")
    view = await choose_view(guide, conversation.release, conversation.as_of)
    answer = view.date_answer(await run_in_threadpool(view.answers.chat, conversation.messages))
    if conversation.stream:
        return respond_events([write_event(answer.model_dump_json(), "answer")], HEADERS)
    return respond_json(request, answer, HEADERS, "no-store")
