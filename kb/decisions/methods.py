"""Which method do I need: workload, how people work, and what they cannot do without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kb.catalog import Catalog
from kb.decisions.model import OTHER_SIDE, Answers, Decision, Option, Outcome, Question, Section, combine
from kb.errors import KbError
from kb.ids import area_of
from kb.models import LABELS, Fact, Status, payloads
from kb.models.conditions import Method, Workload

DAYS = {"outlook": "ZM-METHOD-029", "workplace-app": "ZM-METHOD-037", "unsure": "ZM-METHOD-045"}
"""Value of the option → the recommendation whose situation it is."""


@dataclass(frozen=True)
class Need:
    """Something only one method gives: the question, and the facts that say which gives it and which does not."""

    id: str
    text: str
    short: str
    gives: str
    lacks: str


NEEDS = (
    Need("shared", "Do they need their colleagues’ shared calendars in Zoom?", "Shared calendars", "ZM-METHOD-038", "ZM-METHOD-039"),
    Need("mail", "Do they need email inside the Zoom Workplace app?", "Email in Zoom", "ZM-METHOD-040", "ZM-METHOD-041"),
)
LATER = ("ZM-METHOD-046", "ZM-METHOD-044")
"""The facts about changing one's mind."""

PREREQUISITES = ("ZM-ROLE-002", "ZM-ROLE-003", "ZM-ROLE-004", "ZM-ROLE-005", "ZM-ROLE-006", "ZM-ROLE-007", "ZM-ROLE-008")
YES, NO = "yes", "no"


def decide_method(catalog: Catalog) -> Decision:
    """The decision between the methods."""
    questions = _ask(catalog)
    outcomes = [_settle(catalog, questions, answers) for answers in combine(questions)]
    return Decision("method", "Which method do I need?", questions, tuple(outcomes))


def find_methods(text: str) -> list[Method]:
    """The methods that a text names, in its order."""
    found = {method: text.find(LABELS[method].split(" (")[0]) for method in Method}
    return sorted((method for method, at in found.items() if at >= 0), key=lambda method: found[method])


def find_recommended(catalog: Catalog) -> dict[tuple[Workload, Method], Fact]:
    """The recommended method of each workload, with the fact that recommends it; none where no fact does."""
    found = {}
    for workload in Workload:
        for fact in _recommend(catalog, workload)[:1]:
            found[workload, _method_of(fact)] = fact
    return found


def _recommend(catalog: Catalog, workload: Workload) -> list[Fact]:
    """What is recommended for a workload, whoever asks: not for one way of working only."""
    general = [fact for fact in catalog.current() if _recommends(fact) and fact.latest.applies_when.workload == (workload,)]
    return [fact for fact in general if fact.id not in DAYS.values()]


def _ask(catalog: Catalog) -> tuple[Question, ...]:
    people = {"workload": str(Workload.PERSONAL_CALENDAR)}
    days = []
    for value, fact in ((value, catalog.fact(fact_id)) for value, fact_id in DAYS.items()):
        if isinstance(payload := fact.latest.payload, payloads.Recommendation) and _recommends(fact) and _holds(fact):
            days.append(Option(value, payload.situation, (fact,)))
    needs = [
        Question(need.id, need.text, need.short, (Option(YES, "yes", _current(catalog, need.gives, need.lacks)), Option(NO, "no")), people)
        for need in NEEDS
    ]
    workloads = tuple(Option(str(workload), LABELS[workload]) for workload in Workload)
    return (
        Question("workload", "What do you connect?", "Connected", workloads),
        Question("day", "Which comes closest?", "Users", tuple(days), people),
        *needs,
    )


def _settle(catalog: Catalog, questions: Sequence[Question], answers: Answers) -> Outcome:
    workload = Workload(answers["workload"])
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
            f"applies_when workload {workload}. Write one, or take the workload out of kb/decisions/methods.py."
        )
    method = _method_of(decisive[0])
    same = [fact for fact in (*general, *days) if _method_of(fact) is method]
    other = [fact for fact in (*days, *general) if _method_of(fact) is not method]
    # The general recommendation names the exception too, and so stands with what is needed.
    grounds = dict.fromkeys([*needed, *(general if needed else []), *same])
    against = tuple(dict.fromkeys(fact for one in other if one not in grounds for fact in (one, *_reasons(catalog, one))))
    later = _current(catalog, *LATER) if workload is Workload.PERSONAL_CALENDAR else ()
    sections = [
        Section(OTHER_SIDE, against or _reasons_for_others(catalog, workload, method)),
        *_sections(catalog, workload, method, set(grounds)),
        Section("If it turns out otherwise", later),
    ]
    return Outcome(answers, LABELS[method], LABELS[workload], tuple(grounds), tuple(section for section in sections if section.facts))


def _reasons(catalog: Catalog, recommendation: Fact) -> list[Fact]:
    """What a recommendation points to as its reasons, without those that the helper asks for one by one."""
    asked, method = {fact_id for need in NEEDS for fact_id in (need.gives, need.lacks)}, _method_of(recommendation)
    linked = [fact for fact in _current(catalog, *recommendation.latest.see_also) if fact.kind == "claim" and fact.id not in asked]
    return [fact for fact in linked if fact.latest.applies_when.method == (method,)]


def _reasons_for_others(catalog: Catalog, workload: Workload, method: Method) -> tuple[Fact, ...]:
    """Why another method is preferred for the workload, where no answer speaks for it."""
    found = [fact for fact in catalog.current() if fact.kind == "reason" and fact.latest.applies_when.workload == (workload,)]
    return tuple(fact for fact in found if fact.latest.applies_when.method and method not in fact.latest.applies_when.method)


def _sections(catalog: Catalog, workload: Workload, method: Method, said: set[Fact]) -> list[Section]:
    situation = {"workload": {str(workload)}, "method": {str(method)}}
    current = [fact for fact in catalog.current() if fact.latest.applies_when.fits(situation)]
    limited = [fact for fact in current if fact.latest.applies_when.method]
    placed = [fact for fact in limited if fact.latest.applies_when.workload]
    return [
        Section("The application in Entra ID", tuple(fact for fact in placed if fact.kind == "app_id")),
        Section("Prerequisites", tuple(fact for fact in _current(catalog, *PREREQUISITES) if fact in current)),
        Section("Tokens", tuple(fact for fact in limited if fact.kind == "token_policy")),
        Section("Validate it", tuple(fact for fact in placed if fact.kind == "procedure")),
        Section(
            "What else holds for this method",
            tuple(fact for fact in limited if fact.kind in ("claim", "reason") and fact not in said and fact.id not in PREREQUISITES),
            folded=True,
        ),
        Section("About the other method", _others(catalog, workload, method), folded=True),
        Section("What the guide does not say", tuple(fact for fact in limited if fact.kind == "gap"), folded=True),
    ]


def _others(catalog: Catalog, workload: Workload, method: Method) -> tuple[Fact, ...]:
    # The other methods that there are for this workload, as the App IDs tell.
    apps = [fact.latest.payload for fact in catalog.current() if isinstance(fact.latest.payload, payloads.AppId)]
    others = {str(app.method) for app in apps if app.workload is workload} - {str(method)}
    situation = {"workload": {str(workload)}, "method": others}
    about = [
        fact for fact in catalog.current() if fact.kind == "claim" and area_of(fact.id) == "METHOD" and fact.latest.applies_when.method
    ]
    return tuple(fact for fact in about if fact.latest.applies_when.fits(situation))


def _recommends(fact: Fact) -> bool:
    """Whether a fact recommends a method; there are recommendations about other things, too."""
    payload = fact.latest.payload
    return isinstance(payload, payloads.Recommendation) and bool(find_methods(payload.choose))


def _method_of(fact: Fact) -> Method:
    payload = fact.latest.payload
    found = find_methods(payload.choose) if isinstance(payload, payloads.Recommendation) else list(fact.latest.applies_when.method)
    assert found, f"{fact.id} names no method"
    return found[0]


def _holds(fact: Fact) -> bool:
    return fact.latest.status is Status.CURRENT


def _current(catalog: Catalog, *ids: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in map(catalog.fact, ids) if _holds(fact))
