"""What the OpenAPI document says of responses: the good one with its example, and each problem a route can end in."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from api.http import problems
from api.http.negotiate import JSON
from api.http.problems import PROBLEMS, ProblemDocument, describe_openai_error
from api.openai.shapes import OpenAIErrorBody

QUESTION_PROBLEMS = ("empty-question", "question-too-long", "control-characters", "bad-question")
"""What can be wrong with a question."""

BODY_PROBLEMS = ("body-too-large", "unsupported-media-type")
"""What can be wrong with a body before it is read."""


def document_responses(record: type[BaseModel] | None, example: Any, description: str, *slugs: str) -> dict[int | str, dict[str, Any]]:
    """The ``responses`` of a route.

    Args:
        record: What a good response holds; None when it is described elsewhere.
        example: An example of it.
        description: What it is.
        slugs: The problems this route can end in, beside those every route can.
    """
    good: dict[str, Any] = {"description": description, "content": {"application/json": {"example": example}}}
    if record is not None:
        good["model"] = record
    documented: dict[int | str, dict[str, Any]] = {200: good}
    for status in sorted({PROBLEMS[slug].status for slug in slugs}):
        documented[status] = document_problems(*(slug for slug in slugs if PROBLEMS[slug].status == status))
    documented["default"] = document_problems("repeated-parameter", "method-not-allowed", "internal-error", "not-ready")
    return documented


def document_openai_responses(record: type[BaseModel], example: Any, description: str, *slugs: str) -> dict[int | str, dict[str, Any]]:
    """The same for a route under `/v1/`, whose errors have OpenAI's shape."""
    documented = document_responses(record, example, description, *slugs)
    for key, response in documented.items():
        if key != 200:
            examples = response["content"][problems.MEDIA_TYPE]["examples"]
            errors = {slug: {**each, "value": describe_openai_error(slug, each["value"])} for slug, each in examples.items()}
            schema = {"$ref": f"#/components/schemas/{OpenAIErrorBody.__name__}"}
            response["content"] = {JSON: {"schema": schema, "examples": errors}}
    return documented


def document_problems(*slugs: str) -> dict[str, Any]:
    """A response that is one of these problems, with an example of each."""
    examples = {slug: {"summary": PROBLEMS[slug].title, "value": _example(slug)} for slug in slugs}
    titles = "; ".join(f"`{slug}`: {PROBLEMS[slug].title.lower()}" for slug in slugs)
    schema = {"$ref": f"#/components/schemas/{ProblemDocument.__name__}"}
    return {"description": f"A problem: {titles}.", "content": {problems.MEDIA_TYPE: {"schema": schema, "examples": examples}}}


def _example(slug: str) -> dict[str, Any]:
    kind = PROBLEMS[slug]
    return {"type": f"/problems/{slug}", "title": kind.title, "status": kind.status, "detail": kind.remedy}
