"""Checks a tenant: every rule asks its predicates case by case, and what cannot be told is unknown."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Sequence

from kb.catalog import Catalog
from kb.errors import KbError
from kb.models import Fact
from kb.models.rules import TenantRule, TenantRules, Verdict
from kb.tenant.answer import Answer
from kb.tenant.changes import compare_tenants
from kb.tenant.export import Evidence, Export
from kb.tenant.predicates import PREDICATES
from kb.tenant.report import CheckVerdict, TenantReport, Waiver
from kb.tenant.tenant import Tenant, Told

MASKED = "(masked)"
_ADDRESS = re.compile(r"[\w.+'-]+@[\w-]+\.[\w.-]+")


def check_tenant(
    catalog: Catalog,
    rules: TenantRules,
    export: Export,
    told: Told,
    *,
    personal: bool = False,
    waivers: Sequence[Waiver] = (),
    today: datetime.date | None = None,
    since: Export | None = None,
) -> TenantReport:
    """The verdict of every check, in the order of the rules.

    Args:
        catalog: The facts that verdicts cite.
        rules: The checks.
        export: What was read.
        told: What only a person can tell.
        personal: Show what names a person; otherwise it is masked.
        waivers: Failures that are accepted.
        today: The day on which waivers are judged; without it the current one.
        since: An older export of the same tenant: what changed is told.
    """
    tenant = Tenant(catalog, rules.shapes, export, told)
    day = today or datetime.datetime.now(datetime.UTC).date()
    valid = [waiver for waiver in waivers if waiver.until >= day]
    judged = [_judge(tenant, rule) for rule in rules.rules]
    changes = None
    if since is not None:
        old = Tenant(catalog, rules.shapes, since, told)
        changes = compare_tenants(old, tenant, [_judge(old, rule) for rule in rules.rules], judged)
    verdicts = [_waive(verdict, valid) for verdict in judged]
    if not personal:
        own = {app.record.text("id") for app in tenant.apps if app.record}
        verdicts = [_mask(verdict, own) for verdict in verdicts]
    counts = {verdict: sum(one.verdict is verdict for one in verdicts) for verdict in Verdict}
    return TenantReport(
        release=catalog.release,
        verdicts=tuple(verdicts),
        counts=counts,
        problems=tuple(export.problems),
        expired=tuple(waiver for waiver in waivers if waiver not in valid),
        changes=changes,
    )


def _judge(tenant: Tenant, rule: TenantRule) -> CheckVerdict:
    asked: list[Answer] = []
    for case in rule.cases:
        answers = [_ask(tenant, rule, name) for name in case.when]
        asked += answers
        if any(answer.holds is False for answer in answers):
            continue
        if unsure := next((answer for answer in answers if answer.holds is None), None):
            return _tell(tenant, rule, asked, Verdict.UNKNOWN, *_explain(tenant, unsure))
        return _tell(tenant, rule, asked, case.verdict, case.say, case.remedy, case.facts)
    raise KbError(f"No case of the check {rule.check} holds; end its list with one whose `when` is `always`.")


def _ask(tenant: Tenant, rule: TenantRule, name: str) -> Answer:
    if name not in PREDICATES:
        raise KbError(f"The check {rule.check} asks {name}, which is no predicate. There are: {', '.join(PREDICATES)}.")
    return PREDICATES[name](tenant, rule)


def _explain(tenant: Tenant, answer: Answer) -> tuple[str, str]:
    collection = next((each for each in tenant.shapes.collections if each.id == answer.missing), None)
    if collection is not None:
        given = answer.missing in tenant.export.present
        state = "are given, but not whole or not readable" if given else "are not in the export"
        return f"This cannot be told: {collection.title} {state}.", collection.get
    remedy = tenant.shapes.missing[answer.missing]
    return "This cannot be told from what was given.", remedy


def _tell(
    tenant: Tenant, rule: TenantRule, asked: Sequence[Answer], verdict: Verdict, say: str, remedy: str, facts: Iterable[str] = ()
) -> CheckVerdict:
    words: dict[str, str] = {}
    for answer in asked:
        words |= {key: word for key, word in answer.words.items() if word}
    words |= {key.capitalize(): word[:1].upper() + word[1:] for key, word in words.items()}
    found: list[Fact] = [*map(tenant.catalog.fact, [*rule.facts, *facts]), *(fact for answer in asked for fact in answer.facts)]
    evidence = next((answer.evidence for answer in reversed(asked) if answer.evidence), ())
    return CheckVerdict(
        check=rule.check,
        verdict=verdict,
        summary=_fill(say, words),
        facts=tuple(dict.fromkeys(f"{fact.id}v{fact.latest.revision}" for fact in found)),
        evidence=evidence if verdict is not Verdict.NOT_APPLICABLE else (),
        remedy=_fill(remedy, words),
    )


def _fill(text: str, words: dict[str, str]) -> str:
    return re.sub(r"\{(\w+)\}", lambda match: words.get(match[1], match[0]), text)


def _waive(verdict: CheckVerdict, waivers: Iterable[Waiver]) -> CheckVerdict:
    seen = {str(place.value).lower() for place in verdict.evidence} | set(re.findall(r"[\w-]{36}", verdict.summary.lower()))
    for waiver in waivers:
        if verdict.verdict is Verdict.FAIL and waiver.check == verdict.check and (waiver.object == "*" or waiver.object.lower() in seen):
            return verdict.model_copy(update={"waived": waiver})
    return verdict


def _mask(verdict: CheckVerdict, own: set[str]) -> CheckVerdict:
    """Ids of persons, addresses, and what PowerShell left of a record, which may hold both, are not shown."""
    evidence = tuple(place.model_copy(update={"value": _mask_value(place, own)}) for place in verdict.evidence)
    return verdict.model_copy(update={"evidence": evidence, "summary": _ADDRESS.sub(MASKED, verdict.summary)})


def _mask_value(place: Evidence, own: set[str]) -> object:
    if not isinstance(place.value, str):
        return place.value
    if place.pointer.lower().endswith("/principalid") and place.value.lower() not in own:
        return MASKED
    return "@{…}" if place.value.startswith("@{") else _ADDRESS.sub(MASKED, place.value)
