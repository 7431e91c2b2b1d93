"""Copies of the repository that a test may change, and a way to run a script in one."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.loader import ROOT

RunScript = Callable[..., "subprocess.CompletedProcess[str]"]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The data and the hand-written pages, in a place of their own."""
    for folder in ("kb/facts", "kb/questions", "kb/pages/templates", "docs", "overrides"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    for file in ("kb/subject.yaml", "kb/examples.json", "kb/sources.yaml", "kb/vocabulary.yaml", "mkdocs.yml"):
        shutil.copy(ROOT / file, tmp_path / file)
    if (ROOT / "kb/releases").is_dir():
        shutil.copytree(ROOT / "kb/releases", tmp_path / "kb/releases")
    return tmp_path


@pytest.fixture
def run_script(root: Path) -> RunScript:
    """Runs a script of this repository on the copy, without a copy of any source."""

    def run(name: str, *arguments: str, answers: str = "", **settings: str) -> subprocess.CompletedProcess[str]:
        inherited = {key: value for key, value in os.environ.items() if key != "KB_SOURCES"}
        extra = {"KB_ROOT": str(root), "KB_ENVIRONMENT": "current", "PYTHONUTF8": "1", **settings}
        command = [sys.executable, str(ROOT / "scripts" / name), *arguments]
        return subprocess.run(
            command, input=answers, env=inherited | extra, capture_output=True, text=True, encoding="utf-8", timeout=120, check=False
        )

    return run
