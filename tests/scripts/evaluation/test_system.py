"""The system is varied without touching the one it is made from."""

from __future__ import annotations

from pathlib import Path

from evaluation.system import keep_first, keep_some, thin_system
from kb.catalog import Catalog

QUESTIONS = tuple(f"Question {number}?" for number in range(100))


def test_only_the_first_questions_are_learned_from(catalog: Catalog, tmp_path: Path) -> None:
    system = thin_system(catalog, keep_first(2), tmp_path)
    assert {len(fact.latest.questions) for fact in system.catalog.current()} == {2}
    assert len(system.index.fact_ids) == len(catalog.current())
    assert system.answerer.answer("How long does a refresh token last?").answered


def test_a_sample_is_the_same_for_the_same_seed_and_holds_what_readers_are_shown() -> None:
    one, again, other = (keep_some(seed)("", QUESTIONS) for seed in (1, 1, 2))
    assert one == again != other
    assert 80 < len(one) < 100
    assert keep_some(1, 0.0)("", QUESTIONS) == QUESTIONS[:1]
