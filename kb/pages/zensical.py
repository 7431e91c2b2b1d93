"""Shows that Zensical, the successor of MkDocs and its Material theme, renders every fact from the same sources."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from kb.catalog import Catalog
from kb.errors import KbError
from kb.ids import area_of
from kb.pages.write import write_pages


def check_zensical(root: Path, catalog: Catalog) -> int:
    """Builds the site with Zensical in a temporary copy and looks for each fact's anchor on its area's page.

    Returns:
        How many facts were found: all of them.

    Raises:
        KbError: Zensical failed, or a fact's anchor is missing; says what to look at.
    """
    write_pages(root, catalog)
    with tempfile.TemporaryDirectory(prefix="zensical-") as name:
        folder = Path(name)
        shutil.copytree(root / "docs", folder / "docs")
        shutil.copytree(root / "overrides", folder / "overrides")
        shutil.copy(root / "mkdocs.yml", folder / "mkdocs.yml")
        command = [sys.executable, "-m", "zensical", "build", "--clean", "--config-file", "mkdocs.yml"]
        settings = os.environ | {"PYTHONUTF8": "1"}
        done = subprocess.run(command, cwd=folder, env=settings, capture_output=True, text=True, encoding="utf-8", check=False)
        if done.returncode:
            raise KbError(f"Zensical could not build the site.\n{done.stdout}{done.stderr}".strip())
        missing = find_missing(folder / "site", catalog)
    if missing:
        raise KbError(f"Zensical's site lacks the anchors of {', '.join(missing)}; look at kb/pages/templates/facts/area.md.")
    return len(catalog)


def find_missing(site: Path, catalog: Catalog) -> list[str]:
    """The facts whose anchor is not on their area's page of a built site."""
    missing, anchors = [], dict[str, set[str]]()
    for fact in catalog:
        area = area_of(fact.id).lower()
        if area not in anchors:
            page = site / "facts" / area / "index.html"
            html = page.read_text(encoding="utf-8") if page.is_file() else ""
            anchors[area] = {match[1] for match in re.finditer(r"""\bid=["']?([\w-]+)""", html)}
        if fact.anchor not in anchors[area]:
            missing.append(fact.id)
    return missing
