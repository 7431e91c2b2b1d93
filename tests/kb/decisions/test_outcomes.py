"""Every combination of answers has one outcome, and each outcome rests on facts that say so."""

from __future__ import annotations

from itertools import product

import pytest

from kb.catalog import Catalog
from kb.decisions import Decision, Outcome, find_methods, list_decisions
from kb.decisions.model import OTHER_SIDE
from kb.errors import KbError
from kb.models import LABELS, Status, payloads
from kb.models.conditions import values_of
from tests.kb.decisions.changes import with_changed, without

ROOMS = {"workload": "rooms"}
PEOPLE = {"workload": "personal-calendar"}
ABOUT_OTHERS = (OTHER_SIDE, "About the other method", "If it turns out otherwise")


@pytest.fixture(scope="module")
def decisions(catalog: Catalog) -> dict[str, Decision]:
    return {decision.id: decision for decision in list_decisions(catalog)}


def outcome(catalog: Catalog, decision: str, **answers: str) -> Outcome:
    (found,) = [
        one for each in list_decisions(catalog) if each.id == decision for one in each.outcomes if one.answers == answers
    ]  # exactly one
    return found


def test_every_combination_that_can_be_answered_has_exactly_one_outcome(decisions: dict[str, Decision]) -> None:
    for decision in decisions.values():
        wanted = set()
        for values in product(*([None, *(option.value for option in question.options)] for question in decision.questions)):
            given = {question.id: value for question, value in zip(decision.questions, values, strict=True) if value}
            asked = [q for q in decision.questions if all(given.get(key) == value for key, value in q.asked_when.items())]
            if set(given) == {question.id for question in asked}:
                wanted.add(frozenset(given.items()))
        found = [frozenset(one.answers.items()) for one in decision.outcomes]
        assert len(found) == len(set(found))
        assert set(found) == wanted


def test_every_outcome_rests_on_facts_that_hold(decisions: dict[str, Decision]) -> None:
    for decision in decisions.values():
        for one in decision.outcomes:
            assert one.grounds, one.answers
            assert {fact.latest.status for fact in one.facts()} == {Status.CURRENT}
            assert len(one.grounds) == len(set(one.grounds))


def test_a_recommended_method_is_named_by_the_fact_that_decides(decisions: dict[str, Decision]) -> None:
    for one in decisions["method"].outcomes:
        first = one.grounds[0].latest
        named = (
            find_methods(first.payload.choose)
            if isinstance(first.payload, payloads.Recommendation)
            else list(first.applies_when.of("method"))
        )
        assert one.result == LABELS[named[0]], one.answers


def test_no_fact_of_an_outcome_speaks_against_its_answers(decisions: dict[str, Decision]) -> None:
    label = {LABELS[method]: str(method) for method in values_of("method")}
    for one in decisions["method"].outcomes:
        situation = {"workload": {one.answers["workload"]}, "method": {label[one.result]}}
        for section in one.sections:
            if section.title not in ABOUT_OTHERS:
                assert [fact.id for fact in section.facts if not fact.latest.applies_when.fits(situation)] == [], section.title


OUTLOOK, WORKPLACE, UNSURE = "outlook", "workplace-app", "unsure"
PATHS = {
    # (how people work, shared calendars, mail) → the method, what decides, what speaks for the other side
    (OUTLOOK, "no", "no"): ("application", ["ZM-METHOD-028", "ZM-METHOD-029"], []),
    (UNSURE, "no", "no"): ("application", ["ZM-METHOD-028", "ZM-METHOD-045"], []),
    (WORKPLACE, "no", "no"): ("application", ["ZM-METHOD-028"], ["ZM-METHOD-037", "ZM-METHOD-042"]),
    (OUTLOOK, "yes", "no"): ("delegated", ["ZM-METHOD-038", "ZM-METHOD-039", "ZM-METHOD-028"], ["ZM-METHOD-029"]),
    (UNSURE, "yes", "no"): ("delegated", ["ZM-METHOD-038", "ZM-METHOD-039", "ZM-METHOD-028"], ["ZM-METHOD-045"]),
    (WORKPLACE, "yes", "no"): (
        "delegated",
        ["ZM-METHOD-038", "ZM-METHOD-039", "ZM-METHOD-028", "ZM-METHOD-037"],
        ["ZM-METHOD-048"],
    ),
    (OUTLOOK, "no", "yes"): ("delegated", ["ZM-METHOD-040", "ZM-METHOD-041", "ZM-METHOD-028"], ["ZM-METHOD-029"]),
    (UNSURE, "no", "yes"): ("delegated", ["ZM-METHOD-040", "ZM-METHOD-041", "ZM-METHOD-028"], ["ZM-METHOD-045"]),
    (WORKPLACE, "no", "yes"): (
        "delegated",
        ["ZM-METHOD-040", "ZM-METHOD-041", "ZM-METHOD-028", "ZM-METHOD-037"],
        ["ZM-METHOD-048"],
    ),
}
BOTH_NEEDS = ["ZM-METHOD-038", "ZM-METHOD-039", "ZM-METHOD-040", "ZM-METHOD-041", "ZM-METHOD-028"]
PATHS |= {
    (OUTLOOK, "yes", "yes"): ("delegated", BOTH_NEEDS, ["ZM-METHOD-029"]),
    (UNSURE, "yes", "yes"): ("delegated", BOTH_NEEDS, ["ZM-METHOD-045"]),
    (WORKPLACE, "yes", "yes"): ("delegated", [*BOTH_NEEDS, "ZM-METHOD-037"], ["ZM-METHOD-048"]),
}


def test_every_path_ends_where_the_facts_lead_and_names_what_speaks_against_it(decisions: dict[str, Decision]) -> None:
    people = [one for one in decisions["method"].outcomes if one.answers["workload"] == PEOPLE["workload"]]
    assert {(one.answers["day"], one.answers["shared"], one.answers["mail"]) for one in people} == set(PATHS)
    for one in people:
        method, grounds, other = PATHS[one.answers["day"], one.answers["shared"], one.answers["mail"]]
        assert (one.result, [fact.id for fact in one.grounds], [fact.id for fact in one.other_side]) == (LABELS[method], grounds, other), (
            one.answers
        )


def test_for_rooms_the_recommendation_stands_without_caveats(catalog: Catalog) -> None:
    found = outcome(catalog, "method", **ROOMS)
    assert (found.result, [fact.id for fact in found.grounds]) == (LABELS["application"], ["ZM-METHOD-025"])


def test_each_pairing_gives_its_own_position(decisions: dict[str, Decision], catalog: Catalog) -> None:
    by_setting = {one.answers["entra_setting"]: one for one in decisions["zoom-setting"].outcomes}
    assert set(by_setting) == {*map(str, values_of("entra_setting")), "unknown"}
    for fact in catalog.current():
        if isinstance(payload := fact.latest.payload, payloads.ConsentPairing):
            found = by_setting[str(payload.entra_setting)]
            assert (found.result, found.detail, found.grounds[0]) == (payload.position.value, payload.zoom_setting, fact)


def test_an_unknown_setting_leads_to_the_steps_that_find_it(catalog: Catalog) -> None:
    found = outcome(catalog, "zoom-setting", entra_setting="unknown")
    assert found.grounds[0].kind == "procedure"
    assert "consent_pairing" in {fact.kind for section in found.sections for fact in section.facts}


def test_another_payload_gives_another_outcome(catalog: Catalog) -> None:
    assert outcome(catalog, "zoom-setting", entra_setting="all-apps").result == "Off"
    changed = with_changed(catalog, "ZM-CONSENT-006", payload={"position": "On"})
    assert outcome(changed, "zoom-setting", entra_setting="all-apps").result == "On"
    changed = with_changed(catalog, "ZM-METHOD-025", payload={"choose": "Full Delegate Access"})
    assert outcome(changed, "method", **ROOMS).result == LABELS["full-delegate"]


def test_other_conditions_give_another_outcome(catalog: Catalog) -> None:
    answers = {**PEOPLE, "day": "outlook", "shared": "yes", "mail": "no"}
    changed = with_changed(catalog, "ZM-METHOD-038", applies_when={"method": ["application"]})
    assert outcome(changed, "method", **answers).result == LABELS["application"]


def test_a_withdrawn_fact_is_no_ground(catalog: Catalog) -> None:
    changed = without(catalog, "ZM-METHOD-039")
    answers = {**PEOPLE, "day": "unsure", "shared": "yes", "mail": "no"}
    assert "ZM-METHOD-039" in {fact.id for fact in outcome(catalog, "method", **answers).grounds}
    found = outcome(changed, "method", **answers)
    assert "ZM-METHOD-039" not in {fact.id for fact in found.facts()}
    assert found.result == LABELS["delegated"]


def test_an_outcome_has_the_app_and_the_validation_of_its_own_case(decisions: dict[str, Decision]) -> None:
    for one in decisions["method"].outcomes:
        sections = {section.title: section.facts for section in one.sections}
        (app,) = sections["The application in Entra ID"]
        assert isinstance(payload := app.latest.payload, payloads.AppId)
        assert (str(payload.workload), LABELS[payload.method]) == (one.answers["workload"], one.result)
        (procedure,) = sections["Validate it"]
        assert payload.app_id in procedure.latest.statement


def test_methods_are_found_in_the_order_of_the_text() -> None:
    assert find_methods("Delegated Permissions, else Application Permissions") == ["delegated", "application"]
    assert find_methods("something else") == []
    assert {str(workload) for workload in values_of("workload")} == {"rooms", "personal-calendar"}


@pytest.mark.parametrize("fact_id", ["ZM-METHOD-029", "ZM-METHOD-037"])
def test_a_recommendation_about_something_else_decides_nothing(catalog: Catalog, fact_id: str) -> None:
    changed = with_changed(catalog, fact_id, payload={"choose": "a bigger screen"})
    grounds = {fact.id for each in list_decisions(changed) for one in each.outcomes for fact in one.grounds}
    assert fact_id not in grounds
    assert grounds


def test_a_workload_that_no_recommendation_is_left_for_is_named(catalog: Catalog) -> None:
    changed = catalog
    for fact in catalog.current():
        if fact.kind == "recommendation" and fact.latest.applies_when.of("workload") == ("rooms",):
            changed = without(changed, fact.id)
    with pytest.raises(KbError, match=r"nothing to recommend for Zoom Rooms.*Write one"):
        list_decisions(changed)
