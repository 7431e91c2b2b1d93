"""YAML is read so that nothing is lost, and everything wrong has its line."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kb.errors import Problem
from kb.loader import Document, load_document


def read(tmp_path: Path, text: str | bytes) -> tuple[Document, list[Problem]]:
    path = tmp_path / "a.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return load_document(path, "kb/a.yaml")


def test_scalars_stay_what_the_author_wrote(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "a: 1.10\nb: no\nc: 2026-11-23\nd: 0x1F\ne: null\nf: '10'\ng: [on, 1_000]\n")
    assert problems == []
    assert document.data == {"a": "1.10", "b": "no", "c": "2026-11-23", "d": "0x1F", "e": "null", "f": "10", "g": ["on", "1_000"]}


def test_every_part_knows_its_line(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "# a comment\na:\n  - b: x\n  - c: >-\n      long\n      text\nd: y\n")
    assert [document.line_of(place) for place in (("a",), ("a", 0, "b"), ("a", 1), ("a", 1, "c"), ("d",))] == [2, 3, 4, 4, 7]


def test_an_unknown_part_has_the_line_of_what_should_hold_it(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "a: x\nb:\n  c: y\n")
    assert document.line_of(("b", "nothing", "deeper")) == 2
    assert Document("empty.yaml").line_of(("a",)) == 1


def test_an_empty_file_has_no_data(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "# only a comment\n")
    assert document.data is None
    assert problems == []


def test_a_key_given_twice_is_refused_with_both_lines_and_the_first_stays(tmp_path: Path) -> None:
    document, problems = read(tmp_path, "a: x\nb:\n  c: 1\n  d: 2\n  c: 3\n")
    assert [(p.path, p.line, p.rule) for p in problems] == [("kb/a.yaml", 5, "duplicate-key")]
    assert '"c" stands here twice (first on line 3)' in problems[0].message
    assert document.data == {"a": "x", "b": {"c": "1", "d": "2"}}


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("a: x\nb: [1, 2\nc: 3\n", 3),
        ("a: x\n\tb: y\n", 2),
        ("a: 'x\n", 2),
        ("a: x\nb: *nothing\n", 2),
        ("a: x\n---\nb: y\n", 2),
        ("a: x: y\n", 1),
    ],
)
def test_bad_yaml_is_one_problem_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    document, [problem] = read(tmp_path, text)
    assert (problem.path, problem.line, problem.rule) == ("kb/a.yaml", line, "bad-yaml")
    assert problem.message.endswith("mend the YAML")
    assert document.data is None


def test_a_file_that_is_not_utf8_is_one_problem_with_the_byte(tmp_path: Path) -> None:
    document, [problem] = read(tmp_path, b"a: caf\xe9\n")
    assert (problem.path, problem.line, problem.rule) == ("kb/a.yaml", 0, "not-utf-8")
    assert "byte 6" in problem.message
    assert document.data is None


@pytest.mark.parametrize("character", ["\x00", "\x07", "\x1b"])
def test_a_control_character_is_a_problem_not_a_crash(tmp_path: Path, character: str) -> None:
    _, [problem] = read(tmp_path, f"a: x\nb: y{character}\n")
    assert (problem.path, problem.rule) == ("kb/a.yaml", "bad-yaml")


def test_an_alias_of_what_holds_it_is_a_problem_not_a_hang(tmp_path: Path) -> None:
    _, problems = read(tmp_path, "a: &all\n  b: *all\n")
    assert [(p.path, p.rule) for p in problems] == [("kb/a.yaml", "bad-yaml")]
    assert "an alias stands for another value here" in problems[0].message


def test_aliases_of_aliases_do_not_blow_up(tmp_path: Path) -> None:
    levels = "\n".join(f"{name}: &{name} [{', '.join([f'*{below}'] * 9)}]" for below, name in zip("abcdef", "bcdefg", strict=True))
    begin = time.perf_counter()
    _, problems = read(tmp_path, f"a: &a x\n{levels}\n")
    assert {p.rule for p in problems} == {"bad-yaml"}
    assert time.perf_counter() - begin < 1


def test_no_tag_makes_an_object(tmp_path: Path) -> None:
    document, _ = read(tmp_path, "a: !!python/object/apply:os.getcwd []\nb: !!int x\n")
    assert document.data == {"a": [], "b": "x"}
