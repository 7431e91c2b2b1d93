"""A question, understood: its units and their weights, its conditions, the values it names, what it is after."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache, cached_property

from kb.analysis import Analysis, Span, Unit
from kb.subject import subject


class Intent(StrEnum):
    """What kind of answer a question is after."""

    PROCEDURE = "procedure"
    REASON = "reason"
    COMPARISON = "comparison"
    LIST = "list"
    YES_NO = "yes-no"
    DURATION = "duration"
    QUANTITY = "quantity"
    DATE = "date"
    APP_ID = "app-id"
    POSITION = "position"
    CHOICE = "choice"
    REMEDY = "remedy"


_SIGNS: dict[Intent, re.Pattern[str]] = {
    intent: re.compile(rf"\b(?:{words})" + (f"|{anywhere}" if anywhere else ""))
    for intent, words, anywhere in (
        (Intent.PROCEDURE, r"how (do|can|would|should|to|does one|might|could) ?(i|we|you|one|an?|the|someone|my|to)?\b(?!.*\bdiffer)"
                           r"|steps\b|step by step\b|what('s| is| comes)? next\b|now what\b|what (now|then)\b|where (do|to) (i |we )?(go |click )?(next|from here)\b"
                           r"|procedure\b|walk me\b|instructions\b|what do i (click|press|do)\b"
                           r"|wie (kann|finde|prüfe|validiere|überprüfe)\b|cómo\b|comment\b", "手順|方法"),
        (Intent.REASON, r"why\b|reasons?\b|how come\b|what for\b|pourquoi\b|warum\b|wieso\b|por qué\b", "なぜ|理由"),
        (Intent.COMPARISON, r"differ|versus\b|vs\b|compar|side by side\b|which (?:one )?(?:is|lives|lasts|stays) (?:\w+er|more|less)\b|between\b|whereas\b"
                            r"|as opposed to\b|the same\b|unterschied\b|diferencia\b|différence\b", "違い"),
        (Intent.LIST, r"(list|all of|every|everything|each|both|two|three|four|which (\w+ )?(are|fields|roles|ids|settings|values|options))\b|what are\b", ""),
        (Intent.DURATION, r"how (long|often|many (seconds|minutes|hours|days|months|weeks|years))\b|ttl\b|lifetime\b"
                          r"|(?:lives?|lasts?|stays? valid) (?:longer|shorter|the longest)\b|outlives?\b|(?:longer|shorter)[ -]lived\b|wie (lange|oft)\b"
                          r"|cuánto (tiempo|dura)\b|combien de temps\b", "どのくらい|期間|有効期限"),
        (Intent.QUANTITY, r"how (many|much|large|big|fast|often|long)\b|number of\b|maximum\b|limit on\b|what (size|percentage|share)\b|cuántos\b|combien\b"
                          r"|wie viele\b", "いくつ"),
        (Intent.DATE, r"(what|which|exact) (date|day|month|year|quarter)\b|(since|by|until) when\b|deadline\b|when (will|did|was|were)\b", ""),
        (Intent.POSITION, r"on or off\b|off or on\b|toggle\b|switch(ed)? (on|off)\b|position\b|enabled or disabled\b|(have|has|need|needs|ought) to be set\b"
                          r"|(be|is|are) set to\b|(should|do|must|shall) (i|we) (set|put|turn|switch) .{1,60}\bto\b|set (it|that|this) to\b|to be (on|off)\b|(must|should|does|muss) .{1,60}\b(be|stand|stehen|set)\b.{0,12}(\?|$|for\b|when\b|if\b)", ""),
        (Intent.REMEDY, r"(have|need|got) to do (something|anything)\b|what now\b|what('s| is) wrong\b|what (can|should|do|must|could) (i|we|they|she|he|users?) (need to |have to )?do\b"
                        r"|how (do|can|to|should) (i |we )?(fix|solve|repair|resolve|remedy)\b|(any|a) (fix|workaround|solution|remedy)\b|how to get (it|them) (back|working)\b", ""),
        (Intent.CHOICE, r"(which|what) (method|option|way|permission|approach|style|route)\b|should (we|i)\b|choose\b|pick\b|your choice\b|recommend"
                        r"|best\b|advice\b|advise\b|suggest|better\b", ""),
    )
}  # fmt: skip
"""Intent → the wording that shows it, in small letters. The words stand behind one word boundary, and letter for letter:
so an alternative that cannot fit is passed over at a glance."""

_YES_NO = re.compile(
    r"\W*(is|are|was|does|do|did|can|could|may|must|should|will|would|has|have|am|so|isn't|doesn't|don't|won't)\b", re.IGNORECASE
)

_TAG = re.compile(
    r"\b(?:right|correct|true|yes or no|or not|isn't (?:it|that)|doesn't it|don't they|aren't they|is (?:that|this|it) (?:so|right|true|in the guide))\s*\?|\byes or no\b",
    re.IGNORECASE,
)
"""What turns a statement into a question for yes or no."""


def says(wording: str, text: str) -> bool:
    """Whether a text holds a wording of the subject: a regular expression, in any case; compiled once."""
    return _compile(wording).search(text) is not None


_compile = cache(lambda wording: re.compile(wording, re.IGNORECASE))


def is_asked_for(kind: str, analysis: Analysis, conditions: Collection[str] = ()) -> bool:
    """Whether a text shows, by the subject's signs, that it is about typed values of a kind.

    Args:
        kind: The kind of fact, e.g. ``app_id``.
        analysis: The text.
        conditions: The conditions it settles.
    """
    sign = subject().asked_for.get(kind)
    if sign is None or (sign.given and sign.given not in conditions):
        return False
    named = any(f"@{term}" in analysis.unit_keys() for term in sign.terms)
    return named or not sign.conditions.isdisjoint(conditions) or says(sign.wording, analysis.text)


@dataclass(frozen=True)
class Query:
    """What retrieval works with.

    Attributes:
        text: The question as asked.
        analysis: What it was read as, after spelling correction.
        texts: What was said, spelling corrected → its weight: the question 1, what it leans on less.
        weights: Unit → its weight; the question's own units have 1, carried ones less.
        conditions: Conditions that must not be contradicted: key → values.
        intents: What it is after.
        corrections: Words as typed → as corrected.
        page: The fact IDs of the page it was asked on.
        parts: The queries of its parts, when it asks for several things.
        premise: Whether the first part is what the question takes for granted.
        leans: Whether it is a follow-up that leans on the turns before it.
        others: Reads its sentences and clauses one by one, for when nothing answers the whole.
        asking: The sentence or clause that is asked, where it is one of several.
        barred: Facts that must not be said (again).
    """

    text: str
    analysis: Analysis
    texts: dict[str, float]
    weights: dict[Unit, float]
    conditions: dict[str, frozenset[str]]
    intents: frozenset[Intent]
    corrections: dict[str, str] = field(default_factory=dict)
    page: frozenset[str] = frozenset()
    parts: tuple[Query, ...] = ()
    premise: bool = False
    leans: bool = False
    others: Callable[[], tuple[Query, ...]] = tuple
    asking: str = ""
    barred: frozenset[str] = frozenset()

    @cached_property
    def keys(self) -> frozenset[str]:
        """The keys of its units, its own and carried ones."""
        return frozenset(unit.key for unit in self.weights)

    @property
    def spans(self) -> tuple[Span, ...]:
        """The lengths of time it names."""
        return self.analysis.spans


def read_intents(text: str, analysis: Analysis) -> frozenset[Intent]:
    """What a question is after, from its wording and its terms."""
    small = text.lower()
    found = {intent for intent, pattern in _SIGNS.items() if pattern.search(small)}
    if _YES_NO.match(text) or _TAG.search(text):
        found.add(Intent.YES_NO)
    if is_asked_for("app_id", analysis):
        found.add(Intent.APP_ID)
    return frozenset(found)
