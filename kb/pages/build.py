"""Builds the site with MkDocs, aside, and puts it in place in one step; an unchanged site is not built again."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from collections.abc import Callable
from importlib import metadata
from pathlib import Path

from kb.catalog import Catalog
from kb.errors import KbError
from kb.loader.quality import RECORD
from kb.loader.rules import RULES_FOLDER
from kb.pages.listing import FEED, FOLDER, OWNED, list_pages
from kb.pages.site_url import read_site_url
from kb.store import is_whole, store
from kb.subject import SUBJECT_FILE, subject

CODE = Path(__file__).resolve().parents[1]


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
    name = site_digest(root, catalog)[:16]
    if is_whole(builds, name):
        return builds / name
    # What writes the pages stays out of other starts.
    from kb.pages.machines import write_for_machines
    from kb.pages.write import write_pages

    def write(folder: Path) -> None:
        progress("writing the pages")
        write_pages(root, catalog)
        progress("building the site with MkDocs")
        _run_mkdocs(root, folder)
        progress("writing the Markdown twins and the files for machines")
        write_for_machines(root, catalog, folder)

    return store(builds, name, write)


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
    others = [path for path in (CODE.parent / RECORD, root / SUBJECT_FILE) if path.is_file()]
    others += sorted((root / RULES_FOLDER).glob("*.yaml"))
    files = [root / "mkdocs.yml", *hand_written, *theme, *FOLDER.rglob("*.md"), *code, *others]
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
    quiet |= name_site()
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--config-file", "mkdocs.yml", "--site-dir", str(folder)]
    done = subprocess.run(command, cwd=root, env={**os.environ, **quiet}, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise SiteFailed(done.stdout + done.stderr)


def name_site() -> dict[str, str]:
    """What a builder is told of the subject, as `mkdocs.yml` asks for it in its environment."""
    return {"KB_SITE_NAME": subject().name, "KB_SITE_DESCRIPTION": subject().description}
