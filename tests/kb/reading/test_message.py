"""A message is cut into what asks, what tells and what is noise."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.reading import cut_message

STORY = "We moved the branch office last week and half of the panels went dark, which nobody noticed until Monday morning. "


def test_a_short_message_is_asked_as_it_stands() -> None:
    assert cut_message("Which App ID do rooms use?").question == "Which App ID do rooms use?"


def test_what_asks_is_kept_and_the_story_is_told() -> None:
    cut = cut_message(f"{STORY}The rooms run with Application Permissions. Which App ID do I look for in Entra?")
    assert cut.asked == ("Which App ID do I look for in Entra?",)
    assert cut.told == (STORY.strip(), "The rooms run with Application Permissions.")


@pytest.mark.parametrize(
    "noise",
    [
        "Hello everybody,",
        "Kind regards",
        "Sent from my phone",
        "> What did you say?",
        "From: somebody@example.com",
        "Correlation ID: 53f6bffc-0fdb-49f4-b10a-da6a84c14e00",
        "2026-11-20T07:22:26.430Z status=Success latencyMs=380",
        "[09:12:51.815] WARN cache miss",
        "Many thanks",
    ],
)
def test_noise_is_left_out(noise: str) -> None:
    cut = cut_message(f"{noise}\nHow long does the token live?")
    assert cut.question == "How long does the token live?"
    assert cut.ignored


def test_the_name_and_time_before_a_line_of_a_chat_are_left_out() -> None:
    assert cut_message("10:10 lou: can we change the method later?").question == "can we change the method later?"


def test_an_appeal_for_help_asks_nothing() -> None:
    cut = cut_message(f"{STORY}{STORY}How long does the refresh token live? Any ideas?")
    assert cut.asked == ("How long does the refresh token live?",)


def test_sentences_stand_by_for_when_the_whole_finds_nothing() -> None:
    cut = cut_message("This will sound odd: room app ids, both of them. Who may see them?")
    assert cut.others[0] == "Who may see them?"
    assert "room app ids, both of them." in cut.others


@given(st.text(max_size=400))
def test_any_text_can_be_cut(text: str) -> None:
    cut = cut_message(text)
    assert all(isinstance(part, str) for part in (*cut.asked, *cut.told, *cut.ignored, *cut.others))


@pytest.mark.parametrize("unit", ["a ", "? ", "x=1 ", "10:10 ", "why is ", ": ", "- ", '"', "\n> ", "hello, "])
def test_the_time_grows_no_faster_than_the_text(unit: str) -> None:
    began = time.perf_counter()
    cut_message((unit * 8000)[:8000])
    assert time.perf_counter() - began < 5  # seconds; some milliseconds where nothing is wrong


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        (
            'After the sign-in I got this and nothing else, twice in a row, on two machines:\n"Need approval\nAn app needs permission.\n'
            'Have an admin account? Sign in with it"\nWhat do I have to do now?',
            ("What do I have to do now?",),
        ),
        (
            "We have forty people who have done this every day for a year without any trouble, and one who cannot, on any machine. "
            "When I sign in as admin it works. Why only her?",
            ("Why only her?",),
        ),
        (
            "invalid_grant: AADSTS700082: The refresh token has expired. is 90 days what is asked for?",
            ("is 90 days what is asked for?",),
        ),
        (
            "The last form came back with red ink all over every field of it, and nobody knows whose pen that was. Do not reply to this mailbox; "
            "answers go to the desk. Which role is needed?",
            ("Which role is needed?",),
        ),
    ],
)
def test_what_is_pasted_or_stated_is_told_and_not_asked(text: str, asked: tuple[str, ...]) -> None:
    assert cut_message(text).asked == asked
