"""Nothing is invented: every sentence of every answer is a cited revision's, its payload's, or a fixed connective."""

from __future__ import annotations

import re

import pytest

from kb.answerer import Answerer
from kb.answerer.connectives import CONNECTIVES, is_rendered
from kb.catalog import Catalog
from kb.models import GapFact
from kb.models.answers import Answer, Reason
from kb.models.payloads import Options, Procedure
from kb.text import split_sentences
from tests.kb.answerer.questions import FOLDERS, refuse

TABLE = re.compile(r"\| Fact \| Statement \||\|---\|---\|")
FIXED = {sentence for connective in CONNECTIVES for sentence in split_sentences(connective)}


def find_invented(answer: Answer, catalog: Catalog) -> list[str]:
    """The sentences and step lines of an answer that nothing cited holds."""
    revisions = [catalog.resolve(citation.id)[1] for citation in answer.citations]
    procedures = [revision.payload for revision in revisions if isinstance(revision.payload, Procedure)]
    said = {sentence for revision in revisions for sentence in split_sentences(revision.statement)}
    said |= {sentence for procedure in procedures for sentence in split_sentences(f"{procedure.goal}.")}
    said |= {f"- {value}." for revision in revisions if isinstance(revision.payload, Options) for value in revision.payload.values}
    steps = {(number, " ".join(step.split())) for procedure in procedures for number, step in enumerate(procedure.steps, 1)}
    invented = []
    for line in answer.answer.splitlines():
        step = re.fullmatch(r"(\d+)\. (.+)", line)
        if step:
            invented += [] if (int(step[1]), step[2]) in steps else [line]
        elif not TABLE.fullmatch(line) and line not in said:
            invented += [one for one in split_sentences(line) if one not in said | FIXED and not is_rendered(one)]
    return invented


def find_faults(answer: Answer, catalog: Catalog) -> list[str]:
    """Everything wrong with an answer as such, whatever it says."""
    faults = [f"invented: {sentence}" for sentence in find_invented(answer, catalog)]
    if not answer.answer.strip():
        faults.append("says nothing")
    if answer.answered != (answer.reason is None):
        faults.append(f"answered {answer.answered} with reason {answer.reason}")
    if answer.answered and not answer.citations:
        faults.append("cites nothing")
    if answer.reason in (Reason.IMAGE_ONLY, Reason.NOT_IN_SOURCE) and not answer.citations:
        faults.append(f"{answer.reason} without the gap")
    if not 0 <= answer.confidence <= 1:
        faults.append(f"confidence {answer.confidence}")
    if answer.release != catalog.release:
        faults.append(f"release {answer.release}")
    for citation in answer.citations:
        fact, revision = catalog.resolve(citation.id)
        if (
            citation.id != f"{fact.id}v{revision.revision}"
            or citation.title != revision.title
            or (citation.source.lines or ()) != revision.source.lines
        ):
            faults.append(f"{citation.id} is cited as something else")
        if answer.answered and not answer.unanswered and isinstance(fact, GapFact):
            faults.append(f"answers with the gap {citation.id}")
    if len({citation.id for citation in answer.citations}) != len(answer.citations):
        faults.append("cites a fact twice")
    for excerpt in answer.excerpts:
        if excerpt.text != catalog.resolve(excerpt.id)[1].statement:
            faults.append(f"the excerpt of {excerpt.id} is not its statement")
        places = [place for highlight in excerpt.highlights for place in highlight]
        inside = all(0 <= start < end <= len(excerpt.text) for start, end in excerpt.highlights)
        if not inside or places != sorted(places):
            faults.append(f"highlights of {excerpt.id}: {excerpt.highlights}")
        if not 0 <= excerpt.score <= 1:
            faults.append(f"score of {excerpt.id}: {excerpt.score}")
    if len({excerpt.id for excerpt in answer.excerpts}) != len(answer.excerpts):
        faults.append("shows an excerpt twice")
    if not {citation.id for citation in answer.citations} <= {excerpt.id for excerpt in answer.excerpts}:
        faults.append("cites what no excerpt shows")
    known = {question for fact in catalog for question in fact.latest.questions}
    faults += [f"follow-up: {one}" for one in answer.follow_ups if one not in known or one == answer.question]
    return faults


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_answer_to_the_question_sets_is_sound(asked: dict[str, list[Answer]], catalog: Catalog, folder: str) -> None:
    assert asked[folder]
    failures = [f"{answer.question}: {fault}" for answer in asked[folder] for fault in find_faults(answer, catalog)]
    refuse(folder, failures)


def test_every_answer_to_the_facts_own_questions_is_sound(own: list[Answer], catalog: Catalog) -> None:
    assert own
    failures = [f"{answer.question}: {fault}" for answer in own for fault in find_faults(answer, catalog)]
    assert not failures, "\n".join(failures)


def test_every_answer_to_a_title_is_sound(answerer: Answerer, catalog: Catalog) -> None:
    answers = [answerer.answer(fact.latest.title) for fact in catalog.current()]
    failures = [f"{answer.question}: {fault}" for answer in answers for fault in find_faults(answer, catalog)]
    assert not failures, "\n".join(failures)


def test_an_invented_sentence_would_be_seen(answerer: Answerer, catalog: Catalog) -> None:
    answer = next(one for fact in catalog.current() if (one := answerer.answer(fact.latest.title)).answered)
    statement = split_sentences(answer.answer)[0]
    for changed in (
        f"{answer.answer} Zoom is free.",
        answer.answer.replace(statement, f"Well, {statement}"),
        f"1. Restart.\n\n{answer.answer}",
    ):
        assert find_invented(answer.model_copy(update={"answer": changed}), catalog) != []
    assert find_invented(answer.model_copy(update={"citations": ()}), catalog) != []


def test_a_verdict_is_recognised_by_its_whole_form_only() -> None:
    assert is_rendered("3 months is within the limit of 6 months.")
    assert not is_rendered("Rooms are within reach.")
    assert not is_rendered("3 months is within the limit of 6 months. Zoom is free")
