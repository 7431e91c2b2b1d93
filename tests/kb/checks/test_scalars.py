"""Every YAML parser reads the same in a fact's file."""

from __future__ import annotations

import datetime
import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

from kb.checks.scalars import check_scalars
from kb.loader import ROOT, fact_files, load_corpus
from kb.scalars import stays_text
from kb.schema import build_schema
from tests.kb.repo import DIGEST, Repo, place


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        (f"[{DIGEST}]", "[756518618417]", 'write "756518618417", in quotes'),
        (f"[{DIGEST}]", "[3e7616287436]", 'write "3e7616287436", in quotes'),
        (f"[{DIGEST}]", "[002731846591]", 'write "002731846591", in quotes'),
        ("section: Rooms", "section: 2026-11-23", 'write "2026-11-23", in quotes'),
        ("section: Rooms", "section: Off", 'write "Off", in quotes'),
        ("section: Rooms", 'section: !!binary "Rooms"', "without a tag"),
        ("section: Rooms", "section: 1:30", 'write "1:30", in quotes'),
        ("lines: [[3, 3]]", 'lines: [[3, "3"]]', "write 3, without quotes"),
        ("lines: [[3, 3]]", "lines: [[3, 03]]", "write 3, without quotes"),
        ("- revision: 1", "- revision: '1'", "write 1, without quotes"),
        ("read: 2026-11-23", "read: 1795392000", "write 2026-11-23"),
    ],
)
def test_what_some_parser_reads_otherwise_is_told_with_what_to_write(repo: Repo, old: str, new: str, wanted: str) -> None:
    name = repo.add("ZM-APP-001", (old, new))
    problem = repo.broken(check_scalars)
    assert place(problem) == (name, repo.line(name, new), "ZM-APP-001", "ambiguous-scalar")
    assert wanted in problem.message


def test_truth_values_are_written_as_such(repo: Repo) -> None:
    payload = "{roles: [Gardener], any_of: %s, permits: watering}"
    name = repo.add("ZM-APP-001", ("kind: claim", "kind: role"), ("payload: {}", f"payload: {payload % 'true'}"))
    assert repo.keeps(check_scalars)
    for written in ("yes", '"true"', "True"):
        repo.add("ZM-APP-001", ("kind: claim", "kind: role"), ("payload: {}", f"payload: {payload % written}"))
        problem = repo.broken(check_scalars)
        assert problem.line == repo.line(name, "any_of")
        assert "write true, without quotes" in problem.message


def test_text_in_quotes_days_and_numbers_are_good(repo: Repo) -> None:
    repo.add(
        "ZM-APP-001", (f"[{DIGEST}]", "['756518618417']"), ("section: Rooms", 'section: "Off"'), ("read: 2026-11-23", "read: '2026-11-23'")
    )
    assert repo.keeps(check_scalars)


@pytest.mark.parametrize(
    "text", ["", "~", "No", "0o17", "0b1", "1_000", ".5", "-3", "1e3", "1.", "190:20:30", "-.INF", ".nan", "2026-1-2", "<<"]
)
def test_what_looks_like_something_else_is_no_text(text: str) -> None:
    assert not stays_text(text)


@pytest.mark.parametrize("text", ["none", "yess", "1a", "PT60M", "f56e91e5", "e5", "2026-11", "v1", "1.2.3", "a 2026-11-23", "http://a"])
def test_what_looks_like_nothing_else_stays_text(text: str) -> None:
    assert stays_text(text)
    assert yaml.safe_load(text) == text


def write_plain(value: Any) -> Any:
    """Data as our loader reads it: every scalar as it is written."""
    if isinstance(value, dict):
        return {key: write_plain(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [write_plain(inside) for inside in value]
    return str(value).lower() if isinstance(value, bool | int | datetime.date) else value


@pytest.mark.parametrize("load", [yaml.safe_load, YAML(typ="safe").load], ids=["YAML 1.1", "YAML 1.2"])
def test_other_parsers_read_every_real_fact_as_our_loader_does(load: Callable[[str], Any]) -> None:
    corpus = load_corpus()
    assert corpus.facts
    for _, document in corpus.located():
        assert write_plain(load(document.text)) == document.data, document.path


def test_another_validator_finds_every_real_fact_as_the_schema_wants_it(tmp_path: Path) -> None:
    schema = tmp_path / "facts.schema.json"
    schema.write_text(json.dumps(build_schema()), encoding="utf-8")
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(schema), *map(str, fact_files(ROOT))]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stdout + done.stderr
