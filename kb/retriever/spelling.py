"""Corrects words that neither the index nor the vocabulary knows, and only those."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract_iter

from kb.analysis import fold, tokenise
from kb.analysis.stopwords import ENGLISH, FOREIGN, OTHERS

_STOPS = frozenset(fold(word) for word in ENGLISH | OTHERS)
_WORD = re.compile(r"\w+")
_FOREIGN_MARK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff¿]")

_MANY = 2
"""Misspellings from which on a text is taken for one full of them."""


class Speller:
    """Finds the word somebody meant.

    Args:
        counts: Every word of the facts and the vocabulary, in small letters → in how many facts it stands.
        real: The words that are no misspellings although no fact holds them.
    """

    def __init__(self, counts: Mapping[str, int], real: Collection[str] = ()) -> None:
        self._real = real
        # Function words are candidates too: "hav" is "have", and then carries no content.
        self._counts = {**dict.fromkeys(ENGLISH, 1000), **counts}
        self._alike: dict[tuple[str, int], list[str]] = {}
        for word in self._counts:
            if len(word) > 2 and word.isascii() and word.isalpha():
                self._alike.setdefault((word[0], len(word)), []).append(word)

    def knows(self, word: str) -> bool:
        """Whether the facts, the vocabulary or the function words hold a word, in small letters."""
        return word in self._counts or word in _STOPS

    def correct(self, text: str) -> tuple[str, dict[str, str]]:
        """The text with unknown words replaced by the nearest known ones.

        Returns:
            The corrected text, and what was replaced: as typed → as corrected. A word that is known, holds a digit, or has
            nothing near it stays; so does an English word, unless the text is full of misspellings ("dose" for "does").
        """
        if is_foreign(text):
            return text, {}  # the list of words is English; another language would be "corrected" into nonsense
        unknown = [token for token in tokenise(text) if token.kind == "word" and _plain(token.text) and not self.knows(token.text.lower())]
        meant: dict[int, str] = {}
        for token in unknown:
            if token.text.lower() not in self._real and (found := self._nearest(token.text.lower())):
                meant[token.start] = found
        if len(meant) >= _MANY:
            for token in unknown:
                if token.start not in meant and (found := self._nearest(token.text.lower(), reach=1)):
                    meant[token.start] = found
        pieces, changes, at = [], {}, 0
        for token in unknown:
            if token.start in meant:
                pieces += [text[at : token.start], meant[token.start]]
                changes[token.text] = meant[token.start]
                at = token.end
        return "".join([*pieces, text[at:]]), changes

    def _nearest(self, word: str, reach: int | None = None) -> str | None:
        if len(word) < 3:
            return None
        reach = reach or (1 if len(word) < 6 else 2 if len(word) < 10 else 3)
        best: tuple[float, int, str] | None = None
        # The first letter is right, or has changed places with the second one.
        for first, allowed in ((word[0], reach), (word[1], 1)):
            for length in range(max(3, len(word) - allowed), len(word) + allowed + 1):
                for known, distance, _ in extract_iter(
                    word, self._alike.get((first, length), ()), scorer=OSA.distance, score_cutoff=allowed
                ):
                    if first != word[0] and known[:2] != word[1::-1]:
                        continue
                    swapped = sorted(known) == sorted(word)  # the right letters in another order
                    far = distance + 0.5 * (known[0] != word[0]) + 0.2 * (known[-1] != word[-1]) - 0.4 * swapped
                    rank = (far, -self._counts[known], known)
                    if best is None or rank < best:
                        best = rank
        return best[2] if best else None


def is_foreign(text: str) -> bool:
    """Whether a text is in another language than English, by its function words or its script."""
    return not FOREIGN.isdisjoint(_WORD.findall(text.lower())) or (not text.isascii() and bool(_FOREIGN_MARK.search(text)))


def _plain(word: str) -> bool:
    return word.isascii() and word.isalpha() and not word.isupper()
