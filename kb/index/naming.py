"""The name of an index: what it was built from."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.metadata import version
from pathlib import Path

from kb.catalog import Catalog

VERSION = "8"
"""Raised when the shape of the index changes."""

_CODE = Path(__file__).resolve().parents[1]
_BUILDERS = ("analysis/*.py", "index/*.py", "models/*.py", "passages.py")


def index_digest(catalog: Catalog) -> str:
    """The name of the index for these facts and this code: a digest of both and of the libraries that shape it."""
    return hashlib.sha256(f"{code_digest()} {catalog.digest}".encode()).hexdigest()[:32]


@cache
def code_digest() -> str:
    """A digest of the code that builds an index, and of the libraries that shape it, as 64 hex digits."""
    digest = hashlib.sha256(f"{VERSION} {version('whoosh')} {version('pystemmer')} {version('pyspellchecker')}".encode())
    for pattern in _BUILDERS:
        for path in sorted(_CODE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()
