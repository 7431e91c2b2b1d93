"""The English words of the index are those of the list."""

from __future__ import annotations

import pytest

from kb.index import Index


@pytest.mark.parametrize("word", ["rome", "room", "a", "zebra", "misspelt"])
def test_an_english_word_is_known(index: Index, word: str) -> None:
    assert word in index.english


@pytest.mark.parametrize("word", ["", "tokin", "zzzzzz", "Rome", "naïve", "romeroom", "\u0000"])
def test_another_text_is_not(index: Index, word: str) -> None:
    assert word not in index.english


def test_the_words_are_sorted_and_each_is_found(index: Index) -> None:
    words = list(index.english)
    assert words == sorted(set(words))
    assert len(words) > 100_000
    assert all(word in index.english for word in words[::997])
    assert index.english[:2] == words[:2]
