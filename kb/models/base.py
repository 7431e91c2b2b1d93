"""What every model shares: unknown keys are refused, nothing changes after loading."""

from __future__ import annotations

import re
from typing import Annotated, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints

from kb.ids import PREFIX

DURATION = re.compile(r"P(?=.)(\d+Y)?(\d+M)?(\d+D)?(T(?=.)(\d+H)?(\d+M)?(\d+S)?)?")


class Model(BaseModel):
    """A frozen record read from YAML or sent as JSON."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def check_duration(text: str) -> str:
    """Returns an ISO 8601 duration unchanged; refuses anything else (weeks and fractions too)."""
    if not DURATION.fullmatch(text):
        raise ValueError(f'"{text}" is no ISO 8601 duration; write e.g. PT60M, P90D or P18M')
    return text


Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
"""Non-empty text without surrounding blanks."""

Duration = Annotated[str, AfterValidator(check_duration)]
"""ISO 8601 duration such as ``PT60M`` (60 minutes) or ``P90D`` (90 days)."""

FactId = Annotated[str, StringConstraints(pattern=rf"^{PREFIX}-[A-Z]+-\d{{3}}$")]
"""A fact ID without revision, e.g. ``ZM-APP-002``."""

Uuid = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$")]
"""A UUID in lower case with hyphens."""

V = TypeVar("V")
OneOrMore = Annotated[tuple[V, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
"""A list that may be written as its only member."""
