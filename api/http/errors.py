"""Turns every exception that a request can end in into a problem document."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any
from urllib.parse import quote_plus

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.http.problems import ApiProblem, build_problem
from kb.errors import BadQuestion, CandidatesUnavailable, NoReleaseYet, UnknownFact, UnknownRelease, UnknownRevision
from kb.ids import EXAMPLE
from kb.subject import subject

BODY_LIMIT = 256 * 1024
"""Bytes a request body may have."""

LARGER_BODIES = {"/api/v1/tenant/check": 32 * 1024 * 1024}
"""Path → bytes that a body may have there."""

_EXAMPLES = {
    "ask": f"/api/v1/ask?ask={quote_plus(subject().example.question)}",
    "query": f"/ask?query={quote_plus(subject().example.question)}",
    "from": "/api/v1/diff?from=2026.11.0",
    "since": "/api/v1/changes?since=2026-11-23",
}
"""Parameter that a route cannot do without → how it is sent."""


_BODIES = {
    "/api/v1/chat": '{"messages": [{"role": "user", "content": "…"}]}',
    "/api/v1/feedback": f'{{"verdict": "wrong", "facts": ["{EXAMPLE}"]}}',
    "/v1/chat/completions": '{"model": "field-guide", "messages": [{"role": "user", "content": "…"}]}',
    "/v1/responses": '{"model": "field-guide", "input": "…"}',
    "/ask": '{"query": {"text": "…"}}',
}
"""Path → the smallest body it takes."""


def body_limit(path: str) -> int:
    """Bytes that a request to a path may have."""
    return LARGER_BODIES.get(path, BODY_LIMIT)


def add_handlers(app: FastAPI) -> None:
    """Registers all of them."""
    for kind, tell in _TELLERS.items():
        app.add_exception_handler(kind, _handle_with(tell))
    app.add_exception_handler(HTTPException, _tell_http)
    app.add_exception_handler(RequestValidationError, _tell_validation)


async def _tell_http(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    if error.status_code != 405:
        return _tell_status(error)
    methods = {name.strip() for name in (error.headers or {}).get("Allow", "").split(",") if name.strip()}
    # The framework names the methods of the first route at an address alone; there may be another one.
    methods |= {name.upper() for name in request.app.openapi()["paths"].get(request.url.path, {})}
    allow = ", ".join(sorted(methods | {"HEAD"} if "GET" in methods else methods))
    return build_problem("method-not-allowed", f"This address takes {allow or 'other methods'}.", {"Allow": allow})


def _handle_with(tell: Callable[[Any], Response]) -> Callable[[Request, Exception], Awaitable[Response]]:
    # A coroutine, since the framework would hand anything else to a thread.
    async def handle(_: Request, error: Exception) -> Response:
        return tell(error)

    return handle


def _tell_unknown_release(error: UnknownRelease) -> Response:
    parameter = "as_of" if isinstance(error, NoReleaseYet) else "release"
    return build_problem("unknown-release", str(error), parameter=parameter, known=error.known)


def _tell_status(error: HTTPException) -> Response:
    match error.status_code:
        case 413:
            limit = int((error.headers or {}).get("X-Limit", BODY_LIMIT))
            return build_problem("body-too-large", f"The body may have at most {limit} bytes.", limit=limit)
        case 400:
            return build_problem("malformed-json", "The body cannot be read as JSON in UTF-8.")
        case 404:
            return build_problem("not-found", "There is nothing at this address. The site begins at /, the API at /api/v1/ask.")
    return build_problem("internal-error", "The server could not carry out the request.")


_TELLERS: dict[type[Exception], Callable[[Any], Response]] = {
    ApiProblem: lambda error: build_problem(error.slug, error.detail, **error.extra),
    UnknownFact: lambda error: build_problem("unknown-fact", str(error), parameter="id", near=error.near),
    UnknownRevision: lambda error: build_problem("unknown-revision", str(error), parameter="id", known=error.known),
    UnknownRelease: _tell_unknown_release,
    BadQuestion: lambda error: build_problem("bad-question", str(error)),
    CandidatesUnavailable: lambda error: build_problem("search-unavailable", str(error), {"Retry-After": "5"}),
}
"""Exception → the problem it becomes."""


async def _tell_validation(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    found: list[dict[str, Any]] = list(error.errors())
    first = found[0]
    origin, *place = first["loc"]
    name = ".".join(map(str, place))
    if first["type"] == "json_invalid":
        read = str(error.body)[: int(place[0])]
        line, column = read.count("\n") + 1, len(read) - (read.rfind("\n") + 1) + 1
        detail = f"The body stops being JSON at line {line}, column {column}: {first['ctx']['error']}."
        return build_problem("malformed-json", detail, line=line, column=column)
    if origin == "body":
        if not place and isinstance(error.body, bytes):
            return build_problem("unsupported-media-type", "Send the body as JSON with the header Content-Type: application/json.")
        errors = [{"parameter": ".".join(map(str, one["loc"][1:])), "message": str(one["msg"])} for one in found[:20]]
        detail = f"{name}: {first['msg']}." if place else f"Send a JSON object such as {_BODIES.get(request.url.path, '{}')}."
        return build_problem("invalid-body", detail, parameter=name, errors=errors)
    if first["type"] == "missing":
        example = f" For example: {_EXAMPLES[name]}" if name in _EXAMPLES else ""
        return build_problem("missing-parameter", f"The parameter {name} is missing.{example}", parameter=name)
    return build_problem("invalid-parameter", f"{name}: {first['msg']}.", parameter=name)
