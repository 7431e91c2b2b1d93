"""A small repository whose source can be altered, with the copy it was read from."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.kb.drift.guide import LINES, fill
from tests.kb.repo import Repo


@pytest.fixture
def guide(repo: Repo) -> Repo:
    return fill(repo)


@pytest.fixture
def read(guide: Repo) -> Path:
    """The copy that the facts were read from."""
    return guide.root / guide.write("aside/read.txt", "\n".join(LINES))
