"""`check_facts` says everything that is wrong, and its exit code says whether anything is."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from kb.loader import fact_files

RunScript = Callable[..., CompletedProcess[str]]


def test_the_real_facts_have_no_problem(run_script: RunScript, root: Path) -> None:
    done = run_script("check_facts")
    assert done.returncode == 0, done.stdout
    assert done.stdout.splitlines()[-1] == f"{len(fact_files(root))} facts, 0 problems"
    assert "no local copy" in done.stderr


def test_all_problems_are_listed_with_their_count(run_script: RunScript, root: Path) -> None:
    first, second = fact_files(root)[:2]
    first.write_text(first.read_text(encoding="utf-8").replace("kind:", "knd:", 1), encoding="utf-8")
    second.write_text(second.read_text(encoding="utf-8").replace("    title:", "    titel: x\n    title:", 1), encoding="utf-8")
    done = run_script("check_facts")
    assert done.returncode == 1
    lines = done.stdout.splitlines()
    for path in (first, second):
        assert any(re.match(rf"{re.escape(path.relative_to(root).as_posix())}:\d+: .*\[[a-z-]+\] ", line) for line in lines)
    assert re.fullmatch(r"\d+ facts, \d+ problems", lines[-1])
    assert int(lines[-1].split()[2]) == len(lines) - 1


def test_a_stamp_without_a_copy_of_the_source_says_what_is_missing(run_script: RunScript, root: Path) -> None:
    path = fact_files(root)[0]
    path.write_text(re.sub(r"\n\s+digests: \[[^\]]*\]", "", path.read_text(encoding="utf-8")), encoding="utf-8")
    done = run_script("check_facts", "--stamp")
    assert done.returncode == 1
    assert "KB_SOURCES" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_schema_is_kept_up_to_date(run_script: RunScript, root: Path) -> None:
    assert run_script("export_schema").stdout == "kb/facts.schema.json: written\n"
    assert run_script("export_schema").stdout == "kb/facts.schema.json: up to date\n"


@pytest.mark.parametrize("command", ["build_docs", "build_index", "serve"])
def test_wrong_facts_stop_every_builder(run_script: RunScript, root: Path, command: str) -> None:
    fact_files(root)[0].write_text("id: [\n", encoding="utf-8")
    done = run_script(command, *(["--port", "0"] if command == "serve" else []))
    assert done.returncode == 1
    assert "[bad-yaml]" in done.stderr
    assert "Traceback" not in done.stderr
