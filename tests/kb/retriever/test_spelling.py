"""Unknown words are corrected, known ones left alone."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.retriever import Retriever
from kb.retriever.spelling import Speller

COUNTS = {"permissions": 9, "permission": 3, "calendar": 9, "token": 5, "taken": 1, "rooms": 7, "on": 9}


@pytest.fixture
def speller() -> Speller:
    return Speller(COUNTS)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("permisions", "permissions"),
        ("calender", "calendar"),
        ("claendar", "calendar"),
        ("tokne", "token"),
        ("Romos", "rooms"),
        ("acalendar", "calendar"),
    ],
)
def test_a_typo_is_corrected(speller: Speller, typed: str, meant: str) -> None:
    assert speller.correct(f"which {typed} now?") == (f"which {meant} now?", {typed: meant})


@pytest.mark.parametrize(
    "text",
    [
        "Permissions for calendar ROOMS",
        "which where because",
        "tkn",
        "rooms2",
        "f56e91e5",
        "Konferenzräume",
        "会議室",
        "xylophone",
        "",
        "!?",
    ],
)
def test_what_is_known_short_or_far_from_everything_stays(speller: Speller, text: str) -> None:
    assert speller.correct(text) == (text, {})


def test_of_two_equally_near_words_the_commoner_one_is_meant(speller: Speller) -> None:
    assert speller.correct("tiken")[1] == {"tiken": "token"}


def test_several_words_are_corrected_each_in_its_place(speller: Speller) -> None:
    text, changes = speller.correct("calender: permisions, calender!")
    assert text == "calendar: permissions, calendar!"
    assert changes == {"calender": "calendar", "permisions": "permissions"}


@given(st.text(max_size=120))
def test_no_text_breaks_the_speller_and_correcting_twice_changes_nothing_more(text: str) -> None:
    speller = Speller(COUNTS)
    corrected, changes = speller.correct(text)
    assert (corrected == text) == (changes == {})
    assert speller.correct(corrected)[0] == corrected


def test_typos_in_the_fields_words_are_understood(retriever: Retriever) -> None:
    for typed, right in {
        "aplication permisions": "application permissions",
        "refesh tokne": "refresh token",
        "confernece rooms": "conference rooms",
    }.items():
        assert set(retriever.read(typed).analysis.unit_keys()) == set(retriever.read(right).analysis.unit_keys()), typed


def test_every_word_of_the_statements_is_left_alone(retriever: Retriever) -> None:
    for fact in retriever.scorer.facts:
        assert retriever.read(fact.latest.statement).corrections == {}, fact.id
