"""The report as JUnit XML: a suite for each document, a case for each citation."""

from __future__ import annotations

import re
from collections import defaultdict
from xml.etree import ElementTree

from kb.linting.report import Finding, Level, LintReport

_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def render_junit(report: LintReport, fail_on: Level = Level.ERROR) -> str:
    """The findings at or above a level as failures, the others as a case's output, unreadable documents as errors."""
    of_citation: dict[tuple[str, str], list[Finding]] = defaultdict(list)
    for finding in report.findings:
        of_citation[finding.document, finding.citation].append(finding)
    suites = ElementTree.Element("testsuites", name="lint_citations")
    for document in dict.fromkeys([*(one.document for one in report.citations), *(one.document for one in report.unreadable)]):
        suite = ElementTree.SubElement(suites, "testsuite", name=clean(document))
        for citation in dict.fromkeys(one.citation for one in report.citations if one.document == document):
            case = ElementTree.SubElement(suite, "testcase", classname=clean(document), name=citation)
            _fill(case, of_citation[document, citation], fail_on)
        for unreadable in (one for one in report.unreadable if one.document == document):
            case = ElementTree.SubElement(suite, "testcase", classname=clean(document), name="readable")
            ElementTree.SubElement(case, "error", message=clean(unreadable.message), type="unreadable")
        count(suite)
    count(suites)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def _fill(case: ElementTree.Element, findings: list[Finding], fail_on: Level) -> None:
    failing = [finding for finding in findings if finding.level.reaches(fail_on)]
    if failing:
        rules = ", ".join(dict.fromkeys(str(finding.rule) for finding in failing))
        failure = ElementTree.SubElement(case, "failure", message=clean(failing[0].message), type=rules)
        failure.text = _list(failing)
    if others := [finding for finding in findings if finding not in failing]:
        ElementTree.SubElement(case, "system-out").text = _list(others)


def _list(findings: list[Finding]) -> str:
    return clean("\n".join(f"{finding.where()}: {finding.level}: [{finding.rule}] {finding.message}" for finding in findings))


def count(element: ElementTree.Element) -> None:
    """Writes how many cases, failures and errors an element holds into its attributes."""
    for name, tag in (("tests", "testcase"), ("failures", "failure"), ("errors", "error")):
        element.set(name, str(sum(1 for _ in element.iter(tag))))


def clean(text: str) -> str:
    """A text with what XML cannot hold replaced."""
    return _NOT_XML.sub("\ufffd", text)
