"""Figures and page: one JSON file with every value, and Markdown with a table for each part."""

from __future__ import annotations

import dataclasses
import json
import os
import platform
import re
from collections.abc import Mapping, Sequence
from importlib.metadata import distributions
from pathlib import Path
from typing import Any

from benchmark.rows import HEADINGS, Row
from kb.pages.tables import table

FORM = 3
"""Raised when the shape of the figures changes: older ones are then measured again, not kept beside new ones."""

JSON, PAGE = "how-fast.json", "how-fast.md"
BY_HAND = "## What was tried"
"""The heading from which on a person wrote the page; it is kept when the page is written anew."""

LIBRARIES = ("fastapi", "uvicorn", "pydantic", "numpy", "whoosh", "tantivy", "bm25s", "mkdocs-material")
HEAD = """\
---
title: How fast?
description: Answers a second, latency, memory and growth, measured beside other search engines and a constant route.
---

<!-- Up to "What was tried" made by scripts/bench from how-fast.json. -->

# How fast?
"""
SPREAD = "Each figure is the median of its rounds, with the lowest and the highest; a ratio is taken within one round of one run, in which both sides took turns."


@dataclasses.dataclass(frozen=True)
class Part:
    """What one part of a run gave: when, by which command, and its rows, or why there are none."""

    date: str
    command: str
    rows: Sequence[Row] = ()
    reason: str = ""


def describe_machine() -> str:
    """What figures depend on: processor, cores, memory, system, Python, versions. No names of hosts or people."""
    listed = Path("/proc/cpuinfo")
    found = re.search(r"^model name\s*:\s*(.+)$", listed.read_text(encoding="utf-8"), re.MULTILINE) if listed.is_file() else None
    memory = round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9)
    machine = f"{os.cpu_count()} cores ({found[1].strip() if found else platform.machine()}), {memory} GB of memory, {platform.system()}"
    versions = sorted({f"{one.name} {one.version}" for one in distributions() if one.name.lower() in LIBRARIES})
    return f"{machine}, Python {platform.python_version()}; {', '.join(versions)}"


def load_parts(folder: Path) -> dict[str, Part]:
    """The parts of an earlier run of this form in a folder; none where there is no such run."""
    path = folder / JSON
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8")) if path.is_file() else {}
    if found.get("form") != FORM:
        return {}
    return {name: Part(**{**part, "rows": [Row(**row) for row in part["rows"]]}) for name, part in found["parts"].items()}


def save(folder: Path, parts: Mapping[str, Part], machine: str) -> None:
    """Writes figures and page; what a person wrote into the page stays."""
    folder.mkdir(parents=True, exist_ok=True)
    data = {"form": FORM, "machine": machine, "parts": {name: dataclasses.asdict(part) for name, part in parts.items()}}
    (folder / JSON).write_text(json.dumps(data, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    page = folder / PAGE
    before = page.read_text(encoding="utf-8") if page.is_file() else ""
    by_hand = before[before.index(BY_HAND) :] if BY_HAND in before else ""
    page.write_text(f"{render_page(parts, machine)}\n{by_hand}".rstrip() + "\n", encoding="utf-8", newline="\n")


def render_page(parts: Mapping[str, Part], machine: str) -> str:
    """The measured part of the page as Markdown."""
    sections = [HEAD.strip(), f"Measured on {machine}. {SPREAD} The raw figures are in [{JSON}]({JSON})."]
    for name, part in parts.items():
        text = f"Not measured: {part.reason}." if part.reason else table(HEADINGS, [row.cells() for row in part.rows])
        sections.append(f"## {name.capitalize()}\n\n{text}\n\n{part.date}; again with `{part.command}`.")
    return "\n\n".join(sections) + "\n"


def render_targets(parts: Mapping[str, Part]) -> str:
    """The rows that have a target, for a terminal."""
    rows = [row for part in parts.values() for row in part.rows if row.met is not None]
    return "\n".join("; ".join(filter(None, row.cells())).replace("*", "") for row in rows)
