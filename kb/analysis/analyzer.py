"""Turns a text into units of meaning: vocabulary terms where the list knows the words, stems elsewhere, values as values.

Facts and questions go through the same analyzer, so that "AAD", "Azure Active Directory" and 「Entra ID」 meet.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from operator import attrgetter
from typing import NamedTuple

from kb.analysis.stopwords import ENGLISH, OTHERS
from kb.analysis.tokens import Token, fold, inflection_base, is_japanese, stem, tokenise, written_words
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


class Analyzer:
    """Reads texts with one vocabulary.

    Args:
        vocabulary: The terms; the longest form that fits wins.

    Attributes:
        terms: ID → term.
        named: The key of a term's unit → the conditions it settles: key → values.
    """

    def __init__(self, vocabulary: Iterable[VocabularyTerm]) -> None:
        self.terms = {term.id: term for term in vocabulary}
        self.named = {f"@{term.id}": term.condition.named() for term in self.terms.values()}
        self._written: dict[tuple[str, ...], str] = {}
        self._inflected: dict[tuple[str, ...], str | None] = {}
        self._cjk: list[tuple[str, str]] = []
        for term in self.terms.values():
            for form in term.forms():
                self._learn(form, term.id, inflected=form[0].islower() and (form in term.names() or form in term.everyday))
        self._cjk.sort(key=lambda entry: -len(entry[0]))
        # The first two words of every form (or its only one) → the words of the longest form that begins so.
        self._longest: dict[tuple[str, ...], int] = {}
        for words in (*self._written, *self._inflected):
            self._longest[words[:2]] = max(len(words), self._longest.get(words[:2], 0))

    def _learn(self, form: str, term_id: str, *, inflected: bool) -> None:
        if not form.isascii() and is_japanese(form):
            self._cjk.append((fold(form), term_id))
            return
        words = written_words(form)
        if not words:
            return
        self._written[tuple(words)] = term_id
        if inflected:  # a name ("Teams") is not inflected: "team" is another word
            bases = tuple(inflection_base(word) for word in words)
            # Two terms may meet in one base ("suits", "suite"); then only the written forms tell them apart.
            self._inflected[bases] = term_id if self._inflected.get(bases, term_id) == term_id else None

    @property
    def words(self) -> frozenset[str]:
        """Every word that some form of the vocabulary holds, folded."""
        return frozenset(word for form in self._written for word in form)

    def analyse(self, text: str) -> Analysis:
        """Reads a text; never fails, whatever the text."""
        tokens = tokenise(text)
        spans = find_spans(text)
        units = [Unit(span.key, (), span.start, span.end, "span") for span in spans]
        taken = self._find_japanese(text, units)
        whole = [token for token in tokens if token.kind != "part"]
        written = [token.folded for token in whole]
        bases = [inflection_base(word) for word in written]
        apart = any(word in _PARTICLES for word in written[2:])
        reach = list(map(max, self._find_reach(written), self._find_reach(bases)))
        claimed: set[tuple[int, int]] = set()
        skipped: set[int] = set()
        at = 0
        while at < len(whole):
            if whole[at].start in skipped:
                at += 1
                continue
            match = self._match(whole, written, bases, at, reach[at]) if reach[at] else None
            if match is None:
                if apart and (far := self._match_apart(written, bases, at)) is not None:
                    term_id, last = far
                    units.append(Unit(f"@{term_id}", (whole[at].stem, whole[last].stem), whole[at].start, whole[at].end, "term"))
                    claimed |= {(whole[number].start, whole[number].end) for number in (at, last)}
                    skipped.add(whole[last].start)
                at += 1
                continue
            term_id, length = match
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

    def _find_reach(self, words: Sequence[str]) -> Iterator[int]:
        """For each word, how many words a form that begins with it and the next one may have."""
        for pair in zip_longest(words, words[1:]):
            yield self._longest.get(pair) or self._longest.get(pair[:1], 0)

    def _match(
        self, tokens: Sequence[Token], written: Sequence[str], bases: Sequence[str], at: int, longest: int
    ) -> tuple[str, int] | None:
        for length in range(min(longest, len(tokens) - at), 0, -1):
            words = tuple(written[at : at + length])
            term_id = self._written.get(words) or self._inflected.get(tuple(bases[at : at + length]))
            # "AT" is a term only in capitals; in small letters it is a function word.
            if term_id and not (length == 1 and words[0] in _STOPS and not tokens[at].text.isupper()):
                return term_id, length
        return None

    def _match_apart(self, written: Sequence[str], bases: Sequence[str], at: int) -> tuple[str, int] | None:
        """A verb and its particle with its object between them: "cut everyone off" is "cut off"."""
        for last in range(at + 2, min(at + 5, len(written))):
            if written[last] in _PARTICLES:
                term_id = self._written.get((written[at], written[last])) or self._inflected.get((bases[at], bases[last]))
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
        for form, term_id in self._cjk:
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
