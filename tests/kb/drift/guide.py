"""A small guide, facts on each of its lines, and altered copies of it."""

from __future__ import annotations

from collections.abc import Callable

from kb.sources import line_digest
from tests.kb.repo import DIGEST, SOURCES, Repo

TEXT = """\
# A small guide

## Rooms

Rooms read events over Graph.

1. Sign in to the portal.
2. Open the list of applications.
3. Choose the application for rooms.

## Users

Users sign in once with their own account.

1. Sign in to the portal.
2. Open the list of applications.
3. Choose the application for users.

## Tokens

An access token lives for 60 minutes.

Refresh tokens are kept for 90 days in the vault.

## End"""
LINES = TEXT.split("\n")

FACTS = {
    "ZM-APP-001": ((5, 5),),
    "ZM-STEP-001": ((7, 9),),
    "ZM-APP-002": ((13, 13),),
    "ZM-STEP-002": ((15, 17),),
    "ZM-TOKEN-001": ((21, 21),),
    "ZM-TOKEN-002": ((23, 23),),
    "ZM-DATA-001": ((9, 9), (17, 17), (21, 23)),
}
HEADINGS = [1, 3, 11, 19, 25]


def fill(repo: Repo) -> Repo:
    """Writes the guide's facts and sources, and its copy."""
    listed = ", ".join(f"[{number}, {number}]" for number in HEADINGS)
    repo.write(
        "kb/sources.yaml", SOURCES.replace("line_count: 5", f"line_count: {len(LINES)}  # of the text").replace("[1, 1], [5, 5]", listed)
    )
    for fact_id, ranges in FACTS.items():
        numbers = [number for first, last in ranges for number in range(first, last + 1) if LINES[number - 1]]
        digests = ", ".join(line_digest(LINES[number - 1]) for number in numbers)
        lines = ", ".join(f"[{first}, {last}]" for first, last in ranges)
        repo.add(fact_id, (f"[{DIGEST}]", f"[{digests}]"), ("lines: [[3, 3]]", f"lines: [{lines}]  # read twice"))
    repo.copy_source(LINES)
    return repo


def alter(*changes: Callable[[list[str]], list[str]]) -> list[str]:
    """The guide after these changes, one after the other."""
    lines = list(LINES)
    for change in changes:
        lines = change(lines)
    return lines


def move_users_up(lines: list[str]) -> list[str]:
    """The section on users stands before that on rooms."""
    rooms, users, tokens = (lines.index(heading) for heading in ("## Rooms", "## Users", "## Tokens"))
    return [*lines[:rooms], *lines[users:tokens], *lines[rooms:users], *lines[tokens:]]


def change_number(lines: list[str]) -> list[str]:
    """The access token lives longer."""
    return [line.replace("60 minutes", "75 minutes") for line in lines]


def add_paragraph(lines: list[str]) -> list[str]:
    """A paragraph stands at the head that no fact knows."""
    at = lines.index("# A small guide")
    return [*lines[: at + 1], "", "Webinars are another matter.", *lines[at + 1 :]]


def drop_vault(lines: list[str]) -> list[str]:
    """The paragraph on refresh tokens is gone."""
    at = lines.index("Refresh tokens are kept for 90 days in the vault.")
    return [*lines[:at], *lines[at + 2 :]]
