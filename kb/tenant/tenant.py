"""What the predicates ask about: the four apps in an export, and what was told about the tenant."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kb.catalog import Catalog
from kb.models import LABELS, Fact
from kb.models.conditions import EntraSetting, Method, Workload, values_of
from kb.models.payloads import AppId, ConsentPairing
from kb.models.rules import ExportShapes
from kb.tenant.export import Cut, Export, Record

POLICY, PRINCIPALS, GRANTS, ASSIGNMENTS, DOMAINS = (
    "authorization-policy",
    "service-principals",
    "permission-grants",
    "app-role-assignments",
    "domains",
)
"""The collections of `kb/rules/export.yaml`."""


@dataclass(frozen=True)
class Told:
    """What only a person can tell.

    Attributes:
        consent: Whether Zoom's consent switch is on; None when not told.
        workloads: Those in use.
        methods: Workload → the method in use, where told.
    """

    consent: bool | None = None
    workloads: tuple[Workload, ...] = values_of("workload")
    methods: Mapping[Workload, Method] = field(default_factory=dict)


class AppState(StrEnum):
    """What has become of the app of a workload."""

    IN_USE = "in-use"
    DISABLED = "disabled"
    ABSENT = "absent"
    BOTH = "both"
    UNKNOWN = "unknown"


@dataclass(frozen=True)
class App:
    """The app of one workload and method, and its service principal where there is one."""

    fact: Fact
    payload: AppId
    record: Record | None

    @property
    def name(self) -> str:
        """As people read it."""
        return f"the app for {LABELS[self.payload.workload]} with {LABELS[self.payload.method]}"


@dataclass(frozen=True)
class Found:
    """The state of a workload's app; ``app`` is the one meant, where there is one, ``missing`` what one would have to know."""

    state: AppState
    app: App | None = None
    missing: str = ""


class Tenant:
    """An export together with the facts and what was told.

    Args:
        catalog: The facts.
        shapes: How the export is read.
        export: What was found.
        told: What only a person can tell.
    """

    def __init__(self, catalog: Catalog, shapes: ExportShapes, export: Export, told: Told) -> None:
        self.catalog, self.shapes, self.export, self.told = catalog, shapes, export, told
        self.principals = export.merged(PRINCIPALS, "appid")
        self.apps = [
            App(fact, fact.latest.payload, self.principals.get(fact.latest.payload.app_id))
            for fact in catalog.current()
            if isinstance(fact.latest.payload, AppId)
        ]
        self.app_ids = {app.payload.app_id for app in self.apps}

    @cached_property
    def cuts(self) -> list[Cut]:
        """Where something is missing that a check reads: what an app of others expands to is read by none."""
        return [cut for cut in self.export.cuts if not cut.owner or cut.owner in self.app_ids]

    def is_whole(self, kind: str) -> bool:
        """Whether absence in a collection means something."""
        return kind in self.export.present and not any(cut.kind in ("", kind) for cut in self.cuts)

    def is_known(self, kind: str, app: App) -> bool:
        """The same for what one app holds, which its service principal may carry itself."""
        owner = app.payload.app_id
        expanded = app.record is not None and kind in (app.record.get("expanded") or ())
        return self.is_whole(kind) or (expanded and not any(cut.kind == kind and cut.owner == owner for cut in self.cuts))

    def held(self, kind: str, key: str, app: App) -> list[Record]:
        """The grants or assignments of an app, by the object id of its service principal."""
        own = app.record.text("id") if app.record else ""
        return [record for record in self.export.of(kind) if own and record.text(key) == own]

    def find(self, workload: Workload) -> Found:
        """The app in use for a workload."""
        method = self.told.methods.get(workload)
        apps = [app for app in self.apps if app.payload.workload == workload and method in (None, app.payload.method)]
        there = [app for app in apps if app.record is not None]
        if PRINCIPALS not in self.export.present:
            return Found(AppState.UNKNOWN, missing=PRINCIPALS)
        if len(there) > 1:
            return Found(AppState.BOTH)
        if len(there) < len(apps) and not self.is_whole(PRINCIPALS):
            return Found(AppState.UNKNOWN, missing=PRINCIPALS)
        if not there:
            return Found(AppState.ABSENT, apps[0] if len(apps) == 1 else None)
        enabled = there[0].record.truth("accountenabled") if there[0].record else None
        if enabled is None:
            return Found(AppState.UNKNOWN, missing="field")
        return Found(AppState.IN_USE if enabled else AppState.DISABLED, there[0])

    def method_of(self, workload: Workload) -> Method | None:
        """The method in use as told, else as found; None when neither is so."""
        found = self.find(workload)
        in_use = found.app.payload.method if found.state is AppState.IN_USE and found.app else None
        return self.told.methods.get(workload, in_use)

    @cached_property
    def policy(self) -> Record | None:
        """The authorization policy, if its setting can be read."""
        readable = [record for record in self.export.of(POLICY) if record.get("policies") is not None]
        return max(readable, key=lambda record: len(record.get("policies")), default=None)

    @cached_property
    def consents(self) -> tuple[str, ...]:
        """The consent policies of users for themselves, in lower case and without their prefix."""
        own, resource = self.shapes.consent.own.lower(), self.shapes.consent.resource.lower()
        entries: Sequence[str] = [str(each).strip().lower() for each in (self.policy.get("policies") if self.policy else ())]
        return tuple(dict.fromkeys(each.removeprefix(own) for each in entries if not each.startswith(resource)))

    @cached_property
    def setting(self) -> EntraSetting | None:
        """The user-consent setting; None for a policy of the tenant's own, and for several."""
        if not self.consents:
            return self.shapes.consent.none
        known = {policy.lower(): setting for setting, policy in self.shapes.consent.settings.items()}
        return known.get(self.consents[0]) if len(self.consents) == 1 else None

    def pairing(self) -> tuple[Fact, ConsentPairing] | None:
        """The fact that says where Zoom's switch belongs for the setting."""
        for fact in self.catalog.current():
            if isinstance(payload := fact.latest.payload, ConsentPairing) and payload.entra_setting == self.setting:
                return fact, payload
        return None
