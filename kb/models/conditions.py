"""When a fact holds: the conditions it is stated under, each from a closed list that the subject names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Annotated, Any, Literal

from pydantic import AfterValidator, create_model

from kb.models.base import Model, OneOrMore
from kb.subject import subject

LABELS: dict[str, str] = subject().labels()
"""Condition value → the words people read for it."""

CONDITIONS: dict[str, str] = {key: condition.label for key, condition in subject().conditions.items()}
"""Condition → the words people read for it."""


def values_of(key: str) -> tuple[str, ...]:
    """The values of a condition, in the subject's order; none where it has no such condition."""
    condition = subject().conditions.get(key)
    return tuple(condition.values) if condition else ()


def _refuse(_: object) -> object:
    raise ValueError("this guide has no such condition; see kb/subject.yaml")


def _one_of(key: str) -> Any:
    values = values_of(key)
    return Literal[values] if values else Annotated[str, AfterValidator(_refuse)]


class _Conditions(Model):
    """The conditions of a fact. A missing key means: whatever its value, the fact holds."""

    def of(self, key: str) -> tuple[str, ...]:
        """The values that a condition is limited to; empty when it is not."""
        return tuple(getattr(self, key, ()))

    def named(self) -> dict[str, frozenset[str]]:
        """The conditions that are set: key → its values."""
        return {key: frozenset(values) for key, values in self if values}

    def fits(self, situation: Mapping[str, Collection[str]]) -> bool:
        """Whether nothing in the situation speaks against the fact: condition key → the values that are the case.

        A key that the situation leaves out is not known, and so speaks against nothing.
        """
        return all(values & set(situation[key]) for key, values in self.named().items() if key in situation)


if TYPE_CHECKING:
    # What the types are, the subject tells, which no type checker reads.
    Workload = str
    Method = str
    EntraSetting = str
    Token = str
    Conditions = _Conditions
else:
    Workload, Method, EntraSetting, Token = map(_one_of, ("workload", "method", "entra_setting", "token"))
    Conditions = create_model(
        "Conditions",
        __base__=_Conditions,
        __doc__=_Conditions.__doc__,
        __module__=__name__,
        **{key: (OneOrMore[_one_of(key)], ()) for key in CONDITIONS},
    )
