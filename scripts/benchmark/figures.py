"""Small measures: times, sizes, memory, and ranks."""

from __future__ import annotations

import ctypes
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

DEPTH = 10
"""Places that are looked at for a wanted fact."""


def spread(seconds: Iterable[float]) -> dict[str, float]:
    """Median and 99th percentile in milliseconds, and how many there were."""
    ordered = sorted(1000 * one for one in seconds)
    return {"p50": round(at(ordered, 0.5), 4), "p99": round(at(ordered, 0.99), 4), "count": len(ordered)}


def at(ordered: Sequence[float], share: float) -> float:
    """The value that this share of sorted values does not exceed."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]


def time_each(call: Callable[[str], object], questions: Iterable[str], budget: float) -> list[float]:
    """Seconds that each call took; stops after ``budget`` seconds in all, but not before one call."""
    took: list[float] = []
    ends = time.perf_counter() + budget
    for question in questions:
        started = time.perf_counter()
        call(question)
        ended = time.perf_counter()
        took.append(ended - started)
        if ended > ends:
            break
    return took


def measure_mrr(find: Callable[[str], Sequence[str]], asked: Mapping[str, str], budget: float) -> float:
    """Mean reciprocal rank, within `DEPTH` places, of the one fact that each question was written for."""
    total, count = 0.0, 0
    ends = time.perf_counter() + budget
    for question, wanted in asked.items():
        found = list(find(question))[:DEPTH]
        total += 1 / (found.index(wanted) + 1) if wanted in found else 0.0
        count += 1
        if time.perf_counter() > ends:
            break
    return round(total / count, 4)


def size_of(folder: Path) -> int:
    """Bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def memory_of(pid: int | None = None) -> int:
    """Bytes of memory that a process (this one, where none is named) holds; after a collection where it is this one."""
    if pid is None:
        gc.collect()
        if sys.platform == "linux":
            ctypes.CDLL(None).malloc_trim(0)  # what was freed goes back, so that it is not counted for what comes next
    done = subprocess.run(["ps", "-o", "rss=", "-p", str(pid or os.getpid())], capture_output=True, text=True, check=True)  # noqa: S607  ps is where the system has it
    return 1024 * int(done.stdout)


def seconds_of(pids: Iterable[int]) -> float:
    """Seconds of processor time that processes have used; 0 for those of other systems than Linux."""
    ticks = 0
    for pid in pids:
        status = Path(f"/proc/{pid}/stat")
        if status.is_file():
            after_name = status.read_text(encoding="ascii", errors="replace").rsplit(")", 1)[1].split()
            ticks += int(after_name[11]) + int(after_name[12])
    return ticks / os.sysconf("SC_CLK_TCK") if hasattr(os, "sysconf") else 0.0


def children_of(pid: int) -> list[int]:
    """A process and those that it started, on Linux; elsewhere the process alone."""
    found = [pid]
    for one in found:
        listed = Path(f"/proc/{one}/task/{one}/children")
        if listed.is_file():
            found += [int(child) for child in listed.read_text(encoding="ascii").split()]
    return found
