"""Runs tasks and servers as processes of their own, within a time and an amount of memory, and ends what it started."""

from __future__ import annotations

import http.client
import json
import os
import resource
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
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


def run_task(module: str, seconds: float, *arguments: object) -> Any:
    """What a module of ours prints as JSON on its last line, run as a process of its own.

    Raises:
        NotMeasured: It took too long or too much memory, or failed; says which.
    """
    command = [sys.executable, "-m", module, *map(str, arguments)]
    try:
        done = subprocess.run(
            command, cwd=ROOT, env=settings(), capture_output=True, text=True, timeout=seconds, check=False, preexec_fn=_limit_memory
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"stopped after {seconds:.0f} s") from None
    if done.returncode == 0:
        return json.loads(done.stdout.splitlines()[-1])
    if "MemoryError" in done.stderr or "Unable to allocate" in done.stderr:
        raise NotMeasured(f"needs more than {MEMORY // GIGABYTE} GB of memory")
    raise NotMeasured(f"failed: {_last_line(done.stderr)}")


def run_script(name: str, root: Path) -> float:
    """Runs a script of this repository on a copy; returns the seconds it took.

    Raises:
        NotMeasured: It failed.
    """
    started = time.perf_counter()
    command = [sys.executable, str(ROOT / "scripts" / name)]
    done = subprocess.run(command, env=settings(root), capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise NotMeasured(f"scripts/{name} failed: {_last_line(done.stderr or done.stdout)}")
    return time.perf_counter() - started


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
def run_server(root: Path, path: str, *command: str) -> Iterator[tuple[int, int, float]]:
    """Starts a server on a free port, waits until it answers a path, and ends it afterwards, with what it started itself.

    Yields:
        Its port, its process, and the seconds from the start to the first answer.

    Raises:
        NotMeasured: It ended or did not answer in time; carries what it said.
    """
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *command, "--port", str(port)],
            cwd=ROOT,
            env=settings(root),
            stdout=output,
            stderr=output,
            start_new_session=True,
        )
        try:
            while fetch(port, path) != 200:
                if process.poll() is not None or time.perf_counter() - started > START_SECONDS:
                    output.seek(0)
                    raise NotMeasured(f"the server did not start: {_last_line(output.read().decode(errors='replace'))}")
                time.sleep(0.005)
            yield port, process.pid, time.perf_counter() - started
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait(10)


def fetch(port: int, path: str) -> int:
    """The status of one GET, with the whole body read; 0 where nobody listens."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    try:
        connection.request("GET", path)
        response = connection.getresponse()
        response.read()
        return response.status
    except OSError:
        return 0
    finally:
        connection.close()


def memory_of(pid: int) -> int:
    """Bytes of memory that a process holds."""
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid)], capture_output=True, text=True, check=True)  # noqa: S607  ps is where the system has it
    return 1024 * int(done.stdout)


def _last_line(text: str) -> str:
    return next((line.strip()[:200] for line in reversed(text.splitlines()) if line.strip()), "it said nothing")


def _limit_memory() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
