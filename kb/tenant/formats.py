"""The report in the forms that other programs read, and as a page."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.etree import ElementTree

from jinja2 import Environment, Template, select_autoescape

from kb.catalog import Catalog
from kb.linting.junit import clean, count
from kb.linting.sarif import SCHEMA, locate
from kb.models.rules import Verdict
from kb.pages.site_url import read_site_url
from kb.tenant.render import MARKS, ORDER, render_terminal
from kb.tenant.report import CheckVerdict, TenantReport

LEVELS = {Verdict.FAIL: "error", Verdict.ATTENTION: "warning", Verdict.UNKNOWN: "note"}
"""Verdict → SARIF's level; the others are results of another kind."""


def render_json(report: TenantReport, _: Catalog) -> str:
    """The report as JSON."""
    return report.model_dump_json(indent=2)


def render_junit(report: TenantReport, _: Catalog) -> str:
    """A suite with a case for each check: failures as failures, what could not be told or was waived as skipped."""
    suites = ElementTree.Element("testsuites", name="check_tenant")
    suite = ElementTree.SubElement(suites, "testsuite", name="tenant")
    for one in report.verdicts:
        case = ElementTree.SubElement(suite, "testcase", classname="tenant", name=one.check)
        text = clean(_describe(one))
        if one.waived:
            ElementTree.SubElement(case, "skipped", message=clean(f"waived until {one.waived.until}: {one.waived.reason}"))
        elif one.verdict is Verdict.FAIL:
            ElementTree.SubElement(case, "failure", message=clean(one.summary), type="fail").text = text
        elif one.verdict in (Verdict.UNKNOWN, Verdict.NOT_APPLICABLE):
            ElementTree.SubElement(case, "skipped", message=clean(f"{one.verdict}: {one.summary}"))
        if one.verdict is Verdict.ATTENTION or one.waived:
            ElementTree.SubElement(case, "system-out").text = text
    count(suite)
    count(suites)
    ElementTree.indent(suites)
    return ElementTree.tostring(suites, encoding="unicode", xml_declaration=True)


def render_sarif(report: TenantReport, _: Catalog) -> str:
    """One run with a result for each check, located in the files; a pointer is a logical location."""
    run = {
        "tool": {
            "driver": {
                "name": "check_tenant",
                "rules": [{"id": one.check, "shortDescription": {"text": one.check}} for one in report.verdicts],
                "properties": {"release": report.release},
            }
        },
        "invocations": [
            {
                "executionSuccessful": True,
                "toolExecutionNotifications": [
                    {"level": "warning", "message": {"text": one.message}, "locations": [locate(one.file)]} for one in report.problems
                ],
            }
        ],
        "results": [_result(at, one) for at, one in enumerate(report.verdicts)],
    }
    return json.dumps({"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}, ensure_ascii=False, indent=2)


def _result(at: int, one: CheckVerdict) -> dict[str, object]:
    kind = {Verdict.PASS: "pass", Verdict.NOT_APPLICABLE: "notApplicable"}.get(one.verdict, "fail")
    result: dict[str, object] = {
        "ruleId": one.check,
        "ruleIndex": at,
        "kind": kind,
        "level": LEVELS.get(one.verdict, "none"),
        "message": {"text": f"{one.summary} {one.remedy}".strip()},
        "locations": [{**locate(place.file), "logicalLocations": [{"fullyQualifiedName": place.pointer or "/"}]} for place in one.evidence],
        "partialFingerprints": {"check/v1": f"{one.check}:{one.verdict}"},
        "properties": {"verdict": str(one.verdict), "facts": list(one.facts)},
    }
    if one.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.waived.reason}]
    return result


def render_html(report: TenantReport, catalog: Catalog) -> str:
    """One page without anything from elsewhere, the cited facts included; it prints, and follows the reader's light or dark."""
    groups = [(verdict, [one for one in report.verdicts if one.verdict is verdict]) for verdict in ORDER]
    cited = dict.fromkeys(fact for one in report.verdicts for fact in one.facts)
    facts = {fact: catalog.resolve(fact)[1] for fact in cited}
    return _template().render(report=report, groups=groups, marks=MARKS, facts=facts, site=read_site_url())


@cache
def _template() -> Template:
    environment = Environment(autoescape=select_autoescape(default=True), trim_blocks=True, lstrip_blocks=True)
    return environment.from_string((Path(__file__).parent / "report.html").read_text(encoding="utf-8"))


def _describe(one: CheckVerdict) -> str:
    seen = [f"{place.file}#{place.pointer} = {place.value}" for place in one.evidence]
    return "\n".join(filter(None, [one.summary, *seen, one.remedy, ", ".join(one.facts)]))


FORMATS: dict[str, Callable[[TenantReport, Catalog], str]] = {
    "terminal": lambda report, _: render_terminal(report, io.StringIO()),
    "json": render_json,
    "html": render_html,
    "junit": render_junit,
    "sarif": render_sarif,
}
"""Format → what writes it."""
