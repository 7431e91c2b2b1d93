"""Invented facts are the same for the same seed, of every kind, and as valid as those that people write."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from benchmark.drafts import KINDS, draft_facts
from benchmark.generator import SEED, Invented, invent_facts, write_facts
from benchmark.growth import fit_exponent
from benchmark.sets import REAL, copy_repository, load_set
from benchmark.words import DISCOUNT, WordStream
from kb.catalog import Catalog
from kb.checks import load_catalog

SIZE = 120


@pytest.fixture(scope="module")
def invented(catalog: Catalog) -> list[Invented]:
    return list(invent_facts(SIZE, list(catalog), list(catalog.vocabulary)))


def test_the_same_seed_gives_the_same_facts(catalog: Catalog, invented: list[Invented]) -> None:
    again, other = (list(invent_facts(SIZE, list(catalog), list(catalog.vocabulary), seed)) for seed in (SEED, SEED + 1))
    assert again == invented
    assert other != invented


def test_every_kind_is_there(catalog: Catalog, invented: list[Invented]) -> None:
    kinds = {one.data["kind"] for one in invented}
    assert kinds == set(KINDS)
    assert kinds >= {fact.kind for fact in catalog}


def test_no_question_is_asked_twice_and_none_that_is_kept_back_is_indexed(invented: list[Invented]) -> None:
    indexed = [question for one in invented for question in one.data["revisions"][0]["questions"]]
    kept = [one.question for one in invented]
    assert len({*indexed, *kept}) == len(indexed) + len(kept)


def test_files_pass_every_check_and_say_what_the_models_say(catalog: Catalog, tmp_path: Path) -> None:
    copy_repository(tmp_path, len(catalog) + SIZE)
    loaded = load_catalog(tmp_path)
    assert len(loaded) == len(catalog) + SIZE
    for one in invent_facts(SIZE, list(catalog), list(catalog.vocabulary), beside=True):
        assert one.model() == loaded.facts[one.fact_id]


def test_an_id_beyond_the_format_is_no_file(invented: list[Invented], tmp_path: Path) -> None:
    long = Invented({**invented[0].data, "id": "ZM-DATA-1000"}, "")
    assert long.model().id == "ZM-DATA-1000"
    with pytest.raises(ValueError, match="at most 999 facts of an area"):
        write_facts([long], tmp_path)


def test_some_facts_repeat_an_earlier_one_but_for_a_word() -> None:
    chance = random.Random(1)
    drafts = draft_facts(300, chance, WordStream(chance, ["calendar", "room"]))
    near = [
        at for at, one in enumerate(drafts) if any(one.kind == old.kind and len({*one.words} - {*old.words}) <= 1 for old in drafts[:at])
    ]
    assert 20 <= len(near) <= 80


def test_the_vocabulary_grows_by_heaps_law() -> None:
    words = WordStream(random.Random(1), [])
    points = []
    for size in (1_000, 4_000, 16_000, 64_000):
        while words.length < size:
            words.draw()
        points.append((size, words.vocabulary))
    exponent = fit_exponent(points)
    assert exponent is not None
    assert abs(exponent - DISCOUNT) < 0.1


def test_what_is_asked_of_a_set_is_in_none_of_its_texts(catalog: Catalog) -> None:
    for made in (load_set(REAL), load_set(SIZE)):
        lines = {line for text in made.texts() for line in text.splitlines()}
        assert len(made.asked) >= SIZE
        assert len(made.ids()) == len(made.texts())
        for question, fact_id in made.asked.items():
            assert question not in lines
            assert fact_id in made.catalog.facts
