"""What a question settles: workload, method and the other conditions, read from its terms and made to agree."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping

from kb.analysis import Analysis, Unit
from kb.models.conditions import EntraSetting, Method, Workload
from kb.retriever.query import Intent

Conditions = dict[str, frozenset[str]]
Combinations = Collection[tuple[str, str]]
"""The pairs of workload and method that exist, as the App ID facts name them."""

_EXCLUDED = re.compile(
    r"\b(?:instead of|rather than|not for|other than|and not|except|unlike|without)\s+(?:the |our |my |with )?$", re.IGNORECASE
)
_OTHER = re.compile(r"\b(?:the )?other (?:one|ones|method|way|option|type|kind|approach|side|variant|permission)s?\b", re.IGNORECASE)
_CONSENT = frozenset({"@consent", "@user-consent"})
_ALLOWS = re.compile(r"\b(?:allow|permit|okay|approv|accept|consent|authori[sz])\w*\b", re.IGNORECASE)
_ANYBODY = re.compile(
    r"\b(anybody|anyone|everybody|everyone|nobody|no one|no-one|tenant|we (?:let|allow|forbid|block|permit))\b", re.IGNORECASE
)
_SETTINGS = (
    (
        EntraSetting.VERIFIED_PUBLISHERS,
        re.compile(r"\b(?:verified|trusted|vetted|certified) (?:publisher|vendor|maker|supplier|developer|source)", re.I),
    ),
    (
        EntraSetting.NO_CONSENT,
        re.compile(
            r"\b(?:nobody|no one|none|never|not|cannot|can't|can’t|mustn't|forbid\w*|nicht|keine[nrms]?|verboten|prohibido|interdit|block\w*|disallow\w*|deny|denies|prohibit\w*)\b",
            re.I,
        ),
    ),
    (EntraSetting.ALL_APPS, re.compile(r"\b(?:any|all|every|anything|everything|whatever|freely|unrestricted|without limits?)\b", re.I)),
)
"""Entra setting → how a text about consent describes it; the first that fits."""

_PEOPLE = frozenset({"@end-user", "@per-user", "@user-group"})
_DELEGATE = {Workload.ROOMS: Method.FULL_DELEGATE, Workload.PERSONAL_CALENDAR: Method.DELEGATED}
_DELEGATED = re.compile(
    r"(?<!no )(?<!without )(?<!without a )(?<!without the )(?<!instead of )\bdelegat(?:e|ed|ion)\b(?! account| user)", re.I
)
_LOOSE = {Method.DELEGATED: Method.FULL_DELEGATE, Method.FULL_DELEGATE: Method.DELEGATED}
"""People say "delegate" for either; the workload tells which one is meant."""


def excluded_units(analysis: Analysis, named: Mapping[str, Conditions]) -> frozenset[Unit]:
    """The conditions that a text rules out: "for people instead of rooms" is not about rooms.

    A thing without a condition stays: "can it run without a service account?" asks about just that account.
    """
    terms = (unit for unit in analysis.units if unit.kind == "term" and named.get(unit.key))
    return frozenset(unit for unit in terms if _EXCLUDED.search(analysis.text[: unit.start]))


def infer_workload(conditions: Mapping[str, frozenset[str]], keys: Collection[str], intents: Collection[Intent]) -> Conditions:
    """Adds the workload that "users" or "people" stand for where App IDs or validation are asked for.

    The only registrations besides those for rooms are those for personal calendars, so that people can mean nothing else.
    """
    settled = dict(conditions)
    validates = "@validate" in keys and not _CONSENT & set(keys)
    if _PEOPLE & set(keys) and (Intent.APP_ID in intents or validates):
        settled["workload"] = settled.get("workload", frozenset()) | {str(Workload.PERSONAL_CALENDAR)}
    return settled


def infer_method(conditions: Mapping[str, frozenset[str]], text: str) -> Conditions:
    """Adds the method that a bare "delegate" stands for where the workload tells which of the two is meant."""
    settled = dict(conditions)
    meant = {frozenset({str(workload)}): str(method) for workload, method in _DELEGATE.items()}.get(settled.get("workload", frozenset()))
    if meant and meant not in settled.get("method", ()) and _DELEGATED.search(text):
        settled["method"] = settled.get("method", frozenset()) | {meant}
    return settled


def infer_consent(conditions: Mapping[str, frozenset[str]], keys: Collection[str], text: str, *, assumed: bool = False) -> Conditions:
    """Adds the Entra setting that a text about users' consent describes without naming it: anything, nothing, verified only.

    Args:
        conditions: What is settled already.
        keys: The units of the text.
        text: The text.
        assumed: Whether the talk is of users' consent already.
    """
    settled = dict(conditions)
    consents = _CONSENT & set(keys) or ("@application" in keys and _ALLOWS.search(text))
    about = assumed or (consents and ((_PEOPLE | {"@user-consent"}) & set(keys) or _ANYBODY.search(text)))
    if "entra_setting" in settled or not about:
        return settled
    for setting, pattern in _SETTINGS:
        if pattern.search(text):
            settled["entra_setting"] = frozenset({str(setting)})
            break
    return settled


def reconcile(conditions: Mapping[str, frozenset[str]], combinations: Combinations) -> Conditions:
    """Replaces "delegated" by "full delegate" or the reverse where only the other one exists for the workload."""
    settled = dict(conditions)
    workloads, methods = settled.get("workload", frozenset()), settled.get("method", frozenset())
    if len(workloads) == 1 and methods:
        (workload,) = workloads
        settled["method"] = frozenset(
            method if (workload, method) in combinations else _swap(method, workload, combinations) for method in methods
        )
    return settled


def _swap(method: str, workload: str, combinations: Combinations) -> str:
    other = str(_LOOSE.get(Method(method), method))
    return other if (workload, other) in combinations else method


def merge_conditions(
    earlier: Mapping[str, frozenset[str]], own: Mapping[str, frozenset[str]], keys: Collection[str], text: str, combinations: Combinations
) -> Conditions:
    """The conditions of a follow-up: its own, and those of the conversation that it neither replaces nor rules out.

    "The other one" stands for the method that was not named.
    """
    merged = {key: values for key, values in earlier.items() if key not in own}
    if earlier.get("workload") == frozenset({str(Workload.ROOMS)}) and "workload" not in own and _PEOPLE & set(keys):
        own = {**own, "workload": frozenset({str(Workload.PERSONAL_CALENDAR)})}  # rooms before, people now: the other workload
    merged.update(own)
    if "method" in merged and "method" not in own and _OTHER.search(text):
        merged["method"] = _other_methods(merged["method"], merged.get("workload", frozenset()), combinations)
    elif "workload" in own and "method" in merged and "method" not in own:
        possible = {method for workload, method in combinations if workload in own["workload"]}
        if not merged["method"] & possible:
            del merged["method"]  # rooms had it, people cannot: then both of theirs may be meant
    return merged


def _other_methods(named: frozenset[str], workloads: frozenset[str], combinations: Combinations) -> frozenset[str]:
    if str(Method.APPLICATION) not in named:
        return frozenset({str(Method.APPLICATION)})
    others = {method for workload, method in combinations if method not in named and (not workloads or workload in workloads)}
    return frozenset(others) if workloads else frozenset({str(Method.DELEGATED)})
