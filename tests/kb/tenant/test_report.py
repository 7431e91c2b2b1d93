"""The report in every form: persons masked, waivers shown, changes told."""

from __future__ import annotations

import datetime
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from kb.catalog import Catalog
from kb.errors import FactProblems
from kb.loader import ROOT
from kb.loader.rules import load_rules
from kb.tenant import Told, Waiver, check_tenant, list_files, read_files, read_values
from kb.tenant.commands import run_check
from kb.tenant.formats import FORMATS
from kb.tenant.waivers import load_waivers
from tests.kb.tenant.support import TENANTS, check

RULES = load_rules(ROOT)
FAILING = next(path for path in TENANTS if path.name == "no-consent-but-zoom-off") / "export"
PERSON = "7e57ab1e-0000-4000-8000-0000000000aa"


@pytest.mark.parametrize("form", FORMATS)
def test_persons_are_shown_only_when_asked_for(catalog: Catalog, form: str) -> None:
    tenant = next(path for path in TENANTS if path.name == "single-users-and-ews")
    masked, shown = (
        FORMATS[form](check(catalog, RULES, [tenant / "export"], [], personal=personal), catalog) for personal in (False, True)
    )
    assert PERSON not in masked
    assert (PERSON in shown) == (form != "sarif")


def test_an_address_in_a_display_name_is_masked(catalog: Catalog) -> None:
    export = read_values(RULES.shapes, {"a": [{"appId": "a", "displayName": "Zoom of jane.doe@contoso.com", "accountEnabled": True}]})
    text = check_tenant(catalog, RULES, export, Told()).model_dump_json()
    assert "jane" not in text
    assert "Zoom of (masked)" in text


def test_junit_and_sarif_have_a_place_for_every_check(catalog: Catalog) -> None:
    report = check(catalog, RULES, [FAILING], ["--consent-setting", "off"])
    suite = ElementTree.fromstring(FORMATS["junit"](report, catalog))
    assert (suite.get("tests"), suite.get("failures")) == ("12", "1")
    [run] = json.loads(FORMATS["sarif"](report, catalog))["runs"]
    assert [result["ruleId"] for result in run["results"]] == list(RULES.shapes.checks)
    assert all(result["level"] == "none" or result["kind"] == "fail" for result in run["results"])


def test_the_page_needs_nothing_from_elsewhere(catalog: Catalog) -> None:
    page = FORMATS["html"](check(catalog, RULES, [FAILING], []), catalog)
    assert not [word for word in ("<script", "<link", "src=", "@import", "url(") if word in page]
    assert 'id="ZM-CONSENT-001v1"' in page


def test_a_waiver_keeps_the_failure_in_sight_and_ends_with_its_day(catalog: Catalog) -> None:
    waiver = Waiver(check="consent-pairing", object="*", reason="Until January.", until=datetime.date(2027, 1, 31))
    export = read_files(RULES.shapes, list_files([str(FAILING)]))
    reports = [
        check_tenant(catalog, RULES, export, Told(consent=False), waivers=[waiver], today=datetime.date(2027, *day))
        for day in ((1, 31), (2, 1))
    ]
    assert [(report.failed, report.counts["fail"], report.expired) for report in reports] == [(False, 1, ()), (True, 1, (waiver,))]
    assert "Until January." in FORMATS["terminal"](reports[0], catalog)
    assert "expired" in FORMATS["terminal"](reports[1], catalog)


def test_a_waiver_of_an_unknown_check_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "waivers.yaml"
    path.write_text(
        "- check: consent-pairing\n  reason: x\n  until: 2027-01-01\n- check: consent\n  reason: x\n  until: 2027-01-01\n", encoding="utf-8"
    )
    with pytest.raises(FactProblems, match=r"waivers\.yaml:4: consent: \[unknown-check\]"):
        load_waivers(path, RULES)


def test_what_changed_is_told_in_terms_of_the_checks(catalog: Catalog) -> None:
    old, new = (
        next(path for path in TENANTS if path.name == name) / "export" for name in ("no-consent-but-zoom-off", "new-tenant-managed-consent")
    )
    exports = [read_files(RULES.shapes, list_files([str(path)])) for path in (old, new)]
    report = check_tenant(catalog, RULES, exports[1], Told(), since=exports[0])
    changes = {(change.change, change.what.partition(":")[0]) for change in report.changes or ()}
    assert {("added", "user consent"), ("removed", "user consent"), ("moved", "user-consent-setting")} <= changes
    assert check_tenant(catalog, RULES, exports[0], Told(), since=exports[0]).changes == ()


def test_the_command_tells_by_its_exit_code(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = tmp_path / "nothing.json"
    nothing.write_text("{}", encoding="utf-8")
    codes = [run_check([str(FAILING)], consent=consent, form="json") for consent in ("on", "off")]
    assert [*codes, run_check([str(nothing)]), run_check([str(tmp_path / "none")])] == [0, 1, 2, 2]
    assert "nothing.json" in capsys.readouterr().err
