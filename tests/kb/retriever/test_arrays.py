"""What the arrays over all facts give is what plain sorting would give."""

from __future__ import annotations

import numpy as np
import pytest

from kb.catalog import Catalog
from kb.index import Index
from kb.retriever.arrays import FeatureArrays


@pytest.fixture(scope="module")
def tables(catalog: Catalog, index: Index) -> FeatureArrays:
    return FeatureArrays([catalog.fact(fact_id) for fact_id in index.fact_ids], index)


@pytest.mark.parametrize("most", [1, 7, 60, 10_000])
@pytest.mark.parametrize("steps", [2, 5, 1000], ids=lambda steps: f"{steps} different worths")
def test_the_best_are_those_that_sorting_puts_first(tables: FeatureArrays, most: int, steps: int) -> None:
    chance = np.random.default_rng(steps)
    worth = chance.integers(0, steps, tables.count).astype(np.float64)
    held = np.flatnonzero(worth)
    wanted = held[np.lexsort((tables.order[held], -worth[held]))][:most]
    assert tables.take_best(worth, most).tolist() == sorted(wanted.tolist())


def test_impacts_add_up_with_their_weights(tables: FeatureArrays) -> None:
    one, other = tables.add_up([("token", 1.0)]), tables.add_up([("calendar", 1.0)])
    assert one.any()
    assert other.any()
    assert np.allclose(tables.add_up([("token", 2.0), ("nowhere", 1.0), ("calendar", 0.5)]), 2 * one + 0.5 * other)
