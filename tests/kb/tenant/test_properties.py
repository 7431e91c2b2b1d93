"""However an export is shaped, ordered, split or encoded, the verdicts stay; with less of it they only become unknown."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kb.catalog import Catalog
from kb.loader import ROOT
from kb.loader.rules import load_rules
from kb.tenant import check_tenant, read_uploads
from tests.kb.tenant.support import TENANTS, read_any, told

RULES = load_rules(ROOT)
WHOLE = [path for path in TENANTS if path.name not in {"broken-beside-good", "powershell-depth-cut", "first-page-only"}]
Files = dict[str, Any]
EXTRA = "additionalproperties"


def read(tenant: Path) -> tuple[Files, list[str]]:
    files = {
        path.relative_to(tenant / "export").as_posix(): read_any(path.read_bytes()) for path in sorted(tenant.rglob("export/**/*.json"))
    }
    return files, options_of(tenant)


def options_of(tenant: Path) -> list[str]:
    return list(json.loads((tenant / "expected.json").read_text(encoding="utf-8"))["options"])


def judge(catalog: Catalog, files: dict[str, bytes], options: list[str]) -> dict[str, str]:
    report = check_tenant(catalog, RULES, read_uploads(RULES.shapes, list(files.items())), told(options))
    return {one.check: str(one.verdict) for one in report.verdicts}


def encode(files: Files, encoding: str = "utf-8") -> dict[str, bytes]:
    return {name: json.dumps(value, ensure_ascii=encoding == "ascii").encode(encoding) for name, value in files.items()}


def each(value: Any, change: Callable[[Any], Any]) -> Any:
    if isinstance(value, dict):
        return change({key: each(item, change) for key, item in value.items()})
    return change([each(item, change) for item in value]) if isinstance(value, list) else value


def shuffle(files: Files, chance: random.Random) -> Files:
    def mixed(value: Any) -> Any:
        items = list(value.items()) if isinstance(value, dict) else list(value)
        chance.shuffle(items)
        return dict(items) if isinstance(value, dict) else items

    changed = list({name: each(value, mixed) for name, value in files.items()}.items())
    chance.shuffle(changed)
    return dict(changed)


def recase(files: Files, chance: random.Random) -> Files:
    style = chance.choice([str.upper, str.lower, lambda key: key[:1].upper() + key[1:]])
    return {
        name: each(value, lambda item: {style(key): inner for key, inner in item.items()} if isinstance(item, dict) else item)
        for name, value in files.items()
    }


def split(files: Files, chance: random.Random) -> Files:
    found: Files = {}
    for name, value in files.items():
        items = value.get("value") if isinstance(value, dict) else value
        if isinstance(items, list) and len(items) > 1:
            at = chance.randrange(1, len(items))
            for half, part in enumerate((items[:at], items[at:])):
                found[f"{half}-{name}"] = {**value, "value": part} if isinstance(value, dict) else part
        else:
            found[name] = value
    return found


def reshape(files: Files, chance: random.Random) -> Files:
    wraps: list[Callable[[Any], Any]] = [
        lambda value: {"value": value, "Count": len(value)} if isinstance(value, list) else value,
        lambda value: [value],
        lambda value: {"responses": [{"id": "1", "status": 200, "body": value}]},
    ]
    return {name: chance.choice(wraps)(value) for name, value in files.items()}


def join(files: Files, chance: random.Random) -> Files:
    return {"all.json": dict(files)}


def powershell(files: Files, chance: random.Random) -> Files:
    def stub(value: Any) -> Any:
        if not isinstance(value, dict) or "value" in value or "id" not in value or EXTRA in map(str.lower, value):
            return value
        names = [key for key in value if not key.startswith("@") and chance.random() < 0.5]
        return {key: None if key in names else item for key, item in value.items()} | {
            "AdditionalProperties": {key: value[key] for key in names}
        }

    return {name: each(value, stub) for name, value in files.items()}


CHANGES = [shuffle, recase, split, reshape, join, powershell]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tenant=st.sampled_from(WHOLE), seed=st.integers(), changes=st.lists(st.sampled_from(CHANGES), min_size=1, max_size=4, unique=True))
def test_the_shape_of_an_export_changes_no_verdict(catalog: Catalog, tenant: Path, seed: int, changes: list[Any]) -> None:
    chance = random.Random(seed)
    files, options = read(tenant)
    before = judge(catalog, encode(files), options)
    for change in changes:
        files = change(files, chance)
    encoding = chance.choice(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-32", "ascii"])
    assert judge(catalog, encode(files, encoding), options) == before


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.name)
def test_with_a_collection_less_verdicts_only_become_unknown(catalog: Catalog, tenant: Path) -> None:
    export, options = {path.name: path.read_bytes() for path in tenant.rglob("export/*.json")}, options_of(tenant)
    before = judge(catalog, export, options)
    for name in export:
        after = judge(catalog, {other: data for other, data in export.items() if other != name}, options)
        for check, verdict in after.items():
            assert verdict in {before[check], "unknown"} or (check == "export-complete" and before[check] == "fail"), (name, check)


@pytest.mark.parametrize("tenant", WHOLE, ids=lambda path: path.name)
def test_a_page_less_never_makes_a_pass(catalog: Catalog, tenant: Path) -> None:
    files, options = read(tenant)
    before = judge(catalog, encode(files), options)
    for name, value in files.items():
        items = value.get("value", []) if isinstance(value, dict) else value
        for at in range(len(items)):
            page = {"@odata.nextLink": "https://graph.microsoft.com/v1.0/next", "value": items[:at] + items[at + 1 :]}
            context = value.get("@odata.context") if isinstance(value, dict) else None
            page |= {"@odata.context": context} if context else {}
            after = judge(catalog, encode({**files, name: page}), options)
            for check, verdict in after.items():
                assert verdict in {before[check], "unknown", "not-applicable"} or check == "export-complete", (name, at, check)


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.name)
def test_an_unrelated_app_changes_nothing(catalog: Catalog, tenant: Path) -> None:
    export, options = {path.name: path.read_bytes() for path in tenant.rglob("export/*.json")}, options_of(tenant)
    if not any(b"appId" in data or b"AppId" in data or b"A\0p\0p\0I\0d" in data for data in export.values()):
        return
    other = {
        "id": "aa",
        "appId": "12341234-0000-4000-8000-000000000000",
        "displayName": "Payroll",
        "accountEnabled": False,
        "appRoleAssignmentRequired": True,
    }
    assert judge(catalog, {**export, "other.json": json.dumps([other]).encode()}, options) == judge(catalog, export, options)
