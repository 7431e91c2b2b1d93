"""The checks of a tenant as people read them, made from their rules."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kb.catalog import Catalog
from kb.models.rules import TenantRule, TenantRules
from kb.pages.marks import Marks
from kb.pages.tables import table

_WORD = re.compile(r"\{\w+\}")


def cited_by(rules: TenantRules) -> list[str]:
    """The IDs of the facts that the rules rest on."""
    return list(dict.fromkeys(fact for rule in rules.rules for fact in _facts(rule)))


def write_tenant_checks(rules: TenantRules, catalog: Catalog, marks: Marks) -> str:
    """A section for each check: what it looks at, its cases in order, what to do, and its facts."""
    titles = {each.id: each.title for each in rules.shapes.collections}
    return "\n\n".join(_write(rule, titles, catalog, marks) for rule in rules.rules)


def _write(rule: TenantRule, titles: dict[str, str], catalog: Catalog, marks: Marks) -> str:
    rows = [(f"**{case.verdict}**", _plain(case.say), _plain(case.remedy) or "nothing") for case in rule.cases]
    parts = [
        f"## {rule.title} {{ #{rule.check} }}" if not marks.plain else f"## {rule.title}",
        f"`{rule.check}`. {rule.about} It reads: {', '.join(titles[name] for name in rule.reads)}.",
        table(("Verdict", "What it says", "What to do"), rows),
        f"Rests on {_link(_facts(rule), catalog, marks)}.",
    ]
    return "\n\n".join(parts)


def _facts(rule: TenantRule) -> Iterable[str]:
    return dict.fromkeys([*rule.facts, *(fact for case in rule.cases for fact in case.facts)])


def _link(ids: Iterable[str], catalog: Catalog, marks: Marks) -> str:
    return ", ".join(marks.chip(catalog.fact(one)) for one in ids)


def _plain(text: str) -> str:
    return _WORD.sub("…", text)
