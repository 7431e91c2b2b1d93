"""A release: which revision of every fact it holds, and the words of the revisions it was the first to hold."""

from __future__ import annotations

import datetime
import re
from typing import Annotated, Any

from pydantic import Field, StringConstraints, model_validator

from kb.ids import PREFIX
from kb.models.base import FactId, Model, Text
from kb.models.facts import Status

RELEASE_NAME = re.compile(r"(\d{4})\.(0[1-9]|1[0-2])\.(0|[1-9]\d*)")

ReleaseName = Annotated[str, StringConstraints(pattern=rf"^{RELEASE_NAME.pattern}$")]
"""Year, month, and a number that counts from 0 within the month: ``2026.11.0``."""

Digest = Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
"""SHA-256 as 64 hex digits."""

RevisionName = Annotated[str, StringConstraints(pattern=rf"^{PREFIX}-[A-Z]+-\d{{3}}v[1-9]\d*$")]
"""A citation with its revision, e.g. ``ZM-APP-002v1``."""


class ReleasedState(Model):
    """How one fact stands in a release.

    Attributes:
        kind: The fact's kind; it never changes.
        revision: Its newest revision; all older ones are released with it.
        status: Whether that revision is current or a tombstone.
        digest: SHA-256 of that revision's normative content.
        editorial: SHA-256 of its editorial fields, so that the notes can tell when they changed.
        aliases: Other IDs that lead to this fact.
        conflicts_with: The facts that disagree with it.
    """

    kind: Text
    revision: Annotated[int, Field(ge=1)]
    status: Status
    digest: Digest
    editorial: Digest
    aliases: tuple[FactId, ...] = ()
    conflicts_with: tuple[FactId, ...] = ()


class Predecessor(Model):
    """The release before: its name, and the digest that its file must have."""

    name: ReleaseName
    digest: Digest


class Release(Model):
    """What `kb/releases/<name>.yaml` holds; written once by ``scripts/release`` and never changed.

    Attributes:
        name: Its name.
        date: The day it was cut; it lies in the month of the name.
        digest: SHA-256 of everything else in the file.
        previous: The release before; None for the first one.
        facts: ID → how the fact stands, for every fact there is.
        revisions: Citation → normative content (see ``kb.history.content``) of every revision that no earlier
            release holds.
    """

    name: ReleaseName
    date: datetime.date
    digest: Digest
    previous: Predecessor | None = None
    facts: dict[FactId, ReleasedState]
    revisions: dict[RevisionName, dict[str, Any]] = Field(default_factory=dict)

    @model_validator(mode="after")
    def _name_fits_date(self) -> Release:
        if not self.name.startswith(f"{self.date:%Y.%m}."):
            raise ValueError(f"a release of {self.date} is named {self.date:%Y.%m}.0 or with a higher last number")
        return self

    @property
    def order(self) -> tuple[int, ...]:
        """What releases are sorted by: year, month and number."""
        return order_of(self.name)


def order_of(name: str) -> tuple[int, ...]:
    """Year, month and number of a release's name, to sort by: ``2026.11.10`` comes after ``2026.11.9``."""
    return tuple(map(int, name.split(".")))
