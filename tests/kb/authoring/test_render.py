"""What is written as YAML reads back as it was."""

from __future__ import annotations

import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from kb.authoring import render_fact, render_yaml
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


def test_an_empty_list_stays_a_list() -> None:
    assert render_yaml({"steps": []}) == "steps: []\n"


def test_numbers_truth_values_and_days_stand_without_quotes_and_text_like_them_within() -> None:
    day = datetime.date(2026, 11, 23)
    data = {
        "revision": 1,
        "date": day,
        "issued": True,
        "title": "2026-11-23",
        "digests": ["3e7616287436", "2f012d43ec99"],
        "lines": [[3, 4]],
    }
    text = render_yaml(data)
    assert text == (
        'revision: 1\ndate: 2026-11-23\nissued: true\ntitle: "2026-11-23"\ndigests: ["3e7616287436", 2f012d43ec99]\nlines: [[3, 4]]\n'
    )
    assert yaml.safe_load(text) == data


def test_a_fact_is_two_files_one_with_the_question_to_show_and_one_with_the_others() -> None:
    fact = {"id": "ZM-APP-001", "revisions": [{"title": "A", "questions": ["Who?", "what", "#3"], "see_also": ["ZM-APP-002"]}]}
    text, questions = render_fact(fact)
    assert text == "id: ZM-APP-001\nrevisions:\n  - title: A\n    question: Who?\n    see_also: [ZM-APP-002]\n"
    assert questions == "what\n#3\n"
