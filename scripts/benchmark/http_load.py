"""HTTP: how many answers a second one worker gives, beside a constant route of FastAPI in the same process."""

from __future__ import annotations

import sys
from typing import Any

from benchmark.children import NotMeasured, find_port, run_server
from benchmark.figures import memory_of
from benchmark.plan import Plan
from benchmark.questions import write_streams
from benchmark.repository import prepare_repository
from benchmark.served import ALONE, WITHIN
from benchmark.wrk import MISSING, Requests, check_answer, find_wrk, send, write_requests
from kb.checks import load_catalog

HALF = 0.5


def measure_http(plan: Plan) -> dict[str, Any]:
    """Answers a second at full load, and latency at half of it, for each address; by name."""
    if not find_wrk():
        raise NotMeasured(MISSING)
    root = prepare_repository(plan)
    streams = write_streams(load_catalog(root), plan.scratch)
    streams["constant"] = write_requests(plan.scratch / "constant.txt", [ALONE])
    streams["within"] = write_requests(plan.scratch / "within.txt", [WITHIN])
    streams["text"] = write_requests(plan.scratch / "text.txt", ["/guide/consent.md"])
    port = find_port()
    found: dict[str, Any] = {}
    with run_server([sys.executable, "-m", "benchmark.served", "--port", str(port)], root, port) as server:
        for name in ("constant", "within", "text", "cached", "api", "page", "mcp"):
            plan.note(f"HTTP: {name}")
            found[name] = _measure(plan, port, streams, name, server.pid)
        found["memory"] = memory_of(server.pid)
    return found


def _measure(plan: Plan, port: int, streams: dict[str, Requests], name: str, pid: int) -> dict[str, Any]:
    """One address; the constant route is measured just before each, so that a machine that grows busier changes no ratio."""
    requests = streams[name]
    try:
        check_answer(port, requests)
        send(port, requests, 1)
        floor = send(port, streams["constant"], plan.load_seconds / 2)
        full = send(port, requests, plan.load_seconds, servers=[pid])
        half = send(port, requests, plan.load_seconds, rate=HALF * full["rate"])
    except NotMeasured as error:
        return {"reason": str(error)}
    return {"floor": floor["rate"], "share": full["rate"] / floor["rate"], "full": full, "half": half}
