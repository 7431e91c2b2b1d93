"""Texts become units of meaning, the same way for facts and questions."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.analysis import Analyzer, fold
from kb.analysis.stopwords import ENGLISH, OTHERS
from kb.catalog import Catalog
from kb.models import VocabularyTerm

UUID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"


@pytest.fixture(scope="session")
def analyzer(catalog: Catalog) -> Analyzer:
    return Analyzer(catalog.vocabulary.values())


def term(term_id: str, *forms: str, **more: object) -> VocabularyTerm:
    return VocabularyTerm.model_validate({"id": term_id, "label": forms[0], "synonyms": forms[1:], **more})


def test_every_form_of_the_vocabulary_is_read_as_its_term(catalog: Catalog, analyzer: Analyzer) -> None:
    missed = [
        f"{form} ({one.id})"
        for one in catalog.vocabulary.values()
        for form in one.forms()
        if f"@{one.id}" not in analyzer.analyse(form).unit_keys() and fold(form) not in {fold(word) for word in ENGLISH | OTHERS}
    ]
    assert missed == []


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("What is AAD called now?", "@entra-id"),
        ("Wo finde ich Azure Active Directory?", "@entra-id"),
        ("Braucht das ein Zugriffstoken?", "@access-token"),
        ("¿Cuánto dura el token de acceso?", "@access-token"),
        ("Combien de temps vaut le jeton d’accès ?", "@access-token"),
        ("アクセストークンの有効期限は", "@access-token"),
        ("会議室のアプリIDは何ですか", "@zoom-rooms"),
        ("Konferenzräume und Besprechungsraum", "@zoom-rooms"),
        ("salas de reuniones", "@zoom-rooms"),
        ("nos salles de réunion", "@zoom-rooms"),
        ("Is MGAPI needed?", "@graph-api"),
        ("ZRs on Graph", "@zoom-rooms"),
    ],
)
def test_five_languages_and_abbreviations_meet_in_one_term(analyzer: Analyzer, text: str, key: str) -> None:
    assert key in analyzer.analyse(text).unit_keys()


def test_an_abbreviation_that_is_a_function_word_counts_only_in_capitals(analyzer: Analyzer) -> None:
    assert "@access-token" in analyzer.analyse("AT lifetime").unit_keys()
    for text in ("look at it", "At noon", "at"):
        assert "@access-token" not in analyzer.analyse(text).unit_keys()


def test_inflected_forms_of_english_names_are_read_too() -> None:
    analyzer = Analyzer([term("validate", "validate an app")])
    assert analyzer.analyse("Validating An Apps").unit_keys() == ["@validate"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("AAD's new name", "@entra-id"),
        ("the RT's lifetime", "@refresh-token"),
        ("Sync 2.0's window", "@bi-directional-sync"),
        ("MGAPI’s scope", "@graph-api"),
    ],
)
def test_what_belongs_to_a_term_still_names_it(analyzer: Analyzer, text: str, key: str) -> None:
    assert key in analyzer.analyse(text).unit_keys()


def test_the_longest_form_wins() -> None:
    analyzer = Analyzer([term("room", "room"), term("room-kit", "room kit")])
    assert analyzer.analyse("a room kit in a room").unit_keys() == ["@room-kit", "@room"]


def test_terms_that_meet_in_one_stem_are_told_apart_by_how_they_are_written() -> None:
    analyzer = Analyzer([term("valid", "valid"), term("validate", "validate")])
    assert analyzer.analyse("valid").unit_keys() == ["@valid"]
    assert analyzer.analyse("validate").unit_keys() == ["@validate"]


def test_a_camel_case_name_is_found_by_itself_and_by_its_words() -> None:
    keys = Analyzer(()).analyse("fixedWorkingLocation").unit_keys()
    assert set(Analyzer(()).analyse("working location").unit_keys()) <= set(keys)
    assert set(Analyzer(()).analyse("fixedworkinglocation").unit_keys()) <= set(keys)


def test_lengths_of_time_meet_in_one_key() -> None:
    analyzer = Analyzer(())
    keys = [set(analyzer.analyse(text).unit_keys()) for text in ("an hour", "60 minutes", "1 hour", "hourly")]
    assert set.intersection(*keys) == {"#3600s"}


def test_iso_durations_meet_the_words_for_them(analyzer: Analyzer) -> None:
    assert set(analyzer.analyse("PT1H").unit_keys()) & set(analyzer.analyse("an hour").unit_keys())


def test_values_stay_whole() -> None:
    analysis = Analyzer(()).analyse(f"Is {UUID} ours, or f56e91e5?")
    assert [(unit.key, unit.kind) for unit in analysis.units] == [(UUID, "uuid"), ("f56e91e5", "hex")]


def test_terms_settle_conditions(analyzer: Analyzer) -> None:
    assert analyzer.analyse("conference rooms").conditions["workload"] == {"rooms"}
    assert analyzer.analyse("RT").conditions["token"] == {"refresh"}
    assert analyzer.analyse("weather").conditions == {}


def test_stems_leave_function_words_out() -> None:
    analyzer = Analyzer([term("on-behalf", "on behalf of an account")])
    assert "of" not in analyzer.analyse("on behalf of an account").stems()


HOSTILE = "aZ09 -.'’\"*:()[]{}~^?é会議室ヿゟｶﾞſıİK\n\t\x00\u202e\u200b😀👩‍💻ﷺ"


@given(st.text(max_size=300) | st.text(alphabet=HOSTILE, max_size=80))
@example("1 ſecond")
@example("ſix months")
@example("f56e91e5-" * 50)
def test_no_text_breaks_the_analyzer_and_its_units_stand_in_order_inside_the_text(analyzer: Analyzer, text: str) -> None:
    analysis = analyzer.analyse(text)
    assert all(0 <= unit.start <= unit.end <= len(text) for unit in analysis.units)
    assert [unit.start for unit in analysis.units] == sorted(unit.start for unit in analysis.units)
    assert analysis.unit_keys() == [unit.key for unit in analyzer.analyse(text).units]
    assert not any(" " in key for key in analysis.unit_keys())


def test_a_verb_and_its_particle_meet_across_their_object() -> None:
    analyzer = Analyzer([term("revoke", "revoke", everyday=["cut off"])])
    assert analyzer.analyse("cut accounts off").unit_keys() == ["@revoke", "account"]
    assert "@revoke" not in analyzer.analyse("cut the very long and winding road off").unit_keys()


def test_a_concept_is_known_by_its_inflections_but_not_by_words_derived_from_it() -> None:
    analyzer = Analyzer([term("revoke", "Revoke", everyday=["sever"]), term("teams", "Teams")])
    assert analyzer.analyse("severed").unit_keys() == ["@revoke"]
    assert analyzer.analyse("several").unit_keys() == ["sever"]
    assert analyzer.analyse("our sales team").unit_keys() == ["sale", "team"]
