"""What the source's lines were when they were read: from an older copy, or else from the facts' digests alone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from kb.drift.match import match_blocks
from kb.models import Provenance
from kb.sources import cited_lines, count_lines, line_digest, verifies

Pair = tuple[int, str]
"""A line as it was read: its 1-based number then, and its digest."""


HEADING = re.compile(r"#{1,6} |\*\*.*\*\*$")
"""A line that looks like a heading: marked as one, or wholly bold."""


class LinesAsRead:
    """Where the lines that were read stand in a new copy.

    Args:
        provenances: Those of the source's facts.
        new: The lines of the copy to look in.
        old: The lines of an older copy, when one is at hand; it need not be the one that was read.
        count: How many lines the text had when it was read.
    """

    def __init__(self, provenances: Iterable[Provenance], new: Sequence[str], old: Sequence[str] | None, count: int) -> None:
        self._provenances = tuple(provenances)
        self.new, self.old, self.count = new, old, count
        self.digests = {number: line_digest(line) for number, line in enumerate(new, 1) if line.strip()}
        older = enumerate(old or (), 1)
        self._older = {number: line_digest(line) for number, line in older if line.strip()}

    @cached_property
    def texts(self) -> dict[str, str]:
        """Digest → text, for every line of the older copy."""
        return {digest: (self.old or ())[number - 1].strip() for number, digest in self._older.items()}

    @cached_property
    def _known(self) -> dict[int, str]:
        """Number → digest, from the facts whose lines and digests stand one to one."""
        known: dict[int, str] = {}
        for provenance in self._provenances:
            if len(provenance.digests) == len(provenance.numbers()):
                known.update(zip(provenance.numbers(), provenance.digests, strict=True))
        return known

    def pairs(self, provenance: Provenance) -> list[Pair]:
        """The lines of a fact as they were read, in the order of its digests.

        Blank lines carry no digest. Where only the digests are left, a line that no other fact knows is taken for the
        blank one; the number may then be one or two off, the digest never.
        """
        if self.old is not None and verifies(provenance, self.old):
            return list(zip((number for number, _ in cited_lines(provenance, self.old)), provenance.digests, strict=True))
        numbers, digests = provenance.numbers(), list(provenance.digests)
        pairs: list[Pair] = []
        spare = len(numbers) - len(digests)
        for number in numbers:
            if len(pairs) == len(digests):
                break
            if spare > 0 and self._known.get(number) != digests[len(pairs)]:
                spare -= 1
            else:
                pairs.append((number, digests[len(pairs)]))
        return pairs

    @cached_property
    def entries(self) -> list[Pair]:
        """Every line that is known to have been read, by number."""
        found = set(self._older.items())
        for provenance in self._provenances:
            if self.old is None or not verifies(provenance, self.old):
                found.update(self.pairs(provenance))
        return sorted(found)

    @cached_property
    def places(self) -> dict[Pair, int]:
        """Line as it was read → its number now, for those that are still there."""
        numbers = sorted(self.digests)
        matched = match_blocks([digest for _, digest in self.entries], [self.digests[number] for number in numbers])
        return {self.entries[i]: numbers[j] for i, j in matched.items()}

    def find(self, pair: Pair) -> int | None:
        """Where a line stands now; None when it is not there, or when nothing tells which of several equal lines it is."""
        if (place := self.places.get(pair)) is not None:
            return place
        same = [number for number, digest in self.digests.items() if digest == pair[1]]
        return same[0] if len(same) == 1 else None

    def neighbours(self, number: int) -> tuple[Pair | None, Pair | None]:
        """The nearest lines before and after a line that are still there, as they were read."""
        before = next((pair for pair in reversed(self.entries) if pair[0] < number and pair in self.places), None)
        return before, next((pair for pair in self.entries if pair[0] > number and pair in self.places), None)

    def follow(self, number: int, is_heading: bool) -> int | None:
        """Where a line stands now that carries no fact: as it was read, or else told by the lines around it.

        A heading goes with the text below it, anything else with what is nearest; a line that is known to be another
        one is never taken for it.

        Returns:
            Its number; None when nothing tells.
        """
        if same := [place for pair, place in self.places.items() if pair[0] == number]:
            return same[0]
        before, after = self.neighbours(number)
        # The text begins and ends where it did, whatever was put in there.
        near = [(before[0], self.places[before]) if before else (0, 0)]
        near.append((after[0], self.places[after]) if after else (self.count + 1, count_lines(self.new) + 1))
        near.sort(key=lambda pair: (is_heading and pair[0] < number, abs(pair[0] - number), -pair[0]))
        taken = set(self.places.values())
        found = [place for then, now in near if (place := now + number - then) in self.digests and place not in taken]
        if is_heading:
            found.sort(key=lambda place: HEADING.match(self.new[place - 1].strip()) is None)
        return found[0] if found else None
