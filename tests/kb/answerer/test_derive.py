"""Verdicts on a value of the question against a fact's typed value."""

from __future__ import annotations

import pytest

from kb.analysis import Analyzer, spell_duration
from kb.answerer import Answerer
from kb.answerer.connectives import is_rendered
from kb.answerer.derive import derive_verdict
from kb.catalog import Catalog
from kb.models import Fact
from kb.models.payloads import TokenPolicy, VersionFloor, Window


@pytest.fixture
def window(catalog: Catalog) -> tuple[Fact, Window]:
    return next((fact, fact.latest.payload) for fact in catalog.current() if isinstance(fact.latest.payload, Window))


@pytest.fixture
def floor(catalog: Catalog) -> Fact:
    return next(fact for fact in catalog.current() if isinstance(fact.latest.payload, VersionFloor))


def verdict(answerer: Answerer, question: str, fact: Fact) -> str | None:
    found = derive_verdict(answerer.retriever.read(question), fact)
    assert found is None or is_rendered(found)
    return found


@pytest.mark.parametrize(
    ("question", "word"),
    [
        ("Is a meeting 2 weeks ago synced?", "within"),
        ("What of an event 5 years ago?", "beyond"),
        ("Are meetings 1 day ahead seen?", "within"),
    ],
)
def test_a_distance_is_held_against_the_window(answerer: Answerer, window: tuple[Fact, Window], question: str, word: str) -> None:
    found = verdict(answerer, question, window[0])
    assert found is not None
    assert f"is {word} the limit" in found


def test_past_and_future_have_their_own_limits(answerer: Answerer, window: tuple[Fact, Window]) -> None:
    fact, payload = window
    past, future = verdict(answerer, "Is a meeting 1 day ago synced?", fact), verdict(answerer, "Is a meeting 1 day ahead synced?", fact)
    assert past is not None
    assert future is not None
    assert spell_duration(payload.past) in past
    assert spell_duration(payload.future) in future


@pytest.mark.parametrize("question", ["How far back does the sync look?", "2 weeks", "Is a meeting 2 weeks ago or 3 months ahead synced?"])
def test_without_one_distance_in_one_direction_there_is_no_verdict(answerer: Answerer, window: tuple[Fact, Window], question: str) -> None:
    assert verdict(answerer, question, window[0]) is None


def test_a_length_equal_to_the_limit_is_told_as_equal(answerer: Answerer, window: tuple[Fact, Window]) -> None:
    fact, payload = window
    found = verdict(answerer, f"Is a meeting {spell_duration(payload.past)} ago synced?", fact)
    assert found is not None
    assert "is exactly the limit" in found


def test_versions_are_compared_as_numbers_and_for_the_longest_product_that_fits(answerer: Answerer, floor: Fact) -> None:
    payload = floor.latest.payload
    assert isinstance(payload, VersionFloor)
    for minimum in payload.minimums:
        major = int(minimum.version.split(".")[0])
        for asked, word in (
            (f"{minimum.version}", "new enough"),
            (f"{major + 1}", "new enough"),
            (f"{major - 1}", "too old"),
            ("9" * 40, "new enough"),
        ):
            found = verdict(answerer, f"is {minimum.product.lower()} {asked} fine?", floor)
            assert found is not None
            assert found.startswith(f"{minimum.product} {asked} is {word}")


def test_a_version_of_something_else_gets_no_verdict(answerer: Answerer, floor: Fact) -> None:
    assert verdict(answerer, "Is macOS 12 fine?", floor) is None


def test_a_token_is_held_against_its_lifetime(answerer: Answerer, catalog: Catalog) -> None:
    held = 0
    for fact in catalog.current():
        payload = fact.latest.payload
        if isinstance(payload, TokenPolicy) and (payload.lifetime or payload.renewed_every):
            found = verdict(answerer, f"Does the {payload.token} token still work after 1 second?", fact)
            assert found is not None
            assert found.startswith("1 second is within the limit of")
            held += 1
    assert held


def test_a_plain_claim_has_nothing_to_compare(answerer: Answerer, catalog: Catalog) -> None:
    claim = next(fact for fact in catalog.current() if fact.kind == "claim")
    assert verdict(answerer, "Is a meeting 2 weeks ago synced on Windows 7?", claim) is None


def test_the_analyzer_reads_the_spans_of_a_question_once(answerer: Answerer) -> None:
    analyzer: Analyzer = answerer.retriever.analyzer
    assert [span.text for span in analyzer.analyse("2 weeks ago").spans] == ["2 weeks"]
