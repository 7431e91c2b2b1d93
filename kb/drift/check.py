"""Compares what the facts were read from with a copy of the source, fact by fact."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence, Set
from functools import cached_property
from pathlib import Path

from rapidfuzz import fuzz

from kb.checks.coverage import covers
from kb.checks.rule import Located, latest_revisions
from kb.drift.as_read import HEADING, LinesAsRead, Pair
from kb.drift.findings import Change, Finding, Line, Ranges, SourceDrift, State
from kb.loader import Corpus
from kb.models import Skip, Source, Status
from kb.sources import cited_lines, count_lines, read_lines, verifies

ALIKE = 60.0
"""From this likeness on (0 to 100) a new line counts as an old one with other words or numbers."""

CANDIDATES = 3
"""At most so many lines are shown as what took an old one's place, where its old text is not known."""


def check_source(corpus: Corpus, source: Source, copy: Path, old: Path | None = None) -> SourceDrift:
    """What became of the lines that the facts of one source were read from.

    Args:
        corpus: The facts; withdrawn ones are left out.
        source: The source.
        copy: The copy to check against.
        old: An older copy, such as the one the facts were read from: with it, changes are told with their old text, and
            lines that no fact cites can be followed too.

    Raises:
        KbError: A copy is not UTF-8.
    """
    cited = [each for each in latest_revisions(corpus) if each.revision.source.id == source.id and each.revision.status is Status.CURRENT]
    lines = read_lines(copy)
    return _Check(source, cited, lines, read_lines(old) if old else None).drift(copy, old)


class _Check:
    """One check; each part of the result is worked out once."""

    def __init__(self, source: Source, cited: Sequence[Located], new: Sequence[str], old: Sequence[str] | None) -> None:
        self.source, self.cited, self.new = source, cited, new
        self.recall = LinesAsRead([each.revision.source for each in cited], new, old, source.line_count or 0)

    def drift(self, copy: Path, old: Path | None) -> SourceDrift:
        """The whole result."""
        uncited = tuple(rebuild_ranges(group.lines, self.followed, self.recall.digests.keys()) for group in self.source.uncited)
        return SourceDrift(self.source, copy, old, count_lines(self.new), self.findings, uncited, tuple(self._list_new()))

    @cached_property
    def places(self) -> list[list[tuple[Pair, int | None]]]:
        """For each fact its lines as they were read, with their numbers now."""
        placed: list[list[tuple[Pair, int | None]]] = []
        for each in self.cited:
            origin = each.revision.source
            if verifies(origin, self.new):
                numbers = [number for number, _ in cited_lines(origin, self.new)]
                placed.append([((number, digest), number) for number, digest in zip(numbers, origin.digests, strict=True)])
            else:
                placed.append([(pair, self.recall.find(pair)) for pair in self.recall.pairs(origin)])
        return placed

    @cached_property
    def moved(self) -> bool:
        """Whether any fact merely moved: only then do the numbers of uncited lines still count the old text."""
        return any(all(place is not None for _, place in pairs) and any(pair[0] != place for pair, place in pairs) for pairs in self.places)

    @cached_property
    def followed(self) -> dict[int, int]:
        """Number of an uncited line → its number now; what cannot be followed is left out."""
        if not self.moved:
            return {number: number for number in self.source.listed() & self.recall.digests.keys()}
        headings = self.source.listed(Skip.HEADING)
        found = {number: self.recall.follow(number, number in headings) for number in sorted(self.source.listed())}
        return {number: place for number, place in found.items() if place is not None}

    @cached_property
    def loose(self) -> list[int]:
        """The lines of the copy that are neither a line that was read nor listed as carrying no fact."""
        held = {place for pairs in self.places for _, place in pairs} | set(self.recall.places.values()) | set(self.followed.values())
        return sorted(self.recall.digests.keys() - held)

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What became of each fact."""
        return tuple(self._judge(each, pairs) for each, pairs in zip(self.cited, self.places, strict=True))

    def _judge(self, each: Located, pairs: Sequence[tuple[Pair, int | None]]) -> Finding:
        origin = each.revision.source
        common = (each.citation, each.document.path, each.document.line_of(("revisions", each.at, "source", "lines")), origin)
        if not origin.digests:
            return Finding(*common, State.UNSTAMPED)
        if verifies(origin, self.new):
            return Finding(*common, State.UNCHANGED)
        missing = [pair for pair, place in pairs if place is None]
        if not missing:
            places = {number: place for (number, _), place in pairs if place is not None}
            found = tuple(sorted(rebuild_ranges(origin.lines, places, self.recall.digests.keys())))
            return Finding(*common, State.MOVED, found)
        changes = tuple(Change(pair[0], self.recall.texts.get(pair[1]), self.replacements[pair]) for pair in missing)
        nothing_left = len(missing) == len(pairs) and not any(change.now for change in changes)
        return Finding(*common, State.GONE if nothing_left else State.CHANGED, changes=changes)

    @cached_property
    def replacements(self) -> dict[Pair, tuple[Line, ...]]:
        """For each line that is not there any more, what stands in its place."""
        missing = sorted({pair for pairs in self.places for pair, place in pairs if place is None})
        gaps: dict[tuple[int, ...], list[Pair]] = {}
        chosen: dict[Pair, tuple[int, ...]] = {}
        for pair in missing:
            if best := self._find_alike(pair):
                chosen[pair] = (best,)
            else:
                gaps.setdefault(self._list_gap(pair[0]), []).append(pair)
        used = {number for numbers in chosen.values() for number in numbers}
        for numbers, group in gaps.items():
            free = [number for number in numbers if number not in used]
            for at, pair in enumerate(group):
                chosen[pair] = (free[at],) if len(free) == len(group) else tuple(free[:CANDIDATES])
        return {pair: tuple(self._line(number) for number in numbers) for pair, numbers in chosen.items()}

    def _find_alike(self, pair: Pair) -> int | None:
        old = self.recall.texts.get(pair[1])
        if old is None:
            return None
        rated = [(fuzz.ratio(old, self.new[number - 1].strip()), -abs(number - pair[0]), number) for number in self.loose]
        likeness, _, best = max(rated, default=(0.0, 0, 0))
        return best if likeness >= ALIKE else None

    def _list_gap(self, number: int) -> tuple[int, ...]:
        """The loose lines between the places of a lost line's nearest neighbours, or beside them where these were parted.

        Headings are left out: no fact rests on one.
        """
        loose = [number for number in self.loose if not HEADING.match(self.new[number - 1].strip())]
        before, after = (self.recall.places[pair] if pair else None for pair in self.recall.neighbours(number))
        first, last = before or 0, after or len(self.new) + 1
        if first < last:
            return tuple(number for number in loose if first < number < last)
        return tuple(number for number in loose if self._leads(number, first, 1) or self._leads(number, last, -1))

    def _leads(self, number: int, place: int, step: int) -> bool:
        """Whether only loose and blank lines stand between a loose line and the place of a neighbour."""
        held = self.recall.digests.keys() - set(self.loose)
        between = range(place + step, number, step)
        return (number - place) * step > 0 and not any(each in held for each in between)

    def _list_new(self) -> Iterable[Line]:
        explained = set(self.followed.values()) | {
            line.number for finding in self.findings for change in finding.changes for line in change.now
        }
        for each, pairs in zip(self.cited, self.places, strict=True):
            if covers(each.fact):
                explained |= {place for _, place in pairs if place is not None}
        return (self._line(number) for number in sorted(self.recall.digests.keys() - explained))

    def _line(self, number: int) -> Line:
        return Line(number, self.new[number - 1].strip())


def rebuild_ranges(ranges: Ranges, places: Mapping[int, int], inked: Set[int]) -> Ranges:
    """The same ranges after their lines moved.

    Args:
        ranges: As they stand.
        places: Old number → new number; what is not in it (a blank or lost line) is left out.
        inked: The lines of the new text that are not blank.

    Returns:
        Each range in its turn; one whose lines were parted becomes several.
    """
    rebuilt = []
    for first, last in ranges:
        start = end = 0
        for number in sorted({places[number] for number in range(first, last + 1) if number in places}):
            if start and not any(between in inked for between in range(end + 1, number)):
                end = number
                continue
            if start:
                rebuilt.append((start, end))
            start = end = number
        if start:
            rebuilt.append((start, end))
    return tuple(rebuilt)
