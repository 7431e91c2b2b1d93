"""Checks a text, or the documents that people name, and reports."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalog import Catalog
from kb.errors import UnreadableDocument
from kb.linting.documents import find_documents, read_blocks, split_document
from kb.linting.linter import Linter
from kb.linting.report import LintReport, UnreadableEntry, build_report


def lint_text(catalog: Catalog, text: str, name: str = "text", require_pinned: bool = False) -> LintReport:
    """Checks one text.

    Args:
        catalog: The facts to check against.
        text: Markdown, plain text or, where the name ends so, HTML.
        name: What the report calls it.
        require_pinned: Make a citation without a revision an error.
    """
    try:
        citations, findings = Linter(catalog, require_pinned).check(name, split_document(name, text))
    except UnreadableDocument as error:
        return build_report(catalog.release, 0, (), (), [UnreadableEntry(document=error.document, message=error.reason)])
    return build_report(catalog.release, 1, citations, findings, ())


def lint_files(catalog: Catalog, names: Sequence[str], require_pinned: bool = False) -> LintReport:
    """Checks files, folders and patterns; what cannot be read is listed, and the rest is checked."""
    linter = Linter(catalog, require_pinned)
    paths, failed = find_documents(names)
    documents, citations, findings = 0, [], []
    for path in paths:
        try:
            cited, found = linter.check(_show_name(path.as_posix()), read_blocks(path))
        except UnreadableDocument as error:
            failed.append(error)
            continue
        documents += 1
        citations += cited
        findings += found
    unreadable = [UnreadableEntry(document=_show_name(error.document), message=error.reason) for error in failed]
    return build_report(catalog.release, documents, citations, findings, unreadable)


def _show_name(name: str) -> str:
    """The name as a report can hold it: a file's name may have bytes that are no text."""
    return name.encode(errors="replace").decode()
