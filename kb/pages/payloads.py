"""Reads a typed payload out in words: names with their values, in the order people ask for them."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.models import LABELS, Fact, VocabularyTerm, payloads
from kb.models.conditions import CONDITIONS
from kb.pages.words import first_upper, join_words, say_duration
from kb.subject import subject

STORAGE = {
    payloads.Storage.MEMORY: "held in memory only",
    payloads.Storage.STORED: f"stored by {subject().vendor}",
    payloads.Storage.NONE: "not kept",
}

GAP_REASONS = {
    payloads.GapReason.IMAGE_ONLY: "shown only in a picture",
    payloads.GapReason.NOT_IN_SOURCE: "not in the guide",
}


def describe_payload(fact: Fact, catalog: Catalog) -> list[tuple[str, str]]:
    """The payload of a fact's latest revision as (name, Markdown value); empty for a plain claim.

    The steps of a procedure are left out: they are a list of their own (see ``list_steps``).
    """
    match fact.latest.payload:
        case payloads.AppId(app_id=app_id, workload=workload, method=method):
            return [("App ID", f"`{app_id}`"), ("Workload", LABELS[workload]), ("Method", LABELS[method])]
        case payloads.ConsentPairing(entra_setting=entra, zoom_setting=zoom, position=position):
            return [(CONDITIONS["entra_setting"], LABELS[entra]), ("Setting", zoom), ("Position", f"**{position.value}**")]
        case payloads.TokenPolicy() as policy:
            return [("Token", LABELS[policy.token]), ("Method", LABELS[policy.method]), *describe_policy(policy)]
        case payloads.Window(past=past, future=future, total=total):
            return [("Past", say_duration(past)), ("Future", say_duration(future)), ("Total", say_duration(total))]
        case payloads.Procedure(goal=goal):
            return [("Goal", goal)]
        case payloads.Role(roles=roles, any_of=any_of, permits=permits):
            return [("Roles" if len(roles) > 1 else "Role", join_words(roles, "or" if any_of else "and")), ("Permits", permits)]
        case payloads.VersionFloor(minimums=minimums):
            return [(minimum.product, f"{minimum.version} or later") for minimum in minimums]
        case payloads.SyncedField(name=name, of=of):
            return [("Field", f"`{name}`"), ("Describes the", of.value)]
        case payloads.Recommendation(choose=choose, situation=situation):
            return [("Choose", choose), ("For", situation)]
        case payloads.Reason(explains=explains):
            return [("Explains", explains)]
        case payloads.Options(name=name, values=values):
            return [(name, "; ".join(values))]
        case payloads.Protection(where=where, by=by):
            return [("Where", where), ("Protected by", by)]
        case payloads.Term(term=term):
            return describe_term(catalog.vocabulary[term]) if term in catalog.vocabulary else []
        case payloads.Permission() as permission:
            consent = "an administrator" if permission.admin_consent else "the user"
            return [
                ("Permission", f"`{permission.name}`"),
                ("API", permission.resource),
                ("Type", permission.type.value),
                ("Permission ID", f"`{permission.permission_id}`"),
                ("Consent by", consent),
            ]
        case payloads.ErrorCode(codes=codes, meaning=meaning, act=act, todo=todo):
            return [
                ("Code", join_words(f"`{code}`" for code in codes)),
                ("Means", meaning),
                ("Who acts", join_words(map(_say_actor, act), "or")),
                ("What to do", todo),
            ]
        case payloads.Deadline(date=date, happens=happens, affects=affects):
            return [("Date", date), ("Happens", happens), ("Affects", affects)]
        case payloads.Gap(reason=reason, missing=missing):
            return [("Missing", missing), ("Why", GAP_REASONS[reason])]
    return []


def _say_actor(actor: str) -> str:
    return LABELS.get(actor, actor.replace("-", " "))


def describe_policy(policy: payloads.TokenPolicy) -> list[tuple[str, str]]:
    """How the token lives: issued or not, lifetime, renewal, where it is kept."""
    if not policy.issued:
        return [("Issued", "no")]
    pairs = [("Issued", "yes")]
    if policy.lifetime:
        pairs.append(("Lifetime", say_duration(policy.lifetime)))
    if policy.renewed_every:
        pairs.append(("Renewed every", say_duration(policy.renewed_every)))
    if policy.storage:
        pairs.append(("Kept", STORAGE[policy.storage]))
    return pairs


def say_policy(policy: payloads.TokenPolicy) -> str:
    """How a token lives, in a few words: `90 days, stored by Zoom`."""
    if not policy.issued:
        return "no " + LABELS[policy.token]
    said = [say_duration(policy.lifetime)] if policy.lifetime else []
    said += [f"renewed every {say_duration(policy.renewed_every)}"] if policy.renewed_every else []
    said += [STORAGE[policy.storage]] if policy.storage else []
    return ", ".join(said or [value for _, value in describe_policy(policy)])


def describe_term(term: VocabularyTerm) -> list[tuple[str, str]]:
    """The other names of a vocabulary term that people read; a mere plural or other case is left out."""
    groups = [("Also called", term.synonyms), ("Short", term.abbreviations), ("Formerly", term.former)]
    seen, pairs = {_without_plural(term.label)}, []
    for name, others in groups:
        fresh = []
        for other in others:
            if (plain := _without_plural(other)) not in seen:
                seen.add(plain)
                fresh.append(other)
        if fresh:
            pairs.append((name, ", ".join(fresh)))
    return pairs


def _without_plural(name: str) -> str:
    return " ".join(word.removesuffix("s") for word in name.casefold().split())


def list_steps(fact: Fact) -> list[str]:
    """The steps of a procedure in order; empty for any other kind."""
    payload = fact.latest.payload
    return list(payload.steps) if isinstance(payload, payloads.Procedure) else []


def say_limits(fact: Fact) -> str:
    """The conditions that tell apart what is set up, as far as a fact is limited to them; nothing for an App ID, whose title names them."""
    when = fact.latest.applies_when
    values = () if fact.kind == "app_id" else (value for key in subject().paired for value in when.of(key))
    return ", ".join(first_upper(LABELS[value]) for value in values)
