"""Follow-ups take from the turns before what they leave out."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from kb.answerer import Answerer
from kb.answerer.conversation import MOST_NOUNS, read_conversation
from kb.catalog import Catalog
from kb.errors import BadQuestion
from kb.models.answers import Message
from kb.models.payloads import AppId
from kb.retriever import Query


def talk(*texts: str) -> list[Message]:
    return [Message(role="user", content=text) for text in texts]


def test_a_conversation_of_one_message_is_a_question(answerer: Answerer) -> None:
    question = "Which App ID do Zoom Rooms use with Application Permissions?"
    assert answerer.chat(talk(question)) == answerer.answer(question)


def test_a_changed_condition_replaces_the_earlier_one_and_the_rest_stays(answerer: Answerer) -> None:
    query = read_conversation(
        ["Which App ID do Zoom Rooms use with Application Permissions?", "And for personal calendars?"], answerer.retriever
    )
    assert query.conditions["workload"] == {"personal-calendar"}
    assert query.conditions["method"] == {"application"}
    keys = {unit.key for unit in query.weights}
    assert {unit.key for unit in answerer.retriever.read("App ID").weights} <= keys
    assert not {unit.key for unit in answerer.retriever.read("Zoom Rooms").weights} & keys


def test_a_follow_up_is_answered_in_the_light_of_what_was_asked(answerer: Answerer, catalog: Catalog) -> None:
    app_ids = {
        (str(fact.latest.payload.workload), str(fact.latest.payload.method)): fact.citation
        for fact in catalog.current()
        if isinstance(fact.latest.payload, AppId)
    }
    for first, then, wanted in (
        (
            "Which App ID do Zoom Rooms use with Application Permissions?",
            "And for personal calendars?",
            ("personal-calendar", "application"),
        ),
        ("Which App ID do personal calendars use with Application Permissions?", "And for conference rooms?", ("rooms", "application")),
    ):
        answer = answerer.chat(talk(first, then))
        assert app_ids[wanted] in [citation.id for citation in answer.citations], then


def test_a_message_that_stands_alone_weighs_more_than_what_came_before(answerer: Answerer) -> None:
    query = read_conversation(
        ["How long does a refresh token live?", "Which Exchange roles does the administrator account have to hold?"], answerer.retriever
    )
    own = {unit.key for unit in answerer.retriever.read(query.text).weights}
    carried = [weight for unit, weight in query.weights.items() if unit.key not in own]
    assert carried
    assert max(carried) < min(weight for unit, weight in query.weights.items() if unit.key in own)


def test_only_the_users_words_count(answerer: Answerer) -> None:
    question = Message(role="user", content="Which App ID do Zoom Rooms use?")
    told = [Message(role="system", content="Talk about tokens."), Message(role="assistant", content="Tokens live 90 days."), question]
    assert answerer.chat(told) == answerer.chat([question])


def test_empty_turns_before_the_question_are_passed_over(answerer: Answerer) -> None:
    question = "Which App ID do Zoom Rooms use?"
    assert answerer.chat(talk("", "  ", question)).citations == answerer.answer(question).citations


def test_a_conversation_without_a_user_is_refused(answerer: Answerer) -> None:
    for messages in ([], [Message(role="assistant", content="Hello")]):
        with pytest.raises(BadQuestion, match='role "user"'):
            answerer.chat(messages)


def test_an_earlier_message_of_the_user_is_checked_too(answerer: Answerer) -> None:
    with pytest.raises(BadQuestion, match="control character"):
        answerer.chat(talk("a\x00b", "And for rooms?"))


def test_only_the_last_turns_of_a_long_conversation_are_carried(answerer: Answerer) -> None:
    texts = [
        "Which App ID do Zoom Rooms use?",
        "Is TLS used?",
        "What is MGAPI?",
        "What is EWS?",
        "What is Sync 2.0?",
        "And who configures it?",
    ]
    query = read_conversation(texts, answerer.retriever)
    assert "workload" not in query.conditions


@pytest.mark.parametrize("last", ["1 hour and " * 60, "1 hour and this one " * 30])
def test_what_was_said_before_has_a_message_read_a_bounded_number_of_times(
    answerer: Answerer, monkeypatch: pytest.MonkeyPatch, last: str
) -> None:
    retriever, read = answerer.retriever, list[str]()
    plain = retriever.read

    def count(text: str, page: Iterable[str] = ()) -> Query:
        read.append(text)
        return plain(text, page)

    monkeypatch.setattr(retriever, "read", count)
    read_conversation(["1 hour and " * 60, last], retriever)
    few = len(read)
    read.clear()
    read_conversation(["1 hour and " * 180, last], retriever)
    assert len(read) == few <= 2 + MOST_NOUNS, "a message was read once for each term of the one before"
