"""Search in-process: the product beside other engines, on the same facts and questions, at every size."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

from benchmark.children import NotMeasured, run_task
from benchmark.peers import PEERS
from benchmark.plan import Plan
from benchmark.sets import REAL
from benchmark.site_build import name_size

OURS = "ours"


def measure_search(plan: Plan) -> dict[str, Any]:
    """Each size's facts and systems; by the set's name. What cannot be measured carries a reason instead of figures."""
    found: dict[str, Any] = {}
    failed: int | None = None
    for size in sorted({*plan.compared, *plan.grown}):
        name = name_size(size)
        folder = plan.scratch / f"search-{name}"
        folder.mkdir()
        systems: dict[str, Any] = {}
        if failed is not None:
            systems[OURS] = {"reason": f"not tried: {failed:,} facts were too many already"}
        else:
            plan.note(f"search: {name} facts, ours")
            systems[OURS] = _measure_ours(plan, size, folder)
            failed = size if "reason" in systems[OURS] and size != REAL else None
        sizes: dict[str, Any] = {"facts": systems[OURS].get("facts", size)}
        if size in plan.compared:
            sizes |= _measure_peers(plan, size, folder, systems)
        found[name] = {**sizes, "systems": systems}
        if size not in plan.profiled:
            shutil.rmtree(folder)
    return found


def measure_profile(plan: Plan) -> dict[str, Any]:
    """Where the time of whole answers goes; by the set's name."""
    found: dict[str, Any] = {}
    for size in plan.profiled:
        name = name_size(size)
        plan.note(f"profile: {name} facts")
        folder = plan.scratch / f"search-{name}" / OURS
        try:
            found[name] = run_task("profile_answers", plan.limit(size), size=size, folder=str(folder), questions=plan.questions)
        except NotMeasured as error:
            found[name] = {"reason": str(error)}
    return found


def _measure_ours(plan: Plan, size: int, folder: Path) -> dict[str, Any]:
    place = str(folder / OURS)
    try:
        built = run_task("build_ours", plan.limit(size), size=size, folder=place)
        asked = run_task(
            "ask_ours", plan.limit(size) + 4 * plan.budget, size=size, folder=place, questions=plan.questions, budget=plan.budget
        )
    except NotMeasured as error:
        return {"reason": str(error)}
    return built | asked


def _measure_peers(plan: Plan, size: int, folder: Path, systems: dict[str, Any]) -> dict[str, Any]:
    file = str(folder / "texts.json")
    try:
        texts = run_task("write_texts", plan.limit(size), size=size, file=file)
    except NotMeasured as error:
        systems |= {name: {"reason": str(error)} for name in PEERS}
        return {}
    for name in PEERS:
        plan.note(f"search: {name_size(size)} facts, {name}")
        place = folder / name
        place.mkdir()
        try:
            built = run_task("build_peer", plan.limit(size), engine=name, file=file, folder=str(place))
            systems[name] = built | run_task(
                "ask_peer",
                plan.limit(size) + 2 * plan.budget,
                engine=name,
                file=file,
                folder=str(place),
                questions=plan.questions,
                budget=plan.budget,
            )
        except NotMeasured as error:
            systems[name] = {"reason": str(error)}
    return texts
