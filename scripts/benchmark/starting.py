"""From the start of `scripts/serve` to the first answer, and the memory that the server then holds."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

from benchmark.children import NotMeasured, fetch, find_port, settings, stop
from benchmark.figures import memory_of
from benchmark.plan import Plan
from benchmark.questions import list_questions
from benchmark.repository import prepare_repository
from benchmark.site_build import change_fact
from kb.checks import load_catalog
from kb.loader import ROOT

LONGEST = 120.0
ASKED = 100
"""Questions asked before the memory is read a second time."""


def measure_start(plan: Plan) -> dict[str, Any]:
    """Seconds to the first answer: warm, after one fact changed, without an index, and without anything; and bytes of memory."""
    root = prepare_repository(plan)
    questions = [f"/api/v1/ask?ask={quote(one)}" for one in list_questions(load_catalog(root), ASKED)]
    plan.note("start: warm")
    warm: list[float] = []
    memory: dict[str, int] = {}
    for _ in range(plan.starts):
        seconds, memory = start_once(root, questions)
        warm.append(seconds)
    found: dict[str, Any] = {"warm_seconds": statistics.median(warm), "warm_starts": len(warm), **memory}
    plan.note("start: without an index")
    shutil.rmtree(root / ".kb" / "index")
    found["cold_seconds"], _ = start_once(root, questions[:1])
    if plan.quick:
        return found
    plan.note("start: one fact changed")
    change_fact(root)
    found["changed_seconds"], _ = start_once(root, questions[:1])
    plan.note("start: from nothing")
    shutil.rmtree(root / ".kb")
    found["nothing_seconds"], _ = start_once(root, questions[:1])
    return found


def start_once(root: Path, questions: list[str]) -> tuple[float, dict[str, int]]:
    """Starts the server, asks, and ends it.

    Returns:
        Seconds from the start to the first answer; bytes of memory after the first answer and after all.

    Raises:
        NotMeasured: There was no answer within `LONGEST` seconds.
    """
    port = find_port()
    command = [sys.executable, str(ROOT / "scripts" / "serve"), "--port", str(port)]
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, env=settings(root), stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True
        )
        try:
            while not _answers(port, questions[0]):
                if process.poll() is not None or time.perf_counter() - started > LONGEST:
                    output.seek(0)
                    said = output.read().decode(errors="replace").strip().splitlines()
                    raise NotMeasured(
                        f"no answer after {time.perf_counter() - started:.0f} s: {said[-1][:200] if said else 'it said nothing'}"
                    )
                time.sleep(0.005)
            seconds = time.perf_counter() - started
            first = memory_of(process.pid)
            for question in questions[1:]:
                fetch(port, question)
            return seconds, {"memory_first": first, "memory_asked": memory_of(process.pid)}
        finally:
            stop(process)


def _answers(port: int, question: str) -> bool:
    try:
        return fetch(port, question) == 200
    except OSError:
        return False
