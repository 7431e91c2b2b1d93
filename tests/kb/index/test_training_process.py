"""Learning in a process of its own gives what learning here gives, and its failure is no failure."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from kb.index import aside
from kb.index.training import Example
from kb.index.training_process import train_aside

TEXTS: list[list[Example]] = [
    [("Which app reads events?", ("app", "read", "event")), ("the app that reads events", ("app", "read", "event"))] * 3,
    [("What keeps a token?", ("keep", "token")), ("the token's keeper", ("token", "keep"))] * 3,
]


def learn(folder: Path) -> dict[str, bytes]:
    folder.mkdir()
    with train_aside(TEXTS, folder) as finish:
        finish()
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_a_process_of_its_own_learns_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here = learn(tmp_path / "here")
    assert here
    monkeypatch.setattr(aside, "FEW", 0)
    monkeypatch.setattr(aside, "train_classifier", lambda *_: pytest.fail("it was learned here"))
    monkeypatch.setattr(aside.os, "cpu_count", lambda: 2)
    assert learn(tmp_path / "aside") == here


@pytest.mark.parametrize("python", ["/nowhere/python", "false"])
def test_where_no_process_learns_it_is_learned_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, python: str) -> None:
    here = learn(tmp_path / "here")
    monkeypatch.setattr(aside, "FEW", 0)
    monkeypatch.setattr(aside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(sys, "executable", python)
    assert learn(tmp_path / "aside") == here


def test_a_build_that_fails_leaves_no_process_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    started = []
    start = aside._start
    monkeypatch.setattr(aside, "FEW", 0)
    monkeypatch.setattr(aside.os, "cpu_count", lambda: 2)
    monkeypatch.setattr(aside, "_start", lambda *given: started.append(start(*given)) or started[0])
    with pytest.raises(OSError, match="disk full"), train_aside(TEXTS, tmp_path):
        raise OSError("disk full")
    assert [process.poll() is not None for process in started] == [True]
