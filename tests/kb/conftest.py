"""A small repository of facts in a temporary folder, for tests that need wrong data."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kb.repo import Repo


@pytest.fixture
def repo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repo:
    monkeypatch.delenv("KB_SOURCES", raising=False)
    return Repo(tmp_path / "repo")
