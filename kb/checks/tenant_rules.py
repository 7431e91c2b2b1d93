"""The rules of the tenant check rest on facts that exist and hold."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import suggest
from kb.errors import Problem
from kb.ids import near_ids
from kb.loader import Corpus
from kb.loader.rules import read_rules
from kb.models import Status


def check_tenant_rules(corpus: Corpus) -> Iterator[Problem]:
    """Yields rules that cannot be read, and cited facts that do not exist or were withdrawn."""
    rules, documents, problems = read_rules(corpus.root)
    yield from problems
    facts = {fact.id: fact for fact in corpus.facts}
    for rule in rules.rules if rules else ():
        document = documents[rule.check]
        collections = {each.id for each in rules.shapes.collections} if rules else set()
        for at, name in enumerate(rule.reads):
            if name not in collections:
                yield Problem(
                    document.path,
                    document.line_of(("reads", at)),
                    rule.check,
                    "unknown-collection",
                    f"reads names {name}, which export.yaml does not",
                )
        cited: list[tuple[tuple[str | int, ...], str]] = [(("facts",), fact_id) for fact_id in rule.facts]
        cited += [(("cases", at, "facts"), fact_id) for at, case in enumerate(rule.cases) for fact_id in case.facts]
        for place, fact_id in cited:
            fact = facts.get(fact_id)
            if fact is None:
                message = f"the rule cites {fact_id}, which does not exist.{suggest(near_ids(fact_id, facts))}"
                yield Problem(document.path, document.line_of(place), rule.check, "unknown-fact", message)
            elif fact.latest.status is not Status.CURRENT:
                yield Problem(
                    document.path,
                    document.line_of(place),
                    rule.check,
                    "withdrawn-fact",
                    f"the rule cites {fact_id}, which was withdrawn; cite what holds",
                )
