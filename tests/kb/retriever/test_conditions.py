"""What a question settles: read from its terms, and made to agree."""

from __future__ import annotations

import pytest

from kb.retriever import Retriever
from kb.retriever.conditions import infer_conditions, merge_conditions, reconcile
from kb.retriever.query import Intent

COMBINATIONS = {
    ("rooms", "application"),
    ("rooms", "full-delegate"),
    ("personal-calendar", "application"),
    ("personal-calendar", "delegated"),
}
ROOMS, PEOPLE = frozenset({"rooms"}), frozenset({"personal-calendar"})


def test_people_are_a_workload_where_app_ids_are_asked_for() -> None:
    assert infer_conditions({}, {"@end-user"}, "", {Intent.APP_ID}) == {"workload": PEOPLE}
    assert infer_conditions({"workload": ROOMS}, {"@end-user"}, "", {Intent.APP_ID}) == {"workload": ROOMS | PEOPLE}


def test_people_are_no_workload_elsewhere() -> None:
    assert infer_conditions({}, {"@end-user"}, "", {Intent.YES_NO}) == {}
    assert infer_conditions({}, {"@end-user", "@validate", "@user-consent"}, "", set()) == {}


@pytest.mark.parametrize(
    ("text", "setting"),
    [
        ("users may approve any app", "all-apps"),
        ("nobody may approve anything", "no-consent"),
        ("users may approve apps of verified publishers, nothing else", "verified-publishers"),
    ],
)
def test_a_consent_setting_is_recognised_by_its_description(text: str, setting: str) -> None:
    assert infer_conditions({}, {"@consent", "@end-user"}, text, set()) == {"entra_setting": frozenset({setting})}


def test_a_named_consent_setting_is_not_described_away() -> None:
    named = {"entra_setting": frozenset({"no-consent"})}
    assert infer_conditions(named, {"@consent", "@end-user"}, "users may approve any app", set()) == named


def test_a_text_without_consent_settles_no_consent_setting() -> None:
    assert infer_conditions({}, {"@end-user"}, "every user may join any meeting", set()) == {}


def test_delegated_rooms_are_full_delegate_and_people_the_reverse() -> None:
    assert reconcile({"workload": ROOMS, "method": frozenset({"delegated"})}, COMBINATIONS)["method"] == {"full-delegate"}
    assert reconcile({"workload": PEOPLE, "method": frozenset({"full-delegate"})}, COMBINATIONS)["method"] == {"delegated"}


def test_a_method_that_exists_for_the_workload_stays() -> None:
    kept = {"workload": ROOMS, "method": frozenset({"application"})}
    assert reconcile(kept, COMBINATIONS) == kept


def test_the_other_method_is_the_one_that_was_not_named() -> None:
    earlier = {"workload": ROOMS, "method": frozenset({"application"})}
    merged = merge_conditions(earlier, {}, "And with the other method?", COMBINATIONS)
    assert merged == {"workload": ROOMS, "method": frozenset({"full-delegate"})}


def test_people_after_rooms_replace_them() -> None:
    earlier = {"workload": ROOMS}
    own = infer_conditions({}, {"@end-user"}, "And for the users?", set(), earlier)
    assert merge_conditions(earlier, own, "And for the users?", COMBINATIONS) == {"workload": PEOPLE}


@pytest.mark.parametrize(("workload", "method"), [(ROOMS, "full-delegate"), (PEOPLE, "delegated")])
def test_a_bare_delegate_is_the_method_of_the_workload_talked_of(workload: frozenset[str], method: str) -> None:
    own = infer_conditions({}, set(), "and with the delegate one?", set(), {"workload": workload})
    assert own == {"method": frozenset({method})}


def test_a_follow_up_leans_on_the_topic_of_the_talk() -> None:
    earlier = {"entra_setting": frozenset({"no-consent"})}
    assert infer_conditions({}, set(), "and if any app is allowed?", set(), earlier, leans=True) == {
        "entra_setting": frozenset({"all-apps"})
    }
    assert infer_conditions({}, set(), "and if any app is allowed?", set(), earlier) == {}


def test_a_method_that_the_new_workload_lacks_is_forgotten() -> None:
    earlier = {"workload": ROOMS, "method": frozenset({"full-delegate"})}
    assert merge_conditions(earlier, {"workload": PEOPLE}, "For people?", COMBINATIONS) == {"workload": PEOPLE}


def test_what_a_question_rules_out_settles_nothing(retriever: Retriever) -> None:
    query = retriever.read("Which App ID for personal calendars instead of Zoom Rooms?")
    assert query.conditions["workload"] == PEOPLE
    assert "@zoom-rooms" not in {unit.key for unit in query.weights}


def test_an_app_id_settles_its_workload_and_method(retriever: Retriever) -> None:
    conditions = retriever.read("a651cfda").conditions
    assert (conditions["workload"], conditions["method"]) == (ROOMS, frozenset({"full-delegate"}))
