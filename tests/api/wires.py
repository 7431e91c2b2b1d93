"""Every wire there is: how a question is sent on it, and how its citations and its abstention are read from its own shape.

A new wire is one function and one entry in ``WIRES``; the conformance test then asks it everything.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from starlette.testclient import TestClient

PAGE = "/about/architecture"
"""A page that names no fact: asking there prefers none, as on the wires that know no pages."""

ANSWERED, AMBIGUOUS, ABSTAINED = "answered", "asked back", "abstained"


@dataclass(frozen=True)
class Outcome:
    """What a wire said.

    Attributes:
        state: ``answered``, ``asked back`` or ``abstained``.
        citations: The cited revisions, in order.
    """

    state: str
    citations: tuple[str, ...]


Ask = Callable[[TestClient, Sequence[str]], Outcome]
"""Sends the user's turns, the last one to be answered."""


@dataclass(frozen=True)
class Wire:
    """One wire.

    Attributes:
        name: What the table calls it.
        asks: Each way of asking on it (whole, streamed); all must say the same.
        turns: Whether it can carry the turns before a question.
    """

    name: str
    asks: tuple[Ask, ...]
    turns: bool = True


def read_object(answer: dict[str, Any]) -> Outcome:
    states = {None: ANSWERED, "ambiguous": AMBIGUOUS}
    state = states.get(answer["reason"], ABSTAINED)
    assert answer["answered"] == (state == ANSWERED)
    return Outcome(state, tuple(each["id"] for each in answer["citations"]))


def read_events(text: str) -> list[tuple[str, Any]]:
    """Event name and JSON data of each server-sent event; `[DONE]` is left out."""
    events = []
    for block in text.strip().split("\n\n"):
        fields = dict(line.split(": ", 1) for line in block.split("\n"))
        if fields["data"] != "[DONE]":
            events.append((fields.get("event", "message"), json.loads(fields["data"])))
    return events


def messages_of(turns: Sequence[str]) -> list[dict[str, str]]:
    return [{"role": "user", "content": turn} for turn in turns]


def ask_api(client: TestClient, turns: Sequence[str]) -> Outcome:
    return read_object(client.get("/api/v1/ask", params={"ask": turns[-1]}).json())


def ask_page(client: TestClient, turns: Sequence[str]) -> Outcome:
    return read_object(client.get(f"{PAGE}/", params={"ask": turns[-1]}, headers={"Accept": "application/json"}).json())


def ask_markdown(client: TestClient, turns: Sequence[str]) -> Outcome:
    text = client.get(f"{PAGE}.md", params={"ask": turns[-1]}).text
    sources = text.partition("\n## Sources\n")[2]
    reason = re.search(r"Not answered: (\w+)\.", text)
    state = ANSWERED if reason is None else AMBIGUOUS if reason[1] == "ambiguous" else ABSTAINED
    return Outcome(state, tuple(re.findall(r"^- \[(ZM-[A-Z]+-\d+v\d+)\]", sources, re.MULTILINE)))


def ask_chat(client: TestClient, turns: Sequence[str]) -> Outcome:
    return read_object(client.post("/api/v1/chat", json={"messages": messages_of(turns)}).json())


def stream_chat(client: TestClient, turns: Sequence[str]) -> Outcome:
    ((name, data),) = read_events(client.post("/api/v1/chat", json={"messages": messages_of(turns), "stream": True}).text)
    assert name == "answer"
    return read_object(data)


def read_completion(content: str, annotations: Sequence[dict[str, Any]]) -> Outcome:
    state = AMBIGUOUS if content.startswith("The question fits more than one case") else ANSWERED
    state = ABSTAINED if content.startswith(("The guide does not say", "The guide shows this only in a picture")) else state
    places = [each["url_citation"] for each in annotations]
    links = [content[place["start_index"] : place["end_index"]] for place in places]
    return Outcome(state, tuple(re.fullmatch(r"\[([\w-]+)\]\(.*\)", link)[1] for link in links))  # type: ignore[index]


def complete(client: TestClient, turns: Sequence[str]) -> Outcome:
    body = client.post("/v1/chat/completions", json={"model": "field-guide", "messages": messages_of(turns)}).json()
    message = body["choices"][0]["message"]
    return read_completion(message["content"], message["annotations"])


def stream_completion(client: TestClient, turns: Sequence[str]) -> Outcome:
    body = {"model": "field-guide", "messages": messages_of(turns), "stream": True}
    deltas = [choice["delta"] for _, data in read_events(client.post("/v1/chat/completions", json=body).text) for choice in data["choices"]]
    annotations = [each for delta in deltas for each in delta.get("annotations", ())]
    return read_completion("".join(delta.get("content", "") for delta in deltas), annotations)


def read_listed(listed: dict[str, Any]) -> Outcome:
    state = ANSWERED if listed["answered"] else AMBIGUOUS if listed["reason"] == "ambiguous" else ABSTAINED
    return Outcome(state, tuple(each["schema_object"]["identifier"] for each in listed["results"] if each["cited"]))


def _get_ask(client: TestClient, turns: Sequence[str], streaming: str) -> str:
    prev = {"prev": json.dumps(turns[:-1])} if turns[:-1] else {}
    return client.get("/ask", params={"query": turns[-1], "streaming": streaming, **prev}).text


def list_matches(client: TestClient, turns: Sequence[str]) -> Outcome:
    return read_listed(json.loads(_get_ask(client, turns, "false")))


def stream_matches(client: TestClient, turns: Sequence[str]) -> Outcome:
    events = read_events(_get_ask(client, turns, "true"))
    assert events[-1][1]["message_type"] == "complete"
    return read_listed(events[0][1])


def read_nlweb(meta: dict[str, Any], results: list[dict[str, Any]], body: dict[str, Any]) -> Outcome:
    match meta["response_type"]:
        case "answer":
            return Outcome(ANSWERED, tuple(results[0]["grounding"]["citations"]))
        case "elicitation":
            return Outcome(AMBIGUOUS, tuple(body["elicitation"]["citations"]))
    assert body["error"]["code"] == "NO_RESULTS"
    return Outcome(ABSTAINED, tuple(body["error"]["details"]["citations"]))


def _post_ask(client: TestClient, turns: Sequence[str], *, streaming: bool) -> str:
    body = {"query": {"text": turns[-1]}, "context": {"prev": list(turns[:-1])}, "prefer": {"streaming": streaming}}
    return client.post("/ask", json=body).text


def ask_nlweb(client: TestClient, turns: Sequence[str]) -> Outcome:
    body = json.loads(_post_ask(client, turns, streaming=False))
    return read_nlweb(body["_meta"], body.get("results", []), body)


def stream_nlweb(client: TestClient, turns: Sequence[str]) -> Outcome:
    events = read_events(_post_ask(client, turns, streaming=True))
    body = {name: value for kind, data in events if kind in ("error", "complete") for name, value in data.items()}
    return read_nlweb(events[-1][1]["_meta"], [data["item"] for kind, data in events if kind == "result"], body)


def call_tool(client: TestClient, turns: Sequence[str]) -> Outcome:
    call = {"name": "ask_field_guide", "arguments": {"question": turns[-1]}}
    body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": call}
    result = client.post("/mcp", json=body, headers={"Accept": "application/json, text/event-stream"}).json()["result"]
    return read_object(result["structuredContent"])


WIRES = (
    Wire("API ask", (ask_api,), turns=False),
    Wire("page", (ask_page,), turns=False),
    Wire("page, `.md`", (ask_markdown,), turns=False),
    Wire("MCP", (call_tool,), turns=False),
    Wire("API chat", (ask_chat, stream_chat)),
    Wire("OpenAI", (complete, stream_completion)),
    Wire("`GET /ask`", (list_matches, stream_matches)),
    Wire("`POST /ask`", (ask_nlweb, stream_nlweb)),
)
"""In the order of the table. The first one of the API that carries turns is what the others are compared with."""

REFERENCE = ask_chat
