"""Finds values beside a citation that say something else than the cited revision.

A false alarm costs more than a miss. So a value is reported only when it is of the type of a typed property of the cited
revision, words that name the property stand with it, the revision's own value does not stand in the same passage, and no
fact cited in the same paragraph holds it.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.linting.blocks import Block
from kb.linting.citations import Occurrence, mask_citations
from kb.linting.properties import Property
from kb.linting.values import Value

_REACH = 300
"""Characters looked at on each side of a value."""

_BOUND = re.compile(
    r"[,;()|\n]|[.!?](?=\s)|\s(?:but|while|whereas)\s|\s(?:and|or)\s(?!\s*(?:later|newer|greater|higher|above|up|more)\b)", re.IGNORECASE
)
_DENIED = re.compile(
    r"(?:\b(?:not|never|no longer|instead of|rather than|than|formerly|previously|earlier|was|were|old|former|until|except|unlike|before|"
    r"wrong|without)\b|n't\b|n’t\b)[\w\s:`*\"“'-]{0,24}$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CitedFact:
    """A citation in a block, with what the cited revision says.

    Attributes:
        occurrence: Where it stands.
        name: The revision, e.g. ``ZM-APP-002v1``.
        properties: Its typed values.
        statement: Its statement.
    """

    occurrence: Occurrence
    name: str
    properties: Sequence[Property]
    statement: str


@dataclass(frozen=True)
class Contradiction:
    """A value that the cited revision denies."""

    cited: CitedFact
    property: Property
    value: Value


def find_contradictions(block: Block, cited: Sequence[CitedFact]) -> list[Contradiction]:
    """What a block says against the revisions it cites, in the order of the values; each value is reported once."""
    typed = sorted((one for one in cited if one.properties), key=lambda one: one.occurrence.start)
    if not typed:
        return []
    text = mask_citations(block.text)
    if not block.is_code:
        # A line end in prose is a blank.
        text = text.replace("\n", " ")
    finders = {each.type: each.find for one in typed for each in one.properties}
    values = {kind: sorted(find(text), key=lambda value: value.start) for kind, find in finders.items()}
    said = {(kind, value.key) for kind, found in values.items() for value in found}
    held = {(each.type, each.key) for one in typed for each in one.properties}
    held |= {(kind, value.key) for kind, find in finders.items() for words in {one.statement for one in cited} for value in find(words)}
    nearest: dict[tuple[int, int], Contradiction] = {}
    for one, each, scope in _list_scopes(block, text, typed):
        if (each.type, each.key) in said:
            continue
        first, last = (bisect_left(values[each.type], at, key=lambda value: value.start) for at in scope)
        for value in values[each.type][first:last]:
            if (each.type, value.key) not in held and _is_about(block, text, value, each):
                contradiction = Contradiction(one, each, value)
                span = (value.start, value.end)
                if span not in nearest or _distance(contradiction) < _distance(nearest[span]):
                    nearest[span] = contradiction
    return [nearest[span] for span in sorted(nearest)]


def _list_scopes(block: Block, text: str, cited: Sequence[CitedFact]) -> Iterator[tuple[CitedFact, Property, tuple[int, int]]]:
    """Each typed property with the part of the block where values count for it, once for each such part."""
    sentences = _join_bare_sentences(block, text)
    starts = [start for start, _ in sentences]
    done = set()
    for one in cited:
        sentence = sentences[bisect_right(starts, one.occurrence.start) - 1]
        for number, each in enumerate(one.properties):
            scope = (0, len(text)) if each.in_block else sentence
            if (one.name, number, scope) not in done:
                done.add((one.name, number, scope))
                yield one, each, scope


def _join_bare_sentences(block: Block, text: str) -> list[tuple[int, int]]:
    """The block's sentences; one that only cites, such as "(ZM-APP-002v1)", goes with the sentence before it."""
    joined: list[tuple[int, int]] = []
    for start, end in block.sentences():
        words = re.sub(r"\b(?:see|source|sources|cf|per|ref|fact|facts|and)\b", "", text[start:end], flags=re.IGNORECASE)
        if joined and not re.search(r"\w", words):
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _is_about(block: Block, text: str, value: Value, each: Property) -> bool:
    """Whether the words around a value give it to a property, and do not deny it."""
    if _DENIED.search(text, max(0, value.start - 48), value.start):
        return False
    around = _clause(text, value)
    if each.other is not None and each.other.search(text if block.is_row and len(text) < _REACH else around):
        return False
    if each.cue is None or each.cue.search(around):
        return True
    return block.is_row and _is_named_by_row(block, text, value, each)


def _is_named_by_row(block: Block, text: str, value: Value, each: Property) -> bool:
    """Whether a table names the property: at the head of the column, in the cells before, or, without any heads, by its subject."""
    assert each.cue is not None
    number, cell = next(((number, text[start:end]) for number, start, end in block.cells() if start <= value.start < end), (0, ""))
    if number < len(block.header) and each.cue.search(block.header[number]):
        return True
    if any(each.cue.search(name) for name in block.header):
        return False
    if each.cue.search(text, max(0, value.start - _REACH), value.start):
        return True
    if block.header:
        return False
    is_bare = cell.strip(" \t*`_\"'") == value.text
    return is_bare and each.subject is not None and bool(each.subject.search(text[: 2 * _REACH]))


def _clause(text: str, value: Value) -> str:
    """The part of a sentence that a value stands in, at most `_REACH` characters to each side."""
    start = max(
        [max(0, value.start - _REACH), *(match.end() for match in _BOUND.finditer(text, max(0, value.start - _REACH), value.start))]
    )
    stop = _BOUND.search(text, value.end, value.end + _REACH)
    return text[start : stop.start() if stop else value.end + _REACH]


def _distance(contradiction: Contradiction) -> int:
    """The characters between a value and the citation it is held against."""
    cited, value = contradiction.cited.occurrence, contradiction.value
    return max(cited.start - value.end, value.start - cited.end)
