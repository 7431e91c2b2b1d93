"""A value beside a citation is reported when it says something else, and only then."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.linting.properties import list_properties
from kb.loader import ROOT
from tests.kb.linting.files import lint

ROOMS = "f56e91e5-5a82-452f-b435-d4d78aeaf064"
ROOMS_FULL = "a651cfda-cbdd-4a39-bd03-fa829c3c1b29"
TENANT = "7d1c0c5e-94f1-4b0e-8f0b-3a6f2f7c9e11"
TABLE = "| Token | Lifetime | Look again after | Fact |\n|---|---|---|---|\n| access | {} | {} | ZM-TOKEN-010v1 |"


def values(catalog: Catalog, text: str, name: str = "text") -> list[str | None]:
    return [finding.value for finding in lint(catalog, text, name).findings if finding.rule == "contradiction"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        (f"The rooms' app is {ROOMS_FULL} (ZM-APP-002v1).", ROOMS_FULL),
        (f"The rooms' app is {ROOMS_FULL.upper()}. (ZM-APP-002v1)", ROOMS_FULL.upper()),
        (f"Find the app of the rooms. Its App ID is {TENANT}. It comes from ZM-APP-002v1.", TENANT),
        (f"```\n# ZM-APP-002v1\napp_id = {ROOMS_FULL}\n```", ROOMS_FULL),
        (f"| Rooms | {ROOMS_FULL} | ZM-APP-002v1 |", ROOMS_FULL),
        ("The access token expires after 2 hours (ZM-TOKEN-010v1).", "2 hours"),
        ("ZM-TOKEN-010: the access token is valid for PT2H.", "PT2H"),
        ("The access token lasts half an hour [ZM-TOKEN-010v1].", "half an hour"),
        ("The access token is renewed daily (ZM-TOKEN-001v1).", "daily"),
        ("Lifetime of the refresh token: 60 days (ZM-TOKEN-011v1)", "60 days"),
        ("The access token expires in 2 hours. See ZM-TOKEN-010v1.", "2 hours"),
        (TABLE.format("2 hours", "7 days"), "2 hours"),
        ("The access token expires\nafter 2 hours (ZM-TOKEN-010v1).", "2 hours"),
        ("The window reaches 12 months back and 18 months ahead (ZM-DATA-014v1).", "12 months"),
        ("Turn the switch off (ZM-CONSENT-004v1).", "off"),
        ("The setting is **Off** (ZM-CONSENT-005v1).", "Off"),
        ("With **Allow user consent for apps** comes what ZM-CONSENT-004v1 says.", "Allow user consent for apps"),
        ("It takes Windows 8.1 or later (ZM-ROLE-008v1).", "Windows 8.1"),
        ("It takes at least Windows Server 2012 (ZM-ROLE-008v1).", "Windows Server 2012"),
        ("Traffic is protected by TLS 1.3 (ZM-DATA-024v1).", "TLS 1.3"),
        ("Tokens are encrypted with AES-128 (ZM-DATA-020v1).", "AES-128"),
    ],
)
def test_another_value_is_reported(catalog: Catalog, text: str, wrong: str) -> None:
    assert values(catalog, text) == [wrong]


@pytest.mark.parametrize(
    "text",
    [
        f"The rooms' app is {ROOMS} (ZM-APP-002v1), in the tenant {TENANT}.",
        f"In the tenant {TENANT} the rooms have their app (ZM-APP-002v1).",
        f"Object ID: {TENANT}, app: see ZM-APP-002v1.",
        "Fill in 00000000-0000-0000-0000-000000000000 as the app (ZM-APP-002v1).",
        f"The rooms' app is not {ROOMS_FULL}; it is named by ZM-APP-002v1.",
        f"{ROOMS} and {ROOMS_FULL} are both apps of rooms (ZM-APP-002v1).",
        f"The apps are {ROOMS_FULL} and {ROOMS} (ZM-APP-001v1, ZM-APP-002v1).",
        "The access token expires after an hour (ZM-TOKEN-010v1).",
        "The access token expires after 3600 seconds (ZM-TOKEN-010v1).",
        "Wait 15 minutes, then look at the access token (ZM-TOKEN-010v1).",
        "The access token expires (ZM-TOKEN-010v1); the refresh token expires in 90 days.",
        "The access token (ZM-TOKEN-010v1) differs: the refresh token lasts 90 days.",
        "The access token no longer lasts 2 hours (ZM-TOKEN-010v1).",
        "A second administrator watches how it expires (ZM-TOKEN-010v1).",
        "The token expires after 2 hours. Another system, another rule. This one rests on ZM-TOKEN-010v1.",
        "The tokens expire after 1 hour and 90 days (ZM-TOKEN-010v1, ZM-TOKEN-011v1).",
        "Both expire in time: 90 days, 1 hour (ZM-TOKEN-014v1).",
        TABLE.format("1 hour", "7 days"),
        TABLE.format("an hour", "2 hours"),
        "| What | Wait | Fact |\n|---|---|---|\n| lifetime of the token | 15 minutes | ZM-TOKEN-001v1 |",
        "The window reaches half a year back and a year and 18 months ahead (ZM-DATA-014v1).",
        "On the account page, look for the setting (ZM-CONSENT-006v1).",
        "The setting is On or Off (ZM-CONSENT-004v1, ZM-CONSENT-006v1).",
        "User consent is disabled, so the setting stays on (ZM-CONSENT-004v1).",
        "Windows 11 will do (ZM-ROLE-008v1).",
        "Replace Windows 7 before you begin (ZM-ROLE-008v1).",
        "TLS 1.2, not TLS 1.3, is what is used (ZM-DATA-024v1).",
        "The access token expires after 2 hours (ZM-TOKEN-010v1). <!-- lint_citations: ignore -->",
        "The access token expires after 2 hours (ZM-TOKEN-013v1).",
    ],
)
def test_everything_else_is_left_alone(catalog: Catalog, text: str) -> None:
    assert values(catalog, text) == []


def test_the_message_names_what_the_fact_says_and_whose_app_id_it_is(catalog: Catalog) -> None:
    [finding] = lint(catalog, f"The rooms' app is {ROOMS_FULL} (ZM-APP-002v1).").findings
    assert finding.expected == ROOMS
    assert finding.message.endswith("That App ID is the one of ZM-APP-001v1.")


def test_a_value_is_given_to_the_nearest_citation(catalog: Catalog) -> None:
    text = f"See ZM-APP-001v1 for full access; for the app {TENANT} of the rooms see ZM-APP-002v1."
    [finding] = lint(catalog, text).findings
    assert finding.citation == "ZM-APP-002v1"


def test_no_fact_contradicts_itself(catalog: Catalog) -> None:
    wrong = {fact.id: values(catalog, f"{fact.latest.statement} ({fact.citation})") for fact in catalog}
    assert {fact: found for fact, found in wrong.items() if found} == {}


def test_facts_in_one_paragraph_do_not_contradict_each_other(catalog: Catalog) -> None:
    typed = [fact for fact in catalog if list_properties(fact.latest)]
    text = " ".join(f"{fact.latest.statement} ({fact.citation})" for fact in typed)
    assert values(catalog, text) == []


def test_our_own_pages_hold_no_false_alarm(catalog: Catalog) -> None:
    for path in (ROOT / "docs" / "about" / "citing.md", ROOT / "README.md", ROOT / "CONTRIBUTING.md"):
        assert values(catalog, path.read_text(encoding="utf-8")) == [], path


@given(st.text(max_size=300))
def test_any_text_around_citations_is_read(catalog: Catalog, text: str) -> None:
    cited = f"{text} ZM-APP-002v1 {text} ZM-TOKEN-010v1 2 hours | ZM-CONSENT-004v1 {text}"
    for name in ("text", "text.html"):
        report = lint(catalog, cited, name)
        assert len(report.unreadable) <= 1
        for finding in report.findings:
            assert finding.line is not None
            assert finding.line >= 1 <= finding.column
