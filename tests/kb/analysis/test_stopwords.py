"""Words that carry no content, and those that do."""

from __future__ import annotations

import pytest

from kb.analysis import Analyzer
from kb.analysis.stopwords import ENGLISH, OTHERS


@pytest.fixture(scope="module")
def plain() -> Analyzer:
    return Analyzer(())


def test_a_function_word_alone_means_nothing_in_any_language(plain: Analyzer) -> None:
    meant = {word for word in ENGLISH | OTHERS if any(unit.kind != "cjk" for unit in plain.analyse(word).units)}
    assert meant == set()


@pytest.mark.parametrize("word", ["on", "off", "read", "write", "rooms", "never"])
def test_words_that_settings_and_permissions_turn_on_stay(plain: Analyzer, word: str) -> None:
    assert plain.analyse(word).unit_keys() != []
