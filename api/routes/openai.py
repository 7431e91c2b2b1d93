"""`POST /v1/chat/completions`, `POST /v1/responses` and `GET /v1/models`: for every client that speaks OpenAI's shape."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Body, Path, Request
from starlette.responses import Response

from api.asking import ask
from api.guide import guide_of
from api.http.events import EVENT_STREAM, describe_events, respond_events
from api.http.responses import ANSWER_HEADERS, respond_json
from api.openai.completions import build_completion, check_parameters, find_model, list_models, read_question, release_of, write_chunks
from api.openai.responses import OpenAIResponse, ResponseRequest, build_response, read_request, write_response
from api.openai.shapes import ChatCompletion, ChatCompletionRequest, Model, ModelList
from api.openapi.examples import EXAMPLES
from api.openapi.responses import BODY_PROBLEMS, QUESTION_PROBLEMS, document_openai_responses
from api.site.pages import base_url_of

router = APIRouter(tags=["openai"])

_COMPLETION = document_openai_responses(
    ChatCompletion,
    EXAMPLES["completion"],
    "The answer as a completion; with `stream` the same as `chat.completion.chunk` events, ending in `[DONE]`.",
    "malformed-json",
    "invalid-body",
    "unsupported-parameter",
    "unknown-model",
    *QUESTION_PROBLEMS,
    *BODY_PROBLEMS,
)
_COMPLETION[200]["content"][EVENT_STREAM] = describe_events(EXAMPLES["chunks"])

_RESPONSE = document_openai_responses(
    OpenAIResponse,
    EXAMPLES["response"],
    "The answer; with `stream` the same as events, from `response.created` to `response.completed`.",
    "malformed-json",
    "invalid-body",
    "unsupported-parameter",
    "unknown-model",
    *QUESTION_PROBLEMS,
    *BODY_PROBLEMS,
)
_RESPONSE[200]["content"][EVENT_STREAM] = describe_events(EXAMPLES["response-events"], "response.created", "response.completed")


@router.post("/v1/chat/completions", summary="Ask in OpenAI's shape", response_model=ChatCompletion, responses=_COMPLETION)
async def complete_chat(
    request: Request,
    asked: Annotated[ChatCompletionRequest, Body(openapi_examples={"question": {"value": EXAMPLES["completion-request"]}})],
) -> Response:
    """Answers the last message of the user, with what the messages before it settle.

    The answer comes from the facts, not from a language model: instructions, tools and sampling have no effect. No key is needed, one that is sent is passed over.
    """
    guide = guide_of(request)
    model = find_model(guide.catalog, asked.model)
    check_parameters(asked)
    reply = await ask(guide, read_question(asked, release_of(model)))
    completion = build_completion(asked, reply.answer, reply.view.catalog, base_url_of(request))
    if asked.stream:
        with_usage = bool(asked.stream_options and asked.stream_options.include_usage)
        return respond_events(write_chunks(completion, with_usage=with_usage), ANSWER_HEADERS)
    return respond_json(request, completion, ANSWER_HEADERS, "no-store")


@router.post("/v1/responses", summary="Ask in the shape of OpenAI's responses", response_model=OpenAIResponse, responses=_RESPONSE)
async def create_response(
    request: Request,
    asked: Annotated[ResponseRequest, Body(openapi_examples={"question": {"value": EXAMPLES["response-request"]}})],
) -> Response:
    """Answers the last turn of the user, with what the turns before it in `input` settle. Nothing is stored.

    The answer comes from the facts, not from a language model: instructions, tools and sampling have no effect. No key is needed, one that is sent is passed over.
    """
    guide = guide_of(request)
    model = find_model(guide.catalog, asked.model)
    turns = read_request(asked)
    reply = await ask(guide, read_question(turns, release_of(model)))
    response = build_response(build_completion(turns, reply.answer, reply.view.catalog, base_url_of(request)))
    if asked.stream:
        return respond_events(write_response(response), ANSWER_HEADERS)
    return respond_json(request, response, ANSWER_HEADERS, "no-store")


@router.get(
    "/v1/models",
    summary="List the models",
    response_model=ModelList,
    responses=document_openai_responses(ModelList, EXAMPLES["models"], "The served release under its two names, and the past ones."),
)
async def tell_models(request: Request) -> Response:
    """The releases as models: `field-guide` follows them, `field-guide-<release>` is that one only."""
    return respond_json(request, ModelList(data=list_models(guide_of(request).catalog)))


@router.get(
    "/v1/models/{id}",
    summary="Read one model",
    response_model=Model,
    responses=document_openai_responses(Model, EXAMPLES["model"], "The model.", "unknown-model"),
)
async def tell_model(
    request: Request, name: Annotated[str, Path(alias="id", description="The model's name.", examples=["field-guide"])]
) -> Response:
    """One model by its name."""
    return respond_json(request, find_model(guide_of(request).catalog, name))
