"""A fact and its revisions. One class a kind; `Fact` is their discriminated union."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import Field, model_validator

from kb.models import payloads
from kb.models.base import FactId, Model, Text
from kb.models.conditions import Conditions
from kb.models.sources import Seen

P = TypeVar("P", bound=payloads.Payload)


class Basis(StrEnum):
    """What a statement rests on: the vendor's text, a conclusion from it, or somebody else's text."""

    VENDOR = "vendor"
    DERIVED = "derived"
    SECONDARY = "secondary"


class Provenance(Model):
    """Where a statement comes from.

    Attributes:
        id: A source of ``kb/sources.yaml``.
        section: The heading it stands under.
        lines: Of a text: inclusive ranges of 1-based lines in the source's file.
        digests: Of a text: one digest for each non-blank line of ``lines``, in order (see ``kb.sources``).
        seen: Of a page: how much of it was read for this fact.
        also: Further sources that say the same.
        basis: What the statement rests on.
        read: The day the source was read.
    """

    id: Text
    section: Text
    lines: tuple[tuple[int, int], ...] = ()
    digests: tuple[str, ...] = ()
    seen: Seen | None = None
    also: tuple[Text, ...] = ()
    basis: Basis = Basis.VENDOR
    read: datetime.date

    def numbers(self) -> list[int]:
        """Every line number the ranges hold, in order."""
        return [number for first, last in self.lines for number in range(first, last + 1)]


class Status(StrEnum):
    """Whether a revision is what the fact says today, or a tombstone."""

    CURRENT = "current"
    WITHDRAWN = "withdrawn"


class Withdrawal(Model):
    """Why a fact was withdrawn, when, and what to cite instead."""

    date: datetime.date
    reason: Text
    replaced_by: tuple[FactId, ...] = ()


class Revision(Model, Generic[P]):
    """One wording of a fact; once released its normative fields never change."""

    revision: Annotated[int, Field(ge=1)]
    date: datetime.date
    status: Status = Status.CURRENT
    withdrawn: Withdrawal | None = None
    title: Text
    statement: Text
    payload: P
    applies_when: Conditions = Conditions()
    questions: tuple[Text, ...] = ()
    see_also: tuple[FactId, ...] = ()
    conflicts_with: tuple[FactId, ...] = ()
    says: tuple[FactId, ...] = ()
    destructive: tuple[Text, ...] = ()
    source: Provenance

    @model_validator(mode="after")
    def _withdrawal_fits_status(self) -> Revision[P]:
        if (self.status is Status.WITHDRAWN) != (self.withdrawn is not None):
            raise ValueError("`withdrawn` (date, reason, replaced_by) goes with `status: withdrawn`, and only with it")
        return self


class BaseFact(Model, Generic[P]):
    """A fact: an ID, a kind, and its revisions, newest first."""

    id: FactId
    kind: str
    aliases: tuple[FactId, ...] = ()
    revisions: Annotated[tuple[Revision[P], ...], Field(min_length=1)]

    @property
    def latest(self) -> Revision[P]:
        """The newest revision."""
        return self.revisions[0]

    @property
    def citation(self) -> str:
        """How the newest revision is cited, e.g. ``ZM-APP-002v1``."""
        return f"{self.id}v{self.latest.revision}"

    @property
    def anchor(self) -> str:
        """The fact's anchor on its page, e.g. ``zm-app-002``."""
        return self.id.lower()


class ClaimFact(BaseFact[payloads.Claim]):
    """A plain statement."""

    kind: Literal["claim"]


class AppIdFact(BaseFact[payloads.AppId]):
    """The ID of an application."""

    kind: Literal["app_id"]


class ConsentPairingFact(BaseFact[payloads.ConsentPairing]):
    """A setting and the switch that goes with it."""

    kind: Literal["consent_pairing"]


class TokenPolicyFact(BaseFact[payloads.TokenPolicy]):
    """The life of one token under one method."""

    kind: Literal["token_policy"]


class WindowFact(BaseFact[payloads.Window]):
    """A watched span of time."""

    kind: Literal["window"]


class ProcedureFact(BaseFact[payloads.Procedure]):
    """Steps in order."""

    kind: Literal["procedure"]


class RoleFact(BaseFact[payloads.Role]):
    """Roles and what they permit."""

    kind: Literal["role"]


class VersionFloorFact(BaseFact[payloads.VersionFloor]):
    """Lowest versions."""

    kind: Literal["version_floor"]


class SyncedFieldFact(BaseFact[payloads.SyncedField]):
    """A synced field of an event."""

    kind: Literal["synced_field"]


class RecommendationFact(BaseFact[payloads.Recommendation]):
    """What the source recommends."""

    kind: Literal["recommendation"]


class ReasonFact(BaseFact[payloads.Reason]):
    """Why something is so."""

    kind: Literal["reason"]


class OptionsFact(BaseFact[payloads.Options]):
    """A closed list of values."""

    kind: Literal["options"]


class ProtectionFact(BaseFact[payloads.Protection]):
    """How data is protected."""

    kind: Literal["protection"]


class TermFact(BaseFact[payloads.Term]):
    """What a term means."""

    kind: Literal["term"]


class PermissionFact(BaseFact[payloads.Permission]):
    """A permission of an API."""

    kind: Literal["permission"]


class ErrorCodeFact(BaseFact[payloads.ErrorCode]):
    """An error and what to do about it."""

    kind: Literal["error_code"]


class DeadlineFact(BaseFact[payloads.Deadline]):
    """A date on which something ends or changes."""

    kind: Literal["deadline"]


class GapFact(BaseFact[payloads.Gap]):
    """What the source does not say."""

    kind: Literal["gap"]


Fact = (
    ClaimFact
    | AppIdFact
    | ConsentPairingFact
    | TokenPolicyFact
    | WindowFact
    | ProcedureFact
    | RoleFact
    | VersionFloorFact
    | SyncedFieldFact
    | RecommendationFact
    | ReasonFact
    | OptionsFact
    | ProtectionFact
    | TermFact
    | PermissionFact
    | ErrorCodeFact
    | DeadlineFact
    | GapFact
)
"""Any fact; ``kind`` tells which."""

AnyFact = Annotated[Fact, Field(discriminator="kind")]
"""`Fact` as a field or adapter type: pydantic picks the class by ``kind``."""
