"""The question sets. One is held out: what fails there is counted, never shown, so that nobody learns its items."""

from __future__ import annotations

from pathlib import Path

import pytest

from kb.answerer import Answerer
from kb.loader import load_document
from kb.models.answers import Answer, Message

HELD_OUT = "held-out"
FOLDERS = ("tuning", HELD_OUT)
QUESTIONS = Path(__file__).parents[2] / "questions"

Question = tuple[str, ...]
"""The user's messages: one for a plain question, two for a conversation."""


def read_questions(folder: str) -> list[Question]:
    """Every question of one folder, in the order of its files."""
    questions: list[Question] = []
    for path in sorted((QUESTIONS / folder).rglob("*.yaml")):
        document, problems = load_document(path, path.name)
        assert problems == []
        questions += [(item["q"],) if isinstance(item["q"], str) else tuple(item["q"]) for item in document.data]
    assert questions, f"tests/questions/{folder} holds no question"
    return questions


def ask(answerer: Answerer, question: Question) -> Answer:
    """The answer to a question; a conversation carries the answers between its messages."""
    if len(question) == 1:
        return answerer.answer(question[0])
    messages: list[Message] = []
    for text in question[:-1]:
        messages.append(Message(role="user", content=text))
        messages.append(Message(role="assistant", content=answerer.chat(messages).answer))
    return answerer.chat([*messages, Message(role="user", content=question[-1])])


def ask_all(answerer: Answerer, folder: str) -> list[Answer]:
    """The answers to every question of a folder."""
    answers, failures = [], []
    for question in read_questions(folder):
        try:
            answers.append(ask(answerer, question))
        except Exception as error:
            failures.append(f"{' / '.join(question)}: {error!r}")
    refuse(folder, failures)
    return answers


def refuse(folder: str, failures: list[str]) -> None:
    """Fails when there are failures; shows them, but of the held-out set only how many there are.

    An ``assert`` over the failures would not do: pytest prints what it compares.
    """
    if failures:
        shown = failures if folder != HELD_OUT else []
        pytest.fail("\n".join([f"{len(failures)} in {folder}", *shown]), pytrace=False)


def count_shared(one: set[Question], other: set[Question]) -> int:
    """How many questions two sets share; a number, so that a failing test shows nothing else."""
    return len(one & other)
