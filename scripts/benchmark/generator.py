"""Invents facts to measure larger sets with: the real facts with their words exchanged, the same on every machine.

Copy 0 of a fact is the fact itself. In every other copy each word of four letters or more, stop words apart, stands for another
one of the real facts' words; and one word in ten gets an ending of its own, so that the vocabulary grows with the facts.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence

from kb.analysis.stopwords import ENGLISH
from kb.models import Fact

QUESTIONS = 8
"""Questions of an invented fact, the one kept back among them."""

NEW_WORDS = 10
"""One word in so many is new in each copy."""

_WORD = re.compile(r"[A-Za-z]{4,}")


def invent_facts(count: int, real: Sequence[Fact]) -> Iterator[Fact]:
    """So many facts: the real ones first, then copies with other words and longer IDs."""
    words = sorted({word.lower() for fact in real for word in _WORD.findall(f"{fact.latest.title} {fact.latest.statement}")} - ENGLISH)
    for at in range(count):
        copy, which = divmod(at, len(real))
        if which == 0:
            exchange = _exchange(words, copy)
        yield _reword(real[which], copy, exchange) if copy else real[which]


def _exchange(words: Sequence[str], copy: int) -> Callable[[str], str]:
    """What puts other words into a text, in one way for each copy."""
    chance = random.Random(copy)  # noqa: S311  the same words each time are the point
    others = chance.sample(words, len(words))
    ending = "".join(chance.choices("bdfgklmnprstv", k=4))
    table = {word: f"{other}{ending}" if at % NEW_WORDS == 0 else other for at, (word, other) in enumerate(zip(words, others, strict=True))}
    return lambda text: _WORD.sub(lambda found: table.get(found[0].lower(), found[0]), text)


def _reword(fact: Fact, copy: int, exchange: Callable[[str], str]) -> Fact:
    latest = fact.latest
    changed = latest.model_copy(
        update={
            "title": exchange(latest.title),
            "statement": exchange(latest.statement),
            "questions": tuple(map(exchange, latest.questions[-QUESTIONS:])),
        }
    )
    return fact.model_copy(update={"id": f"{fact.id}{copy:03d}", "aliases": (), "revisions": (changed,)})
