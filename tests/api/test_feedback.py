from __future__ import annotations

import json
import stat
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.feedback import Feedback, FeedbackFile
from api.guide import Guide
from api.http.problems import ApiProblem
from kb.errors import KbError
from kb.loader import ROOT


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "feedback.jsonl"


@pytest.fixture
def keeping(guide: Guide, file: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setenv("KB_FEEDBACK", str(file))
    with TestClient(create_app(load=lambda _: guide)) as client:
        yield client


def read_lines(file: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def test_no_feedback_is_taken_unless_a_file_is_named(client: TestClient) -> None:
    response = client.post("/api/v1/feedback", json={"verdict": "right"})
    assert response.status_code == 403
    assert response.json()["type"] == "/problems/feedback-off"


def test_one_line_holds_what_was_sent_and_nothing_else(keeping: TestClient, file: Path, guide: Guide) -> None:
    sent = {"verdict": "wrong", "facts": ["zm-app-002", "ZM-APP-001v1"], "question": "Which ID?", "comment": "zwei\nZeilen"}
    response = keeping.post("/api/v1/feedback", json=sent)
    assert response.json() == {"kept": True, "release": guide.catalog.release}
    (line,) = read_lines(file)
    assert set(line) == {"time", "release", "verdict", "facts", "question", "comment"}
    assert line["facts"] == ["ZM-APP-002v1", "ZM-APP-001v1"]
    assert (line["question"], line["comment"]) == (sent["question"], sent["comment"])
    assert keeping.post("/api/v1/feedback", json={"verdict": "missing"}).status_code == 200
    assert len(read_lines(file)) == 2
    if sys.platform != "win32":
        assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("body", "problem", "parameter"),
    [
        ({}, "invalid-body", "verdict"),
        ({"verdict": "meh"}, "invalid-body", "verdict"),
        ({"verdict": "right", "name": "me"}, "invalid-body", "name"),
        ({"verdict": "right", "facts": ["ZM-APP-999"]}, "invalid-parameter", "facts.0"),
        ({"verdict": "right", "facts": ["ZM-APP-002v9"]}, "invalid-parameter", "facts.0"),
        ({"verdict": "right", "comment": "a" * 2049}, "question-too-long", "comment"),
        ({"verdict": "right", "question": "a" * 1025, "comment": "b" * 1024}, "question-too-long", "comment"),
        ({"verdict": "right", "question": "a\x00"}, "control-characters", "question"),
    ],
)
def test_feedback_of_the_wrong_shape_is_not_kept(
    keeping: TestClient, file: Path, body: dict[str, object], problem: str, parameter: str
) -> None:
    response = keeping.post("/api/v1/feedback", json=body)
    assert response.status_code == 400
    assert (response.json()["type"], response.json()["parameter"]) == (f"/problems/{problem}", parameter)
    assert file.read_bytes() == b""


def test_two_thousand_and_forty_eight_characters_are_kept(keeping: TestClient, file: Path) -> None:
    assert keeping.post("/api/v1/feedback", json={"verdict": "right", "question": "é" * 1024, "comment": "b" * 1024}).status_code == 200
    assert len(read_lines(file)) == 1


def test_a_full_file_refuses_and_stays_as_it_is(keeping: TestClient, file: Path) -> None:
    kept = FeedbackFile(file, limit=300)
    kept.append(Feedback(verdict="right", comment="a" * 100), [], "r")
    before = file.read_bytes()
    with pytest.raises(ApiProblem, match="feedback-full"):
        kept.append(Feedback(verdict="right", comment="a" * 200), [], "r")
    assert file.read_bytes() == before
    keeping.app.state.feedback = kept  # type: ignore[attr-defined]
    response = keeping.post("/api/v1/feedback", json={"verdict": "right", "comment": "a" * 200})
    assert (response.status_code, response.json()["type"]) == (507, "/problems/feedback-full")


def test_a_line_that_a_crash_cut_off_stays_alone(file: Path) -> None:
    file.write_bytes(b'{"verdict": "ri')
    FeedbackFile(file).append(Feedback(verdict="wrong"), [], "r")
    broken, whole = file.read_text(encoding="utf-8").splitlines()
    assert broken == '{"verdict": "ri'
    assert json.loads(whole)["verdict"] == "wrong"


WRITER = """
import sys
from pathlib import Path
from api.feedback import Feedback, FeedbackFile
file = FeedbackFile(Path(sys.argv[1]))
for at in range(25):
    file.append(Feedback(verdict="right", comment=sys.argv[2] * 1500), [], "r")
"""


def test_several_processes_and_threads_append_whole_lines(file: Path) -> None:
    command = [sys.executable, "-c", WRITER, str(file)]
    processes = [subprocess.Popen([*command, letter], cwd=ROOT) for letter in "ab"]
    kept = FeedbackFile(file)
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: kept.append(Feedback(verdict="wrong", comment="c" * 1500), [], "r"), range(25)))
    assert [process.wait(60) for process in processes] == [0, 0]
    comments = [str(line["comment"]) for line in read_lines(file)]
    assert sorted({text[0]: comments.count(text) for text in comments}.items()) == [("a", 25), ("b", 25), ("c", 25)]
    assert {len(text) for text in comments} == {1500}


def test_a_file_that_cannot_be_written_is_told_at_the_start(tmp_path: Path) -> None:
    with pytest.raises(KbError, match="feedback cannot be written there"):
        FeedbackFile.named_by(str(tmp_path / "no" / "folder.jsonl"))
    assert FeedbackFile.named_by("") is None
    assert FeedbackFile.named_by(None) is None
