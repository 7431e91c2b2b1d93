"""The named predicates that the cases of a rule ask: about the export, the consent setting, the apps and their consent."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from kb.models import LABELS
from kb.models.payloads import Position
from kb.models.rules import TenantRule
from kb.tenant.answer import SHOWN, Answer, Predicate
from kb.tenant.export import Record
from kb.tenant.findings import assignment_required, ews_rights, leftovers, look_alikes, no_application_method, verified_domain
from kb.tenant.tenant import ASSIGNMENTS, GRANTS, POLICY, App, AppState, Tenant


def nothing_recognised(tenant: Tenant, _: TenantRule) -> Answer:
    """No collection was recognised."""
    return Answer(not tenant.export.present)


def incomplete(tenant: Tenant, _: TenantRule) -> Answer:
    """A page has a next link, or something that a check reads was cut."""
    reasons = dict.fromkeys(f"{_title(tenant, cut.kind)}: {cut.why}" for cut in tenant.cuts)
    evidence = tuple(cut.evidence for cut in tenant.cuts if cut.evidence)
    return Answer(bool(reasons), evidence[:SHOWN], {"what": "; ".join(reasons)})


def always(tenant: Tenant, _: TenantRule) -> Answer:
    """Holds: the last case of a rule."""
    return Answer(True, words={"what": ", ".join(f"{count:,} {_title(tenant, kind)}" for kind, count in tenant.export.counts())})


def setting_of_guide(tenant: Tenant, _: TenantRule) -> Answer:
    """The user-consent setting is one of the guide's."""
    return _setting(tenant, tenant.setting in tenant.shapes.consent.guide)


def setting_managed(tenant: Tenant, _: TenantRule) -> Answer:
    """Microsoft manages it."""
    return _setting(tenant, tenant.setting is tenant.shapes.consent.managed)


def setting_custom(tenant: Tenant, _: TenantRule) -> Answer:
    """It is a policy of the tenant's own."""
    return _setting(tenant, tenant.setting is None and len(tenant.consents) == 1)


def setting_several(tenant: Tenant, _: TenantRule) -> Answer:
    """Several policies are assigned."""
    return _setting(tenant, len(tenant.consents) > 1)


def pairing_fits(tenant: Tenant, _: TenantRule) -> Answer:
    """Zoom's switch stands where the guide wants it for the setting."""
    found, told = tenant.pairing(), tenant.told.consent
    if tenant.policy is None:
        return Answer(None, missing=POLICY)
    if told is None or found is None:
        return Answer(None, tenant.policy.show("policies"), missing="consent-setting")
    fact, payload = found
    position = Position.ON if told else Position.OFF
    words = {"position": str(position), "wanted": str(payload.position), "setting": LABELS[payload.entra_setting]}
    return Answer(position is payload.position, tenant.policy.show("policies"), words, (fact,))


def workload_unused(tenant: Tenant, rule: TenantRule) -> Answer:
    """The rule's workload is not in use."""
    assert rule.workload
    return Answer(rule.workload not in tenant.told.workloads, words={"workload": LABELS[rule.workload]})


def _app_is(wanted: AppState) -> Predicate:
    def app_is(tenant: Tenant, rule: TenantRule) -> Answer:
        assert rule.workload
        found = tenant.find(rule.workload)
        if found.state is AppState.UNKNOWN:
            return Answer(None, missing=found.missing)
        apps = [found.app] if found.app else [app for app in tenant.apps if app.payload.workload == rule.workload]
        records = [app.record for app in apps if app.record]
        evidence = [place for record in records for name in ("id", "appid", "accountenabled") for place in record.show(name)]
        what = (
            f"the app with {LABELS[apps[0].payload.method]} (App ID {apps[0].payload.app_id})" if found.app else "neither of the two apps"
        )
        words = {"method": LABELS[apps[0].payload.method], "what": what}
        return Answer(found.state is wanted, tuple(evidence), words, tuple(app.fact for app in apps))

    return app_is


def _of_app_in_use(judge: Callable[[Tenant, App], Answer]) -> Predicate:
    def judged(tenant: Tenant, rule: TenantRule) -> Answer:
        assert rule.workload
        found = tenant.find(rule.workload)
        if found.state is not AppState.IN_USE or found.app is None:
            return Answer(None, missing=found.missing or "app")
        if found.app.record is None or not found.app.record.text("id"):
            return Answer(None, missing="field")
        answer = judge(tenant, found.app)
        words = {"method": LABELS[found.app.payload.method], **answer.words}
        return Answer(answer.holds, answer.evidence, words, (found.app.fact, *answer.facts), answer.missing)

    return judged


def _consent_given(tenant: Tenant, app: App) -> Answer:
    """What the method needs is there: an assignment, a grant for everybody, or any grant."""
    if app.payload.method == "application":
        held = tenant.held(ASSIGNMENTS, "principalid", app)
        what = f"{len(held)} app-role assignment{'s' * (len(held) != 1)}"
        return _positive(tenant, ASSIGNMENTS, app, held, ("principalid", "approleid"), {"what": what})
    held = tenant.held(GRANTS, "clientid", app)
    everybody = [grant for grant in held if grant.text("consenttype") == "allprincipals"]
    if app.payload.method == "delegated":
        if not everybody and any(not grant.text("consenttype") for grant in held):
            return Answer(None, missing="field")
        return _positive(tenant, GRANTS, app, everybody, ("clientid", "consenttype"), {"what": "a delegated grant for everybody"})
    what = "a delegated grant for everybody" if everybody else f"delegated grants of single users ({len(held)})"
    return _positive(tenant, GRANTS, app, held, ("clientid", "consenttype"), {"what": what})


def _positive(tenant: Tenant, kind: str, app: App, held: list[Record], fields: Iterable[str], words: dict[str, str]) -> Answer:
    if held:
        return Answer(True, tuple(place for record in held[:SHOWN] for name in fields for place in record.show(name)), words)
    return Answer(False) if tenant.is_known(kind, app) else Answer(None, missing=kind)


def _application_unassigned(_: Tenant, app: App) -> Answer:
    """The app works with Application Permissions; asked after `consent-given`, so it has none."""
    return Answer(app.payload.method == "application", app.record.show("id") if app.record else ())


def _single_grants(tenant: Tenant, app: App) -> Answer:
    """There are grants, though of single users only; asked after `consent-given`."""
    held = tenant.held(GRANTS, "clientid", app)
    evidence = tuple(place for grant in held[:SHOWN] for name in ("consenttype", "principalid") for place in grant.show(name))
    return Answer(bool(held), evidence, {"what": f"{len(held)} of them"})


def _ungranted(_: Tenant, app: App) -> Answer:
    """There is no grant; asked last."""
    return Answer(True, app.record.show("id") if app.record else ())


def _setting(tenant: Tenant, holds: bool) -> Answer:
    if tenant.policy is None:
        return Answer(None, missing=POLICY)
    words = {"setting": LABELS[tenant.setting] if tenant.setting else "", "what": ", ".join(tenant.consents)}
    found = tenant.pairing()
    return Answer(holds, tenant.policy.show("policies"), words, found[:1] if found else ())


def _title(tenant: Tenant, kind: str) -> str:
    return next((each.title for each in tenant.shapes.collections if each.id == kind), "a part of the export")


PREDICATES: dict[str, Predicate] = {
    "nothing-recognised": nothing_recognised,
    "incomplete": incomplete,
    "always": always,
    "setting-of-guide": setting_of_guide,
    "setting-managed": setting_managed,
    "setting-custom": setting_custom,
    "setting-several": setting_several,
    "pairing-fits": pairing_fits,
    "workload-unused": workload_unused,
    "app-both": _app_is(AppState.BOTH),
    "app-in-use": _app_is(AppState.IN_USE),
    "app-disabled": _app_is(AppState.DISABLED),
    "app-absent": _app_is(AppState.ABSENT),
    "consent-given": _of_app_in_use(_consent_given),
    "application-unassigned": _of_app_in_use(_application_unassigned),
    "single-grants": _of_app_in_use(_single_grants),
    "ungranted": _of_app_in_use(_ungranted),
    "look-alikes": look_alikes,
    "leftovers": leftovers,
    "assignment-required": assignment_required,
    "no-application-method": no_application_method,
    "verified-domain": verified_domain,
    "ews-rights": ews_rights,
}
"""Name in a rule → predicate."""
