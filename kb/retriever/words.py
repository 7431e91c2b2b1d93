"""Which words are English words: so that "Rome" is not taken for a misspelt "room".

The list is the one that pyspellchecker ships (MIT; some 160,000 words); nothing else of it is used.
"""

from __future__ import annotations

from functools import cache

from spellchecker import SpellChecker


@cache
def english_words() -> frozenset[str]:
    """Every English word of the list, in small letters. Takes a third of a second once."""
    return frozenset(SpellChecker(language="en").word_frequency.dictionary)
