"""A surface form belongs to one term only."""

from __future__ import annotations

from kb.checks.vocabulary import check_vocabulary
from tests.kb.repo import Repo, place

NAME = "kb/vocabulary.yaml"


def test_forms_of_their_own_are_good(repo: Repo) -> None:
    assert repo.keeps(check_vocabulary)


def test_a_form_written_twice_in_one_term_is_no_clash(repo: Repo) -> None:
    repo.change(NAME, ("[meeting room]", "[meeting room, Meeting  Room]"))
    assert repo.keeps(check_vocabulary)


def test_a_form_of_two_terms_is_told_whatever_its_case_and_blanks(repo: Repo) -> None:
    repo.change(NAME, ("label: Access token", "label: Access token\n    everyday: [Meeting  ROOM]"))
    problem = repo.broken(check_vocabulary)
    assert place(problem) == (NAME, repo.line(NAME, "id: access-token"), "access-token", "vocabulary-clash")
    assert '"Meeting ROOM" is also a form of zoom-rooms' in problem.message.replace("  ", " ")


def test_forms_of_other_languages_clash_too(repo: Repo) -> None:
    repo.change(NAME, ("label: Access token", "label: Access token\n    translations: {ja: [会議室]}"))
    assert repo.broken(check_vocabulary).rule == "vocabulary-clash"


def test_a_term_id_used_twice_is_told(repo: Repo) -> None:
    repo.change(NAME, ("id: access-token", "id: zoom-rooms"))
    problem = repo.broken(check_vocabulary)
    assert place(problem) == (NAME, repo.line(NAME, "label: Access token") - 1, "zoom-rooms", "duplicate-term")
