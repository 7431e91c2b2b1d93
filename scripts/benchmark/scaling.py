"""More processes: two workers, two instances behind one port, and two behind a reverse proxy, beside one."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmark.children import NotMeasured, fetch, find_port, run_server
from benchmark.figures import children_of, seconds_of
from benchmark.plan import Plan
from benchmark.questions import write_streams
from benchmark.repository import prepare_repository
from benchmark.wrk import MISSING, Requests, check_answer, find_wrk, send
from kb.checks import load_catalog
from kb.loader import ROOT

TOGETHER = 2
NO_NGINX = "nginx is not installed; on Debian and Ubuntu: apt install nginx-light"

Running = tuple[int, Sequence[int]]
"""Where to ask, and the processes that answer."""

PROXY = """\
worker_processes 1;
events {{ worker_connections 256; }}
http {{
{more}  access_log off;
  upstream guide {{
{servers}
    keepalive 64;
  }}
  server {{
    listen {listen};
    location / {{
      proxy_pass http://guide;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $http_host;
    }}
  }}
}}
"""
"""The configuration of nginx that is measured, and that the page shows."""


FOLDERS = "".join(f"  {name}_temp_path {name};\n" for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi"))
"""Where nginx keeps what does not fit into memory: below the folder of the run, since the system's may be out of reach."""


def measure_scaling(plan: Plan) -> dict[str, Any]:
    """Answers a second of questions never asked before, for each way to run the server; by name."""
    if not find_wrk():
        raise NotMeasured(MISSING)
    root = prepare_repository(plan)
    requests = write_streams(load_catalog(root), plan.scratch)["api"]
    every: dict[str, Callable[[Path, Path], AbstractContextManager[Running]]] = {
        "one": _one,
        "workers": _workers,
        "shared": _shared,
        "proxy": _proxy,
    }
    found: dict[str, Any] = {}
    for name, run in ((name, every[name]) for name in plan.ways):
        plan.note(f"scaling: {name}")
        try:
            with run(root, plan.scratch) as (port, servers):
                found[name] = _measure(plan, port, servers, requests)
        except NotMeasured as error:
            found[name] = {"reason": str(error)}
    return found


def _measure(plan: Plan, port: int, servers: Sequence[int], requests: Requests) -> dict[str, Any]:
    check_answer(port, requests)
    send(port, requests, 1)
    return send(port, requests, plan.load_seconds, servers=servers)


@contextmanager
def _one(root: Path, _: Path, workers: int = 1) -> Iterator[Running]:
    port = find_port()
    command = [sys.executable, str(ROOT / "scripts" / "serve"), "--port", str(port), "--workers", str(workers)]
    with run_server(command, root, port) as server:
        yield port, [server.pid]


@contextmanager
def _workers(root: Path, scratch: Path) -> Iterator[Running]:
    with _one(root, scratch, TOGETHER) as running:
        settle(running[1])  # the first worker answers before the second one is there
        yield running


@contextmanager
def _shared(root: Path, _: Path) -> Iterator[Running]:
    port = find_port()
    command = [sys.executable, "-m", "benchmark.served", "--share", "--port", str(port)]
    with ExitStack() as stack:
        servers = [stack.enter_context(run_server(command, root, port)) for _ in range(TOGETHER)]
        pids = [server.pid for server in servers]
        settle(pids)  # as above: either may have answered
        yield port, pids


@contextmanager
def _proxy(root: Path, scratch: Path) -> Iterator[Running]:
    program = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if program is None:
        raise NotMeasured(NO_NGINX)
    with ExitStack() as stack:
        running = [stack.enter_context(_one(root, scratch)) for _ in range(TOGETHER)]
        port = find_port()
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=scratch)))
        servers = "\n".join(f"    server 127.0.0.1:{each};" for each, _ in running)
        config = folder / "nginx.conf"
        shown = PROXY.format(servers=servers, listen=f"127.0.0.1:{port}", more=FOLDERS)
        config.write_text(f"daemon off;\npid {folder}/nginx.pid;\nerror_log stderr;\n{shown}", encoding="utf-8")
        proxy = subprocess.Popen([program, "-p", str(folder), "-c", str(config)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            _await(port, proxy)
            yield port, [proxy.pid, *(pid for _, pids in running for pid in pids)]
        finally:
            proxy.terminate()
            proxy.wait(10)


def settle(servers: Sequence[int], longest: float = 30.0) -> None:
    """Waits until processes have stopped working at their start."""
    ends = time.monotonic() + longest
    while time.monotonic() < ends:
        before = seconds_of([one for pid in servers for one in children_of(pid)])
        time.sleep(0.5)
        if seconds_of([one for pid in servers for one in children_of(pid)]) - before < 0.05:
            return


def _await(port: int, proxy: subprocess.Popen[bytes]) -> None:
    for _ in range(100):
        try:
            if fetch(port, "/healthz") == 200:
                return
        except OSError:
            time.sleep(0.1)
        if proxy.poll() is not None:
            break
    raise NotMeasured("nginx did not start")
