"""The server: answers a second beside a constant route, more workers, the start, and the site that it serves."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import quote

from benchmark.children import NotMeasured, fetch, memory_of, run_script, run_server
from benchmark.plan import REAL, Plan
from benchmark.rows import Row
from benchmark.served import ALONE, COMMAND, WITHIN
from benchmark.sets import change_fact, copy_repository, list_questions, name_set
from benchmark.wrk import Requests, send, write_requests
from kb.checks import load_catalog
from kb.loader import ROOT

PAGE = "/guide/consent.md"
QUESTIONS = 100_000
SERVE = str(ROOT / "scripts" / "serve")
HALF = 0.5
"""The share of the full load at which waiting times are measured."""


def measure_http(plan: Plan) -> list[Row]:
    """Answers a second of each address; in each round the constant route is measured just before it, in the same process."""
    root, on = _prepare(plan)
    floor, rows = write_requests(plan.scratch / "constant.txt", [ALONE]), []
    with run_server(root, "/healthz", *COMMAND) as (port, _, _):
        for what, requests, least, most in _list_addresses(plan, root):
            plan.note(what)
            rates, floors, waits = [], [], []
            try:
                send(port, requests, 1)
                for _ in range(plan.rounds):
                    floors.append(send(port, floor, plan.load_seconds)[0])
                    rates.append(send(port, requests, plan.load_seconds)[0])
                    waits.append(send(port, requests, plan.load_seconds, HALF * rates[-1])[1])
            except NotMeasured as error:
                rows.append(Row(what, on, missing=str(error)))
                continue
            rows.append(Row(what, on, "/s", rates, "constant route, FastAPI alone", floors, least))
            rows.append(Row(f"{what}: 99th percentile at half load", on, "ms", waits, most=most))
    return rows


def measure_scaling(plan: Plan) -> list[Row]:
    """Two workers beside one, both up at once and loaded in turns; every question is new."""
    root, on = _prepare(plan)
    requests = _write_asking(plan, root)
    rates: dict[int, list[float]] = {1: [], 2: []}
    with run_server(root, "/healthz", SERVE) as (one, _, _), run_server(root, "/healthz", SERVE, "--workers", "2") as (two, _, _):
        for _ in range(plan.rounds + 1):  # the first round warms up, and waits for the second worker
            for workers, port in ((1, one), (2, two)):
                rates[workers].append(send(port, requests, plan.load_seconds)[0])
    return [Row("`--workers 2`", on, "/s", rates[2][1:], "one worker", rates[1][1:])]


def measure_start(plan: Plan) -> list[Row]:
    """Seconds from the start of `scripts/serve` to the first answer, and the memory it then holds."""
    root, on = _prepare(plan)
    questions = [f"/api/v1/ask?ask={quote(one)}" for one in list_questions(load_catalog(root), 100)]
    memory: list[float] = []

    def start() -> float:
        with run_server(root, questions[0], SERVE) as (port, pid, seconds):
            for question in questions[1:]:
                fetch(port, question)
            memory.append(memory_of(pid))
        return seconds

    def rebuilt(change: Callable[[], object]) -> float:
        change()
        return start()

    plan.note("start")
    warm = [start() for _ in range(plan.rounds)]
    rows = [Row("memory of the server after a hundred answers", on, "B", memory.copy(), most=150e6)]
    cold = [rebuilt(lambda: shutil.rmtree(root / ".kb" / "index")) for _ in range(2)]
    nothing = [rebuilt(lambda: shutil.rmtree(root / ".kb")) for _ in range(2)]
    changed = [rebuilt(lambda: change_fact(root))]
    rows += [Row("start, everything up to date", on, "s", warm, most=1.5), Row("start, index built first", on, "s", cold, most=4.0)]
    return [*rows, Row("start from nothing", on, "s", nothing), Row("start after one fact changed", on, "s", changed)]


def measure_site(plan: Plan) -> list[Row]:
    """Seconds of `scripts/build_docs`: from nothing, and when nothing changed."""
    plan.note("site")
    root = copy_repository(plan.scratch / "site")
    on = name_set(REAL, len(load_catalog(root)))
    full, unchanged = [], []
    for _ in range(min(plan.rounds, 3)):
        shutil.rmtree(root / ".kb", ignore_errors=True)
        full.append(run_script("build_docs", root))
        unchanged.append(run_script("build_docs", root))
    return [Row("site, built from nothing", on, "s", full, most=15.0), Row("site, nothing changed", on, "s", unchanged)]


def call_tool(question: str) -> str:
    """The body of an MCP call that asks a question; the protocol needs no handshake for it."""
    params = {"name": "ask_field_guide", "arguments": {"question": question}}
    return json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": params})


def _prepare(plan: Plan) -> tuple[Path, str]:
    """A copy of the repository with its index and site built, made once for a whole run; and its name."""
    root = plan.scratch / "real"
    if not (root / ".kb" / "site").is_dir():
        plan.note("preparing facts, index and site")
        shutil.rmtree(root, ignore_errors=True)  # what a failed preparation left
        copy_repository(root)
        for script in ("build_index", "build_docs"):
            run_script(script, root)
    return root, name_set(REAL, len(load_catalog(root)))


def _write_asking(plan: Plan, root: Path) -> Requests:
    asked = list_questions(load_catalog(root), QUESTIONS)
    return write_requests(plan.scratch / "asking.txt", [f"/api/v1/ask?ask={quote(one)}" for one in asked])


def _list_addresses(plan: Plan, root: Path) -> Iterator[tuple[str, Requests, float | None, float | None]]:
    """What is asked, the requests, the least share of the constant route, and the longest 99th percentile."""
    asked = list_questions(load_catalog(root), QUESTIONS)
    yield "constant route, within the product", write_requests(plan.scratch / "within.txt", [WITHIN]), None, None
    yield f"`{PAGE}`, a page as Markdown", write_requests(plan.scratch / "text.txt", [PAGE]), None, None
    cached = [f"/api/v1/ask?ask={quote(asked[0])}"]
    yield "`/api/v1/ask`, a question asked before", write_requests(plan.scratch / "cached.txt", cached), 0.8, None
    yield "`/api/v1/ask`, every question new", _write_asking(plan, root), 0.3, 10.0
    pages = [f"{PAGE}?ask={quote(one)}" for one in asked]
    yield f"`{PAGE}?ask=`, every question new", write_requests(plan.scratch / "page.txt", pages), None, None
    tools = [call_tool(one) for one in asked]
    yield "`/mcp`, the tool `ask_field_guide`, every question new", write_requests(plan.scratch / "mcp.txt", tools, "post"), None, None
