"""A payload agrees with what stands beside it: its statement, its conditions, the vocabulary, other payloads."""

from __future__ import annotations

from collections.abc import Iterator

from kb.checks.rule import Located, latest_revisions
from kb.errors import Problem
from kb.loader import Corpus
from kb.models.payloads import AppId, ConsentPairing, SyncedField, Term, TokenPolicy


def check_payloads(corpus: Corpus) -> Iterator[Problem]:
    """Yields payload values the statement lacks, conditions that contradict them, and terms nobody defined."""
    terms = {term.id for term in corpus.vocabulary}
    owners: dict[str, str] = {}
    for located in latest_revisions(corpus):
        payload = located.revision.payload
        if isinstance(payload, AppId):
            yield from _stated(located, payload.app_id)
            if (owner := owners.setdefault(payload.app_id, located.fact.id)) != located.fact.id:
                yield located.problem("duplicate-app-id", f"{payload.app_id} is already the App ID of {owner}", "payload", "app_id")
        if isinstance(payload, SyncedField):
            yield from _stated(located, payload.name)
        if isinstance(payload, ConsentPairing):
            yield from _stated(located, payload.position)
            yield from _stated(located, payload.zoom_setting)
        if isinstance(payload, Term) and payload.term not in terms:
            yield located.problem("unknown-term", f'"{payload.term}" is no id in kb/vocabulary.yaml', "payload", "term")
        if isinstance(payload, AppId | TokenPolicy | ConsentPairing):
            conditions = located.revision.applies_when.named()
            for key in conditions.keys() & type(payload).model_fields.keys():
                if str(getattr(payload, key)) not in conditions[key]:
                    message = f'the payload says {key} "{getattr(payload, key)}", applies_when says {", ".join(sorted(conditions[key]))}'
                    yield located.problem("condition-differs", message, "applies_when", key)


def _stated(located: Located, value: str) -> Iterator[Problem]:
    if value not in located.revision.statement:
        yield located.problem("value-not-stated", f'the statement does not hold the payload\'s "{value}"', "statement")
