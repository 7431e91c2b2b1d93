"""Turns a text into units of meaning: vocabulary terms where the list knows the words, stems elsewhere, values as values.

Facts and questions go through the same analyzer, so that "AAD", "Azure Active Directory" and 「Entra ID」 meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import NamedTuple

from kb.analysis.stopwords import ENGLISH, OTHERS
from kb.analysis.tokens import fold, inflection_base, is_japanese, stem, tokenise, written_words
from kb.analysis.values import Span, find_spans
from kb.models import VocabularyTerm

_STOPS = frozenset(form for word in ENGLISH | OTHERS for form in (fold(word), stem(fold(word))))

_PLACE = attrgetter("start", "end", "key")
_PARTICLES = frozenset({"off", "out", "down", "up", "on", "away", "back", "over", "through"})


class Unit(NamedTuple):
    """One unit of meaning of a text.

    Attributes:
        key: ``@term-id`` for a vocabulary term, ``#3600s`` for a length of time, else a stem.
        stems: The stems it was read from.
        start, end: Where it stands in the text.
        kind: ``term``, ``span``, ``uuid``, ``hex``, ``cjk``, ``part`` or ``word``.
    """

    key: str
    stems: tuple[str, ...]
    start: int
    end: int
    kind: str


@dataclass(frozen=True)
class Analysis:
    """A text, understood.

    Attributes:
        text: The text.
        units: Its units of meaning, in order, function words left out.
        conditions: What its terms settle: key → values, e.g. ``{"method": {"delegated"}}``.
        spans: The lengths of time it names.
    """

    text: str
    units: tuple[Unit, ...]
    conditions: dict[str, frozenset[str]] = field(default_factory=dict)
    spans: tuple[Span, ...] = ()

    def unit_keys(self) -> list[str]:
        """The keys of the units, in order, repeats kept."""
        return [unit.key for unit in self.units]

    def stems(self) -> list[str]:
        """The stems of the units, function words inside terms left out."""
        return [one for unit in self.units for one in unit.stems if one not in _STOPS]


_NO_FORM = ("", 0)


class Forms:
    """Ways to say terms, each of one word or more, found word by word; immutable.

    Args:
        forms: The words of each → its term; None for one that names no term of its own.
    """

    def __init__(self, forms: Mapping[tuple[str, ...], str | None]) -> None:
        # A form, or only the beginning of one, its words joined → its term; "" where it names none.
        self._terms = {" ".join(words): term_id or "" for words, term_id in forms.items()}
        for words in forms:
            for end in range(1, len(words)):
                self._terms.setdefault(" ".join(words[:end]), "")

    def get(self, *words: str) -> str:
        """The term that a form names; empty for another one."""
        return self._terms.get(" ".join(words), "")

    def find_longest(self, words: Sequence[str]) -> list[tuple[str, int]]:
        """For each word of a text, the term of the longest form that begins there, and how many words it has; empty and 0 without one."""
        terms, count, found = self._terms, len(words), []
        for at, said in enumerate(words):
            longest, end, term_id = _NO_FORM, at + 1, terms.get(said)
            while term_id is not None:
                if term_id:
                    longest = (term_id, end - at)
                if end == count:
                    break
                said = f"{said} {words[end]}"
                term_id = terms.get(said)
                end += 1
            found.append(longest)
        return found


class Analyzer:
    """Reads texts with one vocabulary.

    Args:
        vocabulary: The terms; the longest form that fits wins.

    Attributes:
        terms: ID → term.
        words: Every word that some form of the vocabulary holds, folded.
        named: The key of a term's unit → the conditions it settles: key → values.
    """

    def __init__(self, vocabulary: Iterable[VocabularyTerm]) -> None:
        self.terms = {term.id: term for term in vocabulary}
        self.named = {f"@{term.id}": term.condition.named() for term in self.terms.values()}
        written: dict[tuple[str, ...], str | None] = {}
        inflected: dict[tuple[str, ...], str | None] = {}
        japanese: dict[str, str] = {}
        for term in self.terms.values():
            for form in term.forms():
                if not form.isascii() and is_japanese(form):
                    japanese.setdefault(fold(form), term.id)
                elif words := tuple(written_words(form)):
                    written[words] = term.id
                    # A name ("Teams") is not inflected: "team" is another word.
                    if form[0].islower() and (form in term.names() or form in term.everyday):
                        bases = tuple(map(inflection_base, words))
                        # Two terms may meet in one base ("suits", "suite"); then only the written forms tell them apart.
                        inflected[bases] = term.id if inflected.get(bases, term.id) == term.id else None
        self.words = frozenset(word for words in written for word in words)
        self._written, self._inflected = Forms(written), Forms(inflected)
        # By their first character: the length, for the longest to come first, the place in the list, which settles ties, form and term.
        self._japanese: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        for place, (form, term_id) in enumerate(japanese.items()):
            self._japanese[form[0]].append((-len(form), place, form, term_id))

    def analyse(self, text: str) -> Analysis:
        """Reads a text; never fails, whatever the text."""
        tokens = tokenise(text)
        spans = find_spans(text)
        units = [Unit(span.key, (), span.start, span.end, "span") for span in spans]
        taken = self._find_japanese(text, units)
        whole = [token for token in tokens if token.kind != "part"]
        written = [token.folded for token in whole]
        bases = [inflection_base(word) for word in written]
        as_written, inflected = self._written.find_longest(written), self._inflected.find_longest(bases)
        apart = not _PARTICLES.isdisjoint(written[2:])
        claimed: set[tuple[int, int]] = set()
        skipped: set[int] = set()
        at = 0
        while at < len(whole):
            if whole[at].start in skipped:
                at += 1
                continue
            (term_id, length), other = as_written[at], inflected[at]
            if other[1] > length:
                term_id, length = other
            # "AT" is a term only in capitals; in small letters it is a function word.
            if not term_id or (length == 1 and written[at] in _STOPS and not whole[at].text.isupper()):
                if apart and (far := self._match_apart(written, bases, at)) is not None:
                    term_id, last = far
                    units.append(Unit(f"@{term_id}", (whole[at].stem, whole[last].stem), whole[at].start, whole[at].end, "term"))
                    claimed |= {(whole[number].start, whole[number].end) for number in (at, last)}
                    skipped.add(whole[last].start)
                at += 1
                continue
            first, end = whole[at], whole[at + length - 1]
            stems = tuple(token.stem for token in whole[at : at + length])
            units.append(Unit(f"@{term_id}", stems, first.start, end.end, "term"))
            claimed |= {(token.start, token.end) for token in whole[at : at + length]}
            at += length
        for token in tokens:
            if token.stem in _STOPS or (token.start, token.end) in claimed or (taken and any(a <= token.start < b for a, b in taken)):
                continue
            if spans and token.kind == "word" and any(span.start <= token.start < span.end for span in spans):
                continue
            units.append(Unit(token.stem, (token.stem,), token.start, token.end, token.kind))
        units.sort(key=_PLACE)
        return Analysis(text, tuple(units), self._conditions(units), tuple(spans))

    def _match_apart(self, written: Sequence[str], bases: Sequence[str], at: int) -> tuple[str, int] | None:
        """A verb and its particle with its object between them: "cut everyone off" is "cut off"."""
        for last in range(at + 2, min(at + 5, len(written))):
            if written[last] in _PARTICLES:
                term_id = self._written.get(written[at], written[last]) or self._inflected.get(bases[at], bases[last])
                if term_id:
                    return term_id, last
        return None

    def _find_japanese(self, text: str, units: list[Unit]) -> list[tuple[int, int]]:
        if text.isascii():
            return []
        folded = fold(text)
        if not is_japanese(folded):
            return []
        if len(folded) != len(text):  # positions would not agree; the pairs of characters still do their work
            return []
        taken: list[tuple[int, int]] = []
        for _, _, form, term_id in sorted(entry for first in set(folded) for entry in self._japanese.get(first, ())):
            start = folded.find(form)
            while start >= 0:
                end = start + len(form)
                if not any(a < end and start < b for a, b in taken):
                    taken.append((start, end))
                    units.append(Unit(f"@{term_id}", (form,), start, end, "term"))
                start = folded.find(form, end)
        return taken

    def _conditions(self, units: Iterable[Unit]) -> dict[str, frozenset[str]]:
        found: dict[str, set[str]] = defaultdict(set)
        for unit in units:
            if unit.kind == "term":
                for key, values in self.named[unit.key].items():
                    found[key] |= values
        return {key: frozenset(values) for key, values in found.items()}
