"""Typed payloads, one class a kind: what a machine may rely on in a fact."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from kb.models.base import Duration, Model, Text, Uuid
from kb.models.conditions import EntraSetting, Method, Token, Workload


class Claim(Model):
    """A plain statement; nothing in it needs a type."""


class AppId(Model):
    """The application that one method uses for one workload."""

    app_id: Uuid
    workload: Workload
    method: Method


class Position(StrEnum):
    """The position of a switch."""

    ON = "On"
    OFF = "Off"


class ConsentPairing(Model):
    """A setting on one side and the position of the switch that goes with it on the other."""

    entra_setting: EntraSetting
    zoom_setting: Text
    position: Position


class Storage(StrEnum):
    """Where a token is kept."""

    MEMORY = "memory"
    STORED = "stored"
    NONE = "none"


class TokenPolicy(Model):
    """How one token lives under one method.

    Attributes:
        issued: False when the method has no such token at all.
        lifetime: How long it is valid.
        renewed_every: At what interval a new one is fetched.
        storage: Where it is kept, if the source says so.
    """

    token: Token
    method: Method
    issued: bool = True
    lifetime: Duration | None = None
    renewed_every: Duration | None = None
    storage: Storage | None = None


class Window(Model):
    """A span of time around now that is watched; distances from now."""

    past: Duration
    future: Duration
    total: Duration


class Procedure(Model):
    """What to do, in order; each step is one action or observation."""

    goal: Text
    steps: Annotated[tuple[Text, ...], Field(min_length=2)]


class Role(Model):
    """Roles, and what holding one of them permits."""

    roles: Annotated[tuple[Text, ...], Field(min_length=1)]
    any_of: bool = False
    permits: Text


class Minimum(Model):
    """The lowest version of one product that will do."""

    product: Text
    version: Annotated[str, Field(pattern=r"^\d+(\.\d+)*$")]


class VersionFloor(Model):
    """The lowest versions that will do; any one of them is enough."""

    minimums: Annotated[tuple[Minimum, ...], Field(min_length=1)]


class FieldOf(StrEnum):
    """What a synced field describes."""

    EVENT = "event"
    ATTENDEE = "attendee"
    ORGANIZER = "organizer"


class SyncedField(Model):
    """A field of a calendar event that the sync reads; ``name`` exactly as the source writes it."""

    name: Text
    of: FieldOf


class Recommendation(Model):
    """What the source recommends, and for what."""

    choose: Text
    situation: Text


class Reason(Model):
    """Why something is so; ``explains`` names it in a few words."""

    explains: Text


class Options(Model):
    """A closed list of values, in the source's order."""

    name: Text
    values: Annotated[tuple[Text, ...], Field(min_length=2)]


class Protection(Model):
    """How data is protected, and where."""

    where: Text
    by: Text


class Term(Model):
    """A term and the vocabulary entry it stands for."""

    term: Text


class PermissionType(StrEnum):
    """On whose behalf a permission is used: a signed-in user's, or the application's own."""

    DELEGATED = "delegated"
    APPLICATION = "application"


class Permission(Model):
    """A permission that an API offers; ``permission_id`` is what a grant record holds."""

    name: Text
    resource: Text
    type: PermissionType
    permission_id: Uuid
    admin_consent: bool


class ErrorCode(Model):
    """An error: its codes, what it means, who acts and what they do."""

    codes: Annotated[tuple[Text, ...], Field(min_length=1)]
    meaning: Text
    act: Annotated[tuple[Text, ...], Field(min_length=1)]
    todo: Text


class Deadline(Model):
    """A day (``2026-10-01``) or month (``2025-02``) on which something happens, and to whom."""

    date: Annotated[str, Field(pattern=r"^\d{4}-\d{2}(-\d{2})?$")]
    happens: Text
    affects: Text


class GapReason(StrEnum):
    """Why the source does not say: it shows a picture only, or nothing at all."""

    IMAGE_ONLY = "image_only"
    NOT_IN_SOURCE = "not_in_source"


class Gap(Model):
    """What the source leaves out; ``missing`` names it in a few words."""

    reason: GapReason
    missing: Text


Payload = (
    Claim
    | AppId
    | ConsentPairing
    | TokenPolicy
    | Window
    | Procedure
    | Role
    | VersionFloor
    | SyncedField
    | Recommendation
    | Reason
    | Options
    | Protection
    | Term
    | Permission
    | ErrorCode
    | Deadline
    | Gap
)
