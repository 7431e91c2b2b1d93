"""A changed fact is read; the others are taken from the index before, which makes no difference to the new one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.index import earlier, open_index
from kb.index.reused import read_passages
from kb.models import Fact
from kb.passages import Passage, build_passage
from tests.kb.repo import Repo


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The facts that were read, as they are."""
    ids: list[str] = []

    def note(fact: Fact, *given: object) -> Passage:
        ids.append(fact.id)
        return build_passage(fact, *given)  # type: ignore[arg-type]

    monkeypatch.setattr(earlier, "build_passage", note)
    return ids


@pytest.fixture
def indexes(repo: Repo, tmp_path: Path, read: list[str]) -> Path:
    """Where the index of three facts lies."""
    for fact_id in ("ZM-APP-001", "ZM-APP-002", "ZM-TOKEN-001"):
        repo.add(fact_id)
    open_index(repo.catalog(), tmp_path / "indexes")
    assert read == ["ZM-APP-001", "ZM-APP-002", "ZM-TOKEN-001"]
    read.clear()
    return tmp_path / "indexes"


def test_only_the_changed_fact_is_read_again(repo: Repo, indexes: Path, read: list[str], tmp_path: Path) -> None:
    repo.change("kb/facts/app/ZM-APP-002.yaml", ("Rooms and events", "Events and rooms"))
    changed = open_index(repo.catalog(), indexes)
    assert read == ["ZM-APP-002"]
    fresh = open_index(repo.catalog(), tmp_path / "fresh")
    assert (changed.fields, changed.questions, changed.words, changed.surface) == (
        fresh.fields,
        fresh.questions,
        fresh.words,
        fresh.surface,
    )
    for name in ("passages.json", "tables.json", "classifier.json", "classifier.npz"):
        assert (changed.folder / name).read_bytes() == (fresh.folder / name).read_bytes()


def test_what_is_taken_over_is_what_would_be_read(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "one").mkdir()
    passages = read_passages(catalog, tmp_path)
    earlier.store_passages(tmp_path / "one", catalog, passages)
    held = json.loads((tmp_path / "one" / "passages.json").read_bytes())["facts"].values()
    assert [earlier._restore(**each) for each in held] == passages


def test_with_another_vocabulary_everything_is_read_again(repo: Repo, indexes: Path, read: list[str]) -> None:
    repo.change("kb/vocabulary.yaml", ("abbreviations: [AT]", "abbreviations: [ATK]"))
    open_index(repo.catalog(), indexes)
    assert len(read) == 3


def test_with_other_code_everything_is_read_again(repo: Repo, indexes: Path, read: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(earlier, "code_digest", lambda: "another")
    read_passages(repo.catalog(), indexes)
    assert len(read) == 3


def test_an_index_that_somebody_touched_is_not_looked_into(repo: Repo, indexes: Path, read: list[str]) -> None:
    [path] = indexes.glob("*/passages.json")
    path.write_text(path.read_text(encoding="utf-8").replace("event", "evens"), encoding="utf-8")
    passages = read_passages(repo.catalog(), indexes)
    assert len(read) == 3
    assert "evens" not in str(passages)
