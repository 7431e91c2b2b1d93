"""Builds the site with MkDocs, aside, and puts it in place in one step; an unchanged site is not built again."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from kb.catalog import Catalog
from kb.errors import KbError
from kb.loader.quality import RECORD
from kb.loader.rules import RULES_FOLDER
from kb.pages.listing import FEED, FOLDER, OWNED, list_pages
from kb.pages.site_url import read_site_url

CODE = Path(__file__).resolve().parents[1]
STALE = 3600.0
"""Seconds after which an unfinished build counts as abandoned."""


class SiteFailed(KbError):
    """MkDocs could not build the site; ``output`` is all it said."""

    def __init__(self, output: str) -> None:
        self.output = output
        super().__init__(f"MkDocs could not build the site; mend what it names, then run scripts/build_docs.\n{output.strip()}")


def build_site(root: Path, catalog: Catalog, progress: Callable[[str], None]) -> Path:
    """Builds the site, or finds the one that was built from the same facts, pages and code.

    Args:
        root: The repository; needs `mkdocs.yml` and `docs/`.
        catalog: The facts to write.
        progress: Called with a short line before each slow step.

    Returns:
        The folder of the built site, `.kb/site/<digest>/`; other builds are removed.

    Raises:
        FactProblems: Templates name facts wrongly.
        SiteFailed: MkDocs reported a warning or an error.
        KbError: `KB_SITE_URL` is no address.
    """
    builds = root / ".kb" / "site"
    target = builds / site_digest(root, catalog)[:16]
    if target.is_dir():
        return target
    # What writes the pages stays out of other starts.
    from kb.pages.machines import write_for_machines
    from kb.pages.write import write_pages

    builds.mkdir(parents=True, exist_ok=True)
    aside = Path(tempfile.mkdtemp(prefix=".building-", dir=builds))
    try:
        progress("writing the pages")
        write_pages(root, catalog)
        progress("building the site with MkDocs")
        _run_mkdocs(root, aside)
        progress("writing the Markdown twins and the files for machines")
        write_for_machines(root, catalog, aside)
        # A temporary folder is its maker's alone; the site may be read by anybody.
        aside.chmod(0o755)
        try:
            aside.rename(target)
        except OSError:
            # Another process finished the same build first; its folder is the same.
            if not target.is_dir():
                raise
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    _remove_others(builds, target)
    return target


def site_digest(root: Path, catalog: Catalog) -> str:
    """SHA-256 over everything the site is made of, as 64 hex digits."""
    generated = {root / "docs" / FEED, *(root / "docs" / page.path for page in list_pages())}
    hand_written = (
        path
        for path in (root / "docs").rglob("*")
        if path.is_file() and path not in generated and path.relative_to(root / "docs").parts[0] not in OWNED
    )
    packages = ("pages", "models", "history", "decisions")
    shared = [CODE / name for name in ("ids.py", "schema.py", "text.py")]
    code = [*shared, *(path for name in packages for path in (CODE / name).rglob("*.py"))]
    theme = (path for path in (root / "overrides").rglob("*") if path.is_file())
    rules = sorted((root / RULES_FOLDER).glob("*.yaml"))
    record = [path for path in [CODE.parent / RECORD] if path.is_file()]
    files = [root / "mkdocs.yml", *hand_written, *theme, *FOLDER.rglob("*.md"), *code, *record, *rules]
    releases = " ".join(release.digest for release in catalog.releases)
    digest = hashlib.sha256(f"{catalog.digest} {catalog.release} {releases} {read_site_url()}".encode())
    for package in ("mkdocs", "mkdocs-material"):
        digest.update(f"{package} {_version(package)}".encode())
    for path in sorted(files):
        name = path.relative_to(root) if path.is_relative_to(root) else path.relative_to(CODE.parent)
        digest.update(f"\0{name.as_posix()}\0".encode() + path.read_bytes())
    return digest.hexdigest()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return "missing"


def _run_mkdocs(root: Path, folder: Path) -> None:
    # Both names turn off the theme's notices; without them each build prints an advertisement.
    quiet = {"NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true", "PYTHONUTF8": "1"}
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, env={**os.environ, **quiet}, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SiteFailed(done.stdout + done.stderr)


def _remove_others(builds: Path, keep: Path) -> None:
    for path in builds.iterdir():
        unfinished = path.name.startswith(".building-")
        if path != keep and not (unfinished and time.time() - path.stat().st_mtime < STALE):
            shutil.rmtree(path, ignore_errors=True)
