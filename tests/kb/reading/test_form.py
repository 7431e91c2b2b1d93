"""Small talk, wishes about form and the IDs a message names are told from questions."""

from __future__ import annotations

import pytest

from kb.reading import Form, SmallTalk, find_form, find_named, find_small_talk


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Good evening!", SmallTalk.GREETING),
        ("hi there", SmallTalk.GREETING),
        ("perfect, thanks a lot", SmallTalk.THANKS),
        ("got it", SmallTalk.THANKS),
        ("thanks, bye", SmallTalk.FAREWELL),
        ("Are you a bot?", SmallTalk.IDENTITY),
        ("hey, what can you do?", SmallTalk.ABILITY),
    ],
)
def test_small_talk_is_recognised(text: str, kind: SmallTalk) -> None:
    assert find_small_talk(text) is kind


@pytest.mark.parametrize(
    "text", ["", "thanks, and for rooms?", "hello, which App ID?", "can you help me validate rooms?", "yes", "good tokens"]
)
def test_a_question_is_no_small_talk(text: str) -> None:
    assert find_small_talk(text) is None


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("only the ID, please", Form.VALUE),
        ("in a single sentence", Form.ONE_LINE),
        ("shorter please", Form.SHORT),
        ("can you put that into a table?", Form.TABLE),
        ("where did you read that?", Form.PLACE),
        ("are you certain about that?", Form.SURE),
        ("what was the first answer again?", Form.FIRST),
    ],
)
def test_a_wish_about_form_alone_leaves_nothing_to_ask(text: str, form: Form) -> None:
    assert find_form(text) == (form, "")


def test_a_wish_at_the_end_leaves_the_question() -> None:
    assert find_form("Which App ID do rooms use? Just the ID.") == (Form.VALUE, "Which App ID do rooms use?")


def test_a_question_wishes_no_form() -> None:
    assert find_form("Where is the consent setting?") == (None, "Where is the consent setting?")


def test_ids_are_found_in_any_case_and_once() -> None:
    named = find_named("Is zm-app-002 the same as ZM-APP-002, or ZM-TOKEN-011v1?")
    assert [str(citation) for citation in named.citations] == ["ZM-APP-002", "ZM-TOKEN-011v1"]
    assert "ZM" not in named.rest.upper()
