"""What a new fact asks its author for: one field a key, its shape taken from the models."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, get_args, get_origin

from pydantic import BaseModel, ValidationError, create_model
from pydantic.fields import FieldInfo

from kb.ids import AREAS, EXAMPLE_ID
from kb.models import Basis, Conditions, Seen, Source, facts
from kb.models.conditions import values_of

KINDS: dict[str, type[BaseModel]] = {str(get_args(model.model_fields["kind"].annotation)[0]): model for model in get_args(facts.Fact)}
"""Kind → the model of its facts."""


TRUTH = ("true", "false")
"""The only answers to what is true or not."""


@dataclass(frozen=True)
class Field:
    """One thing to ask for.

    Attributes:
        key: Where it goes: ``title``, ``payload.app_id``, ``applies_when.method``, ``source.lines``.
        prompt: What the author reads.
        info: Its shape, as the models define it; None for any text.
        required: Whether it may be left out.
        many: Whether several answers make its value.
        choices: The only answers there are; empty for any.
        default: What an empty answer means.
    """

    key: str
    prompt: str
    info: FieldInfo | None = None
    required: bool = True
    many: bool = False
    choices: tuple[str, ...] = ()
    default: str = ""

    @property
    def separated(self) -> bool:
        """Whether several answers stand on one line with commas between them: short ones do, sentences do not."""
        return self.many and (bool(self.choices) or self.key in {"source.lines", "see_also"})

    @cached_property
    def parts(self) -> tuple[str, ...]:
        """The keys of each entry, for a list of small records written as ``Windows, 10``."""
        shape = next((part for part in _unwrap(self.info) if isinstance(part, type) and issubclass(part, BaseModel)), None)
        return tuple(shape.model_fields) if shape else ()

    def read(self, answers: Sequence[str]) -> Any:
        """The value that these answers make.

        Raises:
            ValueError: They make none; the message says what is expected.
        """
        if self.separated:
            answers = [part for answer in answers for part in answer.split(",")]
        texts = [text for answer in answers if (text := " ".join(answer.split()))]
        if self.choices and (wrong := [text for text in texts if text not in self.choices]):
            raise ValueError(f'"{wrong[0]}" is none of: {", ".join(self.choices)}')
        if not texts:
            if self.required:
                raise ValueError("an answer is needed here")
            return None
        value: Any = [self._read_entry(text) for text in texts]
        if self.key == "source.lines":
            value = [pair for ranges in value for pair in ranges]
        elif not self.many:
            value = value[-1]
        if self.info is not None:
            try:
                shape: Any = (self.info.annotation, self.info)
                create_model("One", value=shape).model_validate({"value": value})
            except ValidationError as error:
                raise ValueError(error.errors()[0]["msg"].removeprefix("Value error, ")) from error
        return value

    def _read_entry(self, text: str) -> Any:
        if self.choices == TRUTH:
            return text == "true"
        if self.key == "source.lines":
            return read_ranges(text)
        if self.parts:
            values = [value.strip() for value in text.rsplit(",", len(self.parts) - 1)]
            if len(values) != len(self.parts):
                raise ValueError(f"write it as: {', '.join(self.parts)}")
            return dict(zip(self.parts, values, strict=True))
        return text


def read_ranges(text: str) -> list[list[int]]:
    """Source lines as people write them: `79, 82-84` gives [[79, 79], [82, 84]].

    Raises:
        ValueError: It is no list of lines.
    """
    ranges = []
    for part in filter(None, re.split(r"[\s,;]+", re.sub(r"\s*[-–]\s*", "-", text))):
        match = re.fullmatch(r"(\d+)(?:-(\d+))?", part)
        if not match or int(match[1]) > int(match[2] or match[1]):
            raise ValueError(f'"{part}" is no line; write e.g. 79, 82-84')
        ranges.append([int(match[1]), int(match[2] or match[1])])
    return ranges


def base_fields() -> list[Field]:
    """What every fact needs before its payload: area, kind, title and statement."""
    return [
        Field("area", "Area", choices=tuple(AREAS)),
        Field("kind", "Kind", choices=tuple(KINDS), default="claim"),
        Field("title", "Title (a few words, as a heading)"),
        Field("statement", "Statement (one to three sentences in your own words, true out of context)"),
    ]


def payload_fields(kind: str) -> list[Field]:
    """What the payload of a kind consists of."""
    revision = get_args(KINDS[kind].model_fields["revisions"].annotation)[0]
    payload: type[BaseModel] = revision.model_fields["payload"].annotation
    return [_from_model("payload", name, info) for name, info in payload.model_fields.items()]


def closing_fields(sources: Iterable[Source]) -> list[Field]:
    """What every fact needs after its payload: conditions, where it comes from, how people ask, and its neighbours."""
    names = tuple(source.id for source in sources)
    return [
        *(_from_model("applies_when", name, info) for name, info in Conditions.model_fields.items()),
        Field("source.id", "Source", choices=names, default=next(iter(names), "")),
        Field("source.section", "Heading in the source that it stands under"),
        Field("source.lines", "Lines of the source, if it is a text, e.g. 79, 82-84", required=False, many=True),
        Field("source.basis", "Basis", choices=tuple(Basis), default=Basis.VENDOR),
        Field("questions", "Questions that people would type (at least six, first a whole one)", many=True),
        Field("see_also", f"Related facts, e.g. {EXAMPLE_ID}", required=False, many=True),
        Field("source.seen", "How much of it was seen, if it is a page", required=False, choices=tuple(Seen)),
    ]


def _from_model(group: str, name: str, info: FieldInfo) -> Field:
    parts = _unwrap(info)
    enum = next((part for part in parts if isinstance(part, type) and issubclass(part, Enum)), None)
    choices = tuple(str(member) for member in enum) if enum else TRUTH if bool in parts else values_of(name)
    many = any(get_origin(part) is tuple for part in parts) or group == "applies_when"
    prompt = name.replace("_", " ").capitalize()
    if not info.is_required():
        prompt += " (if limited to some)" if group == "applies_when" else " (if known)"
    field = Field(f"{group}.{name}", prompt, info, info.is_required(), many, choices)
    return Field(field.key, f"{prompt}, as: {', '.join(field.parts)}", info, field.required, many) if field.parts else field


def _unwrap(info: FieldInfo | None) -> list[Any]:
    """An annotation and everything it is made of."""
    found, todo = [], [info.annotation if info else None]
    while todo:
        part = todo.pop()
        found.append(part)
        todo += get_args(part)
    return found
