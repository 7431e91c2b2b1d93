"""What an invented fact is about, before it is put into words; a near-duplicate is another draft with little changed."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from benchmark.words import WordStream
from kb.models.conditions import LABELS, Method, Workload

T = TypeVar("T")

KINDS: dict[str, tuple[int, tuple[str, ...]]] = {
    "claim": (31, ("DATA", "METHOD", "ROLE", "SCOPE", "TOKEN", "STEP", "APP", "CONSENT")),
    "gap": (9, ("GAP",)),
    "procedure": (8, ("STEP",)),
    "recommendation": (6, ("METHOD",)),
    "reason": (6, ("METHOD", "CONSENT")),
    "options": (6, ("SCOPE", "DATA")),
    "token_policy": (5, ("TOKEN",)),
    "window": (4, ("DATA",)),
    "role": (4, ("ROLE",)),
    "version_floor": (4, ("ROLE",)),
    "synced_field": (4, ("DATA",)),
    "protection": (4, ("DATA",)),
    "app_id": (3, ("APP",)),
    "consent_pairing": (2, ("CONSENT",)),
    "term": (1, ("TERM",)),
    "permission": (1, ("SCOPE",)),
    "error_code": (1, ("ERROR",)),
    "deadline": (1, ("EWS",)),
}
"""Kind → how many of a hundred facts have it, and the areas it stands in. Fewer gaps than in the real facts: most questions are answerable."""

WORDS = 12
"""Content words a draft has of its own."""

NEAR_DUPLICATES = 0.15
"""Share of facts that repeat an earlier one with one word and one condition or number changed."""

WORKLOADS = tuple(Workload)
METHODS = tuple(Method)


@dataclass(frozen=True)
class Draft:
    """One invented fact.

    Attributes:
        kind: Its kind.
        area: Its area.
        words: Content words, `WORDS` of them; the first ones name its subject.
        workload, method: What it applies to.
        number: A number it states, 1 to 90.
        key: 32 hex digits of its own.
    """

    kind: str
    area: str
    words: tuple[str, ...]
    workload: Workload
    method: Method
    number: int
    key: str

    @property
    def subject(self) -> str:
        """What it is about, in two words."""
        return f"{self.words[0]} {self.words[1]}"

    @property
    def where(self) -> str:
        """The workload as people read it."""
        return LABELS[self.workload]

    @property
    def how(self) -> str:
        """The method as people read it."""
        return LABELS[self.method]


def draft_facts(count: int, chance: random.Random, words: WordStream) -> list[Draft]:
    """Drafts of so many facts, all kinds among the first of them, near-duplicates after what they repeat."""
    kinds = list(KINDS)
    weights = [weight for weight, _ in KINDS.values()]
    drafts: list[Draft] = []
    for at in range(count):
        if at >= len(kinds) and chance.random() < NEAR_DUPLICATES:
            drafts.append(vary(chance.choice(drafts), chance, words))
        else:
            kind = kinds[at] if at < len(kinds) else chance.choices(kinds, weights)[0]
            drafts.append(_draft(kind, chance, words))
    return drafts


def vary(draft: Draft, chance: random.Random, words: WordStream) -> Draft:
    """The same draft with one word and one condition or number changed."""
    at = chance.randrange(2, WORDS)
    changed = (*draft.words[:at], words.draw(), *draft.words[at + 1 :])
    other = replace(draft, words=changed, key=_key(chance))
    match chance.randrange(3):
        case 0:
            return replace(other, method=_other(METHODS, draft.method, chance))
        case 1:
            return replace(other, workload=_other(WORKLOADS, draft.workload, chance))
        case _:
            return replace(other, number=draft.number % 90 + 1)


def _draft(kind: str, chance: random.Random, words: WordStream) -> Draft:
    area = chance.choice(KINDS[kind][1])
    own = words.draw_several(WORDS)
    return Draft(kind, area, own, chance.choice(WORKLOADS), chance.choice(METHODS), chance.randint(1, 90), _key(chance))


def _key(chance: random.Random) -> str:
    return f"{chance.getrandbits(128):032x}"


def _other(values: Sequence[T], one: T, chance: random.Random) -> T:
    return chance.choice([each for each in values if each != one])
