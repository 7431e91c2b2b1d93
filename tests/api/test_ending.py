"""How a server ends: in time and with a code that tells whether all was well, whatever clients and workers do."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest

from kb.loader import ROOT

END_SECONDS = 90.0


def start(code: str, log: Path) -> subprocess.Popen[bytes]:
    with log.open("wb") as output:
        command = [sys.executable, "-c", code]
        return subprocess.Popen(command, cwd=ROOT, env={**os.environ, "KB_ROOT": str(ROOT)}, stdout=output, stderr=output)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_body_half_sent_does_not_keep_the_server_from_ending(guide: object, tmp_path: Path, workers: int) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = tmp_path / "log.txt"
    code = f"import api.server as s; s.GRACE_SECONDS = 1; raise SystemExit(s.serve('127.0.0.1', {port}, {workers}))"
    process = start(code, log)
    try:
        with connect(port, process, log) as client:
            head = b"POST /api/v1/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n"
            client.sendall(head)
            assert client.recv(1024).startswith(b"HTTP/1.1 100"), "the body is waited for now"
            client.sendall(b"{")
            process.terminate()
            assert process.wait(END_SECONDS) == 0
    finally:
        process.kill()
        process.wait()
    assert log.read_text().splitlines()[-1] == "Stopped."


def connect(port: int, process: subprocess.Popen[bytes], log: Path) -> socket.socket:
    """A connection to a server that is starting; it fails with its log where that ends first."""
    while process.poll() is None:
        try:
            return socket.create_connection(("127.0.0.1", port), timeout=END_SECONDS)
        except ConnectionRefusedError:
            time.sleep(0.1)
    raise AssertionError(log.read_text())


def test_workers_that_cannot_start_end_the_server_with_a_code_that_says_so(tmp_path: Path) -> None:
    log = tmp_path / "log.txt"
    code = "from api.server import run_workers; raise SystemExit(run_workers('api.app:nothing', workers=2, host='127.0.0.1', port=0))"
    process = start(code, log)
    try:
        assert process.wait(END_SECONDS) == 1, log.read_text()
    finally:
        process.kill()
        process.wait()
    assert "failed to start" in log.read_text()
