"""What is left out is really out, and nothing else is."""

from __future__ import annotations

import pytest

from evaluation.ablation import list_variants, measure_ablation
from evaluation.system import System
from kb.catalog import Catalog
from kb.index import Index
from kb.retriever import WEIGHTS
from tests.scripts.evaluation.conftest import MakeQuestion


@pytest.fixture(scope="module")
def variants(catalog: Catalog, index: Index, tmp_path_factory: pytest.TempPathFactory) -> dict[str, System]:
    return dict(list_variants(System(catalog, index), tmp_path_factory.mktemp("bare")))


def test_the_whole_system_comes_first(variants: dict[str, System]) -> None:
    name, system = next(iter(variants.items()))
    assert name == "nothing"
    assert system.retriever.weights == WEIGHTS


@pytest.mark.parametrize("name", WEIGHTS)
def test_a_ranking_feature_counts_nothing(variants: dict[str, System], name: str) -> None:
    assert variants[f"ranking feature `{name}`"].retriever.weights == {**WEIGHTS, name: 0.0}


def test_misspelt_words_stay(variants: dict[str, System]) -> None:
    assert variants["nothing"].retriever.read("refrsh tokken").corrections
    assert not variants["spelling correction"].retriever.read("refrsh tokken").corrections


def test_no_term_is_known(variants: dict[str, System]) -> None:
    assert "@" in str(variants["nothing"].retriever.read("AAD").analysis.unit_keys())
    assert "@" not in str(variants["the vocabulary"].retriever.read("AAD").analysis.unit_keys())


def test_what_a_question_is_read_as_is_taken_away(variants: dict[str, System]) -> None:
    text = "Which App ID do Zoom Rooms have with Application Permissions, and why do users need consent?"
    whole = variants["nothing"].retriever.read(text)
    assert whole.parts
    assert whole.conditions
    assert whole.intents
    assert variants["parts of a question"].retriever.read(text).parts == ()
    without = variants["conditions"].retriever.read(text)
    assert without.conditions == {}
    assert all(part.conditions == {} for part in without.parts)
    assert variants["what a question is after"].retriever.read(text).intents == frozenset()


def test_a_row_for_each_variant(make_question: MakeQuestion, variants: dict[str, System]) -> None:
    rows = measure_ablation(variants.items(), [make_question(q="How long does a refresh token last?")])
    assert [row.left_out for row in rows] == list(variants)
    assert all(row.questions == 1 for row in rows)
