"""The OpenAPI document by the letter of 3.1, and a client that a generator made from it, asking a running server."""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from starlette.testclient import TestClient


@pytest.fixture(scope="module")
def document(client: TestClient) -> dict[str, Any]:
    found: dict[str, Any] = client.get("/openapi.json").json()
    return found


def test_the_document_is_valid(document: dict[str, Any]) -> None:
    assert [error.message for error in OpenAPIV31SpecValidator(document).iter_errors()] == []


def test_the_validator_notices_what_3_1_does_not_know(document: dict[str, Any]) -> None:
    broken = json.loads(json.dumps(document))
    broken["paths"]["/ask"]["get"]["responses"]["200"]["content"]["text/event-stream"]["itemSchema"] = {}
    assert list(OpenAPIV31SpecValidator(broken).iter_errors())


def list_media(document: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for path, item in document["paths"].items():
        for method, operation in item.items():
            bodies = [("body", operation["requestBody"])] if "requestBody" in operation else []
            for status, response in (*bodies, *operation["responses"].items()):
                for media_type, media in response.get("content", {}).items():
                    yield f"{method} {path} {status} {media_type}", media


def test_every_example_fits_its_schema(document: dict[str, Any]) -> None:
    checked, wrong = 0, []
    for name, media in list_media(document):
        examples = [media["example"]] if "example" in media else [each["value"] for each in media.get("examples", {}).values()]
        schema = {**media["schema"], "components": document["components"]}
        for example in examples:
            checked += 1
            wrong += [f"{name}: {error.json_path}: {error.message[:200]}" for error in Draft202012Validator(schema).iter_errors(example)]
    assert wrong == []
    assert checked > 50


def test_servers_licence_tags_and_the_absence_of_security_are_told(document: dict[str, Any]) -> None:
    assert document["servers"][0]["url"] == "/"
    assert document["security"] == []
    assert document["info"]["license"]["identifier"]
    used = {tag for item in document["paths"].values() for operation in item.values() for tag in operation["tags"]}
    assert used == {tag["name"] for tag in document["tags"]}


def test_no_schema_takes_null_alone(document: dict[str, Any]) -> None:
    def find(node: Any, place: str) -> Iterator[str]:
        if isinstance(node, dict) and node.get("type") == "null" and "/anyOf/" not in place:
            yield place
        for name, value in node.items() if isinstance(node, dict) else enumerate(node) if isinstance(node, list) else ():
            yield from find(value, f"{place}/{name}")

    assert list(find(document["components"]["schemas"], "")) == []


def test_the_document_is_revalidated(client: TestClient) -> None:
    first = client.get("/openapi.json")
    assert first.headers["cache-control"]
    again = client.get("/openapi.json", headers={"If-None-Match": first.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


@pytest.fixture(scope="module")
def generated(document: dict[str, Any], tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The name of the package that the generator made."""
    folder = tmp_path_factory.mktemp("client")
    (folder / "openapi.json").write_text(json.dumps(document), encoding="utf-8")
    (folder / "settings.yml").write_text("package_name_override: generated_guide_client\npost_hooks: []\n", encoding="utf-8")
    command = [str(Path(sys.executable).with_name("openapi-python-client")), "generate", "--meta", "none", "--fail-on-warning"]
    command += ["--path", "openapi.json", "--config", "settings.yml", "--output-path", "generated_guide_client"]
    made = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert made.returncode == 0, made.stdout + made.stderr
    sys.path.insert(0, str(folder))
    yield "generated_guide_client"
    sys.path.remove(str(folder))


def test_a_generated_client_asks_and_reads(generated: str, base_url: str, question: str, app_id: str) -> None:
    def call(operation: str, *args: str, **parameters: str) -> Any:
        return importlib.import_module(f"{generated}.api.{operation}").sync(*args, client=made, **parameters)

    with importlib.import_module(generated).Client(base_url=base_url, raise_on_unexpected_status=True) as made:
        answer = call("ask.ask", ask=question)
        assert answer.answered
        assert app_id in answer.answer
        assert [each.id for each in answer.citations] == ["ZM-APP-002v1"]
        assert call("facts.read_fact", "ZM-APP-002v1").citation == "ZM-APP-002v1"
        assert call("operations.tell_health").status == "ok"
