"""The release files are what ``scripts/release`` wrote: none edited, none missing from the row."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from kb.errors import Problem
from kb.history import digest_data, digest_release, path_of
from kb.loader import Corpus, Document
from kb.models import Release

RESTORE = "release files are never edited; restore it from git"


def check_release_files(corpus: Corpus) -> Iterator[Problem]:
    """Yields release files that were edited or renamed, gaps in their row, and digests that do not fit what they stand for."""
    before: Release | None = None
    contents: dict[str, dict[str, Any]] = {}
    whole = True
    for release, document in zip(corpus.releases, corpus.release_documents, strict=True):
        if document.path != path_of(release.name):
            message = f"the file holds {release.name}; it belongs into {path_of(release.name)}"
            yield Problem(document.path, document.line_of(("name",)), release.name, "misnamed-release", message)
        if digest_release(release) != release.digest:
            message = f"the file does not have the digest {release.digest[:12]}… that it was written with; {RESTORE}"
            yield Problem(document.path, document.line_of(("digest",)), release.name, "edited-release", message)
            whole = False
        for problem in _check_place(release, document, before):
            yield problem
            whole = False
        contents |= release.revisions
        if whole:  # else every fact of it would be reported for one edit
            yield from _check_digests(release, document, contents)
        before = release


def _check_place(release: Release, document: Document, before: Release | None) -> Iterator[Problem]:
    line, previous = document.line_of(("previous",)), release.previous
    if (previous.name if previous else None) != (before.name if before else None):
        gone, found = previous.name if previous else "no release", before.name if before else "none"
        message = f"it was cut after {gone}, but the release before it here is {found}; restore the missing release from git"
        yield Problem(document.path, line, release.name, "missing-release", message)
    elif previous and before and previous.digest != before.digest:
        message = f"{before.name} has another digest than when {release.name} was cut after it; restore {path_of(before.name)} from git"
        yield Problem(document.path, line, release.name, "edited-release", message)
    elif before and before.date > release.date:
        message = f"it is dated {release.date}, before {before.name} of {before.date}; {RESTORE}"
        yield Problem(document.path, document.line_of(("date",)), release.name, "edited-release", message)


def _check_digests(release: Release, document: Document, contents: dict[str, dict[str, Any]]) -> Iterator[Problem]:
    for fact_id, state in release.facts.items():
        content = contents.get(f"{fact_id}v{state.revision}")
        if content is None or digest_data(content) != state.digest:
            message = f"no release holds {fact_id}v{state.revision} with the digest {state.digest[:12]}…; {RESTORE}"
            yield Problem(document.path, document.line_of(("facts", fact_id)), fact_id, "edited-release", message)
