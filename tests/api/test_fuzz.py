"""Schemathesis sends what the OpenAPI document allows, and what it does not, to every operation there is."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import BaseSchema, Case, CheckContext, GenerationMode, Response
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, response_headers_conformance, response_schema_conformance
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from api.http.problems import PROBLEMS

EXAMPLES = 8
"""Requests for each operation and kind of data; bounded, so that the whole takes well under a minute."""


@schemathesis.check
def only_documented_statuses(ctx: CheckContext, response: Response, case: Case) -> None:
    """Every status is documented for the operation: by itself, or by an example of its `default`."""
    del ctx
    responses: dict[str, Any] = case.operation.definition.raw["responses"]
    (content,) = responses["default"]["content"].values()
    documented = {PROBLEMS[slug].status for slug in content["examples"]} | {int(status) for status in responses if status != "default"}
    assert response.status_code in documented, f"{response.status_code} is not documented"


CHECKS = [not_a_server_error, only_documented_statuses, content_type_conformance, response_headers_conformance, response_schema_conformance]


@pytest.fixture(scope="module")
def described(guide: Guide, tmp_path_factory: pytest.TempPathFactory) -> Iterator[BaseSchema]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_FEEDBACK", str(tmp_path_factory.mktemp("feedback") / "feedback.jsonl"))
        app = create_app(load=lambda _: guide)
        with TestClient(app):
            yield schemathesis.openapi.from_asgi("/openapi.json", app)


OPERATIONS = [(path, method) for path, item in create_app().openapi()["paths"].items() for method in item]
MODES = [GenerationMode.POSITIVE, GenerationMode.NEGATIVE]


@pytest.mark.parametrize("mode", MODES, ids=["as documented", "otherwise"])
@pytest.mark.parametrize(("path", "method"), OPERATIONS)
def test_whatever_is_sent_comes_back_as_documented(described: BaseSchema, path: str, method: str, mode: GenerationMode) -> None:
    operation = described[path][method]

    @settings(max_examples=EXAMPLES, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
    @given(case=operation.as_strategy(generation_mode=mode))
    def send(case: Case) -> None:
        case.call_and_validate(checks=CHECKS)

    try:
        send()
    except Unsatisfiable:
        assert mode is GenerationMode.NEGATIVE, "no request can be made from the document"
