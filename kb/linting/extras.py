"""Libraries that only some documents need."""

from __future__ import annotations

from importlib.util import find_spec

from kb.errors import UnreadableDocument

LOCK = "requirements-documents.lock"
"""Holds them, with hashes."""


def require_extra(document: str, module: str, library: str) -> None:
    """Does nothing where a library is installed.

    Raises:
        UnreadableDocument: It is not; says how to install it.
    """
    if find_spec(module) is None:
        command = f".venv/bin/python -m pip install --require-hashes --no-deps -r {LOCK}"
        raise UnreadableDocument(
            document, f"Reading it needs {library}, which is not installed. In the clone of the knowledge base run: {command}"
        )
