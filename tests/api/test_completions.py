"""What OpenAI's official client gets from a running server, and what it is refused."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any

import openai
import pytest
from openai.types.chat import ChatCompletion, ChatCompletionChunk
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from kb.models.answers import Answer

MODEL = "field-guide"


def ask(content: Any, role: str = "user") -> dict[str, Any]:
    return {"role": role, "content": content}


@pytest.fixture(scope="module")
def official(base_url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{base_url}/v1", api_key="passed-over", max_retries=0) as client:
        yield client


def citations_of(message: Any) -> list[str]:
    return [each.url_citation.title.partition(":")[0] for each in message.annotations]


def test_the_official_client_gets_an_answer_with_its_citations(official: openai.OpenAI, base_url: str, question: str, app_id: str) -> None:
    completion = official.chat.completions.create(model=MODEL, messages=[ask(question)], temperature=0.7, seed=1, max_tokens=5)
    assert isinstance(completion, ChatCompletion)
    message = completion.choices[0].message
    assert message.content
    assert app_id in message.content
    assert message.annotations
    assert citations_of(message) == ["ZM-APP-002v1"]
    for each in message.annotations:
        place = each.url_citation
        assert message.content[place.start_index : place.end_index] == f"[ZM-APP-002v1]({place.url})"
        assert place.url == f"{base_url}/facts/app/#zm-app-002"
    assert completion.choices[0].finish_reason == "stop"
    assert completion.usage
    assert completion.usage.total_tokens == completion.usage.prompt_tokens + completion.usage.completion_tokens > 0


def test_the_whole_answer_object_rides_along(official: openai.OpenAI, client: TestClient, question: str) -> None:
    completion = official.chat.completions.create(model=MODEL, messages=[ask(question)])
    assert completion.model_extra
    assert completion.model_extra["answer"] == client.get("/api/v1/ask", params={"ask": question}).json()


def join_chunks(chunks: list[ChatCompletionChunk]) -> tuple[str, list[str]]:
    deltas = [choice.delta for chunk in chunks for choice in chunk.choices]
    annotations = [each for delta in deltas for each in (delta.model_extra or {}).get("annotations", ())]
    return "".join(delta.content or "" for delta in deltas), [each["url_citation"]["title"].partition(":")[0] for each in annotations]


def test_a_stream_carries_the_same_words_and_citations(official: openai.OpenAI, question: str) -> None:
    whole = official.chat.completions.create(model=MODEL, messages=[ask(question)])
    stream = official.chat.completions.create(model=MODEL, messages=[ask(question)], stream=True, stream_options={"include_usage": True})
    chunks = list(stream)
    words, citations = join_chunks(chunks)
    assert words == whole.choices[0].message.content
    assert citations == ["ZM-APP-002v1"]
    assert len([chunk for chunk in chunks if chunk.choices and chunk.choices[0].delta.content]) > 1
    assert {chunk.id for chunk in chunks} == {whole.id}
    ended = [chunk for chunk in chunks if chunk.choices and chunk.choices[0].finish_reason == "stop"]
    assert len(ended) == 1
    assert Answer.model_validate((ended[0].model_extra or {})["answer"]).citations[0].id == "ZM-APP-002v1"
    assert chunks[-1].usage == whole.usage
    assert not chunks[-1].choices


def test_usage_comes_in_a_stream_only_when_asked_for(official: openai.OpenAI, question: str) -> None:
    chunks = list(official.chat.completions.create(model=MODEL, messages=[ask(question)], stream=True))
    assert all(chunk.usage is None and chunk.choices for chunk in chunks)


def test_the_asynchronous_client_gets_the_same(official: openai.OpenAI, base_url: str, question: str) -> None:
    async def run() -> tuple[ChatCompletion, list[ChatCompletionChunk], list[str]]:
        async with openai.AsyncOpenAI(base_url=f"{base_url}/v1", api_key="passed-over", max_retries=0) as client:
            completion = await client.chat.completions.create(model=MODEL, messages=[ask(question)])
            stream = await client.chat.completions.create(model=MODEL, messages=[ask(question)], stream=True)
            chunks = [chunk async for chunk in stream]
            return completion, chunks, [model.id async for model in client.models.list()]

    completion, chunks, models = asyncio.run(run())
    assert completion == official.chat.completions.create(model=MODEL, messages=[ask(question)])
    assert join_chunks(chunks)[0] == completion.choices[0].message.content
    assert MODEL in models


def test_the_models_are_the_release_under_two_names_and_the_past_ones(official: openai.OpenAI, guide: Guide, question: str) -> None:
    names = [model.id for model in official.models.list()]
    served_names = [MODEL, f"{MODEL}-{guide.catalog.release}"]
    past = [release.name for release in reversed(guide.catalog.releases) if release.name != guide.catalog.release]
    assert names == [*served_names, *(f"{MODEL}-{name}" for name in past)]
    assert [official.models.retrieve(name).id for name in names] == names
    completion = official.chat.completions.create(model=names[1], messages=[ask(question)])
    assert completion.model == names[1]


def test_a_follow_up_is_read_with_the_turns_before_it(official: openai.OpenAI, client: TestClient, question: str) -> None:
    turns = [ask("Talk like a pirate.", "system"), ask(question), ask("It is f56e.", "assistant"), ask("And with Full Delegate Access?")]
    message = official.chat.completions.create(model=MODEL, messages=turns).choices[0].message
    chatted = client.post("/api/v1/chat", json={"messages": turns}).json()
    assert citations_of(message) == [each["id"] for each in chatted["citations"]] != ["ZM-APP-002v1"]


def test_parts_of_text_are_one_question(official: openai.OpenAI, question: str) -> None:
    first, _, second = question.partition(" use ")
    parts = [{"type": "text", "text": f"{first} use"}, {"type": "text", "text": second}]
    assert citations_of(official.chat.completions.create(model=MODEL, messages=[ask(parts)]).choices[0].message) == ["ZM-APP-002v1"]


def test_the_official_client_reads_our_errors(official: openai.OpenAI, question: str) -> None:
    with pytest.raises(openai.NotFoundError) as unknown:
        official.chat.completions.create(model="gpt-4o", messages=[ask(question)])
    assert (unknown.value.code, unknown.value.param, unknown.value.type) == ("model_not_found", "model", "invalid_request_error")
    assert MODEL in unknown.value.message
    with pytest.raises(openai.BadRequestError) as many:
        official.chat.completions.create(model=MODEL, messages=[ask(question)], n=2)
    assert (many.value.code, many.value.param) == ("unsupported_parameter", "n")
    with pytest.raises(openai.NotFoundError):
        official.embeddings.create(model=MODEL, input="x")


TOOL = {"type": "function", "function": {"name": "look"}}


@pytest.mark.parametrize(
    ("extra", "param"),
    [
        ({"n": 2}, "n"),
        ({"n": 0}, "n"),
        ({"tools": [TOOL], "tool_choice": "required"}, "tool_choice"),
        ({"tools": [TOOL], "tool_choice": {"type": "function", "function": {"name": "look"}}}, "tool_choice"),
        ({"function_call": {"name": "look"}}, "function_call"),
        ({"response_format": {"type": "json_object"}}, "response_format"),
        ({"response_format": {"type": "json_schema", "json_schema": {"name": "a", "schema": {}}}}, "response_format"),
        ({"logprobs": True}, "logprobs"),
        ({"top_logprobs": 3}, "logprobs"),
        ({"modalities": ["text", "audio"]}, "modalities"),
        ({"audio": {"voice": "ash"}}, "modalities"),
        ({"messages": [ask([{"type": "image_url", "image_url": {"url": "data:"}}])]}, "messages.0.content.0.type"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(client: TestClient, question: str, extra: dict[str, Any], param: str) -> None:
    response = client.post("/v1/chat/completions", json={"model": MODEL, "messages": [ask(question)], **extra})
    assert response.status_code == 400
    assert response.headers["content-type"] == "application/json"
    error = response.json()["error"]
    assert (error["code"], error["param"], error["type"]) == ("unsupported_parameter", param, "invalid_request_error")


@pytest.mark.parametrize(
    "extra",
    [
        {"n": 1, "logprobs": False, "top_logprobs": 0, "tool_choice": "none", "response_format": {"type": "text"}, "modalities": ["text"]},
        {"n": None, "tools": [TOOL], "tool_choice": "auto", "stream": None, "stream_options": None},
        {"temperature": 2, "top_p": 0.1, "stop": ["App"], "seed": 3, "user": "u", "store": True, "max_completion_tokens": 1},
        {"something_new": {"deep": [1]}, "reasoning_effort": "high", "metadata": {"a": "b"}},
    ],
)
def test_what_has_no_effect_is_passed_over(client: TestClient, question: str, extra: dict[str, Any]) -> None:
    plain = client.post("/v1/chat/completions", json={"model": MODEL, "messages": [ask(question)]})
    assert client.post("/v1/chat/completions", json={"model": MODEL, "messages": [ask(question)], **extra}).content == plain.content


def test_a_key_makes_no_difference(client: TestClient, question: str) -> None:
    body = {"model": MODEL, "messages": [ask(question)]}
    with_key = client.post("/v1/chat/completions", json=body, headers={"Authorization": "Bearer any"})
    assert with_key.content == client.post("/v1/chat/completions", json=body).content


@pytest.mark.parametrize(
    ("messages", "code", "param"),
    [
        ([], "invalid_body", "messages"),
        ([ask("x", "assistant")], "bad_question", "messages"),
        ([ask("")], "empty_question", "messages.0.content"),
        ([ask(None)], "invalid_body", "messages.0.content"),
        ([ask("a" * 8001)], "question_too_long", "messages.0.content"),
        ([ask("a\x00b")], "control_characters", "messages.0.content"),
        ([ask("x", "wizard")], "invalid_body", "messages.0.role"),
    ],
)
def test_messages_that_cannot_be_asked_are_named(client: TestClient, messages: list[Any], code: str, param: str) -> None:
    response = client.post("/v1/chat/completions", json={"model": MODEL, "messages": messages})
    assert response.status_code == 400
    assert (response.json()["error"]["code"], response.json()["error"]["param"]) == (code, param)


def test_an_earlier_turn_that_cannot_be_read_does_not_end_the_conversation(client: TestClient, question: str) -> None:
    turns = [ask("a" * 3000), ask("Ask in fewer words.", "assistant"), ask("tool says", "tool"), ask(None, "assistant"), ask(question)]
    body = client.post("/v1/chat/completions", json={"model": MODEL, "messages": turns}).json()
    assert body["answer"]["citations"][0]["id"] == "ZM-APP-002v1"


def test_an_abstention_says_so_and_shows_the_nearest_facts_without_citing_them(client: TestClient) -> None:
    body = client.post("/v1/chat/completions", json={"model": MODEL, "messages": [ask("What is the capital of France?")]}).json()
    assert not body["answer"]["answered"]
    message = body["choices"][0]["message"]
    assert message["content"].startswith("The guide does not say")
    assert len(message["annotations"]) == len(body["answer"]["citations"])


@pytest.mark.parametrize(("method", "path", "status"), [("GET", "/v1/nothing", 404), ("GET", "/v1/chat/completions", 405)])
def test_every_error_below_v1_has_the_clients_shape(client: TestClient, method: str, path: str, status: int) -> None:
    response = client.request(method, path)
    assert response.status_code == status
    assert set(response.json()["error"]) == {"message", "type", "param", "code"}


def test_a_server_that_is_not_ready_and_a_body_too_large_have_the_clients_shape() -> None:
    error = TestClient(create_app()).get("/v1/models")
    assert (error.status_code, error.json()["error"]["type"]) == (503, "server_error")
    large = json.dumps({"model": MODEL, "messages": [ask("a" * 300_000)]})
    refused = TestClient(create_app()).post("/v1/chat/completions", content=large, headers={"Content-Type": "application/json"})
    assert (refused.status_code, refused.json()["error"]["code"]) == (413, "body_too_large")
