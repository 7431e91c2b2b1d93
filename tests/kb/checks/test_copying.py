"""What we write is in our own words."""

from __future__ import annotations

import pytest

from kb.checks.copying import RUN, check_copying
from tests.kb.repo import GUIDE, Repo, place

WORDS = "one two three four five six seven eight nine ten eleven"
LABEL = "Allow user consent for apps from verified publishers, for selected permissions"
OLD = "A Zoom Room reads calendar events over Microsoft Graph (ZM-APP-001)."


@pytest.mark.parametrize(
    "statement",
    [
        "Rooms read events over Graph.",
        " ".join(WORDS.split()[: RUN - 1]) + ", and then something else.",
        f"Choose **{LABEL}** now.",
    ],
)
def test_own_words_short_stretches_and_labels_are_good(repo: Repo, statement: str) -> None:
    repo.add("ZM-APP-001", (OLD, f"'{statement}'"))
    repo.copy_source([*GUIDE, f"Numbers are {WORDS}.", f"Choose {LABEL} now or later in the day."])
    assert repo.keeps(check_copying)


def test_ten_words_in_a_row_are_told_whatever_their_case_and_marks(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", (OLD, f"'Numbers: {WORDS.upper().replace(' ', ', ')}.'"))
    repo.copy_source([*GUIDE, f"Numbers are {WORDS}."])
    problem = repo.broken(check_copying)
    assert place(problem) == (name, repo.line(name, "statement:"), "ZM-APP-001v1", "copied-wording")
    assert '"one two three four five six seven eight nine ten"' in problem.message


def test_a_title_counts_too(repo: Repo) -> None:
    repo.add("ZM-APP-001", ("title: Rooms and events (ZM-APP-001)", f"title: {WORDS}"))
    repo.copy_source([*GUIDE, WORDS])
    assert repo.broken(check_copying).rule == "copied-wording"


def test_without_a_copy_nothing_can_be_compared(repo: Repo) -> None:
    repo.add("ZM-APP-001", (OLD, f"'{WORDS}.'"))
    assert repo.keeps(check_copying)
