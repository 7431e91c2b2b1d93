"""The rules of the tenant check: what a check reads, in which case it says what, and the facts it rests on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Any

from pydantic import Field

from kb.models.base import FactId, Model, OneOrMore, Text
from kb.models.conditions import EntraSetting, Workload


class Verdict(StrEnum):
    """What a check ends in."""

    PASS = "pass"  # noqa: S105  a verdict, no password
    FAIL = "fail"
    ATTENTION = "attention"
    UNKNOWN = "unknown"
    NOT_APPLICABLE = "not-applicable"


class Case(Model):
    """One outcome of a check; the first case that holds decides.

    Attributes:
        when: The predicates of ``kb.tenant.predicates`` that must hold; one that cannot be told makes the verdict unknown.
        verdict: What it means.
        say: One sentence; words in braces are filled in by the predicate.
        remedy: What to do and who does it; empty where nothing is to be done.
        facts: Facts that only this case rests on.
    """

    when: OneOrMore[Text]
    verdict: Verdict
    say: Text
    remedy: str = ""
    facts: tuple[FactId, ...] = ()


class TenantRule(Model):
    """One check.

    Attributes:
        check: Its name, as in a report.
        title: What it asks, for people.
        question: How somebody would ask about it.
        about: What it looks at, in a sentence.
        reads: The collections it reads.
        workload: The workload it is about, where it is about one.
        facts: What every case rests on.
        data: Values that its predicates compare with.
        cases: In order.
    """

    check: Text
    title: Text
    question: Text
    about: Text
    reads: tuple[Text, ...]
    workload: Workload | None = None
    facts: Annotated[tuple[FactId, ...], Field(min_length=1)]
    data: dict[str, Any] = Field(default_factory=dict)
    cases: Annotated[tuple[Case, ...], Field(min_length=1)]


class Collection(Model):
    """One collection of an export: how it is recognised, and what of it is read (see ``kb/rules/export.yaml``)."""

    id: Text
    title: Text
    names: tuple[Text, ...]
    marks: tuple[tuple[Text, ...], ...]
    minimal: tuple[Text, ...]
    refuses: tuple[Text, ...]
    fields: tuple[Text, ...]
    get: Text


class ConsentValues(Model):
    """How the authorization policy writes the user-consent setting."""

    own: Text
    resource: Text
    settings: dict[EntraSetting, Text]
    none: EntraSetting
    guide: tuple[EntraSetting, ...]
    managed: EntraSetting


class ExportShapes(Model):
    """What ``kb/rules/export.yaml`` holds."""

    checks: tuple[Text, ...]
    collections: tuple[Collection, ...]
    foreign: tuple[Text, ...]
    policies: tuple[Text, ...]
    expanded: dict[str, Text]
    cut: tuple[Text, ...]
    secrets: tuple[Text, ...]
    consent: ConsentValues
    missing: dict[str, Text]


class TenantRules(Model):
    """Every check, in the order of a report, and the shapes they read."""

    shapes: ExportShapes
    rules: tuple[TenantRule, ...]
