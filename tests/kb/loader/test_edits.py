"""A value is replaced where it stands, and nothing around it changes."""

from __future__ import annotations

import pytest

from kb.errors import KbError
from kb.loader.edits import replace_value, write_flow


def test_numbers_and_words_are_written_on_one_line() -> None:
    assert write_flow(((79, 79), (82, 84))) == "[[79, 79], [82, 84]]"
    assert write_flow(["0a1b", "2c"]) == "[0a1b, 2c]"
    assert write_flow(268) == "268"
    assert write_flow(["3e7616287436", "756518618417"]) == '["3e7616287436", "756518618417"]'


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("lines: [[3, 3]]", 1, "lines: [[7, 8]]"),
        ("  lines:   [[3, 3], [4, 4]]  # of the second edition", 1, "  lines: [[7, 8]]  # of the second edition"),
        ("a: 1\nlines: [[3, 3],  # first ]\n        [4, 4]]\nb: 2", 2, "a: 1\nlines: [[7, 8]]\nb: 2"),
        ("- lines: [[3, 3]]\n  reason: x", 1, "- lines: [[7, 8]]\n  reason: x"),
        ("s: {id: g, lines: [[3, 3]], basis: vendor}", 1, "s: {id: g, lines: [[7, 8]], basis: vendor}"),
        ("s:\n  lines:  # why\n    - [3, 3]\n\n    - - 4\n      - 4\n  basis: vendor", 2, "s:\n  lines: [[7, 8]]  # why\n  basis: vendor"),
        ("s:\n  lines:\n  - [3, 3]\n  - [4, 4]\nb: 2", 2, "s:\n  lines: [[7, 8]]\nb: 2"),
        ("other_lines: 5\nlines: 4 # count", 2, "other_lines: 5\nlines: [[7, 8]] # count"),
        ("s: {lines: 4}", 1, "s: {lines: [[7, 8]]}"),
    ],
)
def test_a_value_is_replaced_and_the_rest_stays(before: str, line: int, after: str) -> None:
    text = before.split("\n")
    replace_value(text, line, "lines", ((7, 8),))
    assert "\n".join(text) == after


@pytest.mark.parametrize("text", ["basis: vendor", "lines: [[3, 3]", "headlines: [1]"])
def test_a_value_that_is_not_there_or_has_no_end_is_told(text: str) -> None:
    with pytest.raises(KbError, match="line 1"):
        replace_value([text], 1, "lines", ((7, 8),))
