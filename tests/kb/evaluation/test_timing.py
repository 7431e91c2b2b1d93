"""The line of times says what was measured."""

from kb.evaluation.timing import render_times


def test_the_line_names_median_percentile_and_longest() -> None:
    times = [float(number) for number in range(1, 101)]
    assert render_times(times) == "100 questions in-process, in ms: median 51.0, 95th percentile 96.0, longest 100.0"


def test_one_question_is_all_three() -> None:
    assert render_times([2.0]) == "1 questions in-process, in ms: median 2.0, 95th percentile 2.0, longest 2.0"
