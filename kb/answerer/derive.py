"""Verdicts that follow from a typed payload: is this version new enough, is that distance inside the window?"""

from __future__ import annotations

import re

from kb.analysis import Span, duration_seconds, spell_duration
from kb.answerer.connectives import DERIVED
from kb.models import Fact
from kb.models.payloads import TokenPolicy, VersionFloor, Window
from kb.retriever import Query

_PAST = re.compile(r"\b(ago|past|back|old|earlier|previous|last|since|before|behind|history|historical)\b", re.IGNORECASE)
_FUTURE = re.compile(r"\b(ahead|future|next|from (now|today)|away|later|in advance|upcoming|out|after)\b", re.IGNORECASE)


def derive_verdict(query: Query, fact: Fact) -> str | None:
    """One sentence that holds a value of the question against the fact's typed value; None when there is nothing to compare.

    The sentence gives the comparison, not a bare yes or no: whether "within" is good news depends on how it was asked.
    """
    payload = fact.latest.payload
    if isinstance(payload, Window):
        return _window_verdict(query, payload)
    if isinstance(payload, TokenPolicy):
        if query.conditions.get("token") != frozenset({str(payload.token)}):
            return None  # of which token the value was said is open
        limit = payload.lifetime or payload.renewed_every
        spans = [span for span in query.spans if limit and span.seconds != duration_seconds(limit)]
        return _compare(spans[0], limit) if limit and len(spans) == 1 else None
    if isinstance(payload, VersionFloor):
        return _version_verdict(query.analysis.text, payload)
    return None


def _window_verdict(query: Query, window: Window) -> str | None:
    if len(query.spans) != 1:
        return None
    span = query.spans[0]
    past, future = bool(_PAST.search(query.text)), bool(_FUTURE.search(query.text))
    if past == future or span.seconds == duration_seconds(window.total):
        return None
    return _compare(span, window.past if past else window.future)


def _compare(span: Span, limit: str) -> str:
    most = duration_seconds(limit)
    verdict = "within" if span.seconds < most else "equal" if span.seconds == most else "beyond"
    sentence = DERIVED[verdict].format(asked=" ".join(span.text.split()), limit=spell_duration(limit))
    return sentence[0].upper() + sentence[1:]


def _version_verdict(text: str, floor: VersionFloor) -> str | None:
    # The longest product name first: "Windows Server 2012" is no "Windows".
    for minimum in sorted(floor.minimums, key=lambda one: -len(one.product)):
        match = re.search(rf"\b{re.escape(minimum.product)}\s+(\d+(?:\.\d+)*)", text, re.IGNORECASE)
        if match:
            asked, lowest = _version(match[1]), _version(minimum.version)
            verdict = "enough" if asked >= lowest else "too-old"
            return DERIVED[verdict].format(asked=f"{minimum.product} {match[1]}", limit=f"{minimum.product} {minimum.version}")
    return None


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))
