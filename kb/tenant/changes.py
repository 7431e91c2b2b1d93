"""What changed between two exports, in terms of the checks: apps, their rights, the setting, domains, verdicts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from kb.models import LABELS
from kb.tenant.report import CheckVerdict, ExportChange
from kb.tenant.tenant import ASSIGNMENTS, DOMAINS, GRANTS, POLICY, PRINCIPALS, App, Tenant


def compare_tenants(old: Tenant, new: Tenant, before: Iterable[CheckVerdict], after: Iterable[CheckVerdict]) -> tuple[ExportChange, ...]:
    """Each thing that differs; what only one of the exports holds a collection for is left out, since it cannot be compared."""
    was, now = _picture(old), _picture(new)
    kinds = {kind for kind in was.keys() & now.keys() if old.is_whole(kind) and new.is_whole(kind)}
    changes = []
    for kind in sorted(kinds):
        changes += [ExportChange(change="added", what=what) for what in now[kind] if what not in was[kind]]
        changes += [ExportChange(change="removed", what=what) for what in was[kind] if what not in now[kind]]
    verdicts = {one.check: one.verdict for one in before}
    changes += [
        ExportChange(change="moved", what=f"{one.check}: {verdicts[one.check]} → {one.verdict}")
        for one in after
        if one.verdict is not verdicts[one.check]
    ]
    return tuple(changes)


def _picture(tenant: Tenant) -> Mapping[str, list[str]]:
    apps = [app for app in tenant.apps if app.record]
    policies = ", ".join(tenant.consents) or "none"
    setting = LABELS[tenant.setting] if tenant.setting else "none of the known settings"
    picture = {
        POLICY: [f"user consent: {setting} ({policies})"] if tenant.policy else [],
        PRINCIPALS: [_say_app(app) for app in apps],
        GRANTS: [
            f"{app.name}: {grant.text('consenttype') or 'a grant'}: {scope}"
            for app in apps
            for grant in tenant.held(GRANTS, "clientid", app)
            for scope in str(grant.get("scope") or "").split()
        ],
        ASSIGNMENTS: [
            f"{app.name}: app role {one.text('approleid')} on {one.text('resourceid')}"
            for app in apps
            for one in tenant.held(ASSIGNMENTS, "principalid", app)
        ],
        DOMAINS: [
            f"domain {record.text('id')}, verified: {record.text('isverified') or 'not told'}" for record in tenant.export.of(DOMAINS)
        ],
    }
    return {kind: list(dict.fromkeys(lines)) for kind, lines in picture.items() if kind in tenant.export.present}


def _say_app(app: App) -> str:
    assert app.record
    states = {True: "enabled", False: "disabled", None: "state not told"}
    required = ", assignment required" if app.record.truth("approleassignmentrequired") else ""
    return f"{app.name} ({states[app.record.truth('accountenabled')]}{required})"
