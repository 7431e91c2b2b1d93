"""`POST /api/v1/tenant/check` says what the command says, and keeps nothing."""

from __future__ import annotations

import json
import logging
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from api.http.errors import LARGER_BODIES
from api.openapi.examples import EXAMPLES
from kb.tenant import TenantReport
from tests.kb.tenant.support import TENANTS

ADDRESS = "/api/v1/tenant/check"
POLICY = json.dumps({"defaultUserRolePermissions": {"permissionGrantPoliciesAssigned": []}}).encode()


def send(client: TestClient, files: dict[str, bytes], **fields: object) -> dict:
    response = client.post(ADDRESS, files=[("files", (name, data)) for name, data in files.items()], data=fields)
    assert response.status_code == 200, response.text
    assert response.headers["cache-control"] == "no-store"
    return dict(response.json())


@pytest.mark.parametrize("tenant", TENANTS, ids=lambda path: path.name)
def test_a_tenant_gets_the_verdicts_of_the_command(client: TestClient, tenant: Path) -> None:
    expected = json.loads((tenant / "expected.json").read_text(encoding="utf-8"))
    files = {path.name + path.parent.name: path.read_bytes() for path in (tenant / "export").rglob("*.json")}
    options = expected["options"]
    fields = {name.removeprefix("--"): value for name, value in zip(options[::2], options[1::2], strict=True)}
    report = send(client, files, **fields)
    assert {one["check"]: one["verdict"] for one in report["verdicts"]} == expected["verdicts"]
    assert TenantReport.model_validate(report).counts == report["counts"]


def test_the_documented_example_is_what_comes_back(client: TestClient) -> None:
    report = send(client, {"policy.json": POLICY}, consent_setting="off")
    [example] = EXAMPLES["tenant-report"]["verdicts"]
    assert example in report["verdicts"]


@pytest.mark.parametrize(("form", "media_type"), [("html", "text/html"), ("junit", "application/xml"), ("sarif", "application/sarif+json")])
def test_other_forms_are_sent_as_what_they_are(client: TestClient, form: str, media_type: str) -> None:
    response = client.post(ADDRESS, files={"files": ("policy.json", POLICY)}, data={"format": form})
    assert (response.status_code, response.headers["content-type"].partition(";")[0]) == (200, media_type)


@pytest.mark.parametrize(
    ("fields", "files", "slug"),
    [
        ({"consent_setting": "maybe"}, {"files": ("a.json", POLICY)}, "invalid-body"),
        ({"colour": "red"}, {"files": ("a.json", POLICY)}, "invalid-body"),
        ({"workload": "rooms"}, {"files": (None, "text")}, "invalid-body"),
        ({}, {}, "unsupported-media-type"),
    ],
)
def test_what_cannot_be_read_is_a_problem(client: TestClient, fields: dict, files: dict, slug: str) -> None:
    response = client.post(ADDRESS, files=files, data=fields)
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["type"] == f"/problems/{slug}"


def test_a_form_without_a_file_names_what_is_missing(client: TestClient) -> None:
    response = client.post(ADDRESS, files={"consent_setting": (None, "on")})
    assert (response.status_code, response.json()["type"]) == (400, "/problems/missing-parameter")


def test_more_than_is_allowed_is_refused_and_a_megabyte_is_not(client: TestClient) -> None:
    limit = LARGER_BODIES[ADDRESS]
    large = json.dumps([{"filler": "x" * (1 << 20)}]).encode()
    assert send(client, {"policy.json": POLICY, "large.json": large})["problems"]
    response = client.post(ADDRESS, files={"files": ("large.json", b" " * limit)})
    assert (response.status_code, response.json()["limit"]) == (413, limit)


def test_nothing_of_what_is_sent_is_logged_or_left(
    client: TestClient, guide: Guide, caplog: pytest.LogCaptureFixture, tmp_path: Path
) -> None:
    secret = b'{"access_token": "tokentext", "value": [ '
    with caplog.at_level(logging.DEBUG):
        report = send(client, {"private-name.json": secret})
    assert "tokentext" not in json.dumps(report) + caplog.text
    assert "private-name" not in caplog.text
    assert guide.rules is not None
