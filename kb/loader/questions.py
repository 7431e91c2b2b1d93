"""Reads how people ask for a fact: one question a line, in a file of its own, so that the fact stays quick to read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from kb.documents import Document
from kb.errors import Problem

FACTS_FOLDER, QUESTIONS_FOLDER = "kb/facts", "kb/questions"
"""Where facts and their questions lie, from the repository's root; each fact's questions under the name of its file."""


@dataclass(frozen=True)
class QuestionFile:
    """The questions of one fact beside the one that readers are shown.

    Attributes:
        path: The file as problems should name it; it need not be there.
        questions: One a line.
        numbers: The 1-based line of each.
    """

    path: str
    questions: tuple[str, ...] = ()
    numbers: tuple[int, ...] = ()


def questions_path(fact_path: str) -> str:
    """The file of a fact's questions: ``kb/questions/app/ZM-APP-002.txt`` for ``kb/facts/app/ZM-APP-002.yaml``."""
    inside = PurePosixPath(fact_path).relative_to(FACTS_FOLDER)
    return (QUESTIONS_FOLDER / inside.with_suffix(".txt")).as_posix()


def read_questions(path: Path, name: str) -> tuple[QuestionFile, list[Problem]]:
    """Reads the questions of one fact; none when there is no file.

    Args:
        path: The file.
        name: How problems name it.
    """
    if not path.is_file():
        return QuestionFile(name), []
    try:
        text = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        return QuestionFile(name), [
            Problem(name, 0, path.stem, "not-utf-8", f"the file is not UTF-8 (byte {error.start}); save it as UTF-8")
        ]
    lines = {number: line.strip() for number, line in enumerate(text.removesuffix("\n").split("\n"), 1)}
    blank = [
        Problem(name, number, path.stem, "blank-question", "the line is blank; delete it") for number, line in lines.items() if not line
    ]
    asked = {number: line for number, line in lines.items() if line}
    return QuestionFile(name, tuple(asked.values()), tuple(asked)), blank


def find_orphans(root: Path) -> list[Problem]:
    """The files of questions without a fact."""
    problems = []
    for path in sorted((root / QUESTIONS_FOLDER).rglob("*.txt")):
        fact = (root / FACTS_FOLDER / path.relative_to(root / QUESTIONS_FOLDER)).with_suffix(".yaml")
        if not fact.is_file():
            message = (
                f"there is no {fact.relative_to(root).as_posix()} that these questions ask for; rename the file as the fact's, or delete it"
            )
            problems.append(Problem(path.relative_to(root).as_posix(), 0, path.stem, "orphan-questions", message))
    return problems


def join_questions(document: Document, others: Sequence[str]) -> tuple[Any, list[Problem]]:
    """A fact's data as the models want it: each revision that shows a question is asked for by that one, then by all others.

    A revision that shows none keeps none: earlier ones are asked for in the newest one's words.
    """
    problems: list[Problem] = []

    def refuse(rule: str, message: str, *place: str | int) -> None:
        problems.append(Problem(document.path, document.line_of(place), Path(document.path).stem, rule, message))

    def join(at: int, revision: Any) -> Any:
        if not isinstance(revision, dict):
            return revision
        joined: dict[str, Any] = {key: value for key, value in revision.items() if key not in {"question", "questions"}}
        if "questions" in revision:
            message = f'"questions" is no key here: one is the "question" that readers are shown, the others stand in {questions_path(document.path)}'
            refuse("unknown-key", message, "revisions", at, "questions")
        if "question" in revision:
            question = revision["question"]
            if not isinstance(question, str) or not question.strip():
                refuse("bad-value", '"question" must be one question', "revisions", at, "question")
            joined["questions"] = [question, *others]
        return joined

    data = document.data
    if not isinstance(data, dict) or not isinstance(data.get("revisions"), list):
        return data, problems
    return {**data, "revisions": [join(at, revision) for at, revision in enumerate(data["revisions"])]}, problems
