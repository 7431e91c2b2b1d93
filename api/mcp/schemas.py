"""Tool schemas that cost a model few words: every client reads all of them before its first question."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

_LEFT_OUT = {"default", "description", "examples", "format", "pattern", "title", "maxItems", "minItems", "minLength", "prefixItems"}
"""What a result's schema does without: it describes what was sent, and the interface's own description tells the rest."""


def describe_arguments(arguments: type[BaseModel]) -> dict[str, Any]:
    """The schema of a tool's arguments, each with its description."""
    schema: dict[str, Any] = _shorten(arguments.model_json_schema(), {"title", "examples"}, {})
    schema.pop("description", None)  # the tool's own says more
    for argument in schema["properties"].values():
        if "default" in argument and argument["default"] is None:
            del argument["default"]  # an argument that is not required may be left out
    return schema


def describe_result(result: type[BaseModel]) -> dict[str, Any]:
    """The schema of a tool's result: its members with their types; of the lists of records in it the names of what each record holds."""
    schema = result.model_json_schema(mode="serialization")
    shortened: dict[str, Any] = _shorten(schema, _LEFT_OUT, schema.get("$defs", {}), is_whole=True)
    shortened.pop("required", None)  # every member is always sent
    return shortened


def _shorten(node: Any, left_out: set[str], records: dict[str, Any], *, is_whole: bool = False) -> Any:
    if isinstance(node, list):
        return [_shorten(each, left_out, records) for each in node]
    if not isinstance(node, dict):
        return node
    if "$ref" in node and records:
        return _shorten(records[node["$ref"].rpartition("/")[2]], left_out, records)
    if records and "properties" in node and not is_whole:
        return {"type": "object"}
    short = {name: _shorten(value, left_out, records) for name, value in node.items() if name not in {"$defs", "properties", *left_out}}
    if "properties" in node:
        short["properties"] = {name: _shorten(value, left_out, records) for name, value in node["properties"].items()}
    item = records.get(str(node.get("items", {}).get("$ref")).rpartition("/")[2], {}) if isinstance(node.get("items"), dict) else {}
    if "properties" in item:
        short["items"]["required"] = item.get("required", [])
    choices = short.get("anyOf", [])
    if choices and all(set(choice) == {"type"} for choice in choices):
        short["type"] = [choice["type"] for choice in short.pop("anyOf")]
    return short
