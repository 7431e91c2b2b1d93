"""A fact as the YAML its author would have typed; reading it back gives the same data."""

from __future__ import annotations

import datetime
import re
import textwrap
from typing import Any

from kb.models.conditions import CONDITIONS
from kb.scalars import stays_text

WIDTH = 120
PLAIN = re.compile(r"[A-Za-z0-9ÄÖÜäöü¿¡](?:[^\x00-\x1f\x7f-\x9f\u2028\u2029\ufeff:#\[\]{}\"\\]|:(?=[^\s:,\]}]))*")
"""Text that YAML reads back as it stands, unless it looks like something else or ends in a blank."""


def render_yaml(data: dict[str, Any], schema: str = "") -> str:
    """A mapping of mappings, lists, text, numbers, truth values and days as YAML that says the same to every parser.

    Args:
        data: What to write; keys keep their order.
        schema: Address of a JSON Schema for editors, put into the first line.
    """
    head = [f"# yaml-language-server: $schema={schema}"] if schema else []
    return "\n".join([*head, *_mapping(data, 0)]) + "\n"


def render_fact(data: dict[str, Any], schema: str = "") -> tuple[str, str]:
    """A new fact, with all its questions, as its two files: the YAML with the question that readers are shown, and the others."""
    [revision] = data["revisions"]
    first, *others = revision["questions"]
    shown = {("question" if key == "questions" else key): first if key == "questions" else value for key, value in revision.items()}
    return render_yaml({**data, "revisions": [shown]}, schema), "".join(f"{question}\n" for question in others)


def _mapping(data: dict[str, Any], depth: int) -> list[str]:
    lines: list[str] = []
    for key, value in data.items():
        lines += _entry(key, value, depth)
    return lines


def _entry(key: str, value: Any, depth: int) -> list[str]:
    pad = " " * depth
    if isinstance(value, dict):
        return [f"{pad}{key}:", *_mapping(value, depth + 2)] if value else [f"{pad}{key}: {{}}"]
    if isinstance(value, list):
        if key in {"lines", "digests", "see_also", *CONDITIONS}:
            return [f"{pad}{key}: {_flow(value)}"]
        return [f"{pad}{key}:", *(line for item in value for line in _item(item, depth + 2))] if value else [f"{pad}{key}: []"]
    if key == "statement" and _folds(value):
        room = WIDTH - depth - 2
        folded = textwrap.wrap(value, room, break_long_words=False, break_on_hyphens=False)
        return [f"{pad}{key}: >-", *(f"{pad}  {line}" for line in folded)]
    return [f"{pad}{key}: {_scalar(value)}"]


def _item(item: Any, depth: int) -> list[str]:
    if isinstance(item, dict):
        first, *rest = _mapping(item, depth + 2)
        return [f"{' ' * depth}- {first.lstrip()}", *rest]
    return [f"{' ' * depth}- {_scalar(item)}"]


def _flow(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_flow, value))}]"
    return _scalar(value) if re.fullmatch(r"[\w-]+", str(value), re.ASCII) else _quote(value)


def _folds(text: str) -> bool:
    """Whether folding and unfolding gives the text back: single blanks only, and nothing that YAML keeps apart."""
    return bool(text) and text.isprintable() and " ".join(text.split()) == text and text[0] not in "#"


def _scalar(value: str | int | datetime.date) -> str:
    if not isinstance(value, str):
        return str(value).lower()
    is_plain = PLAIN.fullmatch(value) and value == value.strip() and value.isprintable() and stays_text(value)
    return value if is_plain else _quote(value)


def _quote(text: str) -> str:
    """Text in double quotes, with YAML's escapes for whatever does not print."""

    def escape(letter: str) -> str:
        if letter in '"\\':
            return f"\\{letter}"
        return letter if letter.isprintable() else f"\\U{ord(letter):08x}"

    return f'"{"".join(map(escape, text))}"'
