"""The one way to ask: what each wire may rely on."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

import anyio
import pytest

from api.asking import SHORT, Question, Reply, ask
from api.guide import Guide
from api.http.problems import ApiProblem
from api.mcp.ask import ASK
from api.mcp.tool import Call, call_tool
from api.releases.store import PastReleases
from api.releases.view import ReleaseView
from kb.answerer.question import LONGEST_QUESTION
from kb.loader import ROOT
from kb.models.answers import Message


def ask_now(guide: Guide, question: Question) -> Reply:
    return anyio.run(ask, guide, question)


def refusal_of(guide: Guide, question: Question) -> tuple[str, str]:
    with pytest.raises(ApiProblem) as raised:
        ask_now(guide, question)
    return raised.value.slug, raised.value.extra["parameter"]


def users(*texts: str) -> Sequence[Message]:
    return [Message(role="user", content=text) for text in texts]


@pytest.mark.parametrize(
    ("text", "slug"), [("a" * (LONGEST_QUESTION + 1), "question-too-long"), ("a\x00", "control-characters"), (" ?", "empty-question")]
)
def test_what_cannot_be_asked_is_refused_by_the_name_it_came_with(guide: Guide, text: str, slug: str) -> None:
    assert refusal_of(guide, Question(text, "query")) == (slug, "query")


def test_an_earlier_turn_is_refused_before_the_question(guide: Guide) -> None:
    assert refusal_of(guide, Question.last_of(users("a\x00", "b\x00"))) == ("control-characters", "messages.0.content")
    # The same text twice: it is the place that counts, not the text.
    assert refusal_of(guide, Question.last_of(users("a\x00", "a\x00"))) == ("control-characters", "messages.0.content")


def test_a_conversation_needs_a_message_of_the_user() -> None:
    with pytest.raises(ApiProblem, match="bad-question"):
        Question.last_of([Message(role="assistant", content="What is MGAPI?")])


def test_an_empty_question_is_answered_with_how_to_ask_only_where_the_wire_says_so(guide: Guide) -> None:
    assert ask_now(guide, Question("<question>", may_be_empty=True)).answer.reason == "empty_question"


@pytest.mark.parametrize("goal", ["", " ", "<goal>"])
def test_a_goal_that_says_nothing_is_none(guide: Guide, question: str, goal: str) -> None:
    reply = ask_now(guide, Question(question, goal=goal))
    assert reply.goal is None
    assert reply.answer == ask_now(guide, Question(question)).answer


def test_a_long_question_is_answered_as_a_short_one_is(guide: Guide, question: str) -> None:
    long = ask_now(guide, Question(question + " " * SHORT))
    assert long.answer.answer == ask_now(guide, Question(question)).answer.answer


def test_more_tools_than_there_are_threads_can_wait_for_a_past_release(guide: Guide, question: str) -> None:
    name = guide.catalog.releases[0].name
    waiting = replace(guide, past_releases=PastReleases(lambda _: ReleaseView(guide.catalog, guide.answerer)))

    async def ask_at_once() -> int:
        done = 0

        async def call() -> None:
            nonlocal done
            await call_tool(ASK, Call(waiting, ""), {"question": question, "release": name})
            done += 1

        with anyio.move_on_after(20):
            async with anyio.create_task_group() as group:
                for _ in range(60):
                    group.start_soon(call)
        return done

    assert anyio.run(ask_at_once) == 60


def test_the_limit_of_a_question_stands_in_one_module_only() -> None:
    # A port, and the limit of the turns before a question, happen to be the same number.
    forms = re.compile(rf"(?<![\d:])(?:{LONGEST_QUESTION}|{LONGEST_QUESTION:,}|{LONGEST_QUESTION:_})(?!\d)")
    places = [
        path.name
        for path in (ROOT / "api").rglob("*.py")
        if any(
            forms.search(line) and "port" not in line and not line.startswith("PREV_LIMIT")
            for line in path.read_text(encoding="utf-8").splitlines()
        )
    ]
    assert places == []
