"""`POST /api/v1/chat`: a conversation, sent whole each time; the server keeps none of it."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

from api.asking import Question, ask
from api.guide import guide_of
from api.http.events import EVENT_STREAM, describe_events, respond_events, write_event
from api.http.responses import ANSWER_HEADERS, respond_json
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, QUESTION_PROBLEMS, document_responses
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
    EXAMPLES["answer"],
    "The answer to the last question; with `stream` one server-sent event `answer` whose data is the same object.",
    "malformed-json",
    "invalid-parameter",
    "unknown-release",
    "invalid-body",
    *QUESTION_PROBLEMS,
    *BODY_PROBLEMS,
    "search-unavailable",
)
_RESPONSES[200]["content"][EVENT_STREAM] = describe_events(EXAMPLES["events"], "answer")


@router.post("/api/v1/chat", summary="Ask within a conversation", response_model=Answer, responses=_RESPONSES)
async def chat(
    request: Request, conversation: Annotated[Conversation, Body(openapi_examples={"follow-up": {"value": EXAMPLES["chat"]}})]
) -> Response:
    """Answers the last question of a conversation, with what the turns before it settle.

    Send the whole conversation each time: the server keeps none.
    """
    question = Question.last_of(conversation.messages, conversation.release, conversation.as_of)
    answer = (await ask(guide_of(request), question)).answer
    if conversation.stream:
        return respond_events([write_event(answer.model_dump_json(), "answer")], ANSWER_HEADERS)
    return respond_json(request, answer, ANSWER_HEADERS, "no-store")
