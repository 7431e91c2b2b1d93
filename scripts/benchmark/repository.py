"""Copies of the repository to serve, and the scripts run in them."""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
from pathlib import Path

from benchmark.children import NotMeasured, settings
from benchmark.plan import Plan
from benchmark.sets import copy_repository
from kb.loader import ROOT

LONGEST = 600.0
"""Seconds that a script may take."""


def prepare_repository(plan: Plan) -> Path:
    """A copy of the repository with its index and site built; made once for a whole run.

    Raises:
        NotMeasured: A script failed.
    """
    root = plan.scratch / "real"
    if not (root / ".kb" / "site").is_dir():
        plan.note("preparing facts, index and site")
        shutil.rmtree(root, ignore_errors=True)  # what a failed preparation left
        copy_repository(root)
        for script in ("build_index", "build_docs"):
            run_script(script, root)
    return root


def run_script(name: str, root: Path) -> float:
    """Runs a script of this repository on a copy; returns the seconds it took.

    Raises:
        NotMeasured: It failed, or took longer than `LONGEST`.
    """
    started = time.perf_counter()
    try:
        done = subprocess.run(
            [sys.executable, str(ROOT / "scripts" / name)], env=settings(root), capture_output=True, text=True, timeout=LONGEST, check=False
        )
    except subprocess.TimeoutExpired:
        raise NotMeasured(f"scripts/{name} was stopped after {LONGEST:.0f} s") from None
    if done.returncode:
        said = (done.stderr or done.stdout).strip().splitlines()
        raise NotMeasured(f"scripts/{name} failed: {said[-1][:200] if said else 'it said nothing'}")
    return time.perf_counter() - started
