"""Turns data into models, and what a model refuses into problems with file and line."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import ValidationError

from kb.documents import Document
from kb.errors import Problem

T = TypeVar("T")


def validate(build: Callable[[Any], T], document: Document, place: tuple[str | int, ...], subject: str) -> tuple[T | None, list[Problem]]:
    """What a model makes of one part of a document.

    Args:
        build: Makes the model of the data, e.g. ``Release.model_validate``.
        document: The file.
        place: Where in it the part stands.
        subject: What problems are about.

    Returns:
        The model, or None and everything that is wrong.
    """
    data: Any = document.data
    for step in place:
        data = data[step]
    try:
        return build(data), []
    except ValidationError as error:
        errors = error.errors(include_url=False)
        # A wrong item also makes its list count as too short: that says nothing new.
        telling = [
            one for one in errors if not (one["type"] == "too_short" and any(_lies_in(other["loc"], one["loc"]) for other in errors))
        ]
        return None, [_problem(document, place, subject, dict(one)) for one in telling]


def _lies_in(place: tuple[str | int, ...], other: tuple[str | int, ...]) -> bool:
    return len(place) > len(other) and place[: len(other)] == other


def _problem(document: Document, place: tuple[str | int, ...], subject: str, error: dict[str, Any]) -> Problem:
    # Pydantic puts the union's tag (the kind) first; it is no key of the file.
    steps = [
        step
        for at, step in enumerate(error["loc"])
        if not (at == 0 and isinstance(document.data, dict) and step == document.data.get("kind"))
    ]
    line = document.line_of((*place, *steps))
    where = ".".join(map(str, steps)) or "the file"
    rule, message = error["type"].replace("_", "-"), str(error["msg"])
    match error["type"]:
        case "extra_forbidden":
            rule, message = "unknown-key", f'"{steps[-1]}" is no key of this model; remove it or mend its spelling'
        case "missing":
            rule, message = "missing-key", f'"{steps[-1]}" is missing; every such entry needs it'
        case "value_error":
            rule, message = "bad-value", f"{message.removeprefix('Value error, ')} (in {where})"
        case _:
            message = f"{message} (in {where}, which holds {error['input']!r:.80})"
    return Problem(document.path, line, subject, rule, message)
