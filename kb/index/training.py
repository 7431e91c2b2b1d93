"""Learns from the facts' own questions how a question for each fact is put.

A linear classifier, one weight a feature and fact: an averaged perceptron with a margin (Collins 2002; Freund and
Schapire 1999). All numbers are whole and far below 2**53, so that sums of them are exact in whatever order they are
added, and the same facts give the same weights on every machine.
"""

from __future__ import annotations

import hashlib
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kb.analysis.ngrams import LETTERS, MEANING, cut_runs, damp, find_words, pair_units
from kb.index.classifier import ONE, store_classifier

Numbers = NDArray[np.int64]
Values = NDArray[np.float64]

ROUNDS, ROUNDS_OF_MANY, MANY = 6, 4, 10_000
"""How often every text is looked at, and how often when there are more texts than this: then each round teaches more."""

MOST = 25_000_000
"""Texts × facts beyond which nothing is learned: time and memory grow with their product, and the words still find the facts."""

_MARGIN = 2 * ONE * ONE
"""By how much a text's own fact must be ahead of every other."""

FEWEST_WORDS, FEWEST_RUNS, FEWEST_UNITS = 3, 4, 4
"""In how many texts a word or a pair of words, a run of letters, and a unit or a pair of units must occur to be kept."""

Example = tuple[str, Sequence[str]]
"""A text, and the keys of its units of meaning."""


@dataclass(frozen=True)
class Examples:
    """Texts as vectors of whole numbers.

    Attributes:
        features: The features, by row; first words and pairs, then runs of letters, then units and pairs.
        rarity: How rare each is.
        starts: Where each text's vector begins in the next two arrays, and last where the last one ends.
        rows: The features that texts hold, text after text.
        values: How much each weighs in its text, as whole numbers.
    """

    features: list[str]
    rarity: Values
    starts: Numbers
    rows: Numbers
    values: Values


def read_examples(texts: Sequence[Example], one: int) -> Examples:
    """The vectors of texts, with ``one`` standing for the length of the words' part of a vector."""
    known: dict[str, int] = {}
    read = [[known.setdefault(word, len(known)) for word in find_words(text)] for text, _ in texts]
    words = np.array([word for group in read for word in group], dtype=np.int64)
    holders = np.repeat(np.arange(len(texts)), np.array([len(group) for group in read], dtype=np.int64))
    names = list(known)
    follows = np.flatnonzero(holders[1:] == holders[:-1])
    pairs, pair_at = np.unique(words[follows] * len(names) + words[follows + 1], return_inverse=True)
    spelt = [*names, *(f"{names[pair // len(names)]} {names[pair % len(names)]}" for pair in pairs.tolist())]
    runs: dict[str, int] = {}
    cut = [[runs.setdefault(run, len(runs)) for run in cut_runs(name)] for name in names]
    sizes = np.array([len(group) for group in cut], dtype=np.int64)
    begins = np.cumsum(sizes) - sizes
    flat = np.array([run for group in cut for run in group], dtype=np.int64)
    lengths = sizes[words]
    places = np.arange(lengths.sum()) + np.repeat(begins[words] - np.cumsum(lengths) + lengths, lengths)
    meant: dict[str, int] = {}
    units = [[meant.setdefault(name, len(meant)) for name in pair_units(dict.fromkeys(keys, 1.0))] for _, keys in texts]
    meaning = np.array([unit for group in units for unit in group], dtype=np.int64)
    meaners = np.repeat(np.arange(len(texts)), np.array([len(group) for group in units], dtype=np.int64))
    parts = [
        _weigh(
            np.concatenate([holders, holders[follows]]), np.concatenate([words, len(names) + pair_at]), spelt, FEWEST_WORDS, len(texts), one
        ),
        _weigh(np.repeat(holders, lengths), flat[places], list(runs), FEWEST_RUNS, len(texts), one * LETTERS),
        _weigh(meaners, meaning, list(meant), FEWEST_UNITS, len(texts), one * MEANING),
    ]
    holder = np.concatenate([part[2] for part in parts])
    order = np.argsort(holder, kind="stable")
    firsts = np.cumsum([0, *(len(part[0]) for part in parts)])
    rows = np.concatenate([part[3] + first for part, first in zip(parts, firsts[:-1], strict=True)])[order]
    starts = np.concatenate([[0], np.cumsum(np.bincount(holder, minlength=len(texts)))])
    return Examples(
        [name for part in parts for name in part[0]],
        np.concatenate([part[1] for part in parts]),
        starts,
        rows,
        np.concatenate([part[4] for part in parts])[order],
    )


def _weigh(
    holders: Numbers, features: Numbers, names: list[str], fewest: int, texts: int, length: float
) -> tuple[list[str], Values, Numbers, Numbers, Values]:
    """One part of the vectors: the features kept, in the order of their names, how rare they are, and text, row and value of each entry."""
    keys, counts = np.unique(holders * len(names) + features, return_counts=True)
    holder, feature = keys // len(names), keys % len(names)
    held = np.bincount(feature, minlength=len(names))
    kept = sorted(np.flatnonzero(held >= fewest).tolist(), key=names.__getitem__)
    row = np.full(len(names), -1)
    row[kept] = np.arange(len(kept))
    by_count = {count: round(1 + math.log((1 + texts) / (1 + count)), 4) for count in set(held.tolist())}
    rarity = np.array([by_count[count] for count in held[kept].tolist()])
    found = row[feature] >= 0
    holder, rows = holder[found], row[feature][found]
    worth = damp(counts[found]) * rarity[rows]
    norm = np.sqrt(np.bincount(holder, worth * worth, texts))
    return [names[at] for at in kept], rarity, holder, rows, np.rint(length * worth / norm[holder])


def train_classifier(texts: Sequence[Sequence[Example]], folder: Path) -> None:
    """Learns from the texts of each fact (its questions, title and statement), and stores what it learned in a folder.

    Args:
        texts: The texts of each fact, by fact number.
        folder: Where the two files are written.
    """
    flat = [text for group in texts for text in group]
    owners = [number for number, group in enumerate(texts) for _ in group]
    if len(flat) * len(texts) > MOST:
        flat, owners = [], []
    examples = read_examples(flat, ONE)
    weights = _train(examples, [text for text, _ in flat], owners, len(texts))
    store_classifier(folder, examples.features, examples.rarity, weights)


def _train(examples: Examples, texts: Sequence[str], owners: Sequence[int], count: int) -> NDArray[np.int16]:
    """The average weights, feature × fact."""
    weights, late = np.zeros((len(examples.features), count)), np.zeros((len(examples.features), count))
    flat, flat_late = weights.reshape(-1), late.reshape(-1)
    bounds = list(itertools.pairwise(examples.starts.tolist()))
    rows = [examples.rows[start:end] for start, end in bounds]
    values = [examples.values[start:end] for start, end in bounds]
    step = 1
    rounds = (ROUNDS if len(texts) <= MANY else ROUNDS_OF_MANY) if count > 1 else 0
    for at in (at for turn in range(rounds) for at in _shuffle(texts, turn)):
        own, mine = owners[at], values[at]
        scores = mine @ weights.take(rows[at], 0)
        reach = scores[own] - _MARGIN
        scores[own] = -np.inf
        rival = int(scores.argmax())
        if scores[rival] > reach:
            places, delayed = rows[at] * count, step * mine
            for place, sign in ((places + own, 1), (places + rival, -1)):
                flat[place] += sign * mine
                flat_late[place] += sign * delayed
        step += 1
    late /= step
    weights -= late  # the average over all steps: late changes count less
    weights *= ONE / _MARGIN
    weights *= ONE
    return np.clip(np.rint(weights, out=weights), -32767, 32767).astype(np.int16)


def _shuffle(texts: Sequence[str], turn: int) -> list[int]:
    digests = [hashlib.sha256(f"{turn} {text}".encode()).digest() for text in texts]
    return sorted(range(len(texts)), key=digests.__getitem__)
