"""Real PostgreSQL servers on loopback: a primary and a replica that streams from it, stopped and killed by their own pids."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import psycopg

START_SECONDS = 30.0
USER, DATABASE = "guide", "postgres"

ROOM = 1 << 30
"""Bytes that must be free in memory for the servers' files to lie there."""

SETTINGS = {
    "listen_addresses": "127.0.0.1",
    "unix_socket_directories": "",
    "fsync": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "max_connections": "60",
    "wal_level": "replica",
    "max_wal_senders": "4",
    "hot_standby": "on",
    "wal_receiver_status_interval": "1",
    "wal_retrieve_retry_interval": "200ms",
}


def find_tool(name: str) -> str | None:
    """One of PostgreSQL's programs: on the path, or where Debian keeps the servers; the newest counts."""
    kept = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"), key=lambda path: float(path.parts[-3]))
    return str(kept[-1]) if kept else shutil.which(name)


def run_as() -> dict[str, Any]:
    """Arguments for a process: PostgreSQL refuses to be root, so another account runs it then."""
    if os.geteuid() != 0:
        return {}
    import pwd  # Windows has none

    names = {entry.pw_name: entry for entry in pwd.getpwall()}
    account = names.get("postgres") or names["nobody"]
    return {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}


@dataclass
class Server:
    """One server process with its own folder and port."""

    folder: Path
    port: int
    process: subprocess.Popen[bytes] | None = None

    @property
    def where(self) -> str:
        return f"host=127.0.0.1 port={self.port} user={USER} dbname={DATABASE}"

    def start(self) -> None:
        """Starts it and waits until it answers. After a kill the old processes may still be letting go of its memory."""
        options = [part for name, value in SETTINGS.items() for part in ("-c", f"{name}={value}")]
        tool = find_tool("postgres")
        assert tool
        ends = time.monotonic() + START_SECONDS
        while True:
            assert time.monotonic() < ends, (self.folder / "log").read_text(encoding="utf-8", errors="replace")[-4000:]
            if self.process is None or self.process.poll() is not None:
                with (self.folder / "log").open("ab") as log:
                    self.process = subprocess.Popen(
                        [tool, "-D", str(self.folder), "-p", str(self.port), *options], stdout=log, stderr=log, cwd=self.folder, **run_as()
                    )
            try:
                psycopg.connect(self.where, connect_timeout=2).close()
                return
            except psycopg.OperationalError:
                time.sleep(0.05)

    def kill(self) -> None:
        """Kills it without a word, as a machine that loses power."""
        assert self.process
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """Stops it, however it is."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)  # fast shutdown
            try:
                self.process.wait(10)
            except subprocess.TimeoutExpired:
                self.kill()

    def query(self, text: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.where, autocommit=True) as connection:
            found = connection.execute(text.encode())
            return found.fetchall() if found.description else []


@dataclass
class Cluster:
    """A primary and its replica."""

    folder: Path
    primary: Server = field(init=False)
    replica: Server = field(init=False)

    def __post_init__(self) -> None:
        self.primary = Server(self.folder / "primary", find_port())
        self.replica = Server(self.folder / "replica", find_port())

    @property
    def where(self) -> str:
        """Both, as `KB_POSTGRES` names them."""
        return f"host=127.0.0.1,127.0.0.1 port={self.primary.port},{self.replica.port} user={USER} dbname={DATABASE}"

    def start(self) -> None:
        run("initdb", "-D", self.primary.folder, f"--username={USER}", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync")
        self.primary.start()
        source = self.primary.where.replace(f" dbname={DATABASE}", "")
        run("pg_basebackup", "-d", source, "-D", self.replica.folder, "-R", "-X", "stream", "-c", "fast", "--no-sync")
        self.replica.start()

    def catch_up(self) -> None:
        """Waits until the replica has everything the primary has written."""
        [(wanted,)] = self.primary.query("SELECT pg_current_wal_lsn()")
        ends = time.monotonic() + START_SECONDS
        while self.replica.query(f"SELECT pg_last_wal_replay_lsn() >= '{wanted}'::pg_lsn") != [(True,)]:
            assert time.monotonic() < ends, "the replica does not follow"
            time.sleep(0.02)

    def stop(self) -> None:
        self.replica.stop()
        self.primary.stop()


def make_folder() -> Path:
    """A folder that the account of the servers may use; pytest's own are closed to others. In memory where there is room: quicker."""
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    folder = Path(tempfile.mkdtemp(prefix="kb-postgres-", dir=memory if roomy else None))
    account = run_as()
    if account:
        os.chown(folder, account["user"], account["group"])
    return folder


def find_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def run(name: str, *arguments: str | Path) -> None:
    tool = find_tool(name)
    assert tool, name
    done = subprocess.run([tool, *map(str, arguments)], capture_output=True, text=True, timeout=60, check=False, cwd="/", **run_as())
    assert done.returncode == 0, done.stderr
