"""The line of times says what was measured."""

from kb.evaluation.timing import render_times


def test_the_line_names_median_percentiles_and_longest() -> None:
    times = [float(number) for number in range(1, 101)]
    assert render_times(times) == "100 questions in-process, in ms: median 51.00, 95th percentile 96.00, 99th 100.00, longest 100.00"


def test_one_question_is_all_of_them() -> None:
    assert render_times([2.0]) == "1 questions in-process, in ms: median 2.00, 95th percentile 2.00, 99th 2.00, longest 2.00"
