"""The questions: each with the source lines that answer it, and what a right answer must and must not say."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.errors import FactProblems, KbError, Problem
from kb.loader import ROOT, load_document

FOLDER = "tests/questions"
"""Where the sets lie, from the repository's root; each folder with YAML is one."""

HELD_OUT = "held-out"
"""How the names of the sets end that nothing may be fitted to."""

GUIDE = "getting-started"
"""The source that the lines of the questions belong to."""

KINDS = frozenset(re.findall(r"^\| `([a-z-]+)` \|", (ROOT / FOLDER / "README.md").read_text(encoding="utf-8"), re.MULTILINE))
"""The kinds of question: those that the sets' README explains."""

UNRANKED_KINDS = frozenset({"off-topic"})
"""Kinds for which no fact is a right one, not even a gap: they say nothing about the ranking."""

LONG_KINDS = frozenset({"compare", "multi", "procedure", "decision", "set", "partial"})
"""Kinds whose answers may be longer."""

Entry = tuple[str, Any, str, Callable[[tuple[str | int, ...]], int]]
"""A question's kind, what is written of it, the file, and what finds the line of a place in it."""


class Question(BaseModel):
    """One question with what it takes to judge an answer to it.

    Attributes:
        kind: One of `KINDS`.
        turns: What is asked; all but the last are earlier turns of the conversation.
        lines: Inclusive ranges of source lines that answer it; none when the guide does not answer.
        must: Groups of alternatives; the answer has to hold one of each group.
        must_not: What the first sentence of the answer may not hold.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    kind: str
    turns: tuple[str, ...] = Field(alias="q", min_length=1, max_length=2)
    lines: tuple[tuple[int, int], ...]
    must: tuple[tuple[str, ...], ...]
    must_not: tuple[str, ...]

    @model_validator(mode="before")
    @classmethod
    def _wrap_single_turn(cls, data: Any) -> Any:
        if isinstance(data, dict) and isinstance(data.get("q"), str):
            return {**data, "q": [data["q"]]}
        return data

    @model_validator(mode="after")
    def _check(self) -> Question:
        if self.kind not in KINDS:
            raise ValueError(f'"{self.kind}" is no kind of question; kinds: {", ".join(sorted(KINDS))}')
        if not all(turn.strip() for turn in self.turns):
            raise ValueError("a turn is empty; write what is asked")
        if any(first < 1 or last < first for first, last in self.lines):
            raise ValueError("a range of lines is [first, last], counted from 1")
        if not all(group and all(group) for group in self.must):
            raise ValueError("a group of `must` is empty, or holds an empty text, and so asks for nothing")
        return self

    @property
    def answerable(self) -> bool:
        """Whether the guide answers it."""
        return bool(self.lines)

    @property
    def text(self) -> str:
        """All turns in one line, for people."""
        return " → ".join(self.turns)


@dataclass(frozen=True)
class QuestionSet:
    """Questions under one name."""

    name: str
    questions: tuple[Question, ...]


def list_sets(root: Path) -> dict[str, Path]:
    """Set → its folder, by name. A folder without YAML holds conversations, and is none.

    Raises:
        KbError: There is none.
    """
    folder = root / FOLDER
    found = {path.name: path for path in sorted(folder.iterdir()) if any(path.glob("*.yaml"))} if folder.is_dir() else {}
    if not found:
        raise KbError(f"There are no questions: {FOLDER}/ holds no folder. Restore it from git.")
    return found


def load_set(folder: Path, root: Path) -> QuestionSet:
    """Reads one set: a file a kind, named for it; problems name files from the root.

    Raises:
        FactProblems: Something is wrong in the files; lists everything with file and line.
    """

    def entries() -> Iterator[Entry]:
        for path in sorted(folder.glob("*.yaml")):
            document, problems = load_document(path, path.relative_to(root).as_posix())
            if problems:
                raise FactProblems(problems)
            for at, entry in enumerate(document.data if isinstance(document.data, list) else [document.data]):
                yield path.stem, entry, document.path, lambda place, at=at, find=document.line_of: find((at, *place))  # type: ignore[misc]

    return _read(folder.name, entries())


def load_jsonl(path: Path) -> QuestionSet:
    """Reads a set of one JSON object a line, with the keys of the YAML files and ``kind``; other keys are passed over.

    Raises:
        FactProblems: A line is no such object; lists all of them.
        KbError: The file cannot be read.
    """

    def entries(lines: Iterable[str]) -> Iterator[Entry]:
        for number, line in enumerate(lines, 1):
            if line.strip():
                try:
                    entry = json.loads(line)
                except json.JSONDecodeError:
                    entry = None
                kind = entry.get("kind", "") if isinstance(entry, dict) else ""
                known = {key: entry[key] for key in ("q", "lines", "must", "must_not") if key in entry} if kind else None
                yield kind, known, str(path), lambda _, number=number: number  # type: ignore[misc]

    try:
        return _read(path.stem, entries(path.read_text(encoding="utf-8").splitlines()))
    except (OSError, UnicodeDecodeError) as error:
        raise KbError(f"{path} cannot be read: {error}") from error


def _read(name: str, entries: Iterable[Entry]) -> QuestionSet:
    problems: list[Problem] = []
    questions: dict[Question, None] = {}
    for kind, entry, path, find_line in entries:
        wrong: list[tuple[tuple[str | int, ...], str]] = []
        if not isinstance(entry, dict):
            wrong = [((), "a question is a mapping that begins with `q:`; in JSON lines, with its kind")]
        elif "kind" in entry:
            wrong = [(("kind",), '"kind" is no key of a question here: the file is named for it; remove it')]
        else:
            try:
                question = Question.model_validate({**entry, "kind": kind})
                wrong = [((), "the set holds this question before; keep one")] if question in questions else []
                questions[question] = None
            except ValidationError as error:
                wrong = [(one["loc"], _say(one["loc"], one["msg"])) for one in error.errors(include_url=False)]
        problems += [Problem(path, find_line(place), "", "bad-question", message) for place, message in wrong]
    if problems:
        raise FactProblems(problems)
    return QuestionSet(name, tuple(questions))


def _say(place: tuple[str | int, ...], message: str) -> str:
    return message.removeprefix("Value error, ") + (f": {'.'.join(map(str, place))}" if place else "")
