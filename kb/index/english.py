"""Which words are English words: so that "Rome" is not taken for a misspelt "room".

The list is the one that pyspellchecker ships (MIT; some 160,000 words); nothing else of it is used. It is stored with the
index as one text, since Python's own set of it takes 30 MB and a third of a second.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import overload

import numpy as np
from numpy.typing import NDArray

_TEXT, _STARTS = "english.txt", "english.npy"


class EnglishWords(Sequence[str]):
    """Words in one text, sorted; immutable.

    Args:
        text: The words, one after the other, in ASCII.
        starts: Where each begins in it, and last where the last one ends.
    """

    def __init__(self, text: bytes, starts: NDArray[np.int32]) -> None:
        self._text, self._starts = text, starts

    @overload
    def __getitem__(self, at: int) -> str: ...

    @overload
    def __getitem__(self, at: slice) -> list[str]: ...

    def __getitem__(self, at: int | slice) -> str | list[str]:
        if isinstance(at, slice):
            return [self[each] for each in range(*at.indices(len(self)))]
        return self._text[self._starts[at] : self._starts[at + 1]].decode("ascii")

    def __len__(self) -> int:
        return len(self._starts) - 1

    def __iter__(self) -> Iterator[str]:
        return (self[at] for at in range(len(self)))

    def __contains__(self, word: object) -> bool:
        if not isinstance(word, str):
            return False
        at = bisect_left(self, word)
        return at < len(self) and self[at] == word


def store_english(folder: Path) -> None:
    """Stores the words in a folder: in small letters, those without accents, since others are never corrected."""
    from spellchecker import SpellChecker  # only a build needs it

    words = sorted(word for word in SpellChecker(language="en").word_frequency.dictionary if word.isascii())
    (folder / _TEXT).write_text("".join(words), encoding="ascii")
    np.save(folder / _STARTS, np.cumsum([0, *map(len, words)], dtype=np.int32), allow_pickle=False)


def load_english(folder: Path) -> EnglishWords:
    """What `store_english` stored in a folder."""
    return EnglishWords((folder / _TEXT).read_bytes(), np.load(folder / _STARTS, allow_pickle=False))
