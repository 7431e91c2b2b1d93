"""Everything that can go wrong in a request, as RFC 9457 problem documents with stable types."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.http.negotiate import JSON
from kb.ids import EXAMPLE_ID

MEDIA_TYPE = "application/problem+json"

OPENAI_PATHS = "/v1/"
"""Where OpenAI's clients call; they read no other error than their own."""

NLWEB_PATH = "/ask"
NLWEB_VERSION = "0.55"
"""The specification that `POST /ask` follows."""

_OPENAI_CODES = {"unknown-model": "model_not_found"}
"""Codes that clients know by another name than ours."""


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
    "unknown-release": ProblemType(404, "There is no such release", "Use a name of `known`, or leave the parameter out."),
    "precondition-failed": ProblemType(412, "The condition of the request is not met", "Leave out If-Match, or send `*`."),
    "unsupported-parameter": ProblemType(400, "A parameter asks for what is not done here", "Leave out what `parameter` names."),
    "unknown-model": ProblemType(404, "There is no such model", "Use a model of GET /v1/models."),
    "feedback-off": ProblemType(403, "This server takes no feedback", "Ask its operator to start it with --feedback FILE."),
    "feedback-full": ProblemType(507, "The file for feedback is full", "Try again later; the operator moves the file away."),
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
    detail: str = Field(description="What is wrong here, and what to do.", examples=[f"There is no fact {EXAMPLE_ID[:-3]}999."])
    parameter: str | None = Field(None, description="The parameter, or the place in the body, that is wrong.")
    near: list[str] | None = Field(None, description="Values that look like the one sent, best first.")
    known: list[str] | None = Field(None, description="Every value that would do.")
    limit: int | None = Field(None, description="The most that is accepted.")
    line: int | None = Field(None, description="1-based line of the body where reading failed.")
    column: int | None = Field(None, description="1-based column of that line.")
    errors: list[dict[str, str]] | None = Field(None, description="Each thing wrong in the body: `parameter`, `message`.")


class ProblemResponse(Response):
    """A problem on its way out, in the shape that the clients of its address read.

    Below `/v1/` that is OpenAI's error object. On `/ask` the document also carries the members of an NLWeb failure.
    Everywhere else it is the bare problem document.
    """

    def __init__(self, slug: str, document: dict[str, Any], headers: dict[str, str]) -> None:
        super().__init__(_write(document), PROBLEMS[slug].status, headers, MEDIA_TYPE)
        self._slug, self._document, self._sent_with = slug, document, headers

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Sends it."""
        path = str(scope["path"])
        if path.startswith(OPENAI_PATHS):
            body = _write(describe_openai_error(self._slug, self._document))
            await Response(body, self.status_code, self._sent_with, JSON)(scope, receive, send)
        elif path == NLWEB_PATH:
            body = _write(self._document | describe_nlweb_failure(self._slug, self._document))
            await Response(body, self.status_code, self._sent_with, MEDIA_TYPE)(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def describe_openai_error(slug: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """A problem as OpenAI's clients read it."""
    kind = "server_error" if PROBLEMS[slug].status >= 500 else "invalid_request_error"
    code = _OPENAI_CODES.get(slug, slug.replace("-", "_"))
    return {"error": {"message": str(document["detail"]), "type": kind, "param": document.get("parameter"), "code": code}}


def describe_nlweb_failure(slug: str, document: Mapping[str, Any]) -> dict[str, Any]:
    """The members that make a problem a failure of NLWeb too."""
    error = {"code": slug.replace("-", "_").upper(), "message": str(document["detail"])}
    return {"_meta": {"response_type": "failure", "version": NLWEB_VERSION}, "error": error}


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
    return ProblemResponse(slug, document, {"Cache-Control": "no-store", **(headers or {})})


def _write(document: Mapping[str, Any]) -> bytes:
    # ASCII only: a lone surrogate that came in with the request goes out as an escape, not as an error.
    return json.dumps(document, ensure_ascii=True, default=list).encode()
