"""Loads over HTTP with wrk (https://github.com/wg/wrk), a load generator that takes little of the machine itself."""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmark.children import NotMeasured

SCRIPT = Path(__file__).with_name("requests.lua")
MISSING = "wrk is not installed; on Debian and Ubuntu: apt install wrk"
CONNECTIONS, ASKERS = 16, 64
"""Connections at full load; and at a given rate, where each pauses long, so that requests come as if from many people."""


@dataclass
class Requests:
    """Requests to send, none of them twice before all were sent once.

    Attributes:
        file: One path (for a GET) or one body (for a POST to ``/mcp``) a line.
        method: ``get`` or ``post``.
        sent: How many were sent already.
    """

    file: Path
    method: str = "get"
    sent: int = 0


def write_requests(file: Path, lines: Sequence[str], method: str = "get") -> Requests:
    """Requests from lines; the lines are written to the file."""
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Requests(file, method)


def send(port: int, requests: Requests, seconds: int, rate: float | None = None) -> tuple[float, float]:
    """What a server makes of the requests, going on where the last call stopped.

    Args:
        port: Where it listens on this machine.
        requests: What to send.
        seconds: How long.
        rate: Requests per second to keep to, at random moments; as many as possible where none is given.

    Returns:
        Answers a second, and the 99th percentile of their times in milliseconds.

    Raises:
        NotMeasured: wrk is missing or failed, or an answer was not a 200.
    """
    program = shutil.which("wrk")
    if program is None:
        raise NotMeasured(MISSING)
    connections = ASKERS if rate else CONNECTIONS
    pause = 1000 * connections / rate if rate else 0
    command = [program, "-t1", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency", "-s", str(SCRIPT)]
    arguments = [f"http://127.0.0.1:{port}/", "--", requests.method, str(requests.file), str(requests.sent), f"{pause:.3f}"]
    done = subprocess.run([*command, *arguments], capture_output=True, text=True, timeout=seconds + 60, check=False)
    if done.returncode:
        raise NotMeasured(f"wrk failed: {(done.stderr or done.stdout).strip().splitlines()[-1][:200]}")
    found = json.loads(done.stdout.splitlines()[-1])
    requests.sent += int(found["requests"]) + connections
    if found["refused"] or found["broken"] or not found["requests"]:
        raise NotMeasured(f"{found['refused']} of {found['requests']} answers were no 200, {found['broken']} connections broke")
    return found["requests"] / found["seconds"], found["p99"]
