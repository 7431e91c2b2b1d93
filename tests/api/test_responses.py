"""What OpenAI's official client gets from `POST /v1/responses`, and what it is refused."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import openai
import pytest
from starlette.testclient import TestClient

MODEL = "field-guide"


@pytest.fixture(scope="module")
def official(base_url: str) -> Iterator[openai.OpenAI]:
    with openai.OpenAI(base_url=f"{base_url}/v1", api_key="passed-over", max_retries=0) as client:
        yield client


def test_the_official_client_gets_the_answer_with_its_citations(
    official: openai.OpenAI, client: TestClient, base_url: str, question: str, app_id: str
) -> None:
    response = official.responses.create(model=MODEL, input=question, instructions="Be a pirate.", store=True, temperature=1)
    assert response.status == "completed"
    assert app_id in response.output_text
    (message,) = response.output
    assert message.type == "message"
    (part,) = message.content
    assert part.type == "output_text"
    (citation,) = part.annotations
    assert citation.type == "url_citation"
    assert citation.title.startswith("ZM-APP-002v1: ")
    assert citation.url == f"{base_url}/facts/app/#zm-app-002"
    assert part.text[citation.start_index : citation.end_index] == f"[ZM-APP-002v1]({citation.url})"
    assert response.usage
    assert response.usage.total_tokens == response.usage.input_tokens + response.usage.output_tokens > 0
    assert response.model_extra
    assert response.model_extra["answer"] == client.get("/api/v1/ask", params={"ask": question}).json()
    assert response.model_extra["store"] is False


def test_a_stream_builds_the_same_response(official: openai.OpenAI, question: str) -> None:
    whole = official.responses.create(model=MODEL, input=question)
    events = list(official.responses.create(model=MODEL, input=question, stream=True))
    assert [event.sequence_number for event in events] == list(range(len(events)))
    assert "".join(event.delta for event in events if event.type == "response.output_text.delta") == whole.output_text
    assert [event.type for event in events if event.type == "response.output_text.annotation.added"]
    last = events[-1]
    assert last.type == "response.completed"
    assert last.response == whole
    with official.responses.stream(model=MODEL, input=question) as stream:
        assert stream.get_final_response().output_text == whole.output_text


def test_turns_in_input_are_a_conversation(official: openai.OpenAI, client: TestClient, question: str) -> None:
    first = official.responses.create(model=MODEL, input=question)
    turns: list[Any] = [{"role": "user", "content": question}, *(item.model_dump() for item in first.output)]
    turns.append({"role": "user", "content": [{"type": "input_text", "text": "And with Full Delegate Access?"}]})
    response = official.responses.create(model=MODEL, input=turns)
    said = [{"role": "user", "content": question}, {"role": "assistant", "content": first.output_text}]
    said.append({"role": "user", "content": "And with Full Delegate Access?"})
    expected = client.post("/api/v1/chat", json={"messages": said}).json()["citations"]
    assert response.model_extra
    assert [each["id"] for each in response.model_extra["answer"]["citations"]] == [each["id"] for each in expected] != ["ZM-APP-002v1"]


def test_an_abstention_says_so(official: openai.OpenAI) -> None:
    response = official.responses.create(model=MODEL, input="What is the capital of France?")
    assert response.output_text.startswith("The guide does not say")
    assert response.model_extra
    assert response.model_extra["answer"]["reason"]


def test_going_on_from_a_stored_response_is_refused_with_the_reason(official: openai.OpenAI, question: str) -> None:
    with pytest.raises(openai.BadRequestError) as refused:
        official.responses.create(model=MODEL, input=question, previous_response_id="resp_1")
    assert (refused.value.code, refused.value.param) == ("unsupported_parameter", "previous_response_id")
    assert "Nothing is stored" in refused.value.message


@pytest.mark.parametrize(
    ("extra", "code", "param"),
    [
        ({"conversation": "conv_1"}, "unsupported_parameter", "conversation"),
        ({"background": True}, "unsupported_parameter", "background"),
        ({"tool_choice": "required"}, "unsupported_parameter", "tool_choice"),
        ({"text": {"format": {"type": "json_object"}}}, "unsupported_parameter", "text"),
        ({"model": "gpt-4o"}, "model_not_found", "model"),
        ({"input": []}, "invalid_body", "input"),
        ({"input": [{"type": "reasoning"}]}, "invalid_body", "input"),
        ({"input": [{"role": "user", "content": [{"type": "input_image"}]}]}, "unsupported_parameter", "input.0.content.0.type"),
    ],
)
def test_what_cannot_be_done_is_refused_by_name(client: TestClient, question: str, extra: dict[str, Any], code: str, param: str) -> None:
    refused = client.post("/v1/responses", json={"model": MODEL, "input": question, **extra})
    assert refused.status_code in (400, 404)
    assert (refused.json()["error"]["code"], refused.json()["error"]["param"]) == (code, param)
