"""Starts the server: facts checked, site and index up to date, the port free, and one welcome when it answers."""

from __future__ import annotations

import contextlib
import errno
import logging
import os
import signal
import socket
import sys
import threading
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote_plus

import uvicorn
from uvicorn.config import STARTUP_FAILURE
from uvicorn.supervisors import Multiprocess

from api.app import create_app
from api.feedback import VARIABLE, FeedbackFile
from api.guide import LOG, Guide, load_guide
from api.workers import Workers
from kb.errors import KbError
from kb.loader import find_root
from kb.pages.site_url import read_site_url
from kb.subject import subject
from kb.terminal import Step, paint

QUESTION = quote_plus(subject().example.question.rstrip("?"))
EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104  listening everywhere is the user's choice; people then open this host
WELCOME_SECONDS = 60.0
GRACE_SECONDS = 10
"""Seconds that requests under way have to end once the server is told to stop."""


class PortTaken(KbError):
    """The address cannot be listened on; the message says why and what to do."""


def serve(host: str, port: int, workers: int, feedback: str | None = None) -> int:
    """Serves until it is stopped.

    Args:
        host: Address to listen on.
        port: Port to listen on; 0 picks a free one.
        workers: Server processes, at least 1.
        feedback: The file that keeps feedback; without it the one that the environment names, if any.

    Returns:
        The exit code: 0 when stopped by a person or with SIGTERM, 1 when it, or a worker later on, could not start.
    """
    root = find_root()
    try:
        if workers < 1:
            raise KbError(f"--workers {workers}: at least one process is needed")
        if feedback:
            os.environ[VARIABLE] = str(Path(feedback).absolute())  # As KB_ROOT below.
        FeedbackFile.named_by(os.environ.get(VARIABLE))
        read_site_url()
        port = claim_port(host, port)
        guide = load_with_progress(root)
    except KbError as error:
        print(error, file=sys.stderr)
        return 1
    os.environ["KB_ROOT"] = str(root)  # The workers are processes of their own and read it there.
    threading.Thread(target=greet, args=(host, port), daemon=True).start()
    # No access log: an address holds the question, and questions are not kept.
    settings: dict[str, Any] = {
        "host": host,
        "port": port,
        "log_level": "warning",
        "access_log": False,
        "timeout_graceful_shutdown": GRACE_SECONDS,
    }
    code = 0
    with contextlib.suppress(KeyboardInterrupt):
        if workers == 1:
            # uvicorn sends itself the signal anew once it has ended well, which would make a death of it.
            signal.signal(signal.SIGTERM, lambda *_: None)
            uvicorn.run(create_app(root, load=lambda _: guide), **settings)
        else:
            code = run_workers("api.app:create_app", factory=True, workers=workers, **settings)
    print("Stopped: a worker could not start; the lines above say why." if code else "Stopped.", file=sys.stderr)
    return code


def run_workers(app: str, **settings: Any) -> int:
    """Serves an application with several processes until they are stopped.

    Args:
        app: Where it is, as uvicorn names it.
        settings: uvicorn's.

    Returns:
        The exit code: 0 when stopped by a person, 1 when a worker could not start.
    """
    config = Workers(app, **settings)
    several = Multiprocess(config, [config.bind_socket()])
    several.run()
    return int(any(process.exitcode == STARTUP_FAILURE for process in several.processes))


def load_with_progress(root: Path) -> Guide:
    """Checks the facts and brings index and site up to date, with a line that says what is under way.

    Raises:
        KbError: The facts do not hold together, or the site cannot be built.
    """
    with Step("Preparing facts, index and site") as step:
        listener = logging.Handler()
        listener.emit = lambda record: step.note(record.getMessage())  # type: ignore[method-assign]
        LOG.addHandler(listener)
        LOG.setLevel(logging.INFO)
        try:
            return load_guide(root)
        finally:
            LOG.removeHandler(listener)
            LOG.setLevel(logging.NOTSET)


def claim_port(host: str, port: int) -> int:
    """Makes sure that the address can be listened on, before anything is built.

    Returns:
        The port; a free one when 0 was asked for.

    Raises:
        PortTaken: It cannot; says why.
    """
    if not 0 <= port <= 65535:
        raise PortTaken(f"--port {port}: a port is a number from 0 to 65535")
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)[0]
        with socket.socket(family, kind) as probe:
            if os.name != "nt":  # On Windows this option lets two servers share a port.
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            return int(probe.getsockname()[1])
    except OSError as error:
        reasons = {
            errno.EADDRINUSE: f"Port {port} is taken by another program (perhaps this server, started before). Try --port {port % 65535 + 1}.",
            errno.EACCES: f"Port {port} may not be used by this account. Try --port {port + 8000 if port < 1024 else 8000}.",
            errno.EADDRNOTAVAIL: f"--host {host}: this machine has no such address. Try 127.0.0.1, or 0.0.0.0 for all its networks.",
        }
        if isinstance(error, socket.gaierror):
            raise PortTaken(f"--host {host}: there is no such name. Try 127.0.0.1, or 0.0.0.0 for all networks.") from error
        raise PortTaken(reasons.get(error.errno or 0, f"Cannot listen on {host} port {port}: {error}")) from error


def greet(host: str, port: int) -> None:
    """Waits until the server accepts connections, then prints where it is and how to ask and stop."""
    reached = EVERYWHERE.get(host, host)
    ends = time.monotonic() + WELCOME_SECONDS
    while time.monotonic() < ends:
        try:
            socket.create_connection((reached, port), timeout=1).close()
            break
        except OSError:
            time.sleep(0.05)
    else:
        return
    address = f"http://{f'[{reached}]' if ':' in reached else reached}:{port}"
    print(f"\n  Read   {paint(address, 'bold', sys.stdout)}\n  Ask    curl '{address}/?ask={QUESTION}'\n  Stop   Ctrl-C\n", flush=True)
