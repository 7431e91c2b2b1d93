"""Each citation is current, outdated, withdrawn or unknown, and the findings say what to do."""

from __future__ import annotations

import pytest

from kb.catalog import Catalog
from kb.linting import Level, lint_text
from kb.linting.linter import CITATIONS_LIMIT
from kb.linting.report import CitationStatus
from tests.kb.linting.files import lint, rules
from tests.kb.repo import Repo

TOMBSTONE = """\
revisions:
  - revision: 2
    date: 2026-12-01
    status: withdrawn
    withdrawn:
      date: 2026-12-01
      reason: The vendor took it back.
      replaced_by: [{by}]
    title: Rooms and events ({id})
    statement: A Zoom Room reads calendar events over Microsoft Graph ({id}).
    payload: {{}}
    source:
      id: guide
      section: Rooms
      lines: [[3, 3]]
      read: 2026-11-23
  - revision: 1
"""


def withdraw(repo: Repo, fact_id: str, *by: str) -> None:
    repo.add(fact_id, ("revisions:\n  - revision: 1\n", TOMBSTONE.format(id=fact_id, by=", ".join(by))))


@pytest.fixture
def history(repo: Repo) -> Catalog:
    """A token whose lifetime changed, a renamed fact, and withdrawn ones with and without replacement."""
    old = "    payload:\n      token: access\n      method: delegated\n      lifetime: PT1H\n"
    new = old.replace("PT1H", "PT2H")
    repo.add(
        "ZM-TOKEN-001",
        ("kind: claim", "kind: token_policy"),
        ("    payload: {}\n", old),
        (
            "revisions:\n",
            "revisions:\n  - revision: 2\n    date: 2026-12-01\n    title: Life of a token\n    statement: The token lives longer now.\n"
            f"{new}    source:\n      id: guide\n      section: Rooms\n      lines: [[3, 3]]\n      read: 2026-11-23\n",
        ),
    )
    repo.add("ZM-APP-001", ("kind: claim\n", "kind: claim\naliases: [ZM-APP-009]\n"))
    withdraw(repo, "ZM-APP-002", "ZM-APP-003")
    withdraw(repo, "ZM-APP-003", "ZM-APP-001", "ZM-APP-004")
    withdraw(repo, "ZM-APP-004", "ZM-APP-002")
    withdraw(repo, "ZM-APP-005")
    return repo.catalog()


def test_a_current_citation_has_no_finding(history: Catalog) -> None:
    report = lint(history, "Tokens: ZM-TOKEN-001v2.")
    [citation] = report.citations
    assert (citation.status, citation.pinned, citation.latest, citation.title) == (
        CitationStatus.CURRENT,
        True,
        "ZM-TOKEN-001v2",
        "Life of a token",
    )
    assert report.findings == ()


def test_an_outdated_citation_shows_what_changed_field_by_field(history: Catalog) -> None:
    report = lint(history, "The access token expires in 1 hour (ZM-TOKEN-001v1).")
    [finding] = report.findings
    assert (finding.rule, finding.level, finding.replaced_by) == ("outdated", Level.WARNING, ("ZM-TOKEN-001v2",))
    assert {change.field: (change.old, change.new) for change in finding.changes}["payload.lifetime"] == ("PT1H", "PT2H")
    assert "statement" in finding.message
    assert "2026-12-01" in finding.message


def test_values_are_compared_with_the_cited_revision_not_with_the_latest(history: Catalog) -> None:
    text = "The access token expires in {} (ZM-TOKEN-001{})."
    assert rules(lint(history, text.format("2 hours", "v1"))) == ["contradiction", "outdated"]
    assert rules(lint(history, text.format("1 hour", "v2"))) == ["contradiction"]
    assert rules(lint(history, text.format("1 hour", ""))) == ["contradiction", "unpinned"]


def test_a_withdrawn_citation_names_what_stands_at_the_end_of_the_chain(history: Catalog) -> None:
    [finding] = lint(history, "See ZM-APP-002v1.").findings
    assert (finding.rule, finding.level, finding.replaced_by) == ("withdrawn", Level.ERROR, ("ZM-APP-001v1",))
    assert "ZM-APP-002 → ZM-APP-003 → ZM-APP-001v1" in finding.message
    assert "The vendor took it back. Cite ZM-APP-001v1 instead" in finding.message


def test_a_withdrawn_fact_without_replacement_says_so(history: Catalog) -> None:
    [finding] = lint(history, "See ZM-APP-005v2.").findings
    assert finding.replaced_by == ()
    assert "no replacement" in finding.message


def test_a_former_id_resolves_and_is_noted(history: Catalog) -> None:
    report = lint(history, "See ZM-APP-009v1.")
    assert report.citations[0].status == "current"
    [finding] = report.findings
    assert (finding.rule, finding.level, finding.replaced_by) == ("renamed", Level.NOTE, ("ZM-APP-001v1",))


def test_an_unknown_fact_and_an_unknown_revision_name_near_ones(history: Catalog) -> None:
    fact, revision = lint(history, "See ZM-TOKN-001v1 and ZM-TOKEN-001v7.").findings
    assert (fact.rule, fact.level, fact.near[0]) == ("unknown", Level.ERROR, "ZM-TOKEN-001")
    assert revision.near == ("ZM-TOKEN-001v2", "ZM-TOKEN-001v1")


def test_a_bare_id_is_a_note_or_by_option_an_error(history: Catalog) -> None:
    for required, level in ((False, Level.NOTE), (True, Level.ERROR)):
        report = lint_text(history, "See ZM-APP-001.", require_pinned=required)
        assert [(finding.rule, finding.level) for finding in report.findings] == [("unpinned", level)]
        assert report.reaches(Level.ERROR) is required


def test_too_many_citations_are_refused_and_said(history: Catalog) -> None:
    report = lint(history, "ZM-APP-001v1 " * (CITATIONS_LIMIT + 1))
    assert report.citations == ()
    assert str(CITATIONS_LIMIT) in report.unreadable[0].message


def test_the_most_that_is_allowed_is_checked_in_time(catalog: Catalog) -> None:
    kinds = ("ZM-APP-002v1", "ZM-TOKEN-010v1", "ZM-APP-{:05}", "ZM-DATA-014v1")
    text = " ".join(f"{kinds[at % 4].format(at)} expires 2 hours" for at in range(CITATIONS_LIMIT))
    assert lint(catalog, text).summary.citations == CITATIONS_LIMIT
