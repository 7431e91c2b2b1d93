"""Decides whether the facts answer a question, from several signals, and with which reason they do not."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kb.analysis import find_spans, tokenise
from kb.answerer.calibration import Calibration
from kb.answerer.denial import denies
from kb.models.answers import Reason
from kb.models.payloads import GapReason
from kb.retriever import Hit, Intent, Query, Scorer, asks

_HOW_LONG = re.compile(
    r"\bhow (?:long|often|soon|quickly|fast|late|many (?:seconds|minutes|hours|days|weeks|months|years))\b", re.IGNORECASE
)
_AT_ONCE = re.compile(r"\b(?:immediately|at once|at any time|whenever|today|for weeks|never|no longer)\b", re.IGNORECASE)
_HOW_MANY = re.compile(r"\b(?:how many|number of|maximum(?: number)? of|limit on)\s+(?P<things>[\w-]+(?:\s+[\w-]+)?)", re.IGNORECASE)
_COUNT = re.compile(
    r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|twelve|both|each|either|single|several|no)\s+(?P<things>(?:[\w*`-]+\s*){1,4})",
    re.IGNORECASE,
)
_FOCUS = re.compile(
    r"\b(?:which|what|whose|how many|how much|welche[rsnm]?|qué|cuál(?:es)?|quel(?:le)?s?)\s+(?:(?:of|the|other|exact|kind|sort|type|is|are|does|do|did)\s+)*"
    r"((?:(?!is\b|are\b|do\b|does\b|did\b|can\b|could\b|may\b|must\b|should\b|will\b|would\b|has\b|have\b|was\b|were\b|of\b|for\b|in\b|on\b|to\b|"
    r"with\b|from\b|by\b|that\b|i\b|we\b|you\b)[\w.'-]+\s*){1,4})",
    re.IGNORECASE,
)
_FIELD_KINDS = frozenset({"term", "uuid", "hex", "part"})
"""Kinds of unit that only a question of this field has."""

_DATE = re.compile(r"\b(19|20)\d\d\b")


@dataclass(frozen=True)
class Judgement:
    """Whether to answer.

    Attributes:
        answered: True when the facts answer.
        reason: Why not.
        confidence: 0 to 1, in the decision taken.
        gap: The gap that the question hit, if one.
    """

    answered: bool
    reason: Reason | None
    confidence: float
    gap: Hit | None = None


def read_signals(query: Query, ranked: Sequence[Hit], scorer: Scorer) -> dict[str, float]:
    """The signals a decision rests on, each about 0 to 1 (margins -1 to 1).

    Args:
        query: The question.
        ranked: What was found, best first; not empty.
        scorer: Knows how telling each unit is.
    """
    best = next((match for match in ranked if not match.entry.is_gap), None)
    gap = next((match for match in ranked if match.entry.is_gap), None)
    worth = [weight * scorer.idf(unit.key) for unit, weight in query.weights.items()]
    total = sum(worth) or 1.0
    question = best.feature("question") if best else 0.0
    unknown = sum(each for unit, each in zip(query.weights, worth, strict=True) if not scorer.known(unit.key))
    return {
        "bias": 1.0,
        "score": best.score if best else 0.0,
        "margin": max(-1.0, min(1.0, (best.score if best else 0.0) - (gap.score if gap else 0.0))),
        "question": question,
        "question_margin": question - (gap.feature("question") if gap else 0.0),
        "coverage": best.feature("coverage") if best else 0.0,
        "unknown": unknown / total,
        "terms": sum(each for unit, each in zip(query.weights, worth, strict=True) if unit.kind in _FIELD_KINDS) / total,
        "conflict": best.feature("conflict") if best else 0.0,
        "classifier": max((match.feature("classifier") for match in ranked), default=0.0),
        "gap_classifier": gap.feature("classifier") if gap else 0.0,
        "leans": float(query.leans),
        # Bare words ask for whatever is said of them: for no detail that might be missing.
        "bare": best.feature("coverage") if best and not query.intents and not asks(query.text) else 0.0,
        "focus": _uncovered_focus(query, best, scorer),
        "unmet": _lacks_asked_type(query, best.fact.latest.statement) if best else 0.0,
    }


def _uncovered_focus(query: Query, best: Hit | None, scorer: Scorer) -> float:
    """The part of what is asked for ("which audit firm", "how many rooms") that the best fact does not hold, 0 to 1."""
    found = _FOCUS.search(query.analysis.text)
    if found is None or best is None:
        return 0.0
    units = [(at, unit) for at, unit in enumerate(query.weights) if found.start(1) <= unit.start < found.end(1) and unit.kind != "part"]
    total = sum(scorer.idf(unit.key) for _, unit in units)
    missing = sum(scorer.idf(unit.key) * (1 - best.covered.get(at, 0.0)) for at, unit in units)
    return missing / total if total else 0.0


def _lacks_asked_type(query: Query, statement: str) -> float:
    """Whether a date (2), a length of time or a number of things (1) is asked for and the statement holds none."""
    text = query.analysis.text
    if Intent.DATE in query.intents and not _DATE.search(statement):
        return 2.0
    if _HOW_LONG.search(text) and not find_spans(statement) and not _AT_ONCE.search(statement):
        return 1.0
    if counted := _HOW_MANY.search(text):
        things = {token.stem for token in tokenise(counted["things"])}
        counts = [found["things"] for found in _COUNT.finditer(statement)]
        # "None is kept" answers how many are.
        return float(not denies(statement) and not any(things & {token.stem for token in tokenise(count)} for count in counts))
    return 0.0


def judge(signals: Mapping[str, float], ranked: Sequence[Hit], calibration: Calibration) -> Judgement:
    """The decision: the question must be of this field, and what it asks must be said; the best gap gives the reason if not."""
    field, said = _chance(signals, calibration.in_field), _chance(signals, calibration.said)
    if min(field, said) >= 0.5:
        return Judgement(True, None, min(field, said))
    gap = next((match for match in ranked[:3] if match.entry.is_gap), None)
    if gap is None or field < 0.5:
        return Judgement(False, Reason.NO_MATCH, 1 - min(field, said))
    payload = gap.fact.latest.payload
    image = getattr(payload, "reason", None) is GapReason.IMAGE_ONLY
    return Judgement(False, Reason.IMAGE_ONLY if image else Reason.NOT_IN_SOURCE, 1 - min(field, said), gap)


def _chance(signals: Mapping[str, float], weights: Mapping[str, float]) -> float:
    logit = sum(weight * signals[name] for name, weight in weights.items())
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))
