"""The predicates about what else lies in a tenant: look-alikes, leftovers, assignment, domains, rights on Exchange itself."""

from __future__ import annotations

from collections.abc import Iterable

from kb.models.rules import TenantRule
from kb.tenant.answer import SHOWN, Answer
from kb.tenant.export import Record
from kb.tenant.tenant import ASSIGNMENTS, DOMAINS, GRANTS, PRINCIPALS, App, AppState, Tenant


def look_alikes(tenant: Tenant, rule: TenantRule) -> Answer:
    """Another service principal has the word in its display name."""
    word = str(rule.data["word"])
    others = [record for record in tenant.export.of(PRINCIPALS) if record.text("appid") not in tenant.app_ids]
    alike = list({record.text("appid") or record.text("id"): record for record in others if word in record.text("displayname")}.values())
    apps = ", ".join(app.payload.app_id for app in tenant.apps)
    facts = tuple(app.fact for app in tenant.apps)
    if alike:
        names = [f"“{record.get('displayname')}” (App ID {record.text('appid') or 'not given'})" for record in alike]
        more = f" and {len(names) - SHOWN} more" if len(names) > SHOWN else ""
        evidence = tuple(place for record in alike[:SHOWN] for name in ("displayname", "appid") for place in record.show(name))
        return Answer(True, evidence, {"what": ", ".join(names[:SHOWN]) + more, "apps": apps}, facts)
    if any(record.get("displayname") is None for record in others):
        return Answer(None, missing="field")
    return Answer(False, facts=facts) if tenant.is_whole(PRINCIPALS) else Answer(None, missing=PRINCIPALS)


def leftovers(tenant: Tenant, _: TenantRule) -> Answer:
    """An app of a method that is not in use is there."""
    if PRINCIPALS not in tenant.export.present:
        return Answer(None, missing=PRINCIPALS)
    known = {workload: method for workload in tenant.told.workloads if (method := tenant.method_of(workload))}
    others = [app for app in tenant.apps if known.get(app.payload.workload, app.payload.method) != app.payload.method]
    left = [app for app in others if app.record]
    if left:
        what = "; ".join(f"{app.name} ({_holdings(tenant, app)})" for app in left)
        evidence = tuple(place for app in left if app.record for place in app.record.show("appid"))
        return Answer(True, evidence, {"what": what}, tuple(app.fact for app in left))
    if not known:
        return Answer(None, missing="method")
    return Answer(False, facts=tuple(app.fact for app in others)) if tenant.is_whole(PRINCIPALS) else Answer(None, missing=PRINCIPALS)


def _holdings(tenant: Tenant, app: App) -> str:
    kinds = ((GRANTS, "clientid"), (ASSIGNMENTS, "principalid"))
    if any(tenant.held(kind, key, app) for kind, key in kinds):
        return "it still holds rights"
    return "without any grant" if all(tenant.is_known(kind, app) for kind, _ in kinds) else "its grants are not in the export"


def assignment_required(tenant: Tenant, _: TenantRule) -> Answer:
    """An app in use requires that its users are assigned."""
    found = [tenant.find(workload) for workload in tenant.told.workloads]
    apps = [each.app for each in found if each.state is AppState.IN_USE and each.app and each.app.record]
    if not apps:
        return Answer(None, missing=next((each.missing for each in found if each.missing), "app"))
    records = [(app, app.record) for app in apps if app.record]
    demanding = [(app, record) for app, record in records if record.truth("approleassignmentrequired")]
    shown = demanding or records
    evidence = tuple(place for _, record in shown for place in record.show("approleassignmentrequired"))
    facts = tuple(app.fact for app, _ in shown)
    if demanding:
        return Answer(True, evidence, {"what": " and ".join(app.name for app, _ in demanding)}, facts)
    if any(record.truth("approleassignmentrequired") is None for _, record in records):
        return Answer(None, missing="field")
    return Answer(False, evidence, facts=facts)


def no_application_method(tenant: Tenant, _: TenantRule) -> Answer:
    """No workload in use connects with Application Permissions."""
    methods = [tenant.method_of(workload) for workload in tenant.told.workloads]
    if "application" in methods:
        return Answer(False)
    return Answer(None, missing="method") if None in methods else Answer(True)


def verified_domain(tenant: Tenant, rule: TenantRule) -> Answer:
    """A verified domain is not one that every tenant starts with."""
    if DOMAINS not in tenant.export.present:
        return Answer(None, missing=DOMAINS)
    own = [record for record in tenant.export.of(DOMAINS) if _is_own(record, rule.data["initial"])]
    verified = [record for record in own if record.truth("isverified")]
    if verified:
        names = ", ".join(_domain(record) for record in verified[:SHOWN])
        evidence = tuple(place for record in verified[:SHOWN] for name in ("id", "name", "isverified") for place in record.show(name))
        return Answer(True, evidence, {"what": names})
    if any(record.truth("isverified") is None for record in own):
        return Answer(None, missing="field")
    return Answer(False) if tenant.is_whole(DOMAINS) else Answer(None, missing=DOMAINS)


def _domain(record: Record) -> str:
    return record.text("id") or record.text("name")


def _is_own(record: Record, initial: Iterable[str]) -> bool:
    name = "." + _domain(record).rstrip(".")
    return not record.truth("isinitial") and not any(name.endswith(f".{each}") for each in initial)


def ews_rights(tenant: Tenant, rule: TenantRule) -> Answer:
    """One of the apps holds a right on Exchange Online's own API."""
    data = rule.data
    exchange = tenant.principals.get(data["resource"])
    resource = exchange.text("id") if exchange else ""
    held, facts, names = [], [], []
    for app in tenant.apps:
        for grant in tenant.held(GRANTS, "clientid", app):
            scopes = str(grant.get("scope") or "").split()
            if data["scope"].lower() in map(str.lower, scopes) or (scopes and resource and grant.text("resourceid") == resource):
                held.append((grant, ("clientid", "scope")))
                names.append(f"{app.name}: {' '.join(scopes)}")
                facts.append(app.fact)
        for assignment in tenant.held(ASSIGNMENTS, "principalid", app):
            known = assignment.text("approleid") == data["role"]
            if known or (resource and assignment.text("resourceid") == resource):
                held.append((assignment, ("principalid", "approleid")))
                names.append(f"{app.name}: {data['role_name'] if known else 'an app role of Exchange Online'}")
                facts.append(app.fact)
    if held:
        evidence = tuple(place for record, fields in held[:SHOWN] for name in fields for place in record.show(name))
        return Answer(True, evidence, {"what": "; ".join(dict.fromkeys(names))}, tuple(dict.fromkeys(facts)))
    if not tenant.is_whole(PRINCIPALS):
        return Answer(None, missing=PRINCIPALS)
    there = [app for app in tenant.apps if app.record]
    if any(app.record and not app.record.text("id") for app in there):
        return Answer(None, missing="field")
    for kind in (GRANTS, ASSIGNMENTS):
        if not (all(tenant.is_known(kind, app) for app in there) if there else tenant.is_whole(kind)):
            return Answer(None, missing=kind)
    return Answer(False)
