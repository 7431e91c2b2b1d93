"""Runs tasks and servers as processes of their own, within a time and an amount of memory, and ends what it started."""

from __future__ import annotations

import http.client
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from kb.errors import KbError
from kb.loader import ROOT

GIGABYTE = 1024**3
MEMORY = 6 * GIGABYTE
"""Address space that a task may take; more than the small machines have that this is meant for."""

START_SECONDS = 180.0


class NotMeasured(KbError):
    """Something could not be measured; the message says why."""


def run_task(name: str, seconds: float, **arguments: Any) -> dict[str, Any]:
    """What a task of `benchmark.tasks` found.

    Args:
        name: The task.
        seconds: How long it may take.
        arguments: What the task takes.

    Raises:
        NotMeasured: It took too long or too much memory, or failed; says which.
    """
    command = [sys.executable, "-m", "benchmark.tasks", name, json.dumps(arguments)]
    started = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=settings(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, preexec_fn=_limit_memory
    )
    try:
        output, errors = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise NotMeasured(f"stopped after {seconds:.0f} s") from None
    except BaseException:
        process.kill()
        raise
    if process.returncode == 0:
        found: dict[str, Any] = json.loads(output.splitlines()[-1])
        return found
    last = next((line.strip() for line in reversed(errors.splitlines()) if line.strip()), "it said nothing")
    if "MemoryError" in errors or "Unable to allocate" in errors:
        raise NotMeasured(f"needs more than {MEMORY // GIGABYTE} GB of memory (after {time.monotonic() - started:.0f} s)")
    raise NotMeasured(f"failed: {last[:200]}")


def settings(root: Path | None = None) -> dict[str, str]:
    """The environment of every child: this Python as it is, no local copies of sources, and the repository to serve."""
    kept = {key: value for key, value in os.environ.items() if key not in {"KB_SOURCES", "KB_ROOT", "KB_SITE_URL", "KB_MCP_HOSTS"}}
    return kept | {
        "KB_ENVIRONMENT": "current",
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "scripts")]),
        "PYTHONUTF8": "1",
        "KB_ROOT": str(root or ROOT),
    }


@contextmanager
def run_server(command: Sequence[str], root: Path, port: int, seconds: float = START_SECONDS) -> Iterator[subprocess.Popen[bytes]]:
    """Starts a server, waits until it answers under ``/healthz``, and ends it afterwards.

    Raises:
        NotMeasured: It ended or did not answer in time; carries what it said.
    """
    with tempfile.TemporaryFile() as output:
        process = subprocess.Popen(
            command, cwd=ROOT, env=settings(root), stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            ends = time.monotonic() + seconds
            while not _is_ready(port):
                if process.poll() is not None or time.monotonic() > ends:
                    output.seek(0)
                    said = output.read().decode(errors="replace").strip().splitlines()
                    raise NotMeasured(f"the server did not start: {said[-1][:200] if said else 'it said nothing'}")
                time.sleep(0.01)
            yield process
        finally:
            stop(process)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Ends a server that `run_server` started, with the processes it started itself."""
    if process.poll() is None:
        process.send_signal(signal.SIGINT)
    try:
        process.wait(10)
    except subprocess.TimeoutExpired:
        if os.name != "nt":
            os.killpg(process.pid, signal.SIGKILL)
        process.kill()
        process.wait(10)


def find_port() -> int:
    """A port that is free at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def fetch(port: int, path: str, timeout: float = 30.0) -> int:
    """The status of one GET, with the whole body read."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status
    finally:
        connection.close()


def _is_ready(port: int) -> bool:
    try:
        return fetch(port, "/healthz", 5) == 200
    except OSError:
        return False


def _limit_memory() -> None:
    if sys.platform != "win32":
        import resource  # Windows has none

        resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
