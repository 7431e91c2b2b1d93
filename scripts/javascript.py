"""Runs TypeScript over the JSDoc of `docs/javascripts`; `jsconfig.json` says how strictly."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TYPESCRIPT = "typescript@5.9.3"


def check_types() -> int:
    """Prints what is wrong, or that nothing is.

    Returns:
        The exit code: 0 nothing is wrong, 1 something is, 2 there is no npx to run TypeScript with.
    """
    npx = shutil.which("npx")
    if npx is None:
        print(
            "There is no npx on PATH. Install Node to check the types of the site's scripts; everything else works without it.",
            file=sys.stderr,
        )
        return 2
    code = subprocess.run([npx, "--yes", "--package", TYPESCRIPT, "tsc", "--project", "jsconfig.json"], cwd=ROOT, check=False).returncode
    if code == 0:
        count = len(list((ROOT / "docs" / "javascripts").rglob("*.js")))
        print(f"{count} scripts, no problem of types.")
    return 1 if code else 0
