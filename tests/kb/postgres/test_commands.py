"""`scripts/load_postgres`, from an empty database to a dropped release, and a question through what it loaded."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from kb.loader import ROOT
from kb.postgres.commands import run_load
from tests.kb.postgres.cluster import find_port
from tests.kb.repo import Repo


def test_an_empty_database_is_filled_listed_and_emptied(
    database: str, repo: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    repo.add("ZM-APP-001")
    monkeypatch.setenv("KB_ROOT", str(repo.root))
    monkeypatch.setenv("KB_POSTGRES", database)
    assert run_load(listing=True) == 1
    assert "no schema yet" in capsys.readouterr().err
    assert run_load(migrate_only=True) == 0
    assert capsys.readouterr().out == "migrated 0001_facts\n"
    assert run_load() == 0
    assert capsys.readouterr().out == "loaded unreleased, 1 facts; 1 in the database\n"
    assert run_load() == 0
    assert capsys.readouterr().out.startswith("loaded before:")
    assert run_load(listing=True) == 0
    digest, name, facts = capsys.readouterr().out.split()[:3]
    assert (len(digest), name, facts) == (32, "unreleased", "1")
    assert run_load(drop="0" * 33) == 1
    assert digest in capsys.readouterr().err
    assert run_load(drop=digest) == 0
    assert capsys.readouterr().out == f"dropped {digest}\n"


def test_without_a_server_the_command_says_what_to_set(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.delenv("KB_POSTGRES", raising=False)
    assert run_load() == 1
    assert "KB_POSTGRES" in capsys.readouterr().err
    assert run_load(f"host=127.0.0.1 port={find_port()} dbname=none") == 1
    assert "takes writes" in capsys.readouterr().err


def test_the_commands_of_the_page_work_one_after_the_other(database: str) -> None:
    def run(*command: str) -> subprocess.CompletedProcess[str]:
        settings = {**os.environ, "KB_POSTGRES": database, "KB_ENVIRONMENT": "current"}
        return subprocess.run(
            [sys.executable, str(ROOT / "scripts" / command[0]), *command[1:]],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=90,
            check=False,
            env=settings,
        )

    question = ("ask", "Which App ID do Zoom Rooms use with Application Permissions?")
    early = run(*question)
    assert early.returncode == 1
    assert "scripts/load_postgres" in early.stderr
    assert "Traceback" not in early.stderr
    assert run("load_postgres").returncode == 0
    answered = run(*question)
    assert answered.returncode == 0, answered.stderr
    assert "f56e91e5-5a82-452f-b435-d4d78aeaf064" in answered.stdout
