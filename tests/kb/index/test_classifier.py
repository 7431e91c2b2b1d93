"""What is learned from the facts' questions tells new questions apart, the same way on every machine."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from kb.analysis.ngrams import LETTERS, MEANING, MOST_UNITS, count_runs, count_words, cut_runs, damp, pair_units
from kb.index import QuestionClassifier, learning
from kb.index.classifier import store_classifier
from kb.index.training import Example, read_examples, train_classifier

MEANT = {"colour": "colour", "colours": "colour", "hue": "colour", "high": "height", "height": "height", "owner": "owner", "owns": "owner"}
"""What words mean, for an analyzer of a few words."""

COLOURS = ["what colour is the roof", "which colour has the roof", "which colour is it", "the roof's colour"]
HEIGHTS = ["how high is the roof", "what height has the roof", "how high is it", "the roof's height"]
OWNERS = ["who is the owner", "who owns the house", "name of the owner", "does anybody own the house", "the house's owner"]


def keys_of(text: str) -> list[str]:
    return [MEANT[word] for word in text.split() if word in MEANT]


def read(texts: list[str]) -> list[Example]:
    return [(text, keys_of(text)) for text in texts]


@pytest.fixture
def learned(tmp_path: Path) -> QuestionClassifier:
    train_classifier([read(COLOURS), read(HEIGHTS), read(OWNERS)], tmp_path)
    return QuestionClassifier.load(tmp_path)


@pytest.mark.parametrize(
    ("question", "number"),
    [("so which colour is this roof?", 0), ("How HIGH would the roof be", 1), ("who might own this", 2), ("colors of roofs", 0)],
)
def test_a_new_question_sounds_like_those_of_its_fact(learned: QuestionClassifier, question: str, number: int) -> None:
    assert int(learned.score({question: 1.0}, {}).argmax()) == number


def test_every_question_learned_from_is_told_apart(learned: QuestionClassifier) -> None:
    for number, texts in enumerate((COLOURS, HEIGHTS, OWNERS)):
        assert all(int(learned.score({text: 1.0}, {}).argmax()) == number for text in texts)


def test_what_a_question_leans_on_counts_less_than_the_question(learned: QuestionClassifier) -> None:
    both = learned.score({"who owns the house": 0.6, "how high is it": 1.0}, {})
    assert int(both.argmax()) == 1
    assert both[2] > learned.score({"how high is it": 1.0}, {})[2]


def test_a_word_never_met_is_known_by_what_it_means(learned: QuestionClassifier) -> None:
    assert learned.score({"hue?": 1.0}, {}).tolist() == [0.0, 0.0, 0.0]
    assert int(learned.score({"hue?": 1.0}, {"colour": 1.0}).argmax()) == 0


@pytest.mark.parametrize("text", ["", "???", "zzzz", "\u0000", "日本語", "x" * 5000])
def test_words_never_met_score_nothing(learned: QuestionClassifier, text: str) -> None:
    assert learned.score({text: 1.0}, {}).tolist() == [0.0, 0.0, 0.0]


def test_learning_again_gives_the_same_bytes(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        train_classifier([read(COLOURS), read(HEIGHTS), read(OWNERS)], tmp_path / name)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "other" / path.name).read_bytes()


def test_a_single_fact_has_nothing_to_be_told_apart_from(tmp_path: Path) -> None:
    train_classifier([read(COLOURS)], tmp_path)
    assert np.all(QuestionClassifier.load(tmp_path).score({"what colour": 1.0}, {"colour": 1.0}) == 0)


def test_more_texts_and_facts_than_can_be_learned_from_score_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(learning, "MOST", 10)
    train_classifier([read(COLOURS), read(HEIGHTS)], tmp_path)
    assert QuestionClassifier.load(tmp_path).score({"what colour": 1.0}, {"colour": 1.0}).tolist() == [0.0, 0.0]


def test_features_are_words_pairs_and_runs_of_letters() -> None:
    assert count_words("The roof, the ROOF") == {"the": 2, "roof": 2, "the roof": 2, "roof the": 1}
    assert count_runs("Öl", cut_runs) == {"~ ol": 1, "~ol ": 1, "~ ol ": 1}


def test_units_are_paired_whatever_their_order() -> None:
    assert pair_units({"b": 1.0, "a": 0.5}) == {"=a": 0.5, "=b": 1.0, "=a & b": 0.5}
    assert pair_units({"a": 0.5, "b": 1.0}) == pair_units({"b": 1.0, "a": 0.5})
    assert len(pair_units({str(number): 1.0 for number in range(500)})) == MOST_UNITS * (MOST_UNITS + 1) // 2


def test_a_repeated_feature_counts_more_but_not_twice() -> None:
    once, twice, often = damp(np.array([1, 2, 10**6])).tolist()
    assert once == 1 < twice < 2 < often


def test_the_vectors_learned_from_are_those_that_questions_are_scored_by(learned: QuestionClassifier) -> None:
    texts = read([*COLOURS, *HEIGHTS, *OWNERS])
    examples = read_examples(texts, 1_000_000)
    meant = 0
    for at, (text, keys) in enumerate(texts):
        held = slice(examples.starts[at], examples.starts[at + 1])
        theirs = {examples.features[row]: value for row, value in zip(examples.rows[held], examples.values[held] / 1_000_000, strict=True)}
        spelt, meaning = learned._read(text), learned._mean(dict.fromkeys(keys, 1.0))
        ours = {examples.features[row]: value for rows, values in (spelt, meaning) for row, value in zip(rows, values, strict=True)}
        assert ours == pytest.approx(theirs, abs=1e-5)
        for mark, length in (("~", LETTERS), ("=", MEANING)):
            part = sum(value * value for name, value in theirs.items() if name.startswith(mark))
            assert part in (0, pytest.approx(length**2, abs=1e-3))
        meant += any(name.startswith("=") for name in theirs)
    assert meant > 2


@pytest.mark.parametrize("share", [0.0, 0.1, 0.9], ids=lambda share: f"{share:.0%} of the weights")
def test_weights_come_back_as_they_were_stored(tmp_path: Path, share: float) -> None:
    chance = np.random.default_rng(7)
    table = (chance.integers(-3000, 3000, (40, 200)) * (chance.random((40, 200)) < share)).astype(np.int16)
    table[::3] *= chance.random(200) < 0.1  # some speak for few
    names = [f"f{row}" for row in range(40)]
    store_classifier(tmp_path, names, np.arange(1.0, 41.0), table)
    loaded = QuestionClassifier.load(tmp_path)
    for rows in ([], [5], list(range(40)), [0, 3, 6], [1, 2, 4]):
        values = chance.integers(1, 1000, len(rows)).astype(np.float64)
        found = loaded._weights.add_up(np.array([loaded._rows[names[row]] for row in rows], dtype=np.intp), values)
        assert found.tolist() == (values @ table[rows].astype(np.float64)).tolist()
    assert all(loaded._rarity[row] == names.index(name) + 1 for name, row in loaded._rows.items())
