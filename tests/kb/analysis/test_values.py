"""Lengths of time in one normal form."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.analysis import duration_seconds, find_spans, spell_duration


@pytest.mark.parametrize(
    ("duration", "texts"),
    [
        (
            "PT1H",
            [
                "an hour",
                "1 hour",
                "one hour",
                "60 minutes",
                "sixty minutes",
                "60-minute",
                "hourly",
                "eine Stunde 60 Minuten",
                "60 minutos",
                "1 heure",
            ],
        ),
        ("P90D", ["90 days", "ninety days", "90-day", "90 Tage", "90 jours", "3 months", "three months"]),
        ("P24M", ["24 months", "two years", "2 years", "24 meses", "24 mois", "24 Monate"]),
        ("PT30M", ["half an hour", "30 min", "thirty minutes"]),
        ("P7D", ["a week", "7 days", "weekly"]),
    ],
)
def test_many_ways_of_writing_are_one_length(duration: str, texts: list[str]) -> None:
    for text in texts:
        assert {span.seconds for span in find_spans(f"It is {text}, or so.")} == {duration_seconds(duration)}, text


@pytest.mark.parametrize("text", ["", "Windows 10", "step 3 minutely", "an an", "365", "Microsoft 365 days"[:13], "minutes"])
def test_other_numbers_are_no_length(text: str) -> None:
    assert find_spans(text) == []


def test_a_span_knows_where_it_stands() -> None:
    text = "after ninety days or so"
    [span] = find_spans(text)
    assert text[span.start : span.end] == span.text == "ninety days"


def test_equal_lengths_have_one_key_and_others_another() -> None:
    keys = [span.key for span in find_spans("60 minutes, 1 hour, 61 minutes")]
    assert keys[0] == keys[1] != keys[2]


@pytest.mark.parametrize(
    ("duration", "words", "seconds"),
    [("PT60M", "60 minutes", 3600), ("PT1H", "1 hour", 3600), ("P90D", "90 days", 7776000), ("P18M", "18 months", 46656000),
     ("P1Y2M", "1 year 2 months", 36288000), ("P1DT1M1S", "1 day 1 minute 1 second", 86461)],
)  # fmt: skip
def test_a_duration_is_spelled_and_counted(duration: str, words: str, seconds: int) -> None:
    assert spell_duration(duration) == words
    assert duration_seconds(duration) == seconds


@given(st.integers(2, 999), st.sampled_from(["PT{}M", "PT{}H", "P{}D", "P{}M", "P{}Y", "PT{}S"]))
def test_a_spelled_duration_is_read_back_as_the_same_length(number: int, form: str) -> None:
    duration = form.format(number)
    assert [span.seconds for span in find_spans(spell_duration(duration))] == [duration_seconds(duration)]


# Characters that fold to ASCII letters: a pattern that ignores case takes them for those letters.
@given(
    st.lists(
        st.sampled_from(["1", "ſix", "six", "1.5", "٣", "an", "ſecond", "mınutes", "mİnute", "weeK", "hours", "día", "-"]), max_size=8
    ).map(" ".join)
)
@example("1 ſecond")
@example("ſix months")
@example("5 mİnutes")
@example("9" * 400 + " days")
def test_no_text_breaks_the_search_for_lengths(text: str) -> None:
    for span in find_spans(text):
        assert text[span.start : span.end] == span.text
        assert span.seconds >= 0
