"""A statement stands alone."""

from __future__ import annotations

import pytest

from kb.checks.statements import LONGEST, check_statements
from tests.kb.repo import Repo, place

OLD = "A Zoom Room reads calendar events over Microsoft Graph (ZM-APP-001)."


@pytest.mark.parametrize(
    "statement",
    [
        "Zoom Rooms read events. Users do not. Both need Graph.",
        'The switch is labelled "Consent."',
        "Italian rooms work too (as all others do).",
        "Does a room need consent? Yes!",
        " ".join(["word"] * (LONGEST - 1)) + " end.",
    ],
)
def test_a_statement_that_stands_alone_is_good(repo: Repo, statement: str) -> None:
    repo.add("ZM-APP-001", (OLD, f"'{statement}'"))
    assert repo.keeps(check_statements)


@pytest.mark.parametrize(
    ("statement", "rule", "gist"),
    [
        ("This is needed for rooms.", "opens-with-pronoun", 'opens with "This"'),
        ("it is needed for rooms.", "opens-with-pronoun", 'opens with "it"'),
        ("There is a switch for rooms.", "opens-with-pronoun", 'opens with "There"'),
        ("Rooms need this setting.", "points-away", '"this setting" points at something'),
        ("Rooms use the method above.", "points-away", '"the method above"'),
        ("One. Two. Three. Four.", "long-statement", "4 sentences, 4 words"),
        (" ".join(["word"] * LONGEST) + " end.", "long-statement", f"1 sentences, {LONGEST + 1} words; at most 3 and {LONGEST}"),
        ("Rooms read events", "no-full-stop", "ends without a full stop"),
    ],
)
def test_one_that_does_not_is_told(repo: Repo, statement: str, rule: str, gist: str) -> None:
    name = repo.add("ZM-APP-001", (OLD, f"'{statement}'"))
    problem = repo.broken(check_statements)
    assert place(problem) == (name, repo.line(name, "statement:"), "ZM-APP-001v1", rule)
    assert gist in problem.message


def test_old_revisions_are_history(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    text = (repo.root / name).read_text(encoding="utf-8")
    start = text.index("  - revision: 1")
    repo.write(name, text[:start] + text[start:].replace("revision: 1", "revision: 2") + text[start:].replace(OLD, "It does"))
    assert repo.keeps(check_statements)
