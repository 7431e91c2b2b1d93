"""The JSON Schema of a fact file, for editors: completion, hints and errors while the YAML is typed."""

from __future__ import annotations

import inspect
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pydantic import BaseModel, TypeAdapter

from kb.ids import AREAS
from kb.models import AnyFact, conditions, facts, payloads, sources

SCHEMA = "kb/facts.schema.json"
"""Where the schema lies in a repository; generated, never committed."""

QUESTION = {
    "title": "Question",
    "description": "The question that readers are shown, as other answers lead on to it; how else people ask stands in kb/questions.",
    "type": "string",
    "minLength": 1,
}
"""What a fact's file holds of the model's questions."""

ENTRY = re.compile(r"^ {4}(?P<names>\w+(?:, \w+)*): (?P<text>.+(?:\n {8}.+)*)", re.MULTILINE)


def build_schema() -> dict[str, Any]:
    """The schema of one fact file, with each key described in the words of its model."""
    schema = complete_schema(TypeAdapter(AnyFact).json_schema())
    for definition in schema["$defs"].values():
        if "questions" in definition.get("properties", {}):
            definition["properties"] = {
                key if key != "questions" else "question": value if key != "questions" else QUESTION
                for key, value in definition["properties"].items()
            }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A fact of the field guide",
        "description": f"One fact with its revisions, newest first. Areas: {', '.join(AREAS)}.",
        **schema,
    }


def complete_schema(schema: dict[str, Any]) -> dict[str, Any]:
    """A schema of our models, changed in place: each key described in the words of its model's docstring."""
    definitions: dict[str, dict[str, Any]] = schema["$defs"]
    for definition in [schema, *definitions.values()]:
        if "description" in definition:
            definition["description"] = definition["description"].partition("\n\nAttributes:")[0]
    for model in list_models():
        described = describe_fields(model)
        for name, definition in definitions.items():
            if name == model.__name__ or name.startswith(f"{model.__name__}_"):
                _describe(definition, described)
    return schema


def describe_document(schema: dict[str, Any], model: type[BaseModel]) -> dict[str, Any]:
    """The schema of one model, changed in place: it and all it holds described in the words of their docstrings."""
    described = describe_fields(model)
    fields = {field.alias or name: described[name] for name, field in model.model_fields.items() if name in described}
    _describe(schema, fields)
    return complete_schema(schema)


def _describe(definition: dict[str, Any], described: dict[str, str]) -> None:
    for key, text in described.items():
        if key in definition.get("properties", {}):
            definition["properties"][key].setdefault("description", text)


def list_models() -> Iterator[type[BaseModel]]:
    """Every model that the facts, their sources and the vocabulary are made of."""
    for module in (facts, payloads, conditions, sources):
        for _, model in inspect.getmembers(module, inspect.isclass):
            if issubclass(model, BaseModel):
                yield model


def describe_fields(model: type[BaseModel]) -> dict[str, str]:
    """Field → what the model's docstring says of it under "Attributes:"."""
    _, _, attributes = inspect.cleandoc(model.__doc__ or "").partition("Attributes:\n")
    return {name: " ".join(entry["text"].split()) for entry in ENTRY.finditer(attributes) for name in entry["names"].split(", ")}


def list_keys(schema: dict[str, Any]) -> set[str]:
    """Every key that a fact file may hold, at any depth."""
    found: set[str] = set()

    def walk(part: Any) -> None:
        if isinstance(part, dict):
            found.update(part.get("properties", {}))
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    walk(schema)
    return found


def write_schema(root: Path) -> bool:
    """Writes the schema into a repository; returns whether that changed the file."""
    path = root / SCHEMA
    text = json.dumps(build_schema(), indent=2, ensure_ascii=False) + "\n"
    if path.is_file() and path.read_text(encoding="utf-8") == text:
        return False
    path.write_text(text, encoding="utf-8", newline="\n")
    return True
