"""How long the site takes: built from nothing, after one fact changed, and when nothing changed."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from benchmark.children import NotMeasured
from benchmark.figures import size_of
from benchmark.plan import Plan
from benchmark.repository import run_script
from benchmark.sets import REAL, copy_repository
from kb.checks import load_catalog
from kb.loader import fact_files


def measure_site(plan: Plan) -> dict[str, Any]:
    """Seconds of `scripts/build_docs` for each size, by its name."""
    return {name_size(size): _measure(plan, size) for size in plan.site_sizes}


def name_size(size: int) -> str:
    """A set's name in the results: ``real``, or its size."""
    return "real" if size == REAL else str(size)


def _measure(plan: Plan, size: int) -> dict[str, Any]:
    plan.note(f"site: {name_size(size)}")
    root = copy_repository(plan.scratch / f"site-{name_size(size)}", size)
    try:
        full = run_script("build_docs", root)
        change_fact(root)
        changed = run_script("build_docs", root)
        unchanged = run_script("build_docs", root)
    except NotMeasured as error:
        return {"reason": str(error)}
    [built] = (root / ".kb" / "site").iterdir()
    return {
        "facts": len(load_catalog(root)),
        "full_seconds": full,
        "changed_seconds": changed,
        "unchanged_seconds": unchanged,
        "bytes": size_of(built),
    }


def change_fact(root: Path) -> Path:
    """Puts one more word into the title of one fact; returns its file."""
    path = fact_files(root)[0]
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    at = next(number for number, line in enumerate(lines) if line.lstrip().startswith("title:"))
    indent = lines[at][: len(lines[at]) - len(lines[at].lstrip())]
    lines[at] = f"{indent}title: A title that the benchmark wrote\n"
    path.write_text("".join(lines), encoding="utf-8")
    return path
