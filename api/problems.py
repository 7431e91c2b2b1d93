"""Everything that can go wrong in a request, as RFC 9457 problem documents with stable types."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response

MEDIA_TYPE = "application/problem+json"


@dataclass(frozen=True)
class ProblemType:
    """A kind of problem.

    Attributes:
        status: The HTTP status it is sent with.
        title: The same words for every occurrence.
        remedy: What the caller does about it.
    """

    status: int
    title: str
    remedy: str


PROBLEMS: dict[str, ProblemType] = {
    "missing-parameter": ProblemType(400, "A parameter is missing", "Send the parameter that `parameter` names."),
    "repeated-parameter": ProblemType(400, "A parameter is given more than once", "Send each parameter once."),
    "invalid-parameter": ProblemType(400, "A parameter has a value it cannot have", "Use a value of `known`, or mend what `detail` says."),
    "empty-question": ProblemType(400, "The question is empty", "Put a whole question into `ask`, or into the last message."),
    "question-too-long": ProblemType(400, "The question is too long", "Ask in at most `limit` characters."),
    "control-characters": ProblemType(400, "The text holds control characters", "Send plain text; tabs and line ends are fine."),
    "bad-question": ProblemType(400, "The question cannot be asked as sent", "Change what `detail` names."),
    "malformed-json": ProblemType(
        400, "The body is not JSON", "Send one JSON object in UTF-8; `line` and `column` say where reading failed."
    ),
    "invalid-body": ProblemType(400, "The body has not the shape it must have", "Mend every entry of `errors`."),
    "unknown-fact": ProblemType(404, "There is no such fact", "Use an ID of `near`, or list all with GET /api/v1/facts."),
    "unknown-revision": ProblemType(404, "The fact has no such revision", "Use a citation of `known`, or the bare ID for the latest."),
    "unknown-release": ProblemType(404, "There is no such release", "Use a name of `known`, or leave `release` out."),
    "unknown-problem": ProblemType(404, "There is no such problem type", "Use a name of `known`."),
    "origin-not-allowed": ProblemType(
        403, "Pages of this origin may not call", "Call from outside a browser, or have the operator allow the origin."
    ),
    "not-found": ProblemType(404, "There is nothing at this address", "Use an address of `near`, or begin at /."),
    "method-not-allowed": ProblemType(405, "The address does not take this method", "Use a method of the Allow header."),
    "body-too-large": ProblemType(413, "The body is too large", "Send at most `limit` bytes."),
    "unsupported-media-type": ProblemType(415, "The body is of a type that is not read here", "Send Content-Type: application/json."),
    "host-not-allowed": ProblemType(
        421, "The server is not reached by this host name", "Use the name its operator gave, or have the operator allow this one."
    ),
    "internal-error": ProblemType(500, "The server failed", "Try again; if it stays, report the time and the address."),
    "search-unavailable": ProblemType(503, "The database of facts does not answer", "Try again in a few seconds, or ask the operator."),
    "not-ready": ProblemType(503, "The server is not ready", "Try again in a few seconds."),
}
"""Slug → problem. The slug is the last part of the document's ``type`` and never changes its meaning."""


class ProblemDocument(BaseModel):
    """An error: `type` names the kind for ever, `detail` says what to do about this occurrence."""

    model_config = ConfigDict(extra="allow")

    type: str = Field(description="The kind of problem, an address on this site.", examples=["/problems/unknown-fact"])
    title: str = Field(description="The kind in words; the same for every occurrence.", examples=["There is no such fact"])
    status: int = Field(description="The HTTP status.", examples=[404])
    detail: str = Field(description="What is wrong here, and what to do.", examples=["There is no fact ZM-APP-999."])
    parameter: str | None = Field(None, description="The parameter, or the place in the body, that is wrong.")
    near: list[str] | None = Field(None, description="Values that look like the one sent, best first.")
    known: list[str] | None = Field(None, description="Every value that would do.")
    limit: int | None = Field(None, description="The most that is accepted.")
    line: int | None = Field(None, description="1-based line of the body where reading failed.")
    column: int | None = Field(None, description="1-based column of that line.")
    errors: list[dict[str, str]] | None = Field(None, description="Each thing wrong in the body: `parameter`, `message`.")


class ApiProblem(Exception):
    """A problem found by the front end itself.

    Attributes:
        slug: A key of ``PROBLEMS``.
        detail: What is wrong and what to do; never the question's text.
        extra: Further members of the document.
    """

    def __init__(self, slug: str, detail: str, **extra: Any) -> None:
        super().__init__(slug)
        self.slug, self.detail, self.extra = slug, detail, extra


def build_problem(slug: str, detail: str, headers: dict[str, str] | None = None, **extra: Any) -> Response:
    """The response that tells of a problem; members of ``extra`` that are None or empty are left out."""
    kind = PROBLEMS[slug]
    document = {"type": f"/problems/{slug}", "title": kind.title, "status": kind.status, "detail": detail}
    document |= {name: value for name, value in extra.items() if value not in (None, "", (), [])}
    # ASCII only: a lone surrogate that came in with the request goes out as an escape, not as an error.
    body = json.dumps(document, ensure_ascii=True, default=list).encode()
    return Response(body, kind.status, {"Cache-Control": "no-store", **(headers or {})}, MEDIA_TYPE)
