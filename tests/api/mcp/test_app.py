"""What an HTTP client sees at ``/mcp``."""

from __future__ import annotations

import http.client
import json
import logging
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.guide import Guide
from api.http.errors import BODY_LIMIT
from kb.loader import ROOT
from kb.models.answers import Answer, Message

JSON_HEADERS = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
SECRET = "unmistakable words of a question"


def message(method: str, params: dict[str, Any] | None = None) -> str:
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": method, "params": params or {}})


LIST = message("tools/list")


def send(address: str, body: str = LIST, method: str = "POST", path: str = "/mcp", **headers: str) -> tuple[int, dict[str, str], bytes]:
    host, _, port = address.removeprefix("http://").partition(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=20)
    try:
        connection.request(method, path, body, JSON_HEADERS | {name.replace("_", "-"): value for name, value in headers.items()})
        response = connection.getresponse()
        return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
    finally:
        connection.close()


@pytest.mark.parametrize("path", ["/mcp", "/mcp/"])
def test_both_spellings_of_the_address_answer_at_once(address: str, path: str) -> None:
    status, headers, body = send(address, path=path)
    assert status == 200
    assert headers["content-type"] == "application/json"
    assert headers["x-content-type-options"] == "nosniff"
    assert len(json.loads(body)["result"]["tools"]) >= 4


def test_a_long_response_is_compressed(address: str) -> None:
    _, headers, body = send(address, Accept_Encoding="gzip")
    assert headers["content-encoding"] == "gzip"
    assert body.startswith(b"\x1f\x8b")


@pytest.mark.parametrize("method", ["GET", "DELETE", "PUT", "HEAD", "OPTIONS"])
def test_other_methods_are_refused(address: str, method: str) -> None:
    status, headers, _ = send(address, method=method)
    assert (status, headers["allow"], headers["content-type"]) == (405, "POST", "application/problem+json")


def test_a_body_that_is_no_json_by_its_type_is_refused(address: str) -> None:
    status, headers, body = send(address, Content_Type="text/plain")
    assert (status, headers["content-type"]) == (415, "application/problem+json")
    assert json.loads(body)["type"] == "/problems/unsupported-media-type"


def test_a_body_that_is_too_large_is_refused(address: str) -> None:
    status, _, body = send(address, body=" " * (BODY_LIMIT + 1))
    assert status == 413
    assert json.loads(body)["type"] == "/problems/body-too-large"


@pytest.mark.parametrize("body", ["{", "[]", "null", '{"jsonrpc": "2.0"}', "\ud800".encode("utf-8", "surrogatepass").decode("latin-1")])
def test_a_body_that_is_no_message_is_refused_in_the_words_of_the_protocol(address: str, body: str) -> None:
    status, headers, answer = send(address, body=body)
    assert (status, headers["content-type"]) == (400, "application/json")
    assert json.loads(answer)["error"]["message"]


def test_an_unknown_method_is_refused_in_the_words_of_the_protocol(address: str) -> None:
    _, _, answer = send(address, body=message("nothing/here"))
    assert json.loads(answer)["error"]["code"] == -32601


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example:80", ""])
def test_a_strange_host_is_refused_on_loopback(address: str, host: str) -> None:
    status, _, body = send(address, Host=host)
    assert status == 421
    assert json.loads(body)["type"] == "/problems/host-not-allowed"
    assert "KB_MCP_HOSTS" in json.loads(body)["detail"]


@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example"])
def test_a_page_of_a_strange_origin_may_not_call(address: str, origin: str) -> None:
    for method in ("POST", "OPTIONS"):
        status, headers, body = send(address, method=method, Origin=origin)
        assert status == 403
        assert json.loads(body)["type"] == "/problems/origin-not-allowed"
        assert "access-control-allow-origin" not in headers


def test_the_own_pages_may_call(address: str) -> None:
    status, headers, _ = send(address, Origin=address)
    assert (status, headers["access-control-allow-origin"]) == (200, address)


def test_a_browser_that_asks_first_is_told_what_it_may_send(address: str) -> None:
    asked = {"Access_Control_Request_Method": "POST", "Access_Control_Request_Headers": "content-type,mcp-protocol-version"}
    status, headers, _ = send(address, method="OPTIONS", Origin=address, **asked)
    assert (status, headers["access-control-allow-origin"]) == (200, address)
    assert "mcp-protocol-version" in headers["access-control-allow-headers"]


def test_an_operator_allows_hosts_and_origins(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_MCP_HOSTS", "guide.example")
    monkeypatch.setenv("KB_MCP_ORIGINS", "https://tools.example")
    with TestClient(create_app(load=lambda _: guide), base_url="http://127.0.0.1:8000") as client:

        def status(host: str, origin: str | None = None) -> int:
            headers = JSON_HEADERS | {"Host": host} | ({"Origin": origin} if origin else {})
            return int(client.post("/mcp", content=LIST, headers=headers).status_code)

        assert [status(host) for host in ("guide.example", "GUIDE.example:443", "127.0.0.1:8000")] == [200, 200, 200]
        assert [status(host) for host in ("evil.example", "guide.example.evil")] == [421, 421]
        assert status("guide.example", "https://guide.example") == 200
        assert status("127.0.0.1:8000", "https://guide.example") == 200  # a proxy that writes its own Host
        assert status("guide.example", "https://tools.example") == 200
        assert status("guide.example", "https://evil.example") == 403


def test_an_application_that_starts_again_serves_again(guide: Guide) -> None:
    app = create_app(load=lambda _: guide)
    for _ in range(2):
        with TestClient(app) as client:
            assert client.post("/mcp", content=LIST, headers=JSON_HEADERS).status_code == 200


def test_an_application_that_does_not_run_says_so() -> None:
    response = TestClient(create_app()).post("/mcp", content=LIST, headers=JSON_HEADERS)
    assert (response.status_code, response.json()["type"]) == (503, "/problems/not-ready")


def test_a_server_that_nobody_calls_does_without_the_library() -> None:
    code = "import sys, api.app; api.app.create_app(); sys.exit('mcp' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=ROOT, timeout=60, check=False).returncode == 0


class Failing:
    """Fails on every question, and quotes it."""

    waits = False

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        raise RuntimeError(f"cannot answer {question}")

    def chat(self, messages: Sequence[Message]) -> Answer:
        raise RuntimeError(messages[0].content)


@pytest.fixture
def heard() -> Iterator[list[str]]:
    """All that reaches the root logger; pytest's own capture also listens to loggers that pass nothing on."""
    lines: list[str] = []

    class Listener(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            lines.append(f"{record.name} {self.format(record)}")

    listener, root, library = Listener(), logging.getLogger(), logging.getLogger("mcp")
    before = root.level
    root.addHandler(listener)
    for logger in (root, library):
        logger.setLevel(logging.DEBUG)
    yield lines
    root.removeHandler(listener)
    root.setLevel(before)
    library.setLevel(logging.NOTSET)


def test_no_log_holds_a_question(guide: Guide, heard: list[str]) -> None:
    ask = message("tools/call", {"name": "ask_field_guide", "arguments": {"question": SECRET, SECRET: 1}})
    fail = message("tools/call", {"name": "ask_field_guide", "arguments": {"question": SECRET}})
    unknown = [message(SECRET), message("tools/call", {"name": SECRET}), message("resources/read", {"uri": SECRET})]
    modern = JSON_HEADERS | {"MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": SECRET}
    with TestClient(create_app(load=lambda _: replace(guide, answerer=Failing()))) as client:
        for body in (ask, fail[:-5], *unknown):
            client.post("/mcp", content=body, headers=JSON_HEADERS)
        client.post("/mcp", content=fail, headers=modern)
        failed = client.post("/mcp", content=fail, headers=JSON_HEADERS).json()["result"]
    assert failed["isError"] is True
    assert SECRET not in json.dumps(failed)
    text = "\n".join(heard)
    assert "unexpected RuntimeError" in text
    assert SECRET not in text


def test_an_error_inside_the_library_is_told_without_its_words(client: TestClient, heard: list[str]) -> None:
    try:
        raise ValueError(SECRET)
    except ValueError:
        logging.getLogger("mcp.server").exception("failed on %s", SECRET)
    assert len(heard) == 1
    assert "the MCP library reports mcp.server" in heard[0]
    assert "ValueError at " in heard[0]
    assert SECRET not in heard[0]
