"""When a fact holds: the conditions it is stated under, each from a closed list."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum
from typing import Annotated, TypeVar

from pydantic import BeforeValidator

from kb.models.base import Model

V = TypeVar("V")


class Workload(StrEnum):
    """What is connected: rooms, or the calendars of people."""

    ROOMS = "rooms"
    PERSONAL_CALENDAR = "personal-calendar"


class Method(StrEnum):
    """How Zoom authenticates to Microsoft Graph."""

    APPLICATION = "application"
    FULL_DELEGATE = "full-delegate"
    DELEGATED = "delegated"


class Provider(StrEnum):
    """Whose calendar service it is."""

    MICROSOFT_365 = "microsoft-365"
    GOOGLE = "google"
    EXCHANGE_ON_PREMISES = "exchange-on-premises"


class Actor(StrEnum):
    """Who acts, or is acted for."""

    ZOOM_ADMIN = "zoom-admin"
    MICROSOFT_ADMIN = "microsoft-admin"
    GOOGLE_ADMIN = "google-admin"
    USER = "user"


class EntraSetting(StrEnum):
    """The value of Entra's "User consent for applications"."""

    NO_CONSENT = "no-consent"
    VERIFIED_PUBLISHERS = "verified-publishers"
    ALL_APPS = "all-apps"
    MICROSOFT_MANAGED = "microsoft-managed"


class Token(StrEnum):
    """The two OAuth tokens."""

    ACCESS = "access"
    REFRESH = "refresh"


OneOrMore = Annotated[tuple[V, ...], BeforeValidator(lambda value: (value,) if isinstance(value, str) else value)]
"""A list that may be written as its only member."""


class Conditions(Model):
    """The conditions of a fact. A missing key means: whatever its value, the fact holds."""

    workload: OneOrMore[Workload] = ()
    method: OneOrMore[Method] = ()
    provider: OneOrMore[Provider] = ()
    actor: OneOrMore[Actor] = ()
    entra_setting: OneOrMore[EntraSetting] = ()
    token: OneOrMore[Token] = ()

    def named(self) -> dict[str, frozenset[str]]:
        """The conditions that are set: key → its values."""
        return {key: frozenset(map(str, values)) for key, values in self if values}

    def fits(self, situation: Mapping[str, Collection[str]]) -> bool:
        """Whether nothing in the situation speaks against the fact: condition key → the values that are the case.

        A key that the situation leaves out is not known, and so speaks against nothing.
        """
        return all(values & set(situation[key]) for key, values in self.named().items() if key in situation)


LABELS: dict[str, str] = {
    Workload.ROOMS: "Zoom Rooms and conference rooms",
    Workload.PERSONAL_CALENDAR: "personal calendars",
    Method.APPLICATION: "Application Permissions",
    Method.FULL_DELEGATE: "Full Delegate Access",
    Method.DELEGATED: "Delegated Permissions (OAuth)",
    Provider.MICROSOFT_365: "Microsoft 365",
    Provider.GOOGLE: "Google Workspace",
    Provider.EXCHANGE_ON_PREMISES: "Exchange on-premises",
    Actor.ZOOM_ADMIN: "Zoom administrators",
    Actor.MICROSOFT_ADMIN: "Microsoft 365 administrators",
    Actor.GOOGLE_ADMIN: "Google Workspace administrators",
    Actor.USER: "users",
    EntraSetting.NO_CONSENT: "Do not allow user consent",
    EntraSetting.VERIFIED_PUBLISHERS: "Allow user consent for apps from verified publishers, for selected permissions",
    EntraSetting.ALL_APPS: "Allow user consent for apps",
    EntraSetting.MICROSOFT_MANAGED: "Let Microsoft manage your consent settings",
    Token.ACCESS: "access token",
    Token.REFRESH: "refresh token",
}
"""Condition value → the words people read for it."""
