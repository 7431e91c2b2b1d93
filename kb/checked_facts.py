"""Keeps what was loaded and checked, so that a start need not read and check the same files again.

It lies as an index does: written aside, and believed only when whole.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import platform
from collections.abc import Iterator
from functools import partial
from importlib.metadata import version
from pathlib import Path

from pydantic import BaseModel, ValidationError

from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.errors import BuildDamaged
from kb.loader.questions import QUESTIONS_FOLDER
from kb.models import AnyFact, Release, Source, VocabularyTerm
from kb.sources import copies_folder
from kb.store import store, verify

FOLDER, FILE = Path(".kb/facts"), "catalog.json"
"""Where it is kept, from the repository's root, and the file there, under its name."""

CODE = Path(__file__).resolve().parent
_SHAPING = ("*.py", "checks/*.py", "history/*.py", "loader/*.py", "models/*.py")


class CheckedFacts(BaseModel):
    """A checked catalog as JSON."""

    facts: tuple[AnyFact, ...]
    sources: tuple[Source, ...]
    vocabulary: tuple[VocabularyTerm, ...]
    release: str
    releases: tuple[Release, ...]


def open_catalog(root: Path) -> Catalog:
    """What `load_catalog` says; from what it said before, where neither the files, nor copies of the sources, nor the code changed.

    Raises:
        FactProblems: The data is wrong; lists all problems of shape and of rules, with file and line.
    """
    folder, name = root / FOLDER, files_digest(root)
    try:
        kept = CheckedFacts.model_validate_json((verify(folder, name) / FILE).read_bytes())
    except (BuildDamaged, OSError, ValidationError):
        catalog = load_catalog(root)
        with contextlib.suppress(OSError):  # a disk that is full or only read: the next start checks again
            store(folder, name, partial(_write, catalog=catalog))
        return catalog
    return Catalog(kept.facts, kept.sources, kept.vocabulary, kept.release, kept.releases)


def files_digest(root: Path) -> str:
    """The name of what is kept: a digest of every file that loading and checking read, and of the code that does it."""
    digest = hashlib.sha256(f"{platform.python_version()} {version('pydantic')} {version('pyyaml')}".encode())
    code = (path for pattern in _SHAPING for path in sorted(CODE.glob(pattern)))
    for path in (*sorted((root / "kb").rglob("*.yaml")), *sorted((root / QUESTIONS_FOLDER).rglob("*.txt")), *code):
        content = path.read_bytes()
        digest.update(f"\0{path}\0{len(content)}\0".encode() + content)
    for path in _list_copies(root):
        state = path.stat()  # the folder is the user's, and may hold anything: nothing of it is read here
        digest.update(f"\0{path}\0{state.st_size} {state.st_mtime_ns}".encode())
    return digest.hexdigest()[:32]


def _list_copies(root: Path) -> Iterator[Path]:
    for folder in (os.environ.get("KB_SOURCES"), copies_folder(root)):
        if folder:
            yield from sorted(path for path in Path(folder).glob("*") if path.is_file())


def _write(folder: Path, catalog: Catalog) -> None:
    kept = CheckedFacts(
        facts=tuple(catalog),
        sources=tuple(catalog.sources.values()),
        vocabulary=tuple(catalog.vocabulary.values()),
        release=catalog.release,
        releases=catalog.releases,
    )
    (folder / FILE).write_text(kept.model_dump_json(by_alias=True), encoding="utf-8")
