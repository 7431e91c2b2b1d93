"""Selects the facts an answer takes: one for a lookup, both sides of a comparison, one for each part, the typed ones asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kb.answerer.denial import denies
from kb.answerer.derive import derive_verdict
from kb.answerer.typed import find_siblings
from kb.models.payloads import AppId, ConsentPairing, Procedure, Recommendation
from kb.retriever import Hit, Intent, Query, Retriever, is_asked_for
from kb.subject import subject


@dataclass(frozen=True)
class Rules:
    """How eagerly an answer takes a further fact; chosen by cross-validation (see ``scripts/evaluate``).

    Attributes:
        tie: A fact this near to the best one's score is as good an answer, and is said too.
        floor: A fact below this part of the best one's score is never said for its score.
        gain: A fact between the two is said when it holds this part of the question that no fact before it holds.
        part: A fact that holds this much of a part of the question answers that part.
        support: A fact linked with the best one, this near to its score, supports a reason, a comparison or a choice.
        instead: A linked fact this near to a best one that denies something says what holds instead.
        most: Facts in an answer to a plain question.
        most_long: Facts in an answer to a question with several sides.
        said_beside_gap: A fact that a gap names is said when its score is this part of the gap's.
        covered_beside_gap: And when it holds this much of the question.
        sure, surer: How sure an answer to one asking, or telling, sentence of a message must be where the whole has none.
        ahead: By how much a later sentence's answer must be surer than an earlier one's.
        sure_part: How sure an answer to a part must be beside a part that is left out.
        said_elsewhere, covered_elsewhere: The same for a fact of another source, which answers what the guide leaves out.
    """

    tie: float = 0.78
    floor: float = 0.5
    gain: float = 0.16
    part: float = 0.5
    support: float = 0.25
    instead: float = 0.4
    most: int = 3
    most_long: int = 5
    said_beside_gap: float = 0.75
    covered_beside_gap: float = 0.33
    sure: float = 0.75
    surer: float = 0.9
    ahead: float = 0.15
    sure_part: float = 0.75
    said_elsewhere: float = 0.4
    covered_elsewhere: float = 0.6


_SIDED = frozenset({Intent.COMPARISON, Intent.LIST, Intent.PROCEDURE, Intent.CHOICE})
_SUPPORTED = frozenset({Intent.COMPARISON, Intent.REASON, Intent.CHOICE, Intent.REMEDY})
_TYPED_KINDS = frozenset({"app_id", "consent_pairing", "token_policy", "synced_field", "procedure", "recommendation"})
_BACKGROUND, _ACTS = subject().keys_with("background"), subject().keys_with("acts")
_REACH = 30
"""How far down the ranking the other side of a comparison is looked for."""

_ABOUT_AN_ID = frozenset({Intent.APP_ID, Intent.YES_NO, Intent.LIST, Intent.REASON, Intent.COMPARISON})
DISAGREEING = 0.5
"""How near to the first fact's score one that disagrees with it must be to be said."""

SUPPORTING = 3
"""Facts that an answer to a reason, a comparison or a choice should have, when linked ones are there."""


def has_sides(query: Query) -> bool:
    """Whether a question has several sides: parts, a comparison, a list, a choice, or two values of one condition."""
    return bool(query.parts or query.intents & _SIDED) or any(len(values) > 1 for values in query.conditions.values())


def select_facts(query: Query, ranked: Sequence[Hit], retriever: Retriever, rules: Rules) -> list[Hit]:
    """The facts an answer takes, in the order they are said; the best one first.

    Further facts are taken when they are the best answer to another part of the question, when their typed value is
    asked for, when they are the best one's counterpart for another condition the question names, when they are as good as
    the best one, when they hold what of the question is not answered yet, or when they support a reason or a choice.
    """
    usable = [match for match in ranked if not match.entry.is_gap]
    if not usable:
        return []
    parts = _answers_to_parts(query, usable, retriever, rules)
    # What the question takes for granted: if it is wrong, the right value must be said first.
    premise = parts[0] if query.premise and parts else None
    lead = next(iter(_recommended(query, usable)), None) if _chooses(query) else None
    first = _with_verdict(query, usable, rules) or _typed_lead(query, usable) or premise or lead or usable[0]
    chosen = [first]
    _take(chosen, _typed_answers(query, chosen, usable))
    _take(chosen, [match for match in parts if match])
    _take(chosen, _counterparts(query, chosen, usable))
    _take(chosen, _recommended(query, usable))
    _take(chosen, _disagreeing(first, usable))
    if isinstance(first.fact.latest.payload, Procedure):
        return [first, *find_siblings(first, query, usable)]  # its steps are the answer, or those of a case left open
    _take(chosen, _instead(first, usable, rules))
    if Intent.REASON in query.intents:  # what stands beside a claim is why it holds
        _take(chosen, _supports(first, usable, rules)[: max(0, SUPPORTING - len(chosen))])
    most = max(len(chosen), rules.most_long if has_sides(query) else rules.most)
    _take(chosen, _fill(query, chosen, usable, retriever, rules, most))
    if query.intents & _SUPPORTED:
        supports = _supports(first, usable, rules)
        if Intent.REMEDY in query.intents:  # what somebody does, or is asked to do, mends it
            supports.sort(key=lambda match: _ACTS.isdisjoint(match.entry.conditions))
        _take(chosen, supports[: max(0, SUPPORTING - len(chosen))])
    return chosen


def _with_verdict(query: Query, usable: Sequence[Hit], rules: Rules) -> Hit | None:
    """The best fact whose typed payload gives a verdict on a value of the question: a window, a lifetime, a version."""
    near = (match for match in usable[:15] if match.score >= rules.floor * usable[0].score)
    return next((match for match in near if derive_verdict(query, match.fact)), None)


def _typed_lead(query: Query, usable: Sequence[Hit]) -> Hit | None:
    """The App ID fact: of the ID the question names, or the only one that its conditions leave when an ID is asked for."""
    if query.intents <= _ABOUT_AN_ID:
        named = [match for unit in query.weights if unit.kind in ("uuid", "hex") for match in usable if _has_id(match, unit.key)]
        if named:
            return named[0]
    if {Intent.APP_ID, Intent.LIST} <= query.intents and not query.parts:
        return min(_fitting(query, (), usable, AppId), key=lambda match: match.fact.id, default=None)
    if Intent.APP_ID not in query.intents or not set(subject().paired) <= query.conditions.keys() or Intent.PROCEDURE in query.intents:
        return None
    fitting = list(_fitting(query, (), usable, AppId))
    return fitting[0] if len(fitting) == 1 else None


def _take(chosen: list[Hit], more: Sequence[Hit]) -> None:
    for match in more:
        if match not in chosen and not _repeats(match, chosen):
            chosen.append(match)


def _answers_to_parts(query: Query, usable: Sequence[Hit], retriever: Retriever, rules: Rules) -> list[Hit | None]:
    """The best fact for each part of a question that asks for several things, as it was found for the whole question, or None."""
    found = []
    for part in query.parts:
        best = next((match for match in retriever.retrieve(part) if not match.entry.is_gap), None)
        fits = best is not None and best.feature("coverage") >= rules.part
        found.append(next((match for match in usable if best and match.entry is best.entry), None) if fits else None)
    return found


def _typed_answers(query: Query, chosen: Sequence[Hit], usable: Sequence[Hit]) -> list[Hit]:
    """The facts whose typed value is asked for and that fit every condition: App IDs and switch positions."""
    kinds: list[type[AppId] | type[ConsentPairing]] = []
    if Intent.APP_ID in query.intents:
        kinds.append(AppId)
    if Intent.POSITION in query.intents or is_asked_for("consent_pairing", query.analysis, query.conditions):
        kinds.append(ConsentPairing)
    found = [match for unit in query.weights if unit.kind in ("uuid", "hex") for match in usable if _has_id(match, unit.key)]
    for kind in kinds:
        fitting = list(_fitting(query, chosen, usable, kind))
        # All four App IDs answer only somebody who asks for all of them; the three pairings are one small table.
        if len(fitting) <= 2 or kind is ConsentPairing or Intent.LIST in query.intents:
            found += fitting
    return found


def _chooses(query: Query) -> bool:
    """Whether a question puts two values of one condition up for choice: "this one or that one for rooms?"."""
    return Intent.CHOICE in query.intents and any(len(values) > 1 for values in query.conditions.values())


def _recommended(query: Query, usable: Sequence[Hit]) -> list[Hit]:
    """The recommendation for what a choice is about: who asks what to choose is told what is recommended."""
    if Intent.CHOICE not in query.intents or not is_asked_for("recommendation", query.analysis, query.conditions):
        return []
    given = {key: query.conditions[key] for key in subject().paired[:1] if key in query.conditions}
    for match in usable:
        if isinstance(match.fact.latest.payload, Recommendation) and all(
            values & match.entry.conditions.get(key, frozenset()) for key, values in given.items()
        ):
            return [match]
    return []


def _has_id(match: Hit, key: str) -> bool:
    payload = match.fact.latest.payload
    return isinstance(payload, AppId) and payload.app_id.startswith(key)


def _fitting(query: Query, chosen: Sequence[Hit], usable: Sequence[Hit], kind: type[AppId] | type[ConsentPairing]) -> Iterator[Hit]:
    conditions = dict(query.conditions)
    settled = () if query.intents & {Intent.LIST, Intent.COMPARISON} else chosen
    for match in settled:  # what the chosen facts settle narrows what the question leaves open
        for key, values in match.entry.conditions.items():
            conditions.setdefault(key, values)
    for match in usable:
        if isinstance(match.fact.latest.payload, kind):
            named = match.entry.conditions
            if all(values & conditions[key] for key, values in named.items() if key in conditions and key not in _BACKGROUND):
                yield match


def _counterparts(query: Query, chosen: Sequence[Hit], usable: Sequence[Hit]) -> list[Hit]:
    """For each further value of a condition the question names, the best fact that has it: the other side of a comparison."""
    found: list[Hit] = []
    for key, wanted in sorted(query.conditions.items()):
        if len(wanted) < 2 or key in _BACKGROUND:
            continue
        said = {value for match in chosen for value in match.entry.conditions.get(key, ())}
        for value in sorted(wanted - said):
            fitting = [match for match in usable[:_REACH] if match.entry.conditions.get(key) == frozenset({value})]
            alike = [match for match in fitting if match.fact.kind == chosen[0].fact.kind and chosen[0].fact.kind in _TYPED_KINDS]
            found += (alike or fitting)[:1]
    return found


def _fill(query: Query, chosen: Sequence[Hit], usable: Sequence[Hit], retriever: Retriever, rules: Rules, most: int) -> list[Hit]:
    """Facts as good as the best one, and facts that hold what is not answered yet."""
    first = chosen[0]
    units = list(query.weights.items())
    worth = [weight * retriever.scorer.idf(unit.key) for unit, weight in units]
    total = sum(worth) or 1.0
    held = [max((match.covered.get(at, 0.0) for match in chosen), default=0.0) for at in range(len(units))]
    found: list[Hit] = []
    for match in usable[1:25]:
        if len(chosen) + len(found) >= most or match.score < rules.floor * first.score:
            break
        if match in chosen or match.feature("conflict") > first.feature("conflict") or _repeats(match, [*chosen, *found]):
            continue
        gain = sum(worth[at] * max(0.0, sure - held[at]) for at, sure in match.covered.items()) / total
        if match.score >= rules.tie * first.score or gain >= rules.gain:
            found.append(match)
            held = [max(old, match.covered.get(at, 0.0)) for at, old in enumerate(held)]
    return found


def _supports(first: Hit, usable: Sequence[Hit], rules: Rules) -> list[Hit]:
    """Facts that stand beside the first one: linked with it, or read from the same source lines."""
    return [
        match
        for match in usable[1:60]
        if match.score >= rules.support * first.score
        and match.feature("conflict") <= first.feature("conflict")
        and match.entry.is_linked(first.entry)
    ]


def _instead(first: Hit, usable: Sequence[Hit], rules: Rules) -> list[Hit]:
    """What holds under other conditions where the best fact says that something does not: who may not wants to know who may."""
    if not denies(first.fact.latest.statement):
        return []
    near = (match for match in usable[1:] if match.score >= rules.instead * first.score and match.entry.is_linked(first.entry))
    return [match for match in near if match.feature("conflict") > first.feature("conflict") and not denies(match.fact.latest.statement)][
        :1
    ]


def _disagreeing(first: Hit, usable: Sequence[Hit]) -> list[Hit]:
    """The facts found that disagree with the first one: who is told one side is told the other."""
    near = (match for match in usable if match.fact.id in first.fact.latest.conflicts_with)
    return [match for match in near if match.score >= DISAGREEING * first.score][:2]


def _repeats(match: Hit, chosen: Sequence[Hit]) -> bool:
    """Whether a fact says again what a chosen one says: three quarters of the shorter one's words, under the same conditions."""
    mine = match.entry.words
    for other in chosen:
        theirs = other.entry.words
        alike = match.fact.kind == other.fact.kind and match.fact.kind not in ("app_id", "consent_pairing", "synced_field")
        if alike and match.entry.conditions == other.entry.conditions and len(mine & theirs) >= 0.75 * min(len(mine), len(theirs)):
            return True
    return False
