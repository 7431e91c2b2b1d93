"""The shape of OpenAI's chat completions and models, as far as it is spoken here.

It follows the API reference at https://platform.openai.com/docs/api-reference/chat and is proved with the official client.
"""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.shapes.facts import Record
from kb.ids import EXAMPLE
from kb.models.answers import Answer


class OpenAIError(Record):
    """What went wrong, as OpenAI's clients read it."""

    message: str = Field(description="What is wrong and what to do.")
    type: str = Field(description="`invalid_request_error`, or `server_error`.", examples=["invalid_request_error"])
    param: str | None = Field(default=None, description="The member of the body that is wrong.", examples=["n"])
    code: str = Field(description="The name of the problem type, with underscores.", examples=["unsupported_parameter"])


class OpenAIErrorBody(Record):
    """An error of the paths under `/v1/`."""

    error: OpenAIError


class ContentPart(BaseModel):
    """A part of a message; only parts of the type `text` are read."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="`text`; other parts are refused in messages of the user and passed over elsewhere.", examples=["text"])
    text: str | None = Field(default=None, description="The words.")


class ChatMessage(BaseModel):
    """One turn."""

    model_config = ConfigDict(extra="allow")

    role: Literal["system", "developer", "user", "assistant", "tool", "function"] = Field(
        description="`user` asks and `assistant` has answered; the words of the others are passed over: nothing instructs here."
    )
    content: str | list[ContentPart] | None = Field(default=None, description="The words, whole or in parts.")


class StreamOptions(BaseModel):
    """What else a stream tells."""

    model_config = ConfigDict(extra="allow")

    include_usage: bool | None = Field(default=None, description="True for one more chunk with the counts.")


class ChatCompletionRequest(BaseModel):
    """A conversation in OpenAI's shape. Members that are not named here are passed over."""

    model_config = ConfigDict(extra="allow")

    model: str = Field(description="A model of `GET /v1/models`.", examples=["field-guide"])
    messages: Annotated[list[ChatMessage], Field(min_length=1, description="The turns, oldest first; the last one of the user is asked.")]
    stream: bool | None = Field(default=False, description="True for server-sent events.")
    stream_options: StreamOptions | None = Field(default=None, description="For a stream only.")
    n: int | None = Field(default=None, description="1, or left out: there is one answer.")
    tool_choice: str | dict[str, Any] | None = Field(default=None, description="`none` or `auto`: no tool is ever called.")
    function_call: str | dict[str, Any] | None = Field(default=None, description="`none` or `auto`; the older name of `tool_choice`.")
    response_format: dict[str, Any] | None = Field(default=None, description='`{"type": "text"}`, or left out.')
    logprobs: bool | None = Field(default=None, description="False, or left out.")
    top_logprobs: int | None = Field(default=None, description="0, or left out.")
    modalities: list[str] | None = Field(default=None, description='`["text"]`, or left out.')
    audio: dict[str, Any] | None = Field(default=None, description="Left out: nothing is spoken.")


class UrlCitation(Record):
    """A cited revision and its place in the content."""

    start_index: int = Field(description="Where its link begins in `content`, in characters.")
    end_index: int = Field(description="Where the link ends; `content[start_index:end_index]` is the link.")
    title: str = Field(description="The citation and the fact's title.", examples=[f"{EXAMPLE}: its title"])
    url: str = Field(description="The fact's place on the site.")


class Annotation(Record):
    """A citation, as OpenAI's clients read it."""

    type: Literal["url_citation"] = "url_citation"
    url_citation: UrlCitation


class CompletionMessage(Record):
    """The answer as a turn."""

    role: Literal["assistant"] = "assistant"
    content: str = Field(description="The answer, then its sources as Markdown links.")
    refusal: str | None = Field(default=None, description="Always null.")
    annotations: tuple[Annotation, ...] = Field(description="What the answer rests on, in its order.")


class CompletionChoice(Record):
    """The one answer."""

    index: int = Field(default=0, description="Always 0: there is one answer.")
    message: CompletionMessage
    logprobs: dict[str, Any] | None = Field(default=None, description="Always null: there are no probabilities.")
    finish_reason: Literal["stop"] = "stop"


class Usage(Record):
    """Counts of words and punctuation marks: there are no tokens here."""

    prompt_tokens: int = Field(description="Of all messages.")
    completion_tokens: int = Field(description="Of the content.")
    total_tokens: int = Field(description="Of both.")


class ChatCompletion(Record):
    """A whole completion."""

    id: str = Field(description="The same for the same conversation and release.", examples=["chatcmpl-5f0c"])
    object: Literal["chat.completion"] = "chat.completion"
    created: int = Field(description="The day of the newest revision served, in seconds since 1970: no clock enters an answer.")
    model: str = Field(description="The model with its release.", examples=["field-guide-2026.11.0"])
    choices: tuple[CompletionChoice, ...]
    usage: Usage
    answer: Answer = Field(description="The whole answer object; an addition to OpenAI's shape.")


class Delta(Record):
    """What a chunk adds; members that add nothing are left out."""

    role: Literal["assistant"] | None = None
    content: str | None = None
    annotations: tuple[Annotation, ...] | None = None


class ChunkChoice(Record):
    """What a chunk adds to the one answer."""

    index: int = Field(default=0, description="Always 0: there is one answer.")
    delta: Delta
    finish_reason: Literal["stop"] | None = None


class ChatCompletionChunk(Record):
    """One event of a stream. The annotations come in one chunk after the last words, the answer object with the end."""

    id: str
    object: Literal["chat.completion.chunk"] = "chat.completion.chunk"
    created: int
    model: str
    choices: tuple[ChunkChoice, ...]
    usage: Usage | None = None
    answer: Answer | None = None


class Model(Record):
    """A model: the served release."""

    id: str = Field(description="`field-guide`, or the same with a release.", examples=["field-guide"])
    object: Literal["model"] = "model"
    created: int = Field(description="The day of the newest revision served, in seconds since 1970.")
    owned_by: str = Field(description="Always `field-guide`.", examples=["field-guide"])


class ModelList(Record):
    """Every model."""

    object: Literal["list"] = "list"
    data: tuple[Model, ...]
