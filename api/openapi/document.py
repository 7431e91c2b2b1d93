"""Adds to the OpenAPI document what no route of the framework tells: asking on a page's own address."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from fastapi import FastAPI
from fastapi.encoders import jsonable_encoder
from pydantic.json_schema import models_json_schema

from api.http.problems import ProblemDocument
from api.mcp.card import ServerCard
from api.openai.shapes import OpenAIError, OpenAIErrorBody
from api.openapi.examples import EXAMPLES
from api.openapi.responses import document_problems
from kb.answerer.question import LONGEST_QUESTION
from kb.ids import EXAMPLE
from kb.subject import subject

DESCRIPTION = f"""\
Small, citable facts on {subject().covers}, and answers made of nothing else.
Every answer names the revisions it rests on (`{EXAMPLE}`), and says so when the guide does not say.
Errors are RFC 9457 problem documents. No questions and no conversations are kept.
"""

_STRIPPED = {json.dumps(jsonable_encoder(example, exclude_none=True)): example for example in EXAMPLES.values()}
"""Example as the framework leaves it → the example."""


def describe(app: FastAPI) -> dict[str, Any]:
    """The application's OpenAPI document, completed; call it when every route is there."""
    document: dict[str, Any] = FastAPI.openapi(app) | json.loads(Path(__file__).with_suffix(".json").read_text(encoding="utf-8"))
    if app.state.base_url:
        document["servers"][0]["url"] = app.state.base_url
    _restore_examples(document["paths"])
    schemas = document.setdefault("components", {}).setdefault("schemas", {})
    _, card = models_json_schema([(ServerCard, "serialization")], ref_template="#/components/schemas/{model}")
    schemas.update(card["$defs"])
    for error in (ProblemDocument, OpenAIError, OpenAIErrorBody):
        schema = error.model_json_schema(ref_template="#/components/schemas/{model}")
        schema.pop("$defs", None)
        schemas[error.__name__] = schema
    document["paths"]["/{page}"] = {"get": _describe_pages()}
    return document


def _restore_examples(node: Any) -> None:
    """Puts whole examples in the place of those that the framework has stripped of what is null."""
    for name, value in list(node.items() if isinstance(node, dict) else enumerate(node)):
        if name in ("example", "value") and (text := json.dumps(value)) in _STRIPPED:
            node[name] = _STRIPPED[text]
        elif isinstance(value, (dict, list)):
            _restore_examples(value)


def _describe_pages() -> dict[str, Any]:
    return {
        "tags": ["ask"],
        "summary": "Read a page, or ask on it",
        "description": "Any page of the site, such as `/`, `/guide/consent/` or `/guide/consent.md`. With `ask` it answers instead: "
        "`.md` gives Markdown, `Accept: application/json` the answer object, a browser's `text/html` the page with the answer, anything else Markdown. "
        "Without it, `Accept: text/markdown` gives the page as Markdown.",
        "operationId": "ask_on_page",
        "parameters": [
            _describe_parameter(
                "page", "The page's address without its first slash; its facts are preferred a little.", "guide/consent.md", place="path"
            ),
            _describe_parameter("ask", "The question; empty for how to ask.", EXAMPLES["question"], maxLength=LONGEST_QUESTION),
            _describe_parameter("goal", "What the answer is for, in a few words.", "write a runbook", maxLength=LONGEST_QUESTION),
            _describe_parameter("release", "The release to answer from; without it the one being served.", "2026.11.0"),
            _describe_parameter(
                "as_of", "A day: the release in force on it answers. Not together with `release`.", "2026-11-23", format="date"
            ),
        ],
        "responses": {
            "200": {
                "description": "The page, or the answer in the form that was asked for.",
                "content": {
                    "text/markdown": {"schema": {"type": "string"}, "example": EXAMPLES["markdown"]},
                    "application/json": {"schema": {"$ref": "#/components/schemas/Answer"}, "example": EXAMPLES["answer"]},
                    "text/html": {"schema": {"type": "string"}, "example": "<!doctype html>…"},
                },
            },
            "400": document_problems("repeated-parameter", "invalid-parameter", "question-too-long", "control-characters", "bad-question"),
            "404": _describe_missing(),
            "default": document_problems("method-not-allowed", "internal-error", "not-ready"),
        },
    }


def _describe_parameter(name: str, description: str, example: str, place: str = "query", **schema: Any) -> dict[str, Any]:
    common = {"name": name, "in": place, "required": place == "path", "description": description}
    return {**common, "schema": {"type": "string", **schema}, "example": example}


def _describe_missing() -> dict[str, Any]:
    missing = document_problems("not-found")
    missing["description"] += " On an address that ends in `.md`, and for `Accept: text/markdown`, Markdown with near pages and how to ask."
    missing["content"]["text/markdown"] = {"schema": {"type": "string"}, "example": "# There is no page at this address\n…"}
    return missing
