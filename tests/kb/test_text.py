"""Sentences of short texts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.text import clean_line, escape_line, split_sentences


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("", []),
        ("One. Two! Three?", ["One.", "Two!", "Three?"]),
        ("Sign in (e.g. As an administrator). Then wait.", ["Sign in (e.g. As an administrator).", "Then wait."]),
        ("Version 5.1 is enough. 7.2 is better.", ["Version 5.1 is enough.", "7.2 is better."]),
        ('The switch is "On." Rooms need it.', ['The switch is "On."', "Rooms need it."]),
        ("Open **Manage**. **Security** comes next.", ["Open **Manage**.", "**Security** comes next."]),
        ("A line\n  that is broken. Another.", ["A line that is broken.", "Another."]),
        ("See https://portal.azure.com/ for it", ["See https://portal.azure.com/ for it"]),
    ],
)
def test_a_text_is_cut_into_its_sentences(text: str, sentences: list[str]) -> None:
    assert split_sentences(text) == sentences


@given(st.text(alphabet=st.sampled_from('ab AB.!?"*`()1\n'), max_size=80))
def test_nothing_is_lost_but_blanks(text: str) -> None:
    sentences = split_sentences(text)
    assert " ".join(sentences) == " ".join(text.split())
    assert all(sentence == sentence.strip() != "" for sentence in sentences)


def test_a_clean_line_holds_nothing_that_hides_or_turns_it() -> None:
    assert clean_line(" a\r\n\tb\u2028c \u202ed\u200b\x07 ") == "a b c d"


@given(st.text(max_size=60))
def test_an_escaped_line_is_one_line_with_every_mark_escaped(text: str) -> None:
    line = escape_line(text)
    assert len(line.splitlines()) <= 1
    for at, letter in enumerate(line):
        if letter in "`*_[]<>&#|~":
            assert line[at - 1] == "\\"
