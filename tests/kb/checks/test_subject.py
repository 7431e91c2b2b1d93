"""What the subject names is there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from kb.checks.subject import check_subject
from kb.errors import FactProblems
from kb.loader import ROOT, load_corpus
from kb.subject import read_subject

PRINTERS = ROOT / "tests" / "printers"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(ROOT / "kb", tmp_path / "kb", ignore=shutil.ignore_patterns("*.py", "facts", "questions", "__pycache__"))
    for folder in ("facts/app", "questions/app"):
        shutil.copytree(ROOT / "kb" / folder, tmp_path / "kb" / folder)
    return tmp_path


def change(root: Path, old: str, new: str) -> None:
    path = root / "kb" / "subject.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_ours_names_nothing_that_is_missing(root: Path) -> None:
    assert list(check_subject(load_corpus(root))) == []


@pytest.mark.parametrize(
    ("old", "new", "rule", "said"),
    [
        ("fact: ZM-APP-002", "fact: ZM-APP-998", "unknown-fact", "no fact here"),
        ("terms: [application-id]", "terms: [aplication-id]", "unknown-term", '"aplication-id" is no term'),
        ("['@application-id'", "['@app-ids'", "unknown-term", '"app-ids" is no term'),
    ],
)
def test_what_is_missing_is_named(root: Path, old: str, new: str, rule: str, said: str) -> None:
    change(root, old, new)
    (problem,) = check_subject(load_corpus(root))
    assert (problem.path, problem.rule) == ("kb/subject.yaml", rule)
    assert said in problem.message


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("settles: {workload: personal-calendar}", "settles: {workload: people}", '"workload: people" is none of the conditions'),
        ("topic: user-consent", "topic: consent", "consent: no such topic"),
        ("paired: [workload, method]", "paired: [workload, colour]", "colour: no such condition"),
        ("      access: access token", "      user: access token", "user stands under two conditions"),
        ("prefix: ZM", "prefix: zm", "String should match pattern"),
        ("vendor: Zoom", "vendr: Zoom", "Field required"),
        (r"wording: '\b(?:any|", r"wording: '\b(?:any|(", "no regular expression"),
    ],
)
def test_a_subject_that_does_not_hold_together_is_refused_with_file_and_line(root: Path, old: str, new: str, said: str) -> None:
    change(root, old, new)
    with pytest.raises(FactProblems, match=r"kb/subject\.yaml") as raised:
        read_subject(root)
    assert said in str(raised.value)


def test_a_missing_subject_says_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(FactProblems, match="it says what the guide is about"):
        read_subject(tmp_path)


def test_another_subject_has_conditions_of_its_own() -> None:
    other = read_subject(PRINTERS)
    assert other.prefix == "PF"
    assert other.labels()["laser"] == "laser devices"
    assert other.keys_with("acts") == {"desk"}
