"""What `scripts/bench` does: measures part by part, writes figures and page, and says which targets were met."""

from __future__ import annotations

import datetime
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmark.children import NotMeasured
from benchmark.page import JSON, PAGE, Part, describe_machine, load_parts, render_targets, save
from benchmark.plan import Plan
from benchmark.rows import Row
from benchmark.searching import measure_search
from benchmark.serving import measure_http, measure_scaling, measure_site, measure_start
from kb.commands import report_error
from kb.errors import KbError
from kb.loader import ROOT
from kb.terminal import Step

PARTS: dict[str, Callable[[Plan], list[Row]]] = {
    "search": measure_search,
    "http": measure_http,
    "scaling": measure_scaling,
    "start": measure_start,
    "site": measure_site,
}
"""Part → what measures it; ``start`` uses up the repository that those before it share."""

OUTPUT = ROOT / ".kb" / "bench"


def run_bench(quick: bool = False, only: Sequence[str] = (), output: Path = OUTPUT) -> int:
    """Measures, writes, and prints the targets; returns the exit code: 1 when nothing could be measured.

    Args:
        quick: Take fewer rounds and sizes.
        only: Parts to measure; all where none is named. The other parts of an earlier result are kept.
        output: The folder of figures and page.
    """
    if unknown := sorted(set(only) - set(PARTS)):
        return report_error(KbError(f"There is no part {', '.join(unknown)}. Parts: {', '.join(PARTS)}."))
    parts = load_parts(output) if only else {}
    OUTPUT.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="run-", dir=OUTPUT) as scratch:
        for name in only or PARTS:
            with Step(f"Measuring {name}") as step:
                plan = Plan(Path(scratch), step.note)
                parts[name] = _measure(name, plan.shorten() if quick else plan, f"scripts/bench --only {name}{' --quick' if quick else ''}")
            print(f"{name}: {parts[name].reason or 'measured'}", file=sys.stderr)
    save(output, parts, describe_machine())
    print(render_targets(parts))
    print(f"wrote {JSON} and {PAGE} in {output}")
    return 0 if any(not part.reason for part in parts.values()) else 1


def _measure(name: str, plan: Plan, command: str) -> Part:
    today = datetime.datetime.now(tz=datetime.UTC).date().isoformat()
    try:
        return Part(today, command, PARTS[name](plan))
    except NotMeasured as error:
        return Part(today, command, reason=str(error))
    except Exception as error:  # the other parts are worth measuring all the same
        return Part(today, command, reason=f"{type(error).__name__}: {error}"[:300])
