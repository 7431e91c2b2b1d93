"""A few things that only a real server on a real socket shows."""

from __future__ import annotations

import http.client
import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from kb.loader import ROOT

START_SECONDS = 90.0
SECRET = "unmistakablequestionwords"


@dataclass
class Server:
    port: int
    log: Path

    def send(self, method: str, target: str, body: bytes | None = None, **headers: str) -> tuple[int, dict[str, str], bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        try:
            connection.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
            response = connection.getresponse()
            return response.status, {name.lower(): value for name, value in response.getheaders()}, response.read()
        finally:
            connection.close()

    def send_raw(self, request: bytes) -> bytes:
        with socket.create_connection(("127.0.0.1", self.port), timeout=20) as connection:
            connection.sendall(request)
            connection.shutdown(socket.SHUT_WR)
            return b"".join(iter(lambda: connection.recv(65536), b""))


@pytest.fixture(scope="module")
def server(guide: object, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    # `served` has brought site and index up to date, so that this process only opens them.
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path_factory.mktemp("server") / "log.txt"
    command = [
        sys.executable,
        "-m",
        "uvicorn",
        "--factory",
        "api.app:create_app",
        "--host",
        "127.0.0.1",
        "--port",
        str(port),
        "--log-level",
        "debug",
    ]
    with log.open("wb") as output:
        process = subprocess.Popen(command, cwd=ROOT, env={**os.environ, "KB_ROOT": str(ROOT)}, stdout=output, stderr=output)
        try:
            found = Server(port, log)
            ends = time.monotonic() + START_SECONDS
            while True:
                try:
                    if found.send("GET", "/healthz")[0] == 200:
                        break
                except OSError:
                    time.sleep(0.1)
                assert process.poll() is None, log.read_text(encoding="utf-8", errors="replace")
                assert time.monotonic() < ends, "the server did not start in time"
            yield found
        finally:
            process.terminate()
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def test_a_question_is_answered(server: Server) -> None:
    status, headers, body = server.send("GET", "/?ask=Which+App+ID+do+Zoom+Rooms+use+with+Application+Permissions", Accept="*/*")
    assert status == 200
    assert headers["content-type"] == "text/markdown; charset=utf-8"
    assert b"f56e91e5-5a82-452f-b435-d4d78aeaf064" in body
    assert f"(http://127.0.0.1:{server.port}/facts/app/#zm-app-002)".encode() in body


def test_a_conversation_is_streamed(server: Server) -> None:
    body = json.dumps({"messages": [{"role": "user", "content": "What is MGAPI?"}], "stream": True}).encode()
    status, headers, events = server.send("POST", "/api/v1/chat", body, Content_Type="application/json")
    assert (status, headers["content-type"].partition(";")[0]) == (200, "text/event-stream")
    assert events.startswith(b"event: answer\ndata: {")


def test_head_has_the_length_of_get_and_no_body(server: Server) -> None:
    _, got, body = server.send("GET", "/")
    status, head, empty = server.send("HEAD", "/")
    assert (status, empty) == (200, b"")
    assert head["content-length"] == got["content-length"] == str(len(body))


def test_paths_that_no_client_would_send_find_nothing(server: Server) -> None:
    for target in (b"/../../etc/passwd", b"/%2e%2e/%2e%2e/etc/passwd", b"/..%2f..%2fetc/passwd", b"//etc/passwd", b"/%00", b"/%"):
        reply = server.send_raw(b"GET " + target + b" HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        assert reply.split(b" ")[1] in (b"400", b"404")
        assert b"root:" not in reply


def test_a_body_that_grows_over_the_limit_is_refused(server: Server) -> None:
    chunk = b"1000\r\n" + b"x" * 4096 + b"\r\n"
    head = b"POST /api/v1/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
    reply = server.send_raw(head + chunk * 70 + b"0\r\n\r\n")
    assert reply.split(b" ")[1] == b"413"
    assert b"/problems/body-too-large" in reply


def test_the_logs_hold_no_question(server: Server) -> None:
    server.send("GET", f"/?ask={SECRET}")
    server.send("GET", f"/api/v1/ask?ask={SECRET}&page=%00")
    server.send("GET", f"/nothing/?ask={SECRET}")
    body = json.dumps({"messages": [{"role": "user", "content": SECRET}]}).encode()
    server.send("POST", "/api/v1/chat", body, Content_Type="application/json")
    body = json.dumps({"query": {"text": SECRET}, "context": {"prev": [SECRET]}}).encode()
    server.send("POST", "/ask", body, Content_Type="application/json")
    server.send("GET", f"/ask?query={SECRET}&prev={SECRET}")
    body = json.dumps({"model": SECRET, "messages": [{"role": "user", "content": SECRET}]}).encode()
    server.send("POST", "/v1/chat/completions", body, Content_Type="application/json")
    body = json.dumps({"verdict": "wrong", "question": SECRET}).encode()
    server.send("POST", "/api/v1/feedback", body, Content_Type="application/json")
    server.send("GET", "/healthz")
    log = server.log.read_text(encoding="utf-8", errors="replace")
    assert "/api/v1/ask" in log
    assert "/healthz" in log
    assert SECRET not in log
    assert "Traceback" not in log
