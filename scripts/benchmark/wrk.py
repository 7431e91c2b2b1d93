"""Sends requests with wrk, a load generator that Debian, Ubuntu, Fedora and Homebrew have under that name."""

from __future__ import annotations

import http.client
import json
import resource
import shutil
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark.children import NotMeasured
from benchmark.figures import children_of, seconds_of

SCRIPT = Path(__file__).with_name("requests.lua")
MISSING = "wrk is not installed; on Debian and Ubuntu: apt install wrk"
CONNECTIONS = 16
ASKERS = 64
"""Connections at a given rate: each pauses long, so that requests come as if from many people."""


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


def find_wrk() -> str | None:
    """Where wrk is; None when it is not installed."""
    return shutil.which("wrk")


def write_requests(file: Path, lines: Sequence[str], method: str = "get") -> Requests:
    """Requests from lines; the lines are written to the file."""
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return Requests(file, method)


def check_answer(port: int, requests: Requests) -> None:
    """Sends the first request once, outside of any measure.

    Raises:
        NotMeasured: The answer is no 200, or an error of the protocol.
    """
    with requests.file.open(encoding="utf-8") as lines:
        first = next(lines).strip()
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        if requests.method == "post":
            headers = {"Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
            connection.request("POST", "/mcp", first, headers)
        else:
            connection.request("GET", first)
        response = connection.getresponse()
        body = response.read()
    except OSError as error:
        raise NotMeasured(f"no answer: {error}") from error
    finally:
        connection.close()
    wrong = requests.method == "post" and (b'"error"' in body[:60] or b'"isError":true' in body)
    if response.status != 200 or wrong:
        raise NotMeasured(f"the answer is no good: status {response.status}, {body[:120]!r}")


def send(port: int, requests: Requests, seconds: float, rate: float | None = None, servers: Sequence[int] = ()) -> dict[str, Any]:
    """What a server made of the requests.

    Args:
        port: Where it listens on this machine.
        requests: What to send; goes on where the last call stopped.
        seconds: How long, in whole seconds.
        rate: Requests per second to keep to; as many as possible where none is given.
        servers: Its processes, to see how much of the processors they and wrk take.

    Returns:
        ``rate`` (answers per second), ``p50`` and ``p99`` in ms, ``requests``; and ``server_cores``, ``wrk_cores``.

    Raises:
        NotMeasured: wrk is missing or failed, or an answer was not a 200.
    """
    program = find_wrk()
    if program is None:
        raise NotMeasured(MISSING)
    connections = ASKERS if rate else CONNECTIONS
    pause = 1000 * connections / rate if rate else 0
    command = [program, "-t1", f"-c{connections}", f"-d{max(1, round(seconds))}s", "--timeout", "10s", "--latency", "-s", str(SCRIPT)]
    arguments = [requests.method, str(requests.file), str(requests.sent), f"{pause:.3f}"]
    watched = [one for pid in servers for one in children_of(pid)]
    before, own = seconds_of(watched), _own_seconds()
    done = subprocess.run(
        [*command, f"http://127.0.0.1:{port}/", "--", *arguments], capture_output=True, text=True, timeout=seconds + 60, check=False
    )
    if done.returncode:
        raise NotMeasured(f"wrk failed: {(done.stderr or done.stdout).strip().splitlines()[-1][:200]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    requests.sent += int(found["requests"]) + connections
    if found["refused"] or found["broken"] or not found["requests"]:
        raise NotMeasured(f"{found['refused']} of {found['requests']} answers were no 200, {found['broken']} connections broke")
    spent = {"server_cores": seconds_of(watched) - before, "wrk_cores": _own_seconds() - own}
    cores = {name: round(value / found["seconds"], 3) for name, value in spent.items()} if servers else {}
    return {
        "rate": round(found["requests"] / found["seconds"], 1),
        "requests": found["requests"],
        "p50": found["p50"],
        "p99": found["p99"],
        **cores,
    }


def _own_seconds() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
