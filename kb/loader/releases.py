"""Reads the release files, oldest first."""

from __future__ import annotations

from pathlib import Path

from kb.documents import Document, load_document
from kb.errors import Problem
from kb.loader.validation import validate
from kb.models.releases import RELEASE_NAME, Release, order_of

RELEASES = "kb/releases"
"""Where the release files lie, from the repository's root."""


def release_files(root: Path) -> list[Path]:
    """The release files by the order of their names; files of other names come last."""

    def rank(path: Path) -> tuple[bool, tuple[int, ...], str]:
        named = RELEASE_NAME.fullmatch(path.stem) is not None
        return not named, order_of(path.stem) if named else (), path.name

    return sorted((root / RELEASES).glob("*.yaml"), key=rank)


def read_releases(root: Path) -> tuple[list[Release], list[Document], list[Problem]]:
    """Every release that can be read, oldest first, the document of each, and what is wrong with the shape of the files."""
    releases, documents, problems = [], [], []
    for path in release_files(root):
        document, found = load_document(path, path.relative_to(root).as_posix())
        problems += found
        if document.data is None:
            if not found:
                problems.append(Problem(document.path, 0, path.stem, "empty-file", "the release file is empty; restore it from git"))
            continue
        release, found = validate(Release.model_validate, document, (), path.stem)
        problems += found
        if release is not None:
            releases.append(release)
            documents.append(document)
    return releases, documents, problems
