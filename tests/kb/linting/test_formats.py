"""The report in every form: for people, for programs, for code hosts and for continuous integration."""

from __future__ import annotations

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.catalog import Catalog
from kb.linting import Level, LintReport, Rule, lint_files
from kb.linting.annotations import render_github, render_gitlab
from kb.linting.junit import render_junit
from kb.linting.render import render_json, render_text
from kb.linting.sarif import render_sarif
from tests.kb.linting.files import write_docx

TEXT = "# Book\n\nThe access token expires after 2 hours (ZM-TOKEN-010v1).\n\nSee ZM-APP-002, ZM-APP-003v1 & ZM-TOKN-001v1."


@pytest.fixture
def report(catalog: Catalog, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> LintReport:
    monkeypatch.chdir(tmp_path)
    Path("a book.md").write_text(TEXT, encoding="utf-8")
    write_docx(Path("b.docx"), [TEXT])
    Path("c\x01.md").write_bytes(b"\0")
    return lint_files(catalog, ["a book.md", "b.docx", "c\x01.md"])


def test_text_has_a_line_for_each_finding_and_ends_in_the_counts(report: LintReport) -> None:
    lines = render_text(report).splitlines()
    assert lines[0] == "a book.md:3:32: error: [contradiction] “2 hours” stands beside ZM-TOKEN-010v1, which says 1 hour (PT1H) (lifetime)."
    assert lines[-1] == "2 documents, 8 citations: 4 errors, 0 warnings, 2 notes; 1 document could not be read"
    assert lines[-2].startswith("c\x01.md: unreadable: ")
    assert sum("current: ZM-APP-003v1" in line for line in render_text(report, show_all=True).splitlines()) == 2


def test_text_has_colours_only_on_a_terminal(report: LintReport, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    assert "\033[31m" in render_text(report, Terminal())
    assert "\033" not in render_text(report, io.StringIO())


def test_json_is_the_report(report: LintReport) -> None:
    assert LintReport.model_validate_json(render_json(report)) == report


def test_sarif_is_shaped_as_the_standard_says(report: LintReport) -> None:
    log = json.loads(render_sarif(report))
    assert log["version"] == "2.1.0"
    assert log["$schema"].endswith("sarif-schema-2.1.0.json")
    [run] = log["runs"]
    assert run["columnKind"] in ("utf16CodeUnits", "unicodeCodePoints")
    declared = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in declared] == [str(rule) for rule in Rule]
    assert all(rule["fullDescription"]["text"] and rule["help"]["text"] for rule in declared)
    assert run["tool"]["driver"]["version"] == report.release
    assert {rule["defaultConfiguration"]["level"] for rule in declared} <= {"none", "note", "warning", "error"}
    assert len(run["results"]) == len(report.findings)
    for result in run["results"]:
        assert declared[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] in ("note", "warning", "error")
        assert result["message"]["text"]
        [location] = result["locations"]
        assert location["physicalLocation"]["artifactLocation"]["uri"] in ("a%20book.md", "b.docx")
        assert all(isinstance(value, str) for value in result["partialFingerprints"].values())
    assert run["results"][0]["locations"][0]["physicalLocation"]["region"] == {"startLine": 3, "startColumn": 32}
    places = {json.dumps(result["locations"][0].get("logicalLocations")) for result in run["results"]}
    assert '[{"fullyQualifiedName": "paragraph 1, column 40"}]' in places
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    [notification] = invocation["toolExecutionNotifications"]
    assert notification["level"] == "error"
    assert "zero bytes" in notification["message"]["text"]


def test_github_gets_a_command_a_line(report: LintReport) -> None:
    lines = render_github(report).splitlines()
    assert len(lines) == len(report.findings) + len(report.unreadable)
    assert lines[0].startswith("::error file=a book.md,line=3,col=32,title=contradiction ZM-TOKEN-010v1::")
    assert {line.split(" ")[0] for line in lines} == {"::error", "::notice"}
    assert any(line.startswith("::error file=b.docx,title=") for line in lines)


def test_what_would_end_a_command_is_escaped(report: LintReport) -> None:
    [first, *_] = report.findings
    odd = first.model_copy(update={"document": "a,b:c.md", "message": "50 % of\ntwo lines"})
    line = render_github(report.model_copy(update={"findings": (odd,), "unreadable": ()}))
    assert line.startswith("::error file=a%2Cb%3Ac.md,line=3,")
    assert line.endswith("::50 %25 of%0Atwo lines")


def test_gitlab_gets_an_issue_each_with_a_fingerprint_of_its_own(report: LintReport) -> None:
    issues = json.loads(render_gitlab(report))
    assert len(issues) == len(report.findings) + len(report.unreadable)
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    assert {issue["severity"] for issue in issues} <= {"info", "minor", "major", "critical", "blocker"}
    assert issues[0]["location"] == {"path": "a book.md", "lines": {"begin": 3}}


def test_junit_counts_what_it_lists(report: LintReport) -> None:
    for level, failures in ((Level.ERROR, 4), (Level.NOTE, 6)):
        root = ElementTree.fromstring(render_junit(report, level))
        assert root.tag == "testsuites"
        assert [suite.get("name") for suite in root] == ["a book.md", "b.docx", "c\ufffd.md"]
        for element in (root, *root):
            for count, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
                assert int(element.get(count, "")) == len(list(element.iter(tag)))
        assert (root.get("tests"), root.get("failures"), root.get("errors")) == ("9", str(failures), "1")
        [case] = [case for case in root[0] if case.get("name") == "ZM-TOKEN-010v1"]
        failure = case.find("failure")
        assert failure is not None
        assert failure.get("type") == "contradiction"
        assert "a book.md:3:32" in (failure.text or "")


def test_a_note_below_the_level_is_output_and_no_failure(report: LintReport) -> None:
    root = ElementTree.fromstring(render_junit(report))
    [case] = [case for case in root[0] if case.get("name") == "ZM-APP-002"]
    assert case.find("failure") is None
    assert "[unpinned]" in str(case.findtext("system-out"))
