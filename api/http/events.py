"""Server-sent events (the HTML standard, section 9.2): one writer for every wire that streams."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

EVENT_STREAM = "text/event-stream"


def describe_events(example: str, *names: str) -> dict[str, Any]:
    """What the OpenAPI document says of a stream: no type, since OpenAPI 3.1 has no schema of one event.

    Args:
        example: A whole stream.
        names: The types of its events; without any they have none, which reads as `message`.
    """
    description = f"Server-sent events of the type {', '.join(f'`{name}`' for name in names or ('message',))}, each with JSON on one line."
    return {"schema": {"description": description}, "example": example}


def write_event(data: str, name: str = "") -> str:
    """One event.

    Args:
        data: Its data on one line, such as JSON.
        name: Its type; without one the client's `message` handler gets it.
    """
    return f"event: {name}\ndata: {data}\n\n" if name else f"data: {data}\n\n"


def respond_events(events: Iterable[str], headers: dict[str, str] | None = None) -> Response:
    """The events as one response; an answer is whole before its first byte is sent, so nothing can fail halfway."""
    return Response("".join(events), headers={"Cache-Control": "no-store", **(headers or {})}, media_type=EVENT_STREAM)
