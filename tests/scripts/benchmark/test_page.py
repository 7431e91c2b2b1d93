"""The page is made of the figures alone, and says of each target whether it was reached."""

from __future__ import annotations

import copy
import re
import xml.etree.ElementTree as ElementTree
from itertools import pairwise
from typing import Any

import pytest

from benchmark.commands import DOCS
from benchmark.page import render_page, render_targets
from benchmark.plots import draw_lines
from benchmark.result import PAGE, load_result
from benchmark.targets import judge

SPREAD = {"p50": 0.5, "p99": 2.0, "count": 10}
COSTS = {"build_seconds": 1.0, "bytes": 1000, "memory": 2000, "open_seconds": 0.1, "search": SPREAD, "mrr": 0.5}
OURS = {**COSTS, "facts": 2000, "retrieve": SPREAD, "words": {**SPREAD, "mrr": 0.5}, "answer": {"p50": 1.0, "p99": 5.0, "count": 10}}
LOAD = {"floor": 1000.0, "share": 1.0, "full": {"rate": 1000.0, "server_cores": 0.5, "wrk_cores": 0.1}, "half": {"p50": 1.0, "p99": 5.0}}


def of(found: dict[str, Any]) -> dict[str, Any]:
    return {"found": found, "date": "2026-11-23", "quick": False, "seconds": 1.0}


@pytest.fixture
def result() -> dict[str, Any]:
    sizes = {"real": 240, "100": 100, "2000": 2000, "20000": 20_000, "100000": 100_000}
    systems = {"ours": OURS, "tantivy": COSTS, "bm25s": {"reason": "failed: no memory"}}
    parts = {
        "search": of({name: {"facts": facts, "systems": copy.deepcopy(systems)} for name, facts in sizes.items()}),
        "http": of({"constant": LOAD, "within": LOAD, "api": LOAD, "cached": LOAD, "mcp": {"reason": "the answer is no good"}}),
        "start": of({"warm_seconds": 1.0, "warm_starts": 3, "cold_seconds": 3.0, "memory_first": 1e8, "memory_asked": 1.1e8}),
        "site": of({"real": {"facts": 240, "full_seconds": 6.0, "changed_seconds": 5.0, "unchanged_seconds": 1.0, "bytes": 7e6}}),
        "profile": of({"real": {"facts": 240, "questions": 9, "modules": {"kb.a": 0.9}, "functions": {"kb.a: f": 0.9}}}),
        "scaling": {"reason": "wrk is not installed", "date": "2026-11-23"},
    }
    machine = {"processor": "a processor", "cores": 2, "memory_gb": 8, "system": "Linux", "python": "3.11"}
    return {"machine": machine, "versions": {"whoosh": "2.7.4"}, "parts": parts}


def test_the_committed_page_is_made_of_the_committed_figures() -> None:
    page = (DOCS / PAGE).read_text(encoding="utf-8")
    assert page == render_page(load_result(DOCS)), "run scripts/bench --render"


def test_reached_targets_are_shown_as_reached(result: dict[str, Any]) -> None:
    verdicts = {each.what: each.met for each in judge(result)}
    assert verdicts.pop("Site built from nothing, 2,000 facts") is None
    assert all(verdicts.values()), verdicts
    assert "{ #bounds }" not in render_page(result)


def test_a_missed_target_is_shown_as_missed_with_what_bounds_it(result: dict[str, Any]) -> None:
    result["parts"]["search"]["found"]["2000"]["systems"]["ours"]["words"] = {"p50": 0.6, "p99": 3.0, "count": 10, "mrr": 0.5}
    result["parts"]["http"]["found"]["api"] = {"share": 0.299, "full": {"rate": 299.0}, "half": {"p50": 9.0, "p99": 10.0}}
    missed = {each.what: each for each in judge(result) if each.met is False}
    assert list(missed) == [
        "Ask over HTTP, every question new",
        "… its 99th percentile at half load",
        "Search by words beside tantivy, 2,000 invented facts, medians",
    ]
    assert missed["Ask over HTTP, every question new"].found == "30\u00a0%"
    page = render_page(result)
    assert page.count("**missed**") == 3
    assert "An answer takes 1.00 ms in-process, a request to the constant route 1.00 ms." in page.replace("\u00a0", " ")
    assert "missed        Ask over HTTP, every question new" in render_targets(result)


def test_an_index_that_could_not_be_built_is_a_missed_target(result: dict[str, Any]) -> None:
    result["parts"]["search"]["found"]["20000"]["systems"]["ours"] = {"reason": "stopped after 90 s"}
    [index] = [each for each in judge(result) if each.what.startswith("Index built")]
    assert (index.met, index.found) == (False, "stopped after 90 s")
    assert "- 20,000 facts: stopped after 90 s" in render_page(result)


def test_what_was_not_measured_is_told_with_its_reason(result: dict[str, Any]) -> None:
    page = render_page(result)
    assert "Not measured: wrk is not installed." in page
    assert "not measured: the answer is no good" in page
    assert "not measured: failed: no memory" in page


def test_nothing_measured_is_a_page_as_well(result: dict[str, Any]) -> None:
    page = render_page({**result, "parts": {}})
    assert page.count("| not measured |") == len(judge({"parts": {}}))
    assert "reached |" not in page


def test_a_quick_look_says_so(result: dict[str, Any]) -> None:
    assert "A quick look" not in render_page(result)
    result["parts"]["http"]["quick"] = True
    assert "A quick look" in render_page(result)


def test_plots_are_whole_drawings_that_load_nothing(result: dict[str, Any]) -> None:
    page = render_page(result)
    drawings = re.findall(r"<figure.*?</figure>", page, re.DOTALL)
    assert len(drawings) == 3
    for drawing in drawings:
        ElementTree.fromstring(drawing)
        assert "\n\n" not in drawing, "a blank line would end the HTML in Markdown"
        assert "style=" not in drawing
        assert set(re.findall(r"https?://[^\"]+", drawing)) == {"http://www.w3.org/2000/svg"}


def test_names_of_lines_do_not_stand_on_each_other() -> None:
    drawn = draw_lines("plot", "Title", "Text", {f"line {at}": [(100, 1 + at / 100), (1000, 2 + at / 100)] for at in range(6)}, "ms")
    heights = sorted(float(y) for y in re.findall(r'class="name[^"]*" x="[\d.]+" y="([\d.]+)"', drawn))
    assert len(heights) == 6
    assert all(after - before >= 15.9 for before, after in pairwise(heights))
