"""Candidates from PostgreSQL, for more facts than one machine should hold. Nothing here is used unless `KB_POSTGRES` is set.

The driver is an extra (`requirements-postgres.lock`), so this file must be readable without it.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from kb.catalog import Catalog
from kb.errors import KbError

if TYPE_CHECKING:
    from kb.postgres.candidates import PostgresCandidates

__all__ = ["SETTING", "open_candidates", "read_setting"]

SETTING = "KB_POSTGRES"
"""The environment variable that says where the servers are, in libpq's form; a setting of several hosts names them all."""


def read_setting() -> str:
    """Where the servers are, as the environment says; empty when it says nothing."""
    return os.environ.get(SETTING, "").strip()


def open_candidates(catalog: Catalog, setting: str | None = None) -> PostgresCandidates | None:
    """The source of candidates for these facts, connected; None when no server is set.

    Args:
        catalog: The facts; exactly these must have been loaded.
        setting: Where the servers are; without it what the environment says.

    Raises:
        CandidatesUnavailable: No server answers, or none has these facts.
        KbError: The setting cannot be read, or the driver is not installed.
    """
    setting = read_setting() if setting is None else setting
    if not setting:
        return None
    try:
        from kb.postgres.candidates import PostgresCandidates
    except ImportError as error:
        raise KbError(
            f"{SETTING} is set, but its driver is missing ({error.name}): install requirements-postgres.lock, or unset it."
        ) from error
    found = PostgresCandidates(setting, catalog)
    found.open()
    return found
