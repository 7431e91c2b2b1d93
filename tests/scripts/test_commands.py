"""Every command explains itself, is documented, and can be run by anybody."""

from __future__ import annotations

import ast
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kb.loader import ROOT
from steps import count_tests

COMMANDS = sorted(path.name for path in (ROOT / "scripts").iterdir() if path.is_file() and not path.suffix)
DOCUMENTS = "".join((ROOT / name).read_text(encoding="utf-8") for name in ("README.md", "CONTRIBUTING.md"))


def test_there_are_commands() -> None:
    assert {"serve", "test", "check_facts", "new_fact", "build_docs", "build_index", "ask", "export_schema"} <= set(COMMANDS)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_before_anything_is_installed(name: str) -> None:
    # Python alone, without site-packages: help must not need the environment.
    command = [sys.executable, "-S", str(ROOT / "scripts" / name), "--help"]
    done = subprocess.run(command, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 0, done.stderr
    text = ast.get_docstring(ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"))) or ""
    assert " ".join(text.split())[:30] in " ".join(done.stdout.split())


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_is_documented(name: str) -> None:
    assert f"scripts/{name}" in DOCUMENTS


@pytest.mark.parametrize("name", COMMANDS)
def test_an_option_of_a_documented_command_exists(name: str) -> None:
    row = re.search(rf"^\| `scripts/{name}` \|(.*)$", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert row, f"README.md has no row for scripts/{name}"
    source = (ROOT / "scripts" / name).read_text(encoding="utf-8")
    for option in re.findall(r"`(--[a-z-]+)", row[1]):
        assert f'"{option}"' in source, f"README.md names {option}, which scripts/{name} does not have"


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_can_be_started(name: str) -> None:
    path = ROOT / "scripts" / name
    assert path.read_bytes().startswith(b"#!/usr/bin/env python3\n")
    if os.name != "nt":
        assert os.access(path, os.X_OK), f"chmod +x scripts/{name}"


@pytest.mark.parametrize("name", [*COMMANDS, "environment.py"])
def test_an_old_python_can_read_what_turns_it_away(name: str) -> None:
    ast.parse((ROOT / "scripts" / name).read_text(encoding="utf-8"), feature_version=(3, 8))


def test_an_old_python_is_told_what_to_do() -> None:
    code = "import sys; sys.version_info = (3, 8, 1, 'final', 0); sys.argv = ['scripts/serve']; import environment"
    environment = {"PATH": "", "PYTHONPATH": str(ROOT / "scripts"), "SYSTEMROOT": os.environ.get("SYSTEMROOT", "")}
    done = subprocess.run([sys.executable, "-c", code], env=environment, capture_output=True, text=True, timeout=30, check=False)
    assert done.returncode == 1
    assert "Python 3.11 or newer" in done.stderr
    assert "is Python 3.8" in done.stderr


def test_the_counts_of_a_test_run_are_read_from_its_results(tmp_path: Path) -> None:
    results = tmp_path / "tests.xml"
    results.write_text('<testsuites><testsuite tests="7" failures="1" errors="1" skipped="2"/></testsuites>', encoding="utf-8")
    assert count_tests(results) == (3, 2)
