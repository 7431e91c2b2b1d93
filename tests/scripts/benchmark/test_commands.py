"""One part that fails stops no other, and everything that is missing is told in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmark import commands
from benchmark.children import NotMeasured, run_task
from benchmark.commands import Wishes, run_bench
from benchmark.plan import Plan
from benchmark.result import JSON, PAGE
from benchmark.wrk import Requests, send


def measured(_: Plan) -> dict[str, Any]:
    return {"api": {"reason": "nobody asked"}}


def missing(_: Plan) -> dict[str, Any]:
    raise NotMeasured("there is no wrk")


def broken(_: Plan) -> dict[str, Any]:
    raise ZeroDivisionError("by zero")


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(commands, "PARTS", {"http": measured, "scaling": missing, "start": broken})
    monkeypatch.setattr(commands, "QUICK", tmp_path / "scratch")


def run(folder: Path, *only: str, **wishes: bool) -> dict[str, Any]:
    assert run_bench(Wishes(only=only, output=folder, **wishes)) == 0
    assert (folder / PAGE).is_file()
    found: dict[str, Any] = json.loads((folder / JSON).read_text(encoding="utf-8"))["parts"]
    return found


def test_a_part_that_fails_stops_no_other(parts: None, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(tmp_path)
    assert found["http"]["found"] == {"api": {"reason": "nobody asked"}}
    assert (found["scaling"]["reason"], found["start"]["reason"]) == ("there is no wrk", "ZeroDivisionError: by zero")
    assert "not measured  Ask over HTTP, every question new: nobody asked" in capsys.readouterr().out
    assert list((tmp_path / "scratch").iterdir()) == []


def test_one_part_alone_keeps_the_others(parts: None, tmp_path: Path) -> None:
    run(tmp_path)
    found = run(tmp_path, "http", quick=True)
    assert found["http"]["quick"] is True
    assert found["start"]["reason"] == "ZeroDivisionError: by zero"


def test_the_page_is_made_again_without_measuring(parts: None, tmp_path: Path) -> None:
    run(tmp_path)
    page = (tmp_path / PAGE).read_text(encoding="utf-8")
    (tmp_path / PAGE).unlink()
    run(tmp_path, render=True)
    assert (tmp_path / PAGE).read_text(encoding="utf-8") == page


def test_nothing_measured_is_a_failure(
    parts: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run_bench(Wishes(only=["nothing"], output=tmp_path)) == 1
    assert "There is no part nothing. Parts: http, scaling, start." in capsys.readouterr().err
    assert run_bench(Wishes(render=True, output=tmp_path)) == 1
    assert "run scripts/bench first" in capsys.readouterr().err
    assert run_bench(Wishes(only=["scaling"], output=tmp_path)) == 1


@pytest.mark.parametrize("text", ["{", "[]", '{"form": 0, "parts": {}}'])
def test_a_damaged_or_older_result_is_named_and_measured_anew(
    parts: None, tmp_path: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / JSON).write_text(text, encoding="utf-8")
    assert run_bench(Wishes(render=True, output=tmp_path)) == 1
    assert "delete it and run scripts/bench again" in capsys.readouterr().err
    assert list(run(tmp_path, "http")) == ["http"]


def test_a_task_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"stopped after 0 s"):
        run_task("write_texts", 0.05, size=5000, file=str(tmp_path / "texts.json"))


def test_a_task_that_fails_says_why(tmp_path: Path) -> None:
    with pytest.raises(NotMeasured, match=r"failed: FileNotFoundError.*texts\.json"):
        run_task("build_peer", 30, engine="fts5", file=str(tmp_path / "texts.json"), folder=str(tmp_path))


def test_without_wrk_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotMeasured, match="apt install wrk"):
        send(1, Requests(tmp_path / "requests.txt"), 1)
