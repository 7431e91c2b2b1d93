"""A question, understood: its units and their weights, its conditions, the values it names, what it is after."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

from kb.analysis import Analysis, Span, Unit


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


_SIGNS: tuple[tuple[Intent, re.Pattern[str]], ...] = tuple(
    (intent, re.compile(pattern, re.IGNORECASE))
    for intent, pattern in (
        (Intent.PROCEDURE, r"\bhow (do|can|would|should|to|does one|might|could) ?(i|we|you|one|an?|the|someone|my|to)?\b(?!.*\bdiffer)"
                           r"|\bsteps\b|\bstep by step\b|\bwhat('s| is| comes)? next\b|\bnow what\b|\bwhat (now|then)\b|\bwhere (do|to) (i |we )?(go |click )?(next|from here)\b"
                           r"|\bprocedure\b|\bwalk me\b|\binstructions\b|\bwhat do i (click|press|do)\b"
                           r"|\bwie (kann|finde|prüfe|validiere|überprüfe)\b|\bcómo\b|\bcomment\b|手順|方法"),
        (Intent.REASON, r"\bwhy\b|\breasons?\b|\bhow come\b|\bwhat for\b|\bpourquoi\b|\bwarum\b|\bwieso\b|\bpor qué\b|なぜ|理由"),
        (Intent.COMPARISON, r"\bdiffer|\bversus\b|\bvs\b|\bcompar|\bside by side\b|\bwhich (?:one )?(?:is|lives|lasts|stays) (?:\w+er|more|less)\b|\bbetween\b|\bwhereas\b|\bas opposed to\b|\bthe same\b|\bunterschied\b|\bdiferencia\b|\bdifférence\b|違い"),
        (Intent.LIST, r"\b(list|all of|every|everything|each|both|two|three|four|which (\w+ )?(are|fields|roles|ids|settings|values|options))\b|\bwhat are\b"),
        (Intent.YES_NO, r"^\W*(is|are|was|does|do|did|can|could|may|must|should|will|would|has|have|am|so|isn't|doesn't|don't|won't)\b"),
        (Intent.DURATION, r"\bhow (long|often|many (seconds|minutes|hours|days|months|weeks|years))\b|\bttl\b|\blifetime\b|\b(?:lives?|lasts?|stays? valid) (?:longer|shorter|the longest)\b|\boutlives?\b|\b(?:longer|shorter)[ -]lived\b|\bwie (lange|oft)\b"
                          r"|\bcuánto (tiempo|dura)\b|\bcombien de temps\b|どのくらい|期間|有効期限"),
        (Intent.QUANTITY, r"\bhow (many|much|large|big|fast|often|long)\b|\bnumber of\b|\bmaximum\b|\blimit on\b|\bwhat (size|percentage|share)\b|\bcuántos\b|\bcombien\b|\bwie viele\b|いくつ"),
        (Intent.DATE, r"\b(what|which|exact) (date|day|month|year|quarter)\b|\b(since|by|until) when\b|\bdeadline\b|\bwhen (will|did|was|were)\b"),
        (Intent.POSITION, r"\bon or off\b|\boff or on\b|\btoggle\b|\bswitch(ed)? (on|off)\b|\bposition\b"),
        (Intent.CHOICE, r"\b(which|what) (method|option|way|permission|approach|style|route)\b|\bshould (we|i)\b|\bchoose\b|\bpick\b|\byour choice\b"
                        r"|\brecommend|\bbest\b|\badvice\b|\badvise\b|\bsuggest|\bbetter\b"),
    )
)  # fmt: skip

_ID = re.compile(r"(?<!Entra )(?<!tenant )(?<!object )(?<!meeting )(?<!event )(?<!fact )(?<!user )(?<!role )\bIDs?\b")
"""An ID without another word before it is an App ID: that is what the field says "the ID" to."""


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
    found = {intent for intent, pattern in _SIGNS if pattern.search(text)}
    if "@application-id" in analysis.unit_keys() or _ID.search(text):
        found.add(Intent.APP_ID)
    return frozenset(found)
