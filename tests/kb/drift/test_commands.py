"""`scripts/sources` from its arguments to its exit code."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path

import pytest

from kb.drift import commands
from kb.drift.commands import rest_on, run_check, run_fetch
from kb.fetch import Fetched, FetchFailed
from kb.models import Source
from kb.sources import find_copy, previous_of
from tests.kb.drift.guide import LINES, add_paragraph, alter, change_number, move_users_up
from tests.kb.repo import Repo

PLACES = ("kb/facts/data/ZM-DATA-001.yaml", "kb/facts/token/ZM-TOKEN-001.yaml", "kb/facts/app/ZM-APP-001.yaml")


@pytest.fixture(autouse=True)
def here(guide: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_ROOT", str(guide.root))


def test_an_unchanged_source_is_said_in_one_line(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check([]) == 0
    assert capsys.readouterr().out == "guide: 7 facts: 7 unchanged; 0 lines without a fact\n"


def test_what_needs_a_look_is_said_with_both_texts_and_the_facts(guide: Repo, read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide.copy_source(alter(change_number, add_paragraph))
    assert run_check([], old=read) == 1
    said = capsys.readouterr().out
    assert "guide: 7 facts: 5 moved, 2 changed; 1 line without a fact" in said
    assert "line 21 read:  An access token lives for 60 minutes.\n  line 23 reads: An access token lives for 75 minutes." in said
    data, token, app = (f"{name}:{guide.line(name, 'lines: [')}" for name in PLACES)
    assert f"ZM-DATA-001v1 ({data}) and ZM-TOKEN-001v1 ({token})" in said
    assert f"ZM-APP-001v1  line 5 → line 7  {app}" in said
    assert "  3: Webinars are another matter." in said
    assert "older copy" not in said


def test_without_an_older_copy_it_says_what_is_missing_and_takes_one_that_a_fetch_kept(
    guide: Repo, read: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    guide.copy_source(alter(change_number))
    assert run_check([]) == 1
    said = capsys.readouterr().out
    assert "name one with --old FILE" in said
    assert "(not known)" in said
    read.rename(previous_of(guide.root / ".kb/sources/guide.txt"))
    assert run_check([]) == 1
    assert "An access token lives for 60 minutes." in capsys.readouterr().out


def test_applying_what_moved_leaves_nothing_to_look_at(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    guide.copy_source(alter(move_users_up))
    assert run_check([]) == 1
    capsys.readouterr()
    assert run_check([], apply=True) == 0
    said = capsys.readouterr().out
    assert "wrote kb/facts/step/ZM-STEP-001.yaml\n" in said
    assert "guide: 7 facts: 7 unchanged; 0 lines without a fact" in said
    assert run_check([]) == 0


def test_json_says_the_same(guide: Repo, read: Path, capsys: pytest.CaptureFixture[str]) -> None:
    guide.copy_source(alter(change_number, add_paragraph))
    assert run_check(["guide"], old=read, as_json=True) == 1
    report = json.loads(capsys.readouterr().out)
    [source] = report["sources"]
    assert (report["needs_look"], report["unchecked"], report["written"]) == (True, [], [])
    assert (source["id"], source["old"], source["line_count"]) == ("guide", "read.txt", len(LINES) + 2)
    assert source["counts"] == {"unchanged": 0, "moved": 5, "changed": 2, "gone": 0, "unstamped": 0}
    assert source["new"] == [{"line": 3, "text": "Webinars are another matter."}]
    facts = {fact["id"]: fact for fact in source["facts"]}
    assert len(facts) == 7
    assert facts["ZM-APP-001v1"]["found"] == [[7, 7]]
    assert facts["ZM-TOKEN-001v1"]["changes"] == [
        {"line": 21, "old": LINES[20], "now": [{"line": 23, "text": "An access token lives for 75 minutes."}]}
    ]


def test_a_missing_copy_is_no_pass(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    (guide.root / ".kb/sources/guide.txt").unlink()
    assert run_check([], as_json=True) == 1
    said = capsys.readouterr()
    assert json.loads(said.out) == {"needs_look": True, "unchecked": ["guide"], "written": [], "sources": []}
    assert "scripts/sources fetch" in said.err


def test_wrong_usage_has_a_code_of_its_own(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    assert run_check(["giude"]) == run_fetch(["giude"]) == 2
    assert "there is no source giude; kb/sources.yaml has guide" in capsys.readouterr().err
    assert run_check([], old=Path("nowhere.txt")) == 2
    assert "--old nowhere.txt: there is no such file" in capsys.readouterr().err


def test_facts_that_cannot_be_read_are_an_error(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    guide.write("kb/facts/app/ZM-APP-001.yaml", "id: [\n")
    assert run_check([]) == 1
    assert "[bad-yaml]" in capsys.readouterr().err


def test_a_copy_that_is_no_text_is_an_error(guide: Repo, capsys: pytest.CaptureFixture[str]) -> None:
    guide.write(".kb/sources/guide.txt", b"Caf\xe9")
    assert run_check([]) == 1
    assert "guide.txt is not UTF-8" in capsys.readouterr().err


def test_fetching_says_what_came_and_what_did_not(guide: Repo, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    copy = guide.root / ".kb/sources/guide.txt"

    def bring(source: Source, root: Path, **_: object) -> Fetched:
        return Fetched(copy, 25, True, previous_of(copy))

    def fail(source: Source, root: Path, **_: object) -> Fetched:
        raise FetchFailed("guide: cannot be reached")

    monkeypatch.setattr(commands, "fetch_source", bring)
    assert run_fetch([]) == 0
    said = capsys.readouterr().out
    assert said.startswith("guide: fetched, 25 lines, .kb/sources/guide.txt\n")
    assert "guide.txt.previous" in said
    monkeypatch.setattr(commands, "fetch_source", fail)
    assert run_fetch(["guide"]) == 1
    assert "cannot be reached" in capsys.readouterr().err


def test_a_kept_copy_is_replaced_only_by_one_that_the_facts_rest_on(guide: Repo) -> None:
    corpus = guide.corpus()
    [source] = corpus.sources
    copy = find_copy(source, guide.root)
    assert copy
    keep = partial(rest_on, corpus, source)
    previous_of(copy).write_text("\n".join(LINES), encoding="utf-8")
    guide.copy_source(alter(move_users_up))
    assert not keep(copy)
    previous_of(copy).write_text("another text", encoding="utf-8")
    assert keep(copy)
