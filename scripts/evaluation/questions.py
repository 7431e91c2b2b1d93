"""The questions: each with the source lines that answer it, and what a right answer must and must not say."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from kb.errors import FactProblems, KbError, Problem
from kb.loader import load_document

FOLDER = "tests/questions"
"""Where the sets lie, from the repository's root; each folder with YAML is one."""

HELD_OUT = "held-out"
"""How the names of the sets end that nothing may be fitted to."""

GUIDE = "getting-started"
"""The source that the lines of the questions belong to."""

KINDS = frozenset(
    [
        "lookup",
        "paraphrase",
        "keyword",
        "reverse",
        "compare",
        "decision",
        "procedure",
        "multi",
        "why",
        "yesno",
        "false-premise",
        "followup",
        "typo",
        "abbrev",
        "other-language",
        "injection",
        "mail",
        "log",
        "forum",
        "entity",
        "set",
        "partial",
        "unsafe",
        "unanswerable",
        "off-topic",
    ]
)
"""The kinds of question; ``tests/questions/README.md`` says what each means."""

UNRANKED_KINDS = frozenset({"off-topic"})
"""Kinds for which no fact is a right one, not even a gap: they say nothing about the ranking."""

LONG_KINDS = frozenset({"compare", "multi", "procedure", "decision", "set", "partial"})
"""Kinds whose answers may be longer."""


KEYS = ("q", "lines", "must", "must_not")
"""What a question holds beside its kind."""


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
            raise ValueError(_say_kind(self.kind))
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
    """Reads one set: a file a kind, named for it.

    Args:
        folder: The set's folder.
        root: The repository; problems name files from there.

    Raises:
        FactProblems: Something is wrong in the files; lists everything with file and line.
    """
    problems: list[Problem] = []
    questions: list[Question] = []
    for path in sorted(folder.glob("*.yaml")):
        name = path.relative_to(root).as_posix()
        if path.stem not in KINDS:
            problems.append(Problem(name, 0, "", "unknown-kind", _say_kind(path.stem)))
            continue
        document, found = load_document(path, name)
        problems += found
        if not isinstance(document.data, list):
            problems += found or [Problem(name, 1, "", "bad-shape", "the file must hold a list of questions")]
            continue
        for at, entry in enumerate(document.data):
            read = _read(entry, path.stem)
            if isinstance(read, Question) and read not in questions:
                questions.append(read)
                continue
            wrong = [((), "the set holds this question before; keep one")] if isinstance(read, Question) else read
            problems += [Problem(name, document.line_of((at, *where)), "", "bad-question", message) for where, message in wrong]
    if not questions and not problems:
        problems.append(Problem(folder.relative_to(root).as_posix(), 0, "", "no-questions", "the folder holds no question"))
    if problems:
        raise FactProblems(problems)
    return QuestionSet(folder.name, tuple(questions))


def load_jsonl(path: Path) -> QuestionSet:
    """Reads a set of one JSON object a line, with the keys of the YAML files and ``kind``; other keys are passed over.

    Raises:
        FactProblems: A line is no such object; lists all of them.
        KbError: The file cannot be read.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise KbError(f"{path} cannot be read: {error}") from error
    problems: list[Problem] = []
    questions: list[Question] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entry = json.loads(line)
        except json.JSONDecodeError as error:
            problems.append(Problem(str(path), number, "", "bad-json", f"{error}; a line holds one JSON object"))
            continue
        kind = str(entry.get("kind")) if isinstance(entry, dict) else ""
        read = _read({key: entry[key] for key in KEYS if key in entry} if kind else entry, kind)
        if isinstance(read, Question):
            questions.append(read)
        else:
            problems += [Problem(str(path), number, "", "bad-question", message) for _, message in read]
    if problems:
        raise FactProblems(problems)
    return QuestionSet(path.stem, tuple(questions))


def _read(entry: Any, kind: str) -> Question | list[tuple[tuple[str | int, ...], str]]:
    """A question; or what is wrong in it, each with its place."""
    if not isinstance(entry, dict):
        return [((), "a question is a mapping that begins with `q:`")]
    if "kind" in entry:
        return [(("kind",), '"kind" is no key of a question here: the file is named for it; remove it')]
    try:
        return Question.model_validate({**entry, "kind": kind})
    except ValidationError as error:
        return [(one["loc"], _say(dict(one))) for one in error.errors(include_url=False)]


def _say_kind(kind: str) -> str:
    return f'"{kind}" is no kind of question; kinds: {", ".join(sorted(KINDS))}'


def _say(error: dict[str, Any]) -> str:
    where = ".".join(map(str, error["loc"]))
    match error["type"]:
        case "extra_forbidden":
            return f'"{where}" is no key of a question; remove it or mend its spelling'
        case "missing":
            return f'"{where}" is missing; every question needs it, if only as an empty list'
        case "value_error":
            return str(error["msg"]).removeprefix("Value error, ")
        case _:
            return f"{error['msg']} (in {where})"
