"""The release files are read oldest first, with file and line for what is wrong."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from kb.loader import dump_document, load_document, read_corpus
from tests.kb.repo import Repo, place

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
DATA = st.recursive(TEXT, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXT, inner, max_size=3), max_leaves=12)


def test_releases_are_read_oldest_first(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    for _ in range(11):
        repo.release()
    names = [release.name for release in repo.corpus().releases]
    assert names == [f"2026.11.{at}" for at in range(11)]


def test_a_repository_without_releases_has_none(repo: Repo) -> None:
    assert repo.corpus().releases == []


def test_what_is_wrong_in_a_release_file_has_a_line(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.release()
    repo.change(name, ("kind: claim, ", "knd: claim, "))
    assert {place(problem) for problem in repo.problems()} == {
        (name, repo.line(name, "knd:"), "2026.11.0", "unknown-key"),
        (name, repo.line(name, "knd:"), "2026.11.0", "missing-key"),
    }


def test_an_empty_release_file_is_named(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    name = repo.write("kb/releases/2026.11.0.yaml", "")
    assert [place(problem) for problem in read_corpus(repo.root)[1]] == [(name, 0, "2026.11.0", "empty-file")]


@given(st.dictionaries(TEXT, DATA, min_size=1, max_size=4))
def test_what_is_written_is_read_back(data: dict[str, Any]) -> None:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.yaml"
        path.write_text(dump_document(data), encoding="utf-8", newline="\n")
        document, problems = load_document(path, "data.yaml")
    assert problems == []
    assert document.data == data


@pytest.mark.parametrize("text", ["3e7616287436", "1e3", "0o17", "756518618417", "no", "2026-11-23", "a: b"])
def test_text_is_written_so_that_every_parser_takes_it_for_text(text: str) -> None:
    for load in (yaml.safe_load, YAML(typ="safe", pure=True).load):
        assert load(dump_document({text: [text]})) == {text: [text]}
