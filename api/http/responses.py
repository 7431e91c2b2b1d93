"""Builds responses that a client can revalidate: an entity tag of the body, and 304 when the client has it already."""

from __future__ import annotations

import hashlib

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.http.negotiate import JSON
from api.http.problems import ApiProblem

ANSWER_HEADERS = {"X-Robots-Tag": "noindex"}
ANSWER_CACHE = "private, no-cache"
"""The Cache-Control of answers that a client may ask for again; no other response has it."""


def tag_of(body: bytes) -> str:
    """The weak entity tag of a body: weak, since the same body may be sent compressed or not."""
    return f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'


def accept_of(request: Request) -> str:
    """The request's Accept header; one sent in several lines is one list."""
    return ",".join(request.headers.getlist("accept"))


def respond(
    request: Request,
    body: bytes,
    media_type: str,
    *,
    tag: str | None = None,
    cache: str = "no-cache",
    headers: dict[str, str] | None = None,
) -> Response:
    """The body with its entity tag, or 304 without a body when ``If-None-Match`` names that tag.

    Raises:
        ApiProblem: ``If-Match`` names a tag. Ours are weak, and a weak tag never matches there (RFC 9110, section 13.1.1).
    """
    if request.headers.get("if-match", "*").strip() != "*":
        raise ApiProblem("precondition-failed", "The entity tags here are weak, so none matches If-Match. Leave it out, or send *.")
    tag = tag or tag_of(body)
    common = {"ETag": tag, "Cache-Control": cache, **(headers or {})}
    known = ",".join(request.headers.getlist("if-none-match"))
    if known.strip() == "*" or tag.removeprefix("W/") in {each.strip().removeprefix("W/") for each in known.split(",")}:
        return Response(status_code=304, headers=common)
    return Response(body, headers=common, media_type=media_type)


def respond_json(request: Request, record: BaseModel, headers: dict[str, str] | None = None, cache: str = "no-cache") -> Response:
    """A record as JSON, serialised once."""
    return respond(request, record.model_dump_json().encode(), JSON, headers=headers, cache=cache)
