"""How a question was read can be shown."""

from __future__ import annotations

from kb.answerer import Answerer


def test_a_message_is_shown_as_it_was_read(answerer: Answerer) -> None:
    text = (
        "Hi all, we have been at this for days and nothing helps, the vendor never calls back. "
        "Which App ID do rooms use with app-only, and how long does the acess token live?\nThanks, Bob"
    )
    found = answerer.explain(text)
    assert found is not None
    assert len(found.asked) == 1
    assert found.told
    assert any("Thanks" in noise for noise in found.ignored)
    assert found.conditions["workload"] == ("rooms",)
    assert found.corrections == {"acess": "access"}
    assert {"app-id", "duration"} <= set(found.intents)
    assert len(found.parts) == 2
    assert [hit.id for hit in found.hits if hit.said][:2] == [citation.id for citation in answerer.answer(text).citations][:2]


def test_named_ids_are_entities_and_small_talk_has_nothing_to_show(answerer: Answerer) -> None:
    found = answerer.explain("is ZM-TOKEN-011v1 still current?")
    assert found is not None
    assert found.entities == ("ZM-TOKEN-011v1",)
    assert answerer.explain("hello") is None


def test_an_answer_says_nothing_of_it_unless_asked(answerer: Answerer) -> None:
    answer = answerer.answer("How long does a refresh token live?")
    assert "explain" not in answer.model_dump(mode="json")
    assert "explain" in answer.model_copy(update={"explain": answerer.explain(answer.question)}).model_dump(mode="json")
