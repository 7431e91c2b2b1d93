"""The raw result: one JSON file that the page is made of, with the machine and the versions it was measured on."""

from __future__ import annotations

import datetime
import json
import os
import platform
import re
import sqlite3
import subprocess
from collections.abc import Iterable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from benchmark.wrk import find_wrk
from kb.errors import KbError

FORM = 2
"""Raised when the shape of the figures changes: older ones are then measured again, not kept beside new ones."""

JSON, PAGE = "how-fast.json", "how-fast.md"
"""The names of both files, in one folder."""

LIBRARIES = ("fastapi", "uvicorn", "pydantic", "numpy", "whoosh", "tantivy", "bm25s", "mkdocs-material")


def describe_machine() -> dict[str, Any]:
    """What figures depend on: processor, cores, memory, system, Python. No names of hosts or people."""
    return {
        "processor": _read_processor(),
        "cores": os.cpu_count() or 0,
        "memory_gb": round(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9) if hasattr(os, "sysconf") else 0,
        "system": platform.system(),
        "python": platform.python_version(),
    }


def list_versions() -> dict[str, str]:
    """The versions of what is measured and of what it is measured with."""
    found = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed"
    found["sqlite"] = sqlite3.sqlite_version
    if program := find_wrk():
        said = subprocess.run([program, "-v"], capture_output=True, text=True, check=False).stdout
        found["wrk"] = (re.search(r"\d+\.\d+[\w.-]*|debian/\S+", said) or [said.split("\n")[0]])[0].removeprefix("debian/")
    return found


def load_result(folder: Path) -> dict[str, Any]:
    """The result in a folder; an empty one where there is none yet.

    Raises:
        KbError: The file is no result.
    """
    path = folder / JSON
    if not path.is_file():
        return {"form": FORM, "parts": {}}
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise KbError(f"{path.name} cannot be read ({error}); delete it and run scripts/bench again") from error
    if not isinstance(found, dict) or found.get("form") != FORM or not isinstance(found.get("parts"), dict):
        raise KbError(f"{path.name} was not written by this version of scripts/bench; delete it and run scripts/bench again")
    return found


def is_current(folder: Path) -> bool:
    """Whether the result in a folder can be read, or there is none."""
    try:
        load_result(folder)
    except KbError:
        return False
    return True


def save_result(folder: Path, parts: dict[str, dict[str, Any]], keep: Iterable[str]) -> dict[str, Any]:
    """Writes the parts that were measured, beside those of an earlier run that are to be kept; returns the whole result."""
    before = load_result(folder)["parts"] if is_current(folder) else {}
    kept = {name: part for name, part in before.items() if name in set(keep) and name not in parts}
    result = {"form": FORM, "machine": describe_machine(), "versions": list_versions(), "parts": dict(sorted((kept | parts).items()))}
    folder.mkdir(parents=True, exist_ok=True)
    (folder / JSON).write_text(json.dumps(_round(result), indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    return load_result(folder)


def today() -> str:
    """The day, as ISO 8601."""
    return datetime.datetime.now(tz=datetime.UTC).date().isoformat()


def _round(value: Any) -> Any:
    """Numbers as exact as they were measured, not more: four digits after the point."""
    if isinstance(value, dict):
        return {key: _round(each) for key, each in value.items()}
    return round(value, 4) if isinstance(value, float) else value


def _read_processor() -> str:
    listed = Path("/proc/cpuinfo")
    if listed.is_file() and (found := re.search(r"^model name\s*:\s*(.+)$", listed.read_text(encoding="utf-8"), re.MULTILINE)):
        return " ".join(found[1].split())
    return platform.processor() or platform.machine()
