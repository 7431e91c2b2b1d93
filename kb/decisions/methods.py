"""Which method do I need: workload, how people work, and what they cannot do without."""

from __future__ import annotations

from collections.abc import Sequence

from kb.catalog import Catalog
from kb.decisions.model import OTHER_SIDE, Answers, Decision, DecisionQuestion, Option, Outcome, Section, combine
from kb.errors import KbError
from kb.ids import area_of
from kb.models import LABELS, Fact, Status, payloads
from kb.models.conditions import Method, Workload, values_of
from kb.subject import MethodChoice, subject

YES, NO = "yes", "no"


def decide_method(catalog: Catalog, choice: MethodChoice) -> Decision:
    """The decision between the methods."""
    questions = _ask(catalog, choice)
    outcomes = [_settle(catalog, choice, questions, answers) for answers in combine(questions)]
    return Decision("method", choice.title, questions, tuple(outcomes))


def find_methods(text: str) -> list[Method]:
    """The methods that a text names, in its order."""
    found = {method: text.find(LABELS[method].split(" (")[0]) for method in values_of("method")}
    return sorted((method for method, at in found.items() if at >= 0), key=lambda method: found[method])


def find_recommended(catalog: Catalog) -> dict[tuple[Workload, Method], Fact]:
    """The recommended method of each workload, with the fact that recommends it; none where no fact does."""
    found = {}
    for workload in values_of("workload"):
        for fact in _recommend(catalog, workload)[:1]:
            found[workload, _method_of(fact)] = fact
    return found


def _recommend(catalog: Catalog, workload: Workload) -> list[Fact]:
    """What is recommended for a workload, whoever asks: not for one way of working only."""
    choice = subject().decisions.method
    general = [fact for fact in catalog.current() if _recommends(fact) and fact.latest.applies_when.of("workload") == (workload,)]
    return [fact for fact in general if choice is None or fact.id not in choice.days.values()]


def _ask(catalog: Catalog, choice: MethodChoice) -> tuple[DecisionQuestion, ...]:
    days = []
    for value, fact in ((value, catalog.fact(fact_id)) for value, fact_id in choice.days.items()):
        if isinstance(payload := fact.latest.payload, payloads.Recommendation) and _recommends(fact) and _holds(fact):
            days.append(Option(value, payload.situation, (fact,)))
    needs = [
        DecisionQuestion(
            need.id,
            need.text,
            need.short,
            (Option(YES, "yes", _current(catalog, need.gives, need.lacks)), Option(NO, "no")),
            choice.asked_of,
        )
        for need in choice.needs
    ]
    workloads = tuple(Option(str(workload), LABELS[workload]) for workload in values_of("workload"))
    return (
        DecisionQuestion("workload", "What do you connect?", "Connected", workloads),
        DecisionQuestion("day", "Which comes closest?", "Users", tuple(days), choice.asked_of),
        *needs,
    )


def _settle(catalog: Catalog, choice: MethodChoice, questions: Sequence[DecisionQuestion], answers: Answers) -> Outcome:
    workload = answers["workload"]
    general = _recommend(catalog, workload)
    chosen = [
        fact for question in questions for option in question.options if answers.get(question.id) == option.value for fact in option.facts
    ]
    needed = [fact for fact in chosen if not _recommends(fact)]
    days = [fact for fact in chosen if _recommends(fact)]
    # What only one method gives decides first, then what is recommended for the workload: it names its exceptions itself. How people
    # work decides where nothing else does.
    decisive = [*needed, *general, *days]
    if not decisive:
        raise KbError(
            f"The helper has nothing to recommend for {LABELS[workload]}: no current fact of the kind recommendation names a method and "
            f"applies_when workload {workload}. Write one, or take the workload out of kb/subject.yaml."
        )
    method = _method_of(decisive[0])
    same = [fact for fact in (*general, *days) if _method_of(fact) == method]
    other = [fact for fact in (*days, *general) if _method_of(fact) != method]
    # The general recommendation names the exception too, and so stands with what is needed.
    grounds = dict.fromkeys([*needed, *(general if needed else []), *same])
    against = tuple(dict.fromkeys(fact for one in other if one not in grounds for fact in (one, *_reasons(catalog, choice, one))))
    later = _current(catalog, *choice.later) if workload in choice.asked_of.values() else ()
    sections = [
        Section(OTHER_SIDE, against or _reasons_for_others(catalog, workload, method)),
        *_sections(catalog, choice, workload, method, set(grounds)),
        Section("If it turns out otherwise", later),
    ]
    shown = tuple(section for section in sections if section.facts)
    return Outcome(answers, LABELS[method], LABELS[workload], tuple(grounds), shown, {"workload": workload, "method": method})


def _reasons(catalog: Catalog, choice: MethodChoice, recommendation: Fact) -> list[Fact]:
    """What a recommendation points to as its reasons, without those that the helper asks for one by one."""
    asked, method = {fact_id for need in choice.needs for fact_id in (need.gives, need.lacks)}, _method_of(recommendation)
    linked = [fact for fact in _current(catalog, *recommendation.latest.see_also) if fact.kind == "claim" and fact.id not in asked]
    return [fact for fact in linked if fact.latest.applies_when.of("method") == (method,)]


def _reasons_for_others(catalog: Catalog, workload: Workload, method: Method) -> tuple[Fact, ...]:
    """Why another method is preferred for the workload, where no answer speaks for it."""
    found = [fact for fact in catalog.current() if fact.kind == "reason" and fact.latest.applies_when.of("workload") == (workload,)]
    return tuple(fact for fact in found if (methods := fact.latest.applies_when.of("method")) and method not in methods)


def _sections(catalog: Catalog, choice: MethodChoice, workload: Workload, method: Method, said: set[Fact]) -> list[Section]:
    situation = {"workload": {str(workload)}, "method": {str(method)}}
    current = [fact for fact in catalog.current() if fact.latest.applies_when.fits(situation)]
    limited = [fact for fact in current if fact.latest.applies_when.of("method")]
    placed = [fact for fact in limited if fact.latest.applies_when.of("workload")]
    return [
        Section(choice.application, tuple(fact for fact in placed if fact.kind == "app_id")),
        Section("Prerequisites", tuple(fact for fact in _current(catalog, *choice.prerequisites) if fact in current)),
        Section("Tokens", tuple(fact for fact in limited if fact.kind == "token_policy")),
        Section("Validate it", tuple(fact for fact in placed if fact.kind == "procedure")),
        Section(
            "What else holds for this method",
            tuple(
                fact for fact in limited if fact.kind in ("claim", "reason") and fact not in said and fact.id not in choice.prerequisites
            ),
            folded=True,
        ),
        Section("About the other method", _others(catalog, workload, method), folded=True),
        Section("What the guide does not say", tuple(fact for fact in limited if fact.kind == "gap"), folded=True),
    ]


def _others(catalog: Catalog, workload: Workload, method: Method) -> tuple[Fact, ...]:
    # The other methods that there are for this workload, as the App IDs tell.
    apps = [fact.latest.payload for fact in catalog.current() if isinstance(fact.latest.payload, payloads.AppId)]
    others = {str(app.method) for app in apps if app.workload == workload} - {str(method)}
    situation = {"workload": {str(workload)}, "method": others}
    about = [
        fact
        for fact in catalog.current()
        if fact.kind == "claim" and area_of(fact.id) == "METHOD" and fact.latest.applies_when.of("method")
    ]
    return tuple(fact for fact in about if fact.latest.applies_when.fits(situation))


def _recommends(fact: Fact) -> bool:
    """Whether a fact recommends a method; there are recommendations about other things, too."""
    payload = fact.latest.payload
    return isinstance(payload, payloads.Recommendation) and bool(find_methods(payload.choose))


def _method_of(fact: Fact) -> Method:
    payload = fact.latest.payload
    found = find_methods(payload.choose) if isinstance(payload, payloads.Recommendation) else list(fact.latest.applies_when.of("method"))
    assert found, f"{fact.id} names no method"
    return found[0]


def _holds(fact: Fact) -> bool:
    return fact.latest.status is Status.CURRENT


def _current(catalog: Catalog, *ids: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in map(catalog.fact, ids) if _holds(fact))
