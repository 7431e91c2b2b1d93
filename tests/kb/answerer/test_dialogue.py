"""What a conversation needs beside answers: small talk, forms, IDs looked up, and honest refusals."""

from __future__ import annotations

import itertools

import pytest

from kb.analysis import spell_duration
from kb.answerer import Answerer
from kb.answerer.derive import derive_verdict
from kb.catalog import Catalog
from kb.models.answers import Message, Reason, ViewType
from kb.models.payloads import AppId, ConsentPairing, TokenPolicy

ASKED = "Which App ID do Zoom Rooms use with Application Permissions?"


def talk(answerer: Answerer, *turns: str) -> list[Message]:
    """The messages of a conversation with the answers given to each but the last turn."""
    messages: list[Message] = []
    for turn in turns:
        messages.append(Message(role="user", content=turn))
        messages.append(Message(role="assistant", content=answerer.chat(messages).answer))
    return messages[:-1]


@pytest.mark.parametrize("text", ["good morning", "thank you!", "bye", "who are you?", "what can you do"])
def test_small_talk_gets_a_kind_reply_and_no_facts(answerer: Answerer, text: str) -> None:
    answer = answerer.answer(text)
    assert (answer.answered, answer.reason, answer.citations) == (False, Reason.SMALL_TALK, ())


def test_the_bare_id_is_given(answerer: Answerer, catalog: Catalog) -> None:
    answer = answerer.chat(talk(answerer, ASKED, "just the ID"))
    payload = catalog.fact(answer.citations[0].id.split("v")[0]).latest.payload
    assert isinstance(payload, AppId)
    assert payload.app_id in answer.answer
    assert len(answer.answer.split()) == len(answer.citations)


def test_one_line_is_one_sentence(answerer: Answerer) -> None:
    answer = answerer.chat(talk(answerer, ASKED, "in one line"))
    assert answer.citations[0].id == answerer.answer(ASKED).citations[0].id
    assert len(answer.answer.split()) <= 30


def test_a_table_is_a_view_too(answerer: Answerer) -> None:
    answer = answerer.chat(talk(answerer, ASKED, "as a table"))
    assert answer.view is not None
    assert answer.view.type is ViewType.TABLE
    assert answer.answer.startswith("| Fact | Statement |")


def test_the_place_is_told(answerer: Answerer) -> None:
    answer = answerer.chat(talk(answerer, ASKED, "where does it say that?"))
    assert answer.citations[0].source.section in answer.answer


def test_thanks_between_questions_are_no_topic(answerer: Answerer) -> None:
    with_thanks = answerer.chat(talk(answerer, ASKED, "great, thanks", "in one line"))
    assert with_thanks.answer == answerer.chat(talk(answerer, ASKED, "in one line")).answer


def test_a_wish_without_a_question_before_it_is_said_to_be_one(answerer: Answerer) -> None:
    messages = [Message(role="user", content=text) for text in ("hello", "in one line")]
    assert answerer.chat(messages).reason is Reason.EMPTY_QUESTION


def test_the_same_advice_is_not_given_twice(answerer: Answerer) -> None:
    answer = answerer.chat(talk(answerer, "Why does the calendar break after a password change?", "I did as you said, still broken"))
    assert not answer.answered


def test_every_fact_is_found_by_its_id(answerer: Answerer, catalog: Catalog) -> None:
    for fact in catalog:
        for text in (fact.id, fact.citation.lower(), f"what is {fact.id}?"):
            answer = answerer.answer(text)
            assert answer.answered, text
            assert answer.citations[0].id == fact.citation, text
            assert fact.latest.statement in answer.answer, text


def test_an_id_that_is_no_fact_is_said_to_be_none(answerer: Answerer, catalog: Catalog) -> None:
    missing = next(f"{fact.id[:-3]}998" for fact in catalog if not catalog.knows(f"{fact.id[:-3]}998"))
    answer = answerer.answer(f"is {missing} still valid?")
    assert (answer.answered, answer.reason) == (False, Reason.NO_MATCH)
    assert missing in answer.answer


def test_an_open_condition_gets_every_member(answerer: Answerer, catalog: Catalog) -> None:
    answer = answerer.answer("What should I set the Zoom consent setting to?")
    cited = {citation.id for citation in answer.citations}
    pairings = {fact.citation for fact in catalog.current() if isinstance(fact.latest.payload, ConsentPairing)}
    assert pairings <= cited
    assert answer.view is not None


def test_a_destructive_fact_is_said_only_to_who_asks_for_the_act(answerer: Answerer, catalog: Catalog) -> None:
    marked = {fact.citation for fact in catalog.current() if fact.latest.destructive}
    assert marked
    for question in ("Needs admin approval, how to fix", "The calendar does not work any more, what now?", "My room shows no meetings"):
        answer = answerer.answer(question)
        assert not answer.citations or answer.citations[0].id not in marked, question
    answer = answerer.answer("How do I delete the Zoom application for everybody?")
    assert marked & {citation.id for citation in answer.citations}


def test_no_verdict_is_passed_on_another_tokens_value(answerer: Answerer, catalog: Catalog) -> None:
    """Every value of a token × every token × ways to put it: what another fact states is never said to be beyond a limit."""
    policies = [fact for fact in catalog.current() if isinstance(fact.latest.payload, TokenPolicy)]
    values = {
        spell_duration(str(value))
        for fact in policies
        for value in (fact.latest.payload.lifetime, fact.latest.payload.renewed_every)
        if value
    }
    for value, form in itertools.product(sorted(values), ("is {} what is requested?", "does it live {}?", "{}, right?")):
        query = answerer.retriever.read(form.format(value))
        for fact in policies:
            verdict = derive_verdict(query, fact)
            assert verdict is None or "beyond" not in verdict, (value, fact.id, verdict)


def test_a_part_that_is_left_out_is_named_beside_what_is_said(answerer: Answerer) -> None:
    answer = answerer.answer("Does Zoom keep calendar event data with Sync 2.0?")
    assert answer.answered
    assert answer.citations
