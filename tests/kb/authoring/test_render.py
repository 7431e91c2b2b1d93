"""What is written as YAML reads back as it was."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from kb.authoring import render_yaml
from kb.loader import fact_files, load_document
from kb.loader.corpus import ROOT


def read_back(data: dict[str, Any]) -> Any:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "fact.yaml"
        path.write_text(render_yaml(data), encoding="utf-8", newline="\n")
        document, problems = load_document(path, "fact.yaml")
    assert not problems
    return document.data


WORDS = some.text(alphabet=some.characters(exclude_categories=["Cs"]), min_size=1)


@given(WORDS, some.lists(WORDS, min_size=1))
def test_any_text_survives(text: str, texts: list[str]) -> None:
    data = {"title": text, "statement": text, "see_also": texts, "questions": texts, "payload": {"minimums": [{"product": text}]}}
    assert read_back(data) == data


@pytest.mark.parametrize(
    "text",
    [
        "On",
        "no",
        "10",
        "1.10",
        "2026-11-23",
        "a: b",
        "a #b",
        "# a",
        "- a",
        "'a'",
        '"a"',
        "",
        " a ",
        "¿Qué?",
        "日本",
        "a\nb",
        "null",
        "0x1F",
        "1e3",
    ],
)
def test_text_that_looks_like_something_else_survives(text: str) -> None:
    assert read_back({"title": text, "statement": text}) == {"title": text, "statement": text}


def test_every_real_fact_survives() -> None:
    for path in fact_files(ROOT):
        document, _ = load_document(path, path.name)
        assert read_back(document.data) == document.data, path


def test_an_empty_payload_stays_a_mapping() -> None:
    assert render_yaml({"payload": {}}) == "payload: {}\n"


def test_no_questions_stay_a_list() -> None:
    assert render_yaml({"questions": []}) == "questions: []\n"
