"""Libraries that only some documents need."""

from __future__ import annotations

from importlib.util import find_spec

from kb.errors import UnreadableDocument


def require_extra(document: str, module: str, library: str) -> None:
    """Does nothing where a library is installed.

    Raises:
        UnreadableDocument: It is not; says how to install it.
    """
    if find_spec(module) is None:
        reason = f"Reading it needs {library}, which is not installed: start scripts/lint_citations with --documents, which installs it."
        raise UnreadableDocument(document, reason)
