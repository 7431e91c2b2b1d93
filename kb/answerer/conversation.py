"""Follow-up questions: what the last message leaves out is carried over from the turns before it.

Units and conditions are carried, never text: "and for personal calendars?" keeps what was asked and replaces the
workload. The conversation travels with each request; nothing is remembered here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice

from kb.analysis import Analyzer, Unit
from kb.models import LABELS
from kb.reading import Cut, Form, SmallTalk, cut_message, find_form, find_small_talk
from kb.retriever import Intent, Query, Retriever, asks
from kb.retriever.conditions import infer_conditions, merge_conditions
from kb.subject import subject

_LEANS = re.compile(
    r"^\W*(and|but|or|so|then|now|what about|how about|same|also|instead|ok(ay)?|why|und|et|y|pero|mais|aber|では|じゃあ)\b"
    r"|\b(it|its|they|them|their|theirs|that|those|this|these|there|one|ones|same|other|others|another|instead|either|both|such|former|latter|"
    r"as well|too|still|change[sd]?|the app|he|she)\b",
    re.IGNORECASE,
)
_INSISTS = re.compile(
    r"\b(?:did|done|tried|followed|checked|set|changed) (?:exactly |just |all )?(?:as|what|that|this|it|all|everything)\b|\bas (?:you|i) said\b|\b(?:still|again) (?:the same|broken|not "
    r"working|failing|fails|prompts?|shows?|no|doesn't|does not|it)\b|\b(?:it|that|this) (?:still |also )?(?:did not|didn't|does not|doesn't) (?:help|work|change|fix)|\bstill (?:broken|fails|"
    r"failing|not|no|nothing|happens?|prompt|get)|\bno (?:change|luck|difference)\b",
    re.IGNORECASE,
)
_ASKS_ON = re.compile(
    r"\b(?:which|who|whose|where|when|why|how (?:long|many|often|much|do|can|to))\b|\bwhat (?!else|now|next|other|more|can i do|should i do)",
    re.IGNORECASE,
)
_ALL = re.compile(r"\b(?:both|all)\b", re.IGNORECASE)
_EVERY_ONE, _BOTH = "all of them", "both of them"
"""What a wish for all of them, or both, stands for: what was asked before, whatever the cases it settled, or the way to go in its case."""
_ONE = re.compile(r"\bones?\b", re.IGNORECASE)
MOST_NOUNS = 8
"""Nouns said before that are tried for "one", in the order they were said."""

MOST_WORDS_INSISTING = 40
"""Words of a message that only says that the answer before did not help; a longer one tells something new."""

_TURNS = 3
"""How many earlier messages of the user are looked at."""

STRONG, WEAK = 0.6, 0.2
"""Weight of a carried unit when the last message leans on what came before, and when it could stand alone."""

TOLD, TOLD_LEANING, TOLD_ALONE = 0.15, 0.5, 0.8
"""Weight of what a message tells beside its question: when that could stand alone, when it leans on what is told, when it says little itself."""

FEWEST_TERMS, FEW_UNITS = 2, 4
"""Terms of the field, and units at all, up to which a question says little by itself."""

GOAL = 0.15
"""Weight of a term of the asker's goal."""


@dataclass(frozen=True)
class Talk:
    """What the messages of a user amount to.

    Attributes:
        turns: The messages that ask something, up to the one to answer, oldest first; empty when none does.
        small_talk: What small talk the last message is, if it is.
        form: The form the last message wishes.
        insists: Whether the last message says that what was answered did not help, and asks nothing else.
    """

    turns: tuple[str, ...]
    small_talk: SmallTalk | None = None
    form: Form | None = None
    insists: bool = False


def read_turns(asked: Sequence[str]) -> Talk:
    """Sorts the messages of a user: which one is to be answered, in which form."""
    last = asked[-1]
    if small_talk := find_small_talk(last):
        return Talk((), small_talk)
    if len(asked) == 1:
        form, rest = find_form(last)
        return Talk((rest,), form=form) if rest else Talk((last,), insists=_only_insists(last))
    turns = [turn for turn in asked[:-1] if turn.strip() and not find_small_talk(turn) and find_form(turn)[1]]
    form, rest = find_form(last)
    if form is Form.FIRST:
        return Talk(tuple(turns[:1]), form=Form.ONE_LINE)
    if not rest and turns and (several := _ALL.search(last)):
        return Talk((*turns, _BOTH if several[0].lower() == "both" else _EVERY_ONE), form=form)
    if not rest:
        return Talk(tuple(turns), form=form)
    return Talk((*turns, rest), form=form, insists=bool(turns) and _only_insists(rest, MOST_WORDS_INSISTING))


def _only_insists(text: str, most: int = 8) -> bool:
    return len(text.split()) <= most and bool(_INSISTS.search(text)) and not _ASKS_ON.search(text)


def read_conversation(asked: Sequence[str], retriever: Retriever, page: Iterable[str] = ()) -> Query:
    """Understands the last message of a user in the light of the ones before it.

    Args:
        asked: The messages that ask something, oldest first; the last one is the question.
        retriever: Reads each message.
        page: The fact IDs of the page it is asked on.
    """
    first = max(0, len(asked) - _TURNS - 1)
    while (
        first > max(0, len(asked) - 2 * _TURNS - 1)
        and not asks(asked[first])
        and len(retriever.read(asked[first]).weights) < FEWEST_TERMS + 1
    ):
        first -= 1  # what says so little and asks nothing ("I meant rooms") leans on what was said before it
    recent = asked[first:]
    query = read_message(recent[0], retriever, page)
    for text in recent[1:]:
        query = (
            _open_up(query, text, retriever)
            if text in (_EVERY_ONE, _BOTH)
            else _carry(query, _read_after(query, text, retriever), retriever)
        )
    return query


def _open_up(query: Query, text: str, retriever: Retriever) -> Query:
    """The same question asked of every case, whichever was settled."""
    named, opened = retriever.analyzer.named, set(subject().paired)
    if text == _BOTH:
        opened &= subject().keys_with("chosen")
    weights = {unit: weight for unit, weight in query.weights.items() if named.get(unit.key, {}).keys().isdisjoint(opened)}
    conditions = {key: values for key, values in query.conditions.items() if key not in opened}
    return replace(query, weights=weights, conditions=conditions, intents=query.intents | {Intent.LIST}, parts=())


def read_message(text: str, retriever: Retriever, page: Iterable[str] = ()) -> Query:
    """Understands a message by what it asks; of the rest counts what settles conditions, and its terms a little."""
    cut = cut_message(text)
    query = retriever.read(cut.question or text, page)
    if cut.told:
        query = _add_told(query, retriever.read(" ".join(cut.told)), _share_of_told(cut.question, query))
    others = partial(_read_others, cut, text, retriever, frozenset(page)) if cut.others else tuple
    return replace(query, text=text, others=others)


def _read_others(cut: Cut, text: str, retriever: Retriever, page: Iterable[str]) -> tuple[Query, ...]:
    """The sentences and clauses of a message, each read by itself with what the rest tells."""
    rest = retriever.read(" ".join((*cut.asked, *cut.told)))
    read = [(other, retriever.read(other, page)) for other in cut.others]
    # The question itself was read with all that is told: once more with no more of it than conditions.
    return tuple(
        replace(_add_told(one, rest, 0.0 if other == cut.question else _share_of_told(other, one)), text=text, asking=other)
        for other, one in read
        if one.weights
    )


def _share_of_told(asked: str, query: Query) -> float:
    """How much what is told counts: much where the question says hardly anything by itself ("what am I missing?")."""
    if Intent.REMEDY in query.intents and len(query.weights) < FEWEST_TERMS + 1:  # "what do I need to do now?"
        return TOLD_ALONE
    terms = sum(unit.kind == "term" for unit in query.weights)
    return (
        TOLD_ALONE
        if terms == 0 or (terms < FEWEST_TERMS and len(query.weights) <= FEW_UNITS)
        else TOLD_LEANING
        if _LEANS.search(asked)
        else TOLD
    )


def _add_told(query: Query, told: Query, share: float) -> Query:
    own = {unit.key for unit in query.weights}
    kinds = ("term", "span", "word") if share == TOLD_ALONE else ("term", "span")
    extra = {unit: weight * share for unit, weight in told.weights.items() if share and unit.key not in own and unit.kind in kinds}
    conditions = {key: values for key, values in told.conditions.items() if len(values) == 1}
    return replace(query, weights={**query.weights, **extra}, conditions={**conditions, **query.conditions})


def add_goal(query: Query, goal: Query) -> Query:
    """A question with what the asker is trying to do: conditions it leaves open, and a little weight for the goal's terms."""
    own = {unit.key for unit in query.weights}
    extra = {unit: GOAL for unit in goal.weights if unit.kind == "term" and unit.key not in own}
    return replace(query, weights={**query.weights, **extra}, conditions={**goal.conditions, **query.conditions})


def _read_after(earlier: Query, text: str, retriever: Retriever) -> Query:
    """Reads a message, with "the … one" completed from what was named before: "refresh one" after "access token"."""
    plain = retriever.read(text)
    if not _ONE.search(text):
        return plain
    known = {unit.key for unit in plain.weights}
    named = (unit for unit in earlier.analysis.units if unit.kind == "term" and len(unit.stems) > 1)
    nouns = dict.fromkeys(earlier.analysis.text[unit.start : unit.end].split()[-1] for unit in named)
    # Each noun has the whole message read again, so that their number may not grow with what was said before.
    for noun in islice(nouns, MOST_NOUNS):
        completed = retriever.read(_ONE.sub(noun.replace("\\", r"\\"), text))
        if any(key.startswith("@") and len(new.stems) > 1 for new in completed.weights if (key := new.key) not in known):
            return replace(completed, text=text)
    return plain


def _carry(earlier: Query, query: Query, retriever: Retriever) -> Query:
    leans = bool(_LEANS.search(query.text)) or len(query.weights) <= 3
    share = STRONG if leans else WEAK
    intents = query.intents or (earlier.intents if leans else frozenset())
    own = {unit.key for unit in query.weights}
    own_conditions = infer_conditions(query.conditions, own, query.text, intents | earlier.intents, earlier.conditions, leans=leans)
    conditions = merge_conditions(earlier.conditions, own_conditions, query.text, retriever.combinations)
    weights = dict(query.weights)
    changed = {key: values for key, values in conditions.items() if key not in query.conditions}
    for unit, weight in (*_condition_units(changed, retriever.analyzer), *earlier.weights.items()):
        if unit.key in own or unit.kind in ("uuid", "hex") or _contradicts(unit, conditions, retriever.analyzer):
            continue
        if unit.kind == "word" and not retriever.scorer.known(unit.key):
            continue  # "sorry, I meant" said nothing then, and says less now
        weights[unit] = weight * share
        own.add(unit.key)
    return replace(query, weights=weights, conditions=conditions, intents=intents, leans=leans)


def _condition_units(conditions: Mapping[str, frozenset[str]], analyzer: Analyzer) -> list[tuple[Unit, float]]:
    """The names of carried conditions as units, for what an ID or another word stood for."""
    labels = [LABELS[value] for values in conditions.values() if len(values) == 1 for value in values]
    return [(unit, 1.0) for label in labels for unit in analyzer.analyse(label).units if unit.kind == "term"]


def _contradicts(unit: Unit, conditions: Mapping[str, frozenset[str]], analyzer: Analyzer) -> bool:
    """Whether an earlier unit names a condition that no longer holds."""
    if unit.kind != "term":
        return False
    named = analyzer.named[unit.key]
    return any(not values & conditions.get(key, frozenset()) for key, values in named.items())
