"""Equal lines are paired block by block, wherever a block went."""

from __future__ import annotations

import time

from hypothesis import given
from hypothesis import strategies as st

from kb.drift.match import COMMON, match_blocks


def test_the_same_text_is_paired_line_by_line() -> None:
    assert match_blocks("abcab", "abcab") == {at: at for at in range(5)}


def test_a_moved_block_is_found_as_a_whole_even_where_its_lines_stand_twice() -> None:
    # The steps s, t, u stand in both sections; what tells them apart is the line that opens the section.
    assert match_blocks("AstuBstuX", "BstuAstuX") == {0: 4, 1: 5, 2: 6, 3: 7, 4: 0, 5: 1, 6: 2, 7: 3, 8: 8}


def test_a_changed_line_does_not_cut_its_block_in_two() -> None:
    assert match_blocks("s1sA", "s2s3A") == {0: 0, 2: 2, 3: 4}


def test_what_stands_twice_goes_with_what_opens_its_block_however_long_the_text_behind_it() -> None:
    pairs = match_blocks("AstBstXYZ", "BstAstXYZ")
    assert [pairs[at] for at in range(6)] == [3, 4, 5, 0, 1, 2]


def test_what_nothing_opens_goes_by_the_longest_run_and_then_by_the_least_way() -> None:
    assert match_blocks("xyxyz", "xyzxy") == {0: 3, 1: 4, 2: 0, 3: 1, 4: 2}
    assert match_blocks("xxyy", "yyxx") == {0: 2, 1: 3, 2: 0, 3: 1}
    assert match_blocks("xx", "qx") == {0: 1}


def test_a_line_that_stands_everywhere_anchors_nothing() -> None:
    assert match_blocks("-" * (COMMON + 1) + "a", "-" * (COMMON + 1) + "a") == {COMMON + 1: COMMON + 1}


@given(old=st.text("abcde", max_size=30), new=st.text("abcde", max_size=30))
def test_pairs_are_equal_and_one_to_one_and_none_is_left(old: str, new: str) -> None:
    pairs = match_blocks(old, new)
    assert all(old[i] == new[j] for i, j in pairs.items())
    assert len(set(pairs.values())) == len(pairs)
    for letter in "abcde":
        assert sum(old[i] == letter for i in pairs) == min(old.count(letter), new.count(letter))


def test_a_long_text_takes_no_time() -> None:
    lines = [f"line {at % 4000}" for at in range(20_000)]
    started = time.monotonic()
    assert len(match_blocks(lines, lines[7000:] + lines[:7000])) == len(lines)
    assert time.monotonic() - started < 10
