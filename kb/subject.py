"""What a knowledge base is about, from its `kb/subject.yaml`: its name, its IDs, the conditions of its facts and how people say them.

One process serves one guide: the one in the folder that `KB_ROOT` names, else the one this code stands in.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, Any, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints, ValidationError, model_validator

from kb.documents import load_document
from kb.errors import FactProblems, Problem

ROOT = Path(__file__).resolve().parents[1]
"""The repository this code stands in."""

SUBJECT_FILE = "kb/subject.yaml"
"""Where it stands in a repository."""


def find_root() -> Path:
    """The repository to work on: `KB_ROOT` where it is set, else the one this code stands in."""
    return Path(os.environ.get("KB_ROOT") or ROOT).resolve()


def _check_wording(text: str) -> str:
    try:
        re.compile(text, re.IGNORECASE)
    except re.error as error:
        raise ValueError(f"{text!r} is no regular expression: {error}") from None
    return text


Wording = Annotated[str, AfterValidator(_check_wording)]
"""A regular expression over a question, in any case."""

Words = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class ConditionKey(_Part):
    """A condition under which facts may hold.

    Attributes:
        label: What people read for it.
        values: Value → what people read for it.
        chosen: Whether somebody can choose between the values; else they are given.
        background: Whether facts are not told apart by it alone.
        acts: Whether it says who acts.
        siblings: Whether an answer on one value is followed by the same on another where the question leaves it open.
        loosely: Value → the other value that people also say it for.
        other: Value → what "the other one" means after it.
    """

    label: Words
    values: dict[str, Words]
    chosen: bool = False
    background: bool = False
    acts: bool = False
    siblings: bool = True
    loosely: dict[str, str] = {}
    other: dict[str, str] = {}


class Sign(_Part):
    """What a question shows when it is about typed values of a kind: one of the terms, the wording or one of the conditions settled.

    Where a condition is ``given``, it must be settled besides.
    """

    terms: tuple[str, ...] = ()
    wording: Wording = "(?!)"
    conditions: frozenset[str] = frozenset()
    given: str = ""


class AskBack(_Part):
    """How a question is asked back that may mean several facts; ``idle`` units do not tell which."""

    question: Words
    idle: frozenset[str] = frozenset()


class TopicSign(_Part):
    """One way to be about a topic: of each list of terms one is named, and each wording is found."""

    terms: tuple[tuple[str, ...], ...] = ()
    wording: tuple[Wording, ...] = ()


class Reading(_Part):
    """A condition that a text settles without naming its value; every part that is given must hold.

    Attributes:
        settles: The condition and the value.
        terms: Of each list one is named.
        without: None of these terms is named.
        wanted: One of these typed values is asked for.
        wording: It is found in the text.
        topic: The text is about it, or the talk is already.
        given: These conditions hold, here or in the talk before.
        before: These conditions held in the talk before.
        open: Nothing else settled the condition.
    """

    settles: dict[str, str]
    terms: tuple[tuple[str, ...], ...] = ()
    without: frozenset[str] = frozenset()
    wanted: frozenset[str] = frozenset()
    wording: Wording = ""
    topic: str = ""
    given: dict[str, str] = {}
    before: dict[str, str] = {}
    open: bool = False


class PromptArgument(_Part):
    """What a prompt is given; ``given`` and ``absent`` say it, or its absence, in the prompt's text."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    description: Words
    required: bool = False
    suggestions: tuple[str, ...] = ()
    given: Words = "{value}"
    absent: str = ""


class Prompt(_Part):
    """A request that people start from."""

    name: Annotated[str, StringConstraints(pattern=r"^[a-z_]+$")]
    title: Words
    description: Words
    arguments: tuple[PromptArgument, ...] = ()
    text: Words


class Need(_Part):
    """Something that only one choice gives: the question, and the facts that say which gives it and which lacks it."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")]
    text: Words
    short: Words
    gives: Words
    lacks: Words


class MethodChoice(_Part):
    """The facts by which the decision helper chooses a method; each name stands explained in the file."""

    title: Words
    asked_of: dict[str, str]
    days: dict[str, Words]
    needs: tuple[Need, ...]
    later: tuple[Words, ...] = ()
    prerequisites: tuple[Words, ...] = ()
    application: Words


class SettingChoice(_Part):
    """The facts by which the decision helper pairs two settings."""

    id: Annotated[str, StringConstraints(pattern=r"^[a-z-]+$")]
    title: Words
    question: Words
    short: Words
    unknown: Words
    look_up: Words
    match: Words
    rules: tuple[Words, ...] = ()
    advice: tuple[Words, ...] = ()
    advice_title: Words


class Decisions(_Part):
    """What the decision helper decides; nothing where both are left out."""

    method: MethodChoice | None = None
    setting: SettingChoice | None = None


class Example(_Part):
    """A question that the guide answers, and a fact it has."""

    question: Words
    fact: Words


class Subject(_Part):
    """What a guide is about; what each part does stands beside it in the file."""

    name: Words
    title: Words
    slug: Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]
    covers: Words
    names_to_give: Words
    vendor: Words
    example: Example
    prefix: Annotated[str, StringConstraints(pattern=r"^[A-Z]{2,8}$")]
    areas: dict[Annotated[str, StringConstraints(pattern=r"^[A-Z]+$")], Words]
    conditions: dict[Annotated[str, StringConstraints(pattern=r"^[a-z][a-z_]*$")], ConditionKey] = {}
    paired: tuple[str, ...] = ()
    asked_for: dict[str, Sign] = {}
    ask_back: AskBack | None = None
    topics: dict[str, tuple[TopicSign, ...]] = {}
    readings: tuple[Reading, ...] = ()
    prompts: tuple[Prompt, ...] = ()
    decisions: Decisions = Decisions()

    @model_validator(mode="after")
    def _hold_together(self) -> Self:
        named: list[Mapping[str, str]] = [part for one in self.readings for part in (one.settles, one.given, one.before)]
        named += [
            {key: value}
            for key, each in self.conditions.items()
            for pairs in (each.loosely, each.other)
            for pair in pairs.items()
            for value in pair
        ]
        for key, value in (pair for part in named for pair in part.items()):
            if key not in self.conditions or value not in self.conditions[key].values:
                raise ValueError(f'"{key}: {value}" is none of the conditions')
        if (
            lost := {*self.paired, *(key for sign in self.asked_for.values() for key in (sign.given, *sign.conditions) if key)}
            - self.conditions.keys()
        ):
            raise ValueError(f"{', '.join(sorted(lost))}: no such condition")
        if lost := {one.topic for one in self.readings if one.topic} - self.topics.keys():
            raise ValueError(f"{', '.join(sorted(lost))}: no such topic")
        values = [value for each in self.conditions.values() for value in each.values]
        if twice := {value for value in values if values.count(value) > 1}:
            raise ValueError(f"{', '.join(sorted(twice))} stands under two conditions; a value belongs to one")
        return self

    @property
    def description(self) -> str:
        """The guide in one sentence."""
        return f"Small, citable facts on {self.covers}, to read or to ask."

    def keys_with(self, trait: str) -> frozenset[str]:
        """The conditions that have a trait: ``chosen``, ``background``, ``acts`` or ``siblings``."""
        return frozenset(key for key, each in self.conditions.items() if getattr(each, trait))

    def labels(self) -> dict[str, str]:
        """Condition value → the words people read for it."""
        return {value: label for each in self.conditions.values() for value, label in each.values.items()}

    def terms(self) -> set[str]:
        """Every vocabulary term it names."""
        named = {term for sign in self.asked_for.values() for term in sign.terms}
        named |= {term for one in self.readings for group in (*one.terms, one.without) for term in group}
        named |= {term for signs in self.topics.values() for sign in signs for group in sign.terms for term in group}
        return named | {unit.removeprefix("@") for unit in (self.ask_back.idle if self.ask_back else ()) if unit.startswith("@")}


def read_subject(root: Path) -> Subject:
    """What the knowledge base in a folder is about.

    Raises:
        FactProblems: The file is missing, or does not hold what it must.
    """
    path = root / SUBJECT_FILE
    if not path.is_file():
        message = f"the file is missing in {root}; it says what the guide is about. Take the one of this repository for a model"
        raise FactProblems([Problem(SUBJECT_FILE, 0, "", "missing-file", message)])
    document, problems = load_document(path, SUBJECT_FILE)
    if problems:
        raise FactProblems(problems)
    try:
        return Subject.model_validate(document.data)
    except ValidationError as error:
        raise FactProblems([_problem(document.line_of(one["loc"]), dict(one)) for one in error.errors(include_url=False)]) from None


def _problem(line: int, error: Mapping[str, Any]) -> Problem:
    where = ".".join(map(str, error["loc"])) or "the file"
    return Problem(SUBJECT_FILE, line, "", "bad-subject", f"{str(error['msg']).removeprefix('Value error, ')} (in {where})")


@cache
def subject() -> Subject:
    """What the guide of this process is about; read once."""
    try:
        return read_subject(find_root())
    except FactProblems as problems:
        # Every module needs it before any of them can say a word about it.
        raise SystemExit(str(problems)) from None
