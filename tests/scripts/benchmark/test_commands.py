"""One part that fails stops no other, and everything that is missing is told in words."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from benchmark import commands
from benchmark.children import NotMeasured, run_task
from benchmark.commands import run_bench
from benchmark.page import BY_HAND, JSON, PAGE
from benchmark.plan import Plan
from benchmark.rows import Row
from benchmark.wrk import Requests, send


def measured(_: Plan) -> list[Row]:
    return [
        Row("ours", "9 real facts", "ms", [2.0, 3.0, 1.0], "tantivy", [1.0, 1.0, 1.0], most=1.0),
        Row("mcp", "9 real facts", missing="nobody asked", least=1.0),
    ]


def missing(_: Plan) -> list[Row]:
    raise NotMeasured("there is no wrk")


def broken(_: Plan) -> list[Row]:
    raise ZeroDivisionError("by zero")


@pytest.fixture(autouse=True)
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(commands, "PARTS", {"search": measured, "http": missing, "start": broken})
    monkeypatch.setattr(commands, "OUTPUT", tmp_path / "scratch")


def run(folder: Path, *only: str, quick: bool = False) -> dict[str, Any]:
    assert run_bench(quick, only, folder) == 0
    found: dict[str, Any] = json.loads((folder / JSON).read_text(encoding="utf-8"))["parts"]
    return found


def test_a_part_that_fails_stops_no_other(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    found = run(tmp_path)
    assert (found["http"]["reason"], found["start"]["reason"]) == ("there is no wrk", "ZeroDivisionError: by zero")
    assert (
        "ours; 9 real facts; 2.00\u00a0ms (1.00\u00a0ms to 3.00\u00a0ms); tantivy; 2.00× (1.00× to 3.00×); ≤ 1.00×; missed"
        in capsys.readouterr().out
    )
    assert list((tmp_path / "scratch").iterdir()) == []


def test_the_page_says_what_was_measured_how_far_it_moved_and_how_to_repeat_it(tmp_path: Path) -> None:
    run(tmp_path, quick=True)
    page = (tmp_path / PAGE).read_text(encoding="utf-8").replace("\u00a0", " ")
    assert "| ours | 9 real facts | 2.00 ms (1.00 ms to 3.00 ms) | tantivy | 2.00× (1.00× to 3.00×) | ≤ 1.00× | **missed** |" in page
    assert "| mcp | 9 real facts | not measured: nobody asked |" in page
    assert "Not measured: there is no wrk." in page
    assert "again with `scripts/bench --only search --quick`." in page


def test_one_part_alone_keeps_the_others_and_what_a_person_wrote(tmp_path: Path) -> None:
    run(tmp_path)
    page = tmp_path / PAGE
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{BY_HAND}\n\nBy hand.\n", encoding="utf-8")
    found = run(tmp_path, "search")
    assert found["start"]["reason"] == "ZeroDivisionError: by zero"
    assert page.read_text(encoding="utf-8").endswith(f"`.\n\n{BY_HAND}\n\nBy hand.\n")


def test_figures_of_an_older_form_are_measured_anew(tmp_path: Path) -> None:
    (tmp_path / JSON).write_text('{"form": 2, "parts": {"site": {}}}', encoding="utf-8")
    assert list(run(tmp_path, "search")) == ["search"]


def test_nothing_measured_is_a_failure(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_bench(only=["nothing"], output=tmp_path) == 1
    assert "There is no part nothing. Parts: search, http, start." in capsys.readouterr().err
    assert run_bench(only=["http"], output=tmp_path) == 1


def test_a_task_that_takes_too_long_is_stopped() -> None:
    with pytest.raises(NotMeasured, match=r"stopped after 0 s"):
        run_task("benchmark.searching", 0.05, 2000, 1, 1)


def test_a_task_that_fails_says_why() -> None:
    with pytest.raises(NotMeasured, match="failed: ValueError"):
        run_task("benchmark.searching", 30, "many", 1, 1)


def test_without_wrk_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(NotMeasured, match="apt install wrk"):
        send(1, Requests(tmp_path / "requests.txt"), 1)
