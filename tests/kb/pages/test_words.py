"""Values in words."""

from __future__ import annotations

import datetime

import pytest

from kb.pages.words import KINDS, join_words, say_date, say_duration, say_lines


@pytest.mark.parametrize(
    ("duration", "words"),
    [
        ("PT60M", "60 minutes"),
        ("PT1H", "1 hour"),
        ("P90D", "90 days"),
        ("P18M", "18 months"),
        ("P1Y2M", "1 year 2 months"),
        ("P1DT12H", "1 day 12 hours"),
    ],
)
def test_a_duration_in_words(duration: str, words: str) -> None:
    assert say_duration(duration) == words


@pytest.mark.parametrize(
    ("lines", "words"),
    [([(79, 79)], "line 79"), ([(34, 41)], "lines 34–41"), ([(79, 79), (82, 84), (204, 204)], "lines 79, 82–84 and 204")],
)
def test_lines_in_words(lines: list[tuple[int, int]], words: str) -> None:
    assert say_lines(lines) == words


def test_words_joined() -> None:
    assert [join_words(["a"]), join_words(["a", "b"], "or"), join_words(["a", "b", "c"])] == ["a", "a or b", "a, b and c"]


def test_a_date_in_words() -> None:
    assert say_date(datetime.date(2026, 11, 3)) == "3 November 2026"


def test_every_kind_has_a_name() -> None:
    from typing import get_args

    from kb.models import Fact

    assert set(KINDS) == {get_args(one.model_fields["kind"].annotation)[0] for one in get_args(Fact)}
