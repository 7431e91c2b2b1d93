"""What a predicate answers: it holds, does not hold, or cannot be told."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from kb.models import Fact
from kb.models.rules import TenantRule
from kb.tenant.export import Evidence
from kb.tenant.tenant import Tenant

SHOWN = 20
"""How many places of one kind are shown as evidence."""


@dataclass(frozen=True)
class Answer:
    """What a predicate found.

    Attributes:
        holds: None when it cannot be told.
        evidence: What was seen.
        words: What fills the braces of the case's sentence.
        facts: Facts that the finding itself rests on.
        missing: When it cannot be told: the collection, or the key of `missing` in export.yaml, that would tell.
    """

    holds: bool | None
    evidence: tuple[Evidence, ...] = ()
    words: dict[str, str] = field(default_factory=dict)
    facts: tuple[Fact, ...] = ()
    missing: str = ""


Predicate = Callable[[Tenant, TenantRule], Answer]
