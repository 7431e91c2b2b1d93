"""The answerer: same bytes for the same question, whatever the text, from any thread."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kb.analysis import stem
from kb.answerer import LONGEST_QUESTION, Answerer
from kb.answerer.connectives import EMPTY
from kb.answerer.question import check_question, is_empty
from kb.catalog import Catalog
from kb.errors import BadQuestion
from kb.index import Index
from kb.loader import ROOT
from kb.models import Fact
from kb.models.answers import Message, Reason
from kb.models.payloads import AppId, GapReason
from tests.kb.answerer.test_traceable import find_faults
from tests.kb.hostile import HOSTILE


def test_the_same_question_gets_the_same_bytes(answerer: Answerer, catalog: Catalog, index: Index) -> None:
    other = Answerer(catalog, index)
    for fact in catalog.current()[::8]:
        question = fact.latest.questions[-1]
        first = answerer.answer(question).model_dump_json()
        assert answerer.answer(question).model_dump_json() == other.answer(question).model_dump_json() == first


SCRIPT = """
import hashlib, sys
from pathlib import Path
from kb.answerer import Answerer
from kb.checks import load_catalog
from kb.index import open_index
catalog = load_catalog()
answerer = Answerer(catalog, open_index(catalog, Path(sys.argv[1])))
digest = hashlib.sha256()
for fact in catalog.current()[::8]:
    digest.update(answerer.answer(fact.latest.questions[-1]).model_dump_json().encode())
print(digest.hexdigest())
"""


def test_another_process_with_another_hash_seed_gives_the_same_bytes(answerer: Answerer, catalog: Catalog, index: Index) -> None:
    digest = hashlib.sha256()
    for fact in catalog.current()[::8]:
        digest.update(answerer.answer(fact.latest.questions[-1]).model_dump_json().encode())
    command = [sys.executable, "-c", SCRIPT, str(index.folder.parent)]
    run = subprocess.run(command, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": "1"}, capture_output=True, text=True, check=True)
    assert run.stdout.strip() == digest.hexdigest()


def test_eight_threads_get_what_one_gets(answerer: Answerer, catalog: Catalog) -> None:
    questions = [fact.latest.questions[0] for fact in catalog.current()[::6]]
    right = [answerer.answer(question).model_dump_json() for question in questions]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    stem.cache_clear()  # every thread reads words nobody has read
    try:
        with ThreadPoolExecutor(8) as pool:
            found = list(pool.map(lambda _: [answerer.answer(question).model_dump_json() for question in questions], range(8)))
    finally:
        sys.setswitchinterval(interval)
        stem.cache_clear()
    assert all(answers == right for answers in found)


@pytest.mark.parametrize("text", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_text_gets_a_sound_answer(answerer: Answerer, catalog: Catalog, text: str) -> None:
    answer = answerer.answer(text)
    assert answer.question == text
    assert find_faults(answer, catalog) == []


@settings(max_examples=80)
@given(st.text(max_size=300))
def test_any_text_gets_a_sound_answer_or_is_refused(answerer: Answerer, catalog: Catalog, text: str) -> None:
    try:
        answer = answerer.answer(text)
    except BadQuestion:
        return
    assert find_faults(answer, catalog) == []


@settings(max_examples=40)
@given(st.lists(st.builds(Message, role=st.sampled_from(["user", "assistant", "system"]), content=st.text(max_size=60)), max_size=6))
def test_any_conversation_gets_a_sound_answer_or_is_refused(answerer: Answerer, catalog: Catalog, messages: list[Message]) -> None:
    try:
        answer = answerer.chat(messages)
    except BadQuestion:
        return
    assert find_faults(answer, catalog) == []


@pytest.mark.parametrize("c", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\ud800"], ids=ascii)
def test_a_control_character_is_refused_with_its_place(answerer: Answerer, c: str) -> None:
    for call in (
        answerer.answer,
        lambda text: answerer.answer("App ID?", goal=text),
        lambda text: answerer.chat([Message(role="user", content=text)]),
    ):
        with pytest.raises(BadQuestion, match=rf"control character \(U\+{ord(c):04X}\) at position 4\. Remove it"):
            call(f"App{c} ID?")


def test_a_question_may_have_so_many_characters_and_no_more(answerer: Answerer) -> None:
    assert answerer.answer("a" * LONGEST_QUESTION).question
    with pytest.raises(BadQuestion, match=r"has 2,001 characters; at most 2,000 are read\. Shorten it"):
        answerer.answer("a" * (LONGEST_QUESTION + 1))


def test_tabs_and_line_ends_are_no_control_characters() -> None:
    check_question("App\tID\r\nfor rooms?")


@pytest.mark.parametrize("text", ["", "  \n", "?", "…!", "<question>", "%3Cquestion%3E", "{question}", "your question", "🤖"])
def test_an_empty_question_gets_the_help_text(answerer: Answerer, text: str) -> None:
    assert is_empty(text)
    for answer in (answerer.answer(text), answerer.chat([Message(role="user", content=text)])):
        assert (answer.answered, answer.reason, answer.answer, answer.citations) == (False, Reason.EMPTY_QUESTION, EMPTY, ())


def test_a_goal_that_was_not_filled_in_counts_as_none(answerer: Answerer) -> None:
    question = "How long does the access token live?"
    assert answerer.answer(question, goal="<what you want to achieve>") == answerer.answer(question, goal=" ") == answerer.answer(question)


def test_words_of_no_fact_match_nothing(answerer: Answerer) -> None:
    answer = answerer.answer("qqqq zzzz xxxx")
    assert (answer.answered, answer.reason, answer.excerpts) == (False, Reason.NO_MATCH, ())


def test_every_app_id_is_answered_with_by_its_own_title_and_value(answerer: Answerer, catalog: Catalog) -> None:
    for fact in catalog.current():
        if isinstance(fact.latest.payload, AppId):
            for question in (fact.latest.title, fact.latest.payload.app_id, f"What is {fact.latest.payload.app_id[:8]}?"):
                answer = answerer.answer(question)
                assert answer.answered, question
                assert answer.citations[0].id == fact.citation
                assert fact.latest.payload.app_id in answer.answer


def test_a_gap_is_refused_with_its_own_reason(answerer: Answerer, catalog: Catalog) -> None:
    wrong = []
    for fact in catalog.current():
        answer = answerer.answer(fact.latest.questions[0])
        if fact.kind == "gap" and not answer.answered and answer.citations and answer.citations[0].id == fact.citation:
            image = getattr(fact.latest.payload, "reason", None) is GapReason.IMAGE_ONLY
            if answer.reason is not (Reason.IMAGE_ONLY if image else Reason.NOT_IN_SOURCE):
                wrong.append(fact.id)
    assert wrong == []


def test_source_text_is_shown_where_it_is_given_and_nowhere_else(catalog: Catalog, index: Index) -> None:
    def give(fact: Fact) -> str | None:
        return f"verbatim {fact.id}" if fact.kind == "app_id" else None

    answer = Answerer(catalog, index, source_text=give).answer("Which App ID do Zoom Rooms use with Application Permissions?")
    for excerpt in answer.excerpts:
        fact = catalog.resolve(excerpt.id)[0]
        assert excerpt.source_text == give(fact)
    assert any(excerpt.source_text for excerpt in answer.excerpts)


def test_the_page_it_is_asked_on_is_known_by_its_address(catalog: Catalog, index: Index) -> None:
    answerer = Answerer(catalog, index, pages={"/consent/": [fact.id for fact in catalog.by_area("CONSENT")]})
    assert (
        answerer.answer("settings", page="/consent/").model_dump_json() == answerer.answer("settings", page="/consent/").model_dump_json()
    )
    assert answerer.answer("settings", page="/nowhere/") == answerer.answer("settings")
