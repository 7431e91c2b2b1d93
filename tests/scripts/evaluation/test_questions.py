"""Questions are read from files, and what is wrong with them is told with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from evaluation.questions import FOLDER, list_sets, load_jsonl, load_set
from kb.errors import FactProblems, KbError

GOOD = "- q: What is it?\n  lines: [[3, 4]]\n  must: [[a, b]]\n  must_not: []\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / FOLDER / "mine"
    path.mkdir(parents=True)
    return path


def problems_of(folder: Path) -> list[tuple[str, int, str]]:
    with pytest.raises(FactProblems) as caught:
        load_set(folder, folder.parents[2])
    return [(problem.path.removeprefix(f"{FOLDER}/mine/"), problem.line, problem.message) for problem in caught.value.problems]


def test_a_file_is_a_kind(folder: Path, tmp_path: Path) -> None:
    (folder / "lookup.yaml").write_text(GOOD, encoding="utf-8")
    (folder / "followup.yaml").write_text(GOOD.replace("What is it?", "[What is it?, And that?]"), encoding="utf-8")
    read = load_set(list_sets(tmp_path)["mine"], tmp_path)
    assert [(one.kind, one.turns, one.lines, one.must) for one in read.questions] == [
        ("followup", ("What is it?", "And that?"), ((3, 4),), (("a", "b"),)),
        ("lookup", ("What is it?",), ((3, 4),), (("a", "b"),)),
    ]
    assert read.questions[0].text == "What is it? → And that?"


@pytest.mark.parametrize(
    ("old", "new", "line", "message"),
    [
        ("[[3, 4]]", "[[4, 3]]", 1, "a range of lines is"),
        ("[[3, 4]]", "[[3, four]]", 2, "valid integer"),
        ("  must_not: []\n", "", 1, "Field required: must_not"),
        ("must_not", "mustnt", 4, "not permitted: mustnt"),
        ("[[a, b]]", "[[a], []]", 1, "a group of `must` is empty"),
        ("What is it?", "' '", 1, "a turn is empty"),
        ("What is it?", "[one, two, three]", 1, "at most 2"),
        ("- q", "- kind: why\n  q", 1, '"kind" is no key'),
        (GOOD, f"{GOOD}- only text\n", 5, "a mapping that begins with"),
        (GOOD, GOOD + GOOD, 5, "holds this question before"),
        (GOOD, "what\n", 1, "a mapping that begins with"),
        (GOOD, "- q: [\n", 2, "mend the YAML"),
    ],
)
def test_what_is_wrong_is_located(folder: Path, old: str, new: str, line: int, message: str) -> None:
    (folder / "lookup.yaml").write_text(GOOD.replace(old, new), encoding="utf-8")
    found = problems_of(folder)
    assert any(path == "lookup.yaml" and at == line and message in said for path, at, said in found), found


def test_a_file_of_an_unknown_kind_is_a_problem(folder: Path) -> None:
    (folder / "riddle.yaml").write_text(GOOD, encoding="utf-8")
    ((path, line, message),) = problems_of(folder)
    assert (path, line) == ("riddle.yaml", 1)
    assert '"riddle" is no kind of question' in message


def test_a_repository_without_questions_says_so(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="There are no questions"):
        list_sets(tmp_path)


def test_json_lines_hold_the_kind_and_may_hold_more(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text(
        '{"id": "D1", "kind": "why", "q": "Why?", "lines": [], "must": [], "must_not": [], "page_hint": null}\n\n', encoding="utf-8"
    )
    read = load_jsonl(file)
    assert (read.name, [one.kind for one in read.questions]) == ("other", ["why"])


def test_each_bad_line_of_json_is_told(tmp_path: Path) -> None:
    file = tmp_path / "other.jsonl"
    file.write_text('{"kind": "why"\n[1]\n{"kind": "why", "q": "Why?", "lines": [], "must": []}\n', encoding="utf-8")
    with pytest.raises(FactProblems) as caught:
        load_jsonl(file)
    assert [problem.line for problem in caught.value.problems] == [1, 2, 3], caught.value.problems


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="cannot be read"):
        load_jsonl(tmp_path / "none.jsonl")


def test_a_folder_of_conversations_is_no_set(folder: Path, tmp_path: Path) -> None:
    (folder / "lookup.yaml").write_text(GOOD, encoding="utf-8")
    (folder.parent / "chats").mkdir()
    (folder.parent / "chats" / "conversations.jsonl").write_text("{}\n", encoding="utf-8")
    assert list(list_sets(tmp_path)) == ["mine"]
