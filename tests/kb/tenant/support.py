"""Checks a folder the way the command does, and finds what a pointer means."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kb.catalog import Catalog
from kb.models.conditions import values_of
from kb.models.rules import TenantRules
from kb.tenant import TenantReport, Told, check_tenant, list_files, read_files

TENANTS = sorted(path for path in (Path(__file__).parent / "tenants").iterdir() if path.is_dir())


def told(options: Sequence[str]) -> Told:
    given: dict[str, list[str]] = {}
    for name, value in zip(options[::2], options[1::2], strict=True):
        given.setdefault(name, []).append(value)
    methods = {
        workload: given[name][0]
        for name, workload in (("--rooms-method", "rooms"), ("--users-method", "personal-calendar"))
        if name in given
    }
    consent = given["--consent-setting"][0] == "on" if "--consent-setting" in given else None
    return Told(consent, tuple(given.get("--workload", [])) or values_of("workload"), methods)


def check(catalog: Catalog, rules: TenantRules, paths: Sequence[Path], options: Sequence[str], personal: bool = False) -> TenantReport:
    export = read_files(rules.shapes, list_files(map(str, paths)))
    return check_tenant(catalog, rules, export, told(options), personal=personal)


def read_any(data: bytes) -> Any:
    return json.loads(data.decode(json.detect_encoding(data)))


def resolve(path: Path, pointer: str) -> Any:
    value = read_any(path.read_bytes())
    for step in pointer.split("/")[1:]:
        step = step.replace("~1", "/").replace("~0", "~")
        value = value[int(step)] if isinstance(value, list) else value[step]
    return value
