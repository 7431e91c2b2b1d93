"""The shape of OpenAI's Responses API as far as it is spoken here; an answer is that of a completion, in other members.

It follows https://platform.openai.com/docs/api-reference/responses and is proved with the official client.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.http.events import write_event
from api.http.problems import ApiProblem
from api.openai.completions import split_words
from api.openai.shapes import ChatCompletion, ChatCompletionRequest, ChatMessage, ContentPart, UrlCitation
from api.shapes.facts import Record
from kb.models.answers import Answer


class InputItem(BaseModel):
    """One turn, or what other servers' tools left behind, which is passed over."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(default="message", description="`message`; other items are passed over.")
    role: Literal["system", "developer", "user", "assistant"] = Field(default="user", description="`user` asks, `assistant` has answered.")
    content: str | list[ContentPart] | None = Field(default=None, description="The words, whole or in parts of the type `input_text`.")


class ResponseRequest(BaseModel):
    """A question in the shape of the Responses API. Members that are not named here are passed over."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(description="A model of `GET /v1/models`.", examples=["field-guide"])
    input: str | list[InputItem] = Field(description="The question, or the turns, oldest first; the last one of the user is asked.")
    stream: bool | None = Field(default=False, description="True for server-sent events.")
    previous_response_id: str | None = Field(default=None, description="Left out: nothing is stored. Send the turns before in `input`.")
    conversation: str | dict[str, Any] | None = Field(default=None, description="Left out, for the same reason.")
    background: bool | None = Field(default=None, description="False, or left out.")
    tool_choice: str | dict[str, Any] | None = Field(default=None, description="`none` or `auto`: no tool is ever called.")
    text: dict[str, Any] | None = Field(default=None, description='`{"format": {"type": "text"}}`, or left out.')


class ResponseCitation(UrlCitation):
    """A cited revision and its place in the text."""

    type: Literal["url_citation"] = "url_citation"


class OutputText(Record):
    """The words of the answer."""

    type: Literal["output_text"] = "output_text"
    text: str = Field(description="The answer, then its sources as Markdown links.")
    annotations: tuple[ResponseCitation, ...] = Field(description="What the answer rests on, in its order.")
    logprobs: list[dict[str, Any]] = Field(default=[], description="Always empty.")


class OutputMessage(Record):
    """The answer as a turn."""

    id: str = Field(examples=["msg_5f0c"])
    type: Literal["message"] = "message"
    role: Literal["assistant"] = "assistant"
    status: Literal["in_progress", "completed"] = "completed"
    content: tuple[OutputText, ...]


class ResponseUsage(Record):
    """Counts of words and punctuation marks: there are no tokens here."""

    input_tokens: int = Field(description="Of all turns.")
    input_tokens_details: dict[str, int] = Field(default={"cached_tokens": 0}, description="Always nothing.")
    output_tokens: int = Field(description="Of the text.")
    output_tokens_details: dict[str, int] = Field(default={"reasoning_tokens": 0}, description="Always nothing.")
    total_tokens: int = Field(description="Of both.")


class OpenAIResponse(Record):
    """A whole response."""

    id: str = Field(description="The same for the same turns and release.", examples=["resp_5f0c"])
    object: Literal["response"] = "response"
    created_at: int = Field(description="The day of the newest revision served, in seconds since 1970: no clock enters an answer.")
    status: Literal["in_progress", "completed"] = "completed"
    model: str = Field(description="The model with its release.", examples=["field-guide-2026.11.0"])
    output: tuple[OutputMessage, ...]
    store: bool = Field(default=False, description="Always false: nothing is stored.")
    parallel_tool_calls: bool = Field(default=False, description="Always false.")
    tool_choice: Literal["none"] = "none"
    tools: list[dict[str, Any]] = Field(default=[], description="Always empty.")
    usage: ResponseUsage | None
    answer: Answer | None = Field(description="The whole answer object; an addition to OpenAI's shape.")


def read_request(request: ResponseRequest) -> ChatCompletionRequest:
    """The same question as a request for a completion.

    Raises:
        ApiProblem: A member asks for something that is not done here.
    """
    form = ((request.text or {}).get("format") or {"type": "text"}).get("type") if isinstance(request.text, dict) else "text"
    stored = "Nothing is stored here, so there is nothing to go on from: send the turns before in input."
    refused = {
        "previous_response_id": (request.previous_response_id is not None, stored),
        "conversation": (request.conversation is not None, stored),
        "background": (bool(request.background), "Nothing is stored here, so there is nothing to fetch later: leave background out."),
        "tool_choice": (request.tool_choice not in (None, "none", "auto"), "No tool is ever called: send auto or none."),
        "text": (form != "text", "The answer is Markdown. For JSON read the member answer of the response."),
    }
    for name, (is_refused, detail) in refused.items():
        if is_refused:
            raise ApiProblem("unsupported-parameter", f"{name} cannot be done here. {detail}", parameter=name)
    items = [InputItem(content=request.input)] if isinstance(request.input, str) else request.input
    turns = [_read_turn(item, at) for at, item in enumerate(items) if item.type == "message"]
    if not turns:
        raise ApiProblem("invalid-body", "input holds no message.", parameter="input")
    return ChatCompletionRequest(model=request.model, messages=turns)


def build_response(completion: ChatCompletion) -> OpenAIResponse:
    """A completion as a response: the same words, citations and counts."""
    message, name = completion.choices[0].message, completion.id.rpartition("-")[2]
    citations = tuple(ResponseCitation(**dict(each.url_citation)) for each in message.annotations)
    counts = completion.usage
    return OpenAIResponse(
        id=f"resp_{name}",
        created_at=completion.created,
        model=completion.model,
        output=(OutputMessage(id=f"msg_{name}", content=(OutputText(text=message.content, annotations=citations),)),),
        usage=ResponseUsage(input_tokens=counts.prompt_tokens, output_tokens=counts.completion_tokens, total_tokens=counts.total_tokens),
        answer=completion.answer,
    )


def write_response(response: OpenAIResponse) -> Iterator[str]:
    """A response as the events of a stream, in the order the API gives them."""
    (message,) = response.output
    (part,) = message.content
    begun = response.model_copy(update={"status": "in_progress", "output": (), "usage": None, "answer": None})
    place: dict[str, Any] = {"output_index": 0}
    inside = {"item_id": message.id, "content_index": 0, **place}
    events: list[tuple[str, dict[str, Any]]] = [
        ("created", {"response": _dump(begun)}),
        ("in_progress", {"response": _dump(begun)}),
        ("output_item.added", {**place, "item": _dump(message.model_copy(update={"status": "in_progress", "content": ()}))}),
        ("content_part.added", {**inside, "part": _dump(OutputText(text="", annotations=()))}),
        *(("output_text.delta", {**inside, "delta": words, "logprobs": []}) for words in split_words(part.text)),
        *(
            ("output_text.annotation.added", {**inside, "annotation_index": at, "annotation": _dump(citation)})
            for at, citation in enumerate(part.annotations)
        ),
        ("output_text.done", {**inside, "text": part.text, "logprobs": []}),
        ("content_part.done", {**inside, "part": _dump(part)}),
        ("output_item.done", {**place, "item": _dump(message)}),
        ("completed", {"response": _dump(response)}),
    ]
    for number, (kind, data) in enumerate(events):
        name = f"response.{kind}"
        document = {"type": name, "sequence_number": number, **data}
        yield write_event(json.dumps(document, ensure_ascii=False, separators=(",", ":")), name)


def _read_turn(item: InputItem, at: int) -> ChatMessage:
    if not isinstance(item.content, list):
        return ChatMessage(role=item.role, content=item.content)
    parts = []
    for number, part in enumerate(item.content):
        if part.type in ("input_text", "output_text", "text") and part.text is not None:
            parts.append(part.text)
        elif item.role == "user":
            place = f"input.{at}.content.{number}"
            raise ApiProblem("unsupported-parameter", f"{place} is no text. Only words are read.", parameter=f"{place}.type")
    return ChatMessage(role=item.role, content="\n".join(parts))


def _dump(record: Record) -> dict[str, Any]:
    return record.model_dump(mode="json")
