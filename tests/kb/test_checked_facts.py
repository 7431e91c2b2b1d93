"""What was checked once is not checked again, and nothing that changed goes unchecked."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from kb import kept
from kb.catalog import Catalog
from kb.checked_facts import CODE, FILE, FOLDER, files_digest, open_catalog
from kb.errors import FactProblems
from kb.loader import ROOT
from tests.kb.repo import DIGEST, GUIDE, Repo


@pytest.fixture
def good(repo: Repo) -> Repo:
    """A repository with two facts and a release, opened once."""
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    repo.release()
    open_catalog(repo.root)
    return repo


@pytest.fixture
def unread(good: Repo, monkeypatch: pytest.MonkeyPatch) -> Repo:
    """The same; whoever reads its files again fails."""

    def read(root: Path) -> Catalog:
        raise AssertionError(f"{root} was read again")

    monkeypatch.setattr(kept, "load_catalog", read)
    return good


def kept_files(repo: Repo) -> list[Path]:
    return list((repo.root / FOLDER).glob(f"*/{FILE}"))


def test_what_is_kept_is_the_catalog_itself(unread: Repo) -> None:
    again, fresh = open_catalog(unread.root), unread.catalog()
    assert (again.facts, again.sources, again.vocabulary) == (fresh.facts, fresh.sources, fresh.vocabulary)
    assert (again.release, again.releases, again.digest) == (fresh.release, fresh.releases, fresh.digest)
    assert again.release != "unreleased"


def test_the_real_facts_come_back_as_they_were(catalog: Catalog, tmp_path: Path) -> None:
    kept._write(tmp_path, catalog)
    again = kept.CheckedFacts.model_validate_json((tmp_path / FILE).read_bytes())
    assert again.facts == tuple(catalog)
    assert again.releases == catalog.releases
    assert {term.id: term for term in again.vocabulary} == catalog.vocabulary


def test_a_changed_fact_is_read_anew_and_the_old_is_let_go_of(good: Repo) -> None:
    good.change("kb/facts/app/ZM-APP-001.yaml", ("Rooms and events", "Events and rooms"))
    assert open_catalog(good.root).fact("ZM-APP-001").latest.title.startswith("Events and rooms")
    assert len(kept_files(good)) == 1


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("kb/facts/app/ZM-APP-001.yaml", "kind: claim", "kind: claims"),
        ("kb/questions/app/ZM-APP-001.txt", "Graph and rooms, ZM-APP-001", "Graph and rooms, ZM-APP-002"),
        ("kb/vocabulary.yaml", "id: access-token", "id: zoom-rooms"),
        ("kb/sources.yaml", "id: guide", "id: another"),
        ("kb/releases/2026.11.0.yaml", "name: 2026.11.0", "name: 2026.11.7"),
    ],
)
def test_what_breaks_a_rule_after_it_was_kept_is_told(good: Repo, name: str, old: str, new: str) -> None:
    good.change(name, (old, new))
    with pytest.raises(FactProblems):
        open_catalog(good.root)


def test_a_fact_that_is_gone_is_missed(good: Repo) -> None:
    good.remove("ZM-APP-002")
    with pytest.raises(FactProblems, match="ZM-APP-002"):
        open_catalog(good.root)


def test_a_copy_of_a_source_that_says_something_else_is_noticed(good: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    good.change("kb/sources.yaml", ("[5, 5]", "[4, 5]"))
    good.copy_source()
    open_catalog(good.root)
    good.copy_source([*GUIDE[:2], "Rooms read events over EWS.", *GUIDE[3:]])
    with pytest.raises(FactProblems, match="not what was read"):
        open_catalog(good.root)
    named = tmp_path / "named"
    named.mkdir()
    monkeypatch.setenv("KB_SOURCES", str(named))
    (named / "guide.txt").write_text("\n".join(GUIDE), encoding="utf-8")
    assert open_catalog(good.root).fact("ZM-APP-001").latest.source.digests == (DIGEST,)


@pytest.mark.parametrize("damage", [b"", b"{", b"{}", b"\xff"])
def test_what_is_damaged_on_disk_is_made_anew(good: Repo, damage: bytes) -> None:
    [path] = kept_files(good)
    whole = path.read_bytes()
    path.write_bytes(damage)
    assert len(open_catalog(good.root)) == 2
    assert path.read_bytes() == whole


def test_what_somebody_changed_there_is_never_served(good: Repo) -> None:
    [path] = kept_files(good)
    path.write_bytes(path.read_bytes().replace(b"over Microsoft Graph", b"over Exchange Web"))
    assert "over Microsoft Graph" in open_catalog(good.root).fact("ZM-APP-001").latest.statement


def test_a_folder_that_cannot_be_written_is_no_hindrance(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    repo.write(".kb/facts", "a file where the folder should be")
    assert len(open_catalog(repo.root)) == 1


def test_every_module_that_loads_and_checks_counts(repo: Repo, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    code = "import sys, kb.checks; print(*(module.__file__ for name, module in sys.modules.items() if name.split('.')[0] == 'kb'))"
    used = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split()
    counted = {path for pattern in kept._SHAPING for path in CODE.glob(pattern)}
    assert {Path(path) for path in used} <= counted
    (tmp_path / "models").mkdir()
    (tmp_path / "models" / "facts.py").write_text("one = 1", encoding="utf-8")
    monkeypatch.setattr(kept, "CODE", tmp_path)
    before = files_digest(repo.root)
    (tmp_path / "models" / "facts.py").write_text("one = 2", encoding="utf-8")
    assert files_digest(repo.root) != before
