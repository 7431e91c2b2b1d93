"""Finds where the lines of one text stand in another, so that moved sections are recognised."""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence

COMMON = 50
"""A line that stands more often than this on either side (a rule, a bracket) anchors nothing."""


def match_blocks(old: Sequence[Hashable], new: Sequence[Hashable]) -> dict[int, int]:
    """Pairs equal items of two sequences, each item at most once; pairs may cross, as where a block moved.

    What only one side has is left out first, so that a changed line in the middle does not cut its block in two. Items
    that stand once on both sides are certain. One that stands more often belongs to what opens its block, so it follows
    the pair before it, or else leads to the pair after it. What is left is paired by the longest common runs, and of
    equal ones by that which moved the least.

    Returns:
        Position in ``old`` → position in ``new``, both from 0.
    """
    left_counts, right_counts = Counter(old), Counter(new)
    shared = {item for item, count in right_counts.items() if 0 < left_counts[item] <= COMMON and count <= COMMON}
    left = [at for at, item in enumerate(old) if item in shared]
    right = [at for at, item in enumerate(new) if item in shared]
    ours, theirs = [old[at] for at in left], [new[at] for at in right]
    at_right = {item: j for j, item in enumerate(theirs) if right_counts[item] == 1}
    pairs = {i: at_right[item] for i, item in enumerate(ours) if left_counts[item] == 1 and item in at_right}
    _extend(pairs, ours, theirs, range(1, len(ours)), 1)
    _extend(pairs, ours, theirs, range(len(ours) - 2, -1, -1), -1)
    _pair_runs(pairs, ours, theirs)
    return {left[i]: right[j] for i, j in pairs.items()}


def _extend(pairs: dict[int, int], old: Sequence[Hashable], new: Sequence[Hashable], order: Iterable[int], step: int) -> None:
    """Pairs each item whose neighbour is paired with the neighbour of an equal one."""
    taken = set(pairs.values())
    for i in order:
        j = pairs.get(i - step, -2) + step
        if i not in pairs and 0 <= j < len(new) and j not in taken and old[i] == new[j]:
            pairs[i] = j
            taken.add(j)


def _pair_runs(pairs: dict[int, int], old: Sequence[Hashable], new: Sequence[Hashable]) -> None:
    """Pairs what is still free, run by run."""
    taken = set(pairs.values())
    free_old, free_new = [i for i in range(len(old)) if i not in pairs], [j for j in range(len(new)) if j not in taken]
    runs = _list_runs([old[i] for i in free_old], [new[j] for j in free_new])
    queue = [(-length, abs(free_old[i] - free_new[j]), i, j) for i, j, length in runs]
    heapq.heapify(queue)
    while queue:
        length, moved, i, j = heapq.heappop(queue)
        free = [at for at in range(-length) if free_old[i + at] not in pairs and free_new[j + at] not in taken]
        if len(free) == -length:
            pairs.update((free_old[i + at], free_new[j + at]) for at in free)
            taken.update(free_new[j + at] for at in free)
            continue
        # An earlier run took a part of this one: what is left of it waits for its turn.
        for first, size in _join(free):
            heapq.heappush(queue, (-size, moved, i + first, j + first))


def _list_runs(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int]]:
    """Every longest run of equal items, as the positions of its start and its length."""
    places: dict[Hashable, list[int]] = defaultdict(list)
    for at, item in enumerate(new):
        places[item].append(at)
    for i, item in enumerate(old):
        for j in places[item]:
            if i and j and old[i - 1] == new[j - 1]:
                continue
            length = 1
            while i + length < len(old) and j + length < len(new) and old[i + length] == new[j + length]:
                length += 1
            yield i, j, length


def _join(numbers: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Rising numbers as runs without gaps: first number and length."""
    start = 0
    for at in range(1, len(numbers) + 1):
        if at == len(numbers) or numbers[at] != numbers[at - 1] + 1:
            yield numbers[start], at - start
            start = at
