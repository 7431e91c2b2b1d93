"""The steps of `scripts/test`: each with a headline and its time, then a summary and one closing line of counts."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import xml.etree.ElementTree as ElementTree
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.terminal import paint, show_seconds

ROOT = Path(__file__).resolve().parents[1]
RESULTS = ROOT / ".kb" / "tests.xml"


@dataclass(frozen=True)
class StepResult:
    """How a step went.

    Attributes:
        name: The step.
        seconds: How long it took.
        passed: What passed: tests for pytest, 1 or 0 for any other step.
        failed: What failed, counted the same way.
    """

    name: str
    seconds: float
    passed: int
    failed: int


def list_steps(pytest_arguments: Sequence[str]) -> dict[str, list[str]]:
    """Step → its command; the quick ones first."""
    python = sys.executable
    scripts = sorted(str(path.relative_to(ROOT)) for path in (ROOT / "scripts").iterdir() if path.is_file())
    folders = ["scripts/benchmark", "scripts/evaluation"]
    # Tests of one file share what is dear to make, so a file stays with one process.
    pytest = [
        python,
        "-m",
        "pytest",
        "--numprocesses=auto",
        "--maxprocesses=4",
        "--dist=loadfile",
        f"--junitxml={RESULTS}",
        *pytest_arguments,
    ]
    return {
        "style": [python, "-m", "ruff", "check", "--quiet"],
        "format": [python, "-m", "ruff", "format", "--check", "--quiet"],
        "types": [python, "-m", "mypy", "--scripts-are-modules", "--no-error-summary", "kb", "api", *folders, *scripts],
        "facts": [python, "scripts/check_facts"],
        "site": [python, "scripts/build_docs"],
        "zensical": [python, "scripts/check_zensical"],
        "pytest": pytest,
    }


def run_steps(pytest_arguments: Sequence[str] = (), only: Sequence[str] | None = None) -> int:
    """Runs the steps and prints the summary; returns 0 when all passed, else 1."""
    steps = list_steps(pytest_arguments)
    if unknown := set(only or ()) - set(steps):
        print(f"There is no step {', '.join(sorted(unknown))}. Steps: {', '.join(steps)}.", file=sys.stderr)
        return 2
    outcomes = [run_step(name, command) for name, command in steps.items() if not only or name in only]
    print()
    for outcome in outcomes:
        verdict = paint("failed", "red", sys.stdout) if outcome.failed else paint("passed", "green", sys.stdout)
        print(f"{outcome.name:10}{show_seconds(outcome.seconds):>12}  {verdict}")
    passed, failed = sum(outcome.passed for outcome in outcomes), sum(outcome.failed for outcome in outcomes)
    print(f"\nTests and other steps in {show_seconds(sum(outcome.seconds for outcome in outcomes))}:\n{passed} passed, {failed} failed")
    return 1 if failed else 0


def run_step(name: str, command: list[str]) -> StepResult:
    """Runs one step in the repository, with its output shown as it comes."""
    print(paint(f"── {name}", "bold", sys.stdout), flush=True)
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.unlink(missing_ok=True)
    started = time.monotonic()
    code = subprocess.run(command, cwd=ROOT, env=os.environ | {"PYTHONUTF8": "1"}, check=False).returncode
    seconds = time.monotonic() - started
    passed, failed = (0, 1) if code else (1, 0)
    if name == "pytest" and RESULTS.is_file():
        passed, failed = count_tests(RESULTS)
        failed = max(failed, 1 if code else 0)
    return StepResult(name, seconds, passed, failed)


def count_tests(results: Path) -> tuple[int, int]:
    """Passed and failed tests in pytest's JUnit file; a skipped one counts as neither."""
    suites = ElementTree.parse(results).getroot().iter("testsuite")  # noqa: S314  pytest wrote this file a moment ago
    counts = [{key: int(suite.get(key, "0")) for key in ("tests", "failures", "errors", "skipped")} for suite in suites]
    failed = sum(count["failures"] + count["errors"] for count in counts)
    return sum(count["tests"] - count["skipped"] for count in counts) - failed, failed
