"""Tenants of our own making, each with the verdicts it must get."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.loader.rules import load_rules
from kb.models.rules import TenantRules
from tests.kb.tenant.support import TENANTS, check, resolve


@pytest.fixture(scope="session")
def rules() -> TenantRules:
    return load_rules(ROOT)


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.name)
def test_a_tenant_gets_its_verdicts(tenant: Path, catalog: Catalog, rules: TenantRules) -> None:
    expected = json.loads((tenant / "expected.json").read_text(encoding="utf-8"))
    report = check(catalog, rules, [tenant / "export"], expected["options"])
    assert {one.check: str(one.verdict) for one in report.verdicts} == expected["verdicts"]
    assert [one.check for one in report.verdicts] == list(rules.shapes.checks)
    assert sum(report.counts.values()) == len(report.verdicts)


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.name)
def test_every_place_of_evidence_is_in_the_file(tenant: Path, catalog: Catalog, rules: TenantRules) -> None:
    expected = json.loads((tenant / "expected.json").read_text(encoding="utf-8"))
    report = check(catalog, rules, [tenant / "export"], expected["options"], personal=True)
    for place in (place for one in report.verdicts for place in one.evidence):
        assert resolve(Path(place.file), place.pointer) == place.value


def test_every_verdict_cites_and_says_something(catalog: Catalog, rules: TenantRules) -> None:
    for tenant in TENANTS:
        for one in check(catalog, rules, [tenant / "export"], []).verdicts:
            assert one.facts
            assert "{" not in one.summary
            assert (one.remedy != "") == (one.verdict in {"fail", "attention", "unknown"}), one
