"""With `KB_POSTGRES` the application answers through the database, with the same bytes, and says so when none answers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

import anyio
import anyio.to_thread
import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from api.http.problems import ProblemDocument
from api.mcp.ask import ASK
from api.mcp.tool import Call, ToolRefusal, call_tool
from kb.errors import CandidatesUnavailable
from kb.models.answers import Answer, Message
from tests.kb.postgres.cluster import Cluster

SENTENCE = "No server of the database of facts answers. Try again in a few seconds."


class Unreachable:
    """An answerer whose database is gone."""

    waits = False

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        raise CandidatesUnavailable(SENTENCE)

    def chat(self, messages: Sequence[Message]) -> Answer:
        raise CandidatesUnavailable(SENTENCE)


@pytest.fixture(scope="module")
def through(loaded: Cluster, guide: Guide) -> Iterator[TestClient]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("KB_POSTGRES", loaded.where)
        with TestClient(create_app(), follow_redirects=False) as client:
            yield client


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/ask?ask=Which+App+ID+do+Zoom+Rooms+use+with+Application+Permissions",
        "/guide/consent.md?ask=Which+setting+goes+with+verified+publishers",
        "/?ask=How+much+does+a+licence+cost",
    ],
)
def test_the_database_changes_no_byte(through: TestClient, client: TestClient, address: str) -> None:
    assert through.get(address).content == client.get(address).content


def test_the_database_is_asked_and_let_go_of(loaded: Cluster, through: TestClient) -> None:
    count = "SELECT count(*) FROM pg_stat_activity WHERE application_name = 'field-guide' AND query LIKE '%alike%'"
    assert through.get("/api/v1/ask?ask=consent").status_code == 200
    [(open_connections,)] = loaded.replica.query(count)
    assert open_connections > 0


@pytest.mark.parametrize("method", ["ask", "page", "chat"])
def test_without_a_server_every_front_end_sends_a_problem(guide: Guide, method: str) -> None:
    with TestClient(create_app(load=lambda _: replace(guide, answerer=Unreachable()))) as client:
        response = {
            "ask": lambda: client.get("/api/v1/ask?ask=consent"),
            "page": lambda: client.get("/guide/consent/?ask=consent", headers={"Accept": "text/html"}),
            "chat": lambda: client.post("/api/v1/chat", json={"messages": [{"role": "user", "content": "consent"}], "stream": True}),
        }[method]()
    assert response.headers["content-type"] == "application/problem+json"
    assert response.headers["retry-after"] == "5"
    document = ProblemDocument.model_validate(response.json())
    assert (document.type, document.status, response.status_code, document.detail) == ("/problems/search-unavailable", 503, 503, SENTENCE)


def test_without_a_server_a_tool_says_so(guide: Guide) -> None:
    with pytest.raises(ToolRefusal, match="No server of the database"):
        anyio.run(call_tool, ASK, Call(replace(guide, answerer=Unreachable()), ""), {"question": "consent"})


def test_an_application_whose_database_is_gone_does_not_start(monkeypatch: pytest.MonkeyPatch, guide: Guide) -> None:
    monkeypatch.setenv("KB_POSTGRES", "host=127.0.0.1 port=1 dbname=none")
    with pytest.raises(CandidatesUnavailable), TestClient(create_app()):
        pass
