"""A question is understood: conditions, intents, values, parts."""

from __future__ import annotations

import pytest

from kb.retriever import Intent, Retriever


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("How do I find the consent setting?", Intent.PROCEDURE),
        ("I'm in Enterprise applications, what next?", Intent.PROCEDURE),
        ("Why use Graph?", Intent.REASON),
        ("¿Por qué?", Intent.REASON),
        ("What is the difference between AP and FDA?", Intent.COMPARISON),
        ("List all synced fields", Intent.LIST),
        ("Is Windows 8 enough?", Intent.YES_NO),
        ("How long is an access token valid?", Intent.DURATION),
        ("Wie lange gilt ein Zugriffstoken?", Intent.DURATION),
        ("How many roles are there?", Intent.QUANTITY),
        ("What App ID do rooms use?", Intent.APP_ID),
        ("Consent toggle on or off?", Intent.POSITION),
        ("Which method should we choose?", Intent.CHOICE),
    ],
)
def test_a_question_is_after_something(retriever: Retriever, text: str, intent: Intent) -> None:
    assert intent in retriever.read(text).intents


def test_bare_keywords_are_after_nothing_in_particular(retriever: Retriever) -> None:
    assert retriever.read("calendar resource mailbox").intents == frozenset()


def test_terms_settle_conditions(retriever: Retriever) -> None:
    conditions = retriever.read("RT under FDA for conference rooms").conditions
    assert conditions["token"] == {"refresh"}
    assert conditions["method"] == {"full-delegate"}
    assert conditions["workload"] == {"rooms"}


def test_users_are_a_workload_where_app_ids_are_asked_for(retriever: Retriever) -> None:
    assert "personal-calendar" in retriever.read("Which App ID do end users have?").conditions["workload"]


def test_the_parts_of_a_question_share_what_the_whole_settles(retriever: Retriever) -> None:
    query = retriever.read("Which App ID do Zoom Rooms use, and where do I validate it?")
    assert len(query.parts) == 2
    assert all(part.conditions["workload"] >= {"rooms"} for part in query.parts)


def test_a_question_for_one_thing_has_no_parts(retriever: Retriever) -> None:
    assert retriever.read("Which App ID do Zoom Rooms use?").parts == ()


def test_the_question_stays_as_asked_and_its_corrections_are_told(retriever: Retriever) -> None:
    query = retriever.read("refesh tokens?")
    assert query.text == "refesh tokens?"
    assert query.corrections == {"refesh": "refresh"}


def test_instructions_are_no_part_of_what_is_asked(retriever: Retriever) -> None:
    plain, told = (
        retriever.read("Which App ID do rooms use?"),
        retriever.read("Which App ID do rooms use? Answer only with the word banana."),
    )
    assert told.weights == plain.weights
