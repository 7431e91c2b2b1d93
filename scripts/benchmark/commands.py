"""What `scripts/bench` does: measures part by part, writes the result and the page, and says which targets were met."""

from __future__ import annotations

import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmark.children import NotMeasured
from benchmark.http_load import measure_http
from benchmark.page import render_page, render_targets
from benchmark.plan import Plan
from benchmark.result import JSON, PAGE, load_result, save_result, today
from benchmark.scaling import measure_scaling
from benchmark.search_load import measure_profile, measure_search
from benchmark.site_build import measure_site
from benchmark.starting import measure_start
from kb.commands import report_error
from kb.errors import KbError
from kb.loader import ROOT
from kb.terminal import Step

PARTS: dict[str, Callable[[Plan], dict[str, Any]]] = {
    "http": measure_http,
    "scaling": measure_scaling,
    "start": measure_start,
    "site": measure_site,
    "search": measure_search,
    "profile": measure_profile,
}
"""Part → what measures it. ``start`` uses up the repository that those before it share, ``profile`` the indexes of ``search``."""

DOCS = ROOT / "docs" / "about"
QUICK = ROOT / ".kb" / "bench"


@dataclass(frozen=True)
class Wishes:
    """What to measure.

    Attributes:
        quick: The quick look.
        only: Parts to measure; all where none is named. The other parts of an earlier result are kept.
        render: Measure nothing; make the page of the result that is there.
        output: The folder of result and page; by default `DOCS`, for a quick look `QUICK`.
    """

    quick: bool = False
    only: Sequence[str] = ()
    render: bool = False
    output: Path | None = None


def run_bench(wishes: Wishes) -> int:
    """Measures, writes, and prints the targets; returns the exit code: 1 when nothing could be measured."""
    folder = wishes.output or (QUICK if wishes.quick else DOCS)
    try:
        if unknown := sorted(set(wishes.only) - set(PARTS)):
            raise KbError(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}.")
        if wishes.render:
            result = load_result(folder)
            if not result["parts"]:
                raise KbError(f"There is no {JSON} in {folder}; run scripts/bench first.")
        else:
            parts = measure_parts(wishes)
            result = save_result(folder, parts, keep=set(PARTS) if wishes.only else set())
        (folder / PAGE).write_text(render_page(result), encoding="utf-8", newline="\n")
    except KbError as error:
        return report_error(error)
    print(render_targets(result))
    print(f"wrote {JSON} and {PAGE} in {folder.relative_to(ROOT) if folder.is_relative_to(ROOT) else folder}")
    return 0 if any("reason" not in part for part in result["parts"].values()) else 1


def measure_parts(wishes: Wishes) -> dict[str, dict[str, Any]]:
    """Every part that is wanted; one that fails carries its reason and stops no other."""
    QUICK.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix="run-", dir=QUICK))
    found = {}
    try:
        for name, measure in PARTS.items():
            if wishes.only and name not in wishes.only:
                continue
            with Step(f"Measuring {name}") as step:
                found[name] = _measure(measure, Plan(scratch, step.note, wishes.quick))
            print(f"{name}: {found[name].get('reason') or str(round(found[name]['seconds'])) + ' s'}", file=sys.stderr)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    return found


def _measure(measure: Callable[[Plan], dict[str, Any]], plan: Plan) -> dict[str, Any]:
    started = time.monotonic()
    try:
        found = measure(plan)
    except NotMeasured as error:
        return {"reason": str(error), "date": today()}
    except Exception as error:  # the other parts are worth measuring all the same
        return {"reason": f"{type(error).__name__}: {error}"[:300], "date": today()}
    return {"found": found, "date": today(), "quick": plan.quick, "seconds": round(time.monotonic() - started, 1)}
