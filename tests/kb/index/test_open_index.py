"""The index is ready, whatever state the disk is in."""

from __future__ import annotations

import multiprocessing
import shutil
from collections.abc import Callable
from dataclasses import replace
from multiprocessing.synchronize import Barrier
from pathlib import Path

import pytest

from kb.catalog import Catalog
from kb.index import Index, open_index
from kb.index.naming import index_digest
from kb.loader import load_corpus
from kb.store import verify
from tests.kb.repo import Repo

Damage = Callable[[Path], object]


@pytest.fixture
def catalog(repo: Repo) -> Catalog:
    """A small one: these tests build often."""
    repo.add("ZM-APP-001")
    repo.add("ZM-TOKEN-001", ("reads calendar events", "keeps an access token"))
    return repo.catalog()


def test_it_holds_every_current_fact_and_each_of_its_questions(catalog: Catalog, tmp_path: Path) -> None:
    index = open_index(catalog, tmp_path / "index")
    assert set(index.fact_ids) == {fact.id for fact in catalog.current()}
    for number, fact_id in enumerate(index.fact_ids):
        assert index.question_facts.count(number) == len(catalog.fact(fact_id).latest.questions) + 1


def test_it_is_built_once_and_then_opened(catalog: Catalog, tmp_path: Path) -> None:
    told: list[str] = []
    first = open_index(catalog, tmp_path / "index", told.append)
    assert told
    told.clear()
    assert open_index(catalog, tmp_path / "index", told.append) == first
    assert told == []


def test_it_lies_where_the_digest_of_its_facts_says_and_a_changed_fact_has_another(repo: Repo, catalog: Catalog, tmp_path: Path) -> None:
    first = open_index(catalog, tmp_path / "index")
    assert first.folder.name == index_digest(catalog)
    repo.change("kb/facts/app/ZM-APP-001.yaml", ("calendar events", "calendar surprises"))
    changed = repo.catalog()
    second = open_index(changed, tmp_path / "index")
    assert second.folder.name == index_digest(changed) != first.folder.name
    assert "surpris" in second.fields["statement"]
    assert "surpris" not in first.fields["statement"]
    assert not first.folder.exists()


def flip(pattern: str) -> Damage:
    def damage(folder: Path) -> None:
        path = next(folder.glob(pattern))
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(data)

    return damage


def cut(pattern: str) -> Damage:
    def damage(folder: Path) -> None:
        path = next(folder.glob(pattern))
        path.write_bytes(path.read_bytes()[:-1])

    return damage


def replace_by_file(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("a file")


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param(flip("MAIN_*.seg"), id="a flipped bit in the facts"),
        pytest.param(flip("tables.npz"), id="a flipped bit in the postings"),
        pytest.param(flip("_MAIN_*.toc"), id="a flipped bit in the table of contents"),
        pytest.param(cut("MAIN_*.seg"), id="a truncated file"),
        pytest.param(lambda folder: (folder / "english.txt").unlink(), id="a missing file"),
        pytest.param(lambda folder: (folder / "more.seg").write_bytes(b"x"), id="a file too many"),
        pytest.param(lambda folder: (folder / "_MAIN_2.toc").mkdir(), id="a folder too many"),
        pytest.param(cut("manifest.json"), id="a truncated manifest"),
        pytest.param(flip("manifest.json"), id="a flipped bit in the manifest"),
        pytest.param(lambda folder: (folder / "manifest.json").write_bytes(b""), id="an empty manifest"),
        pytest.param(lambda folder: (folder / "manifest.json").write_bytes(b"\xff\xfe"), id="a manifest that is no text"),
        pytest.param(lambda folder: (folder / "manifest.json").write_text("[1]"), id="a manifest of another shape"),
        pytest.param(lambda folder: (folder / "manifest.json").unlink(), id="no manifest"),
        pytest.param(lambda folder: shutil.rmtree(folder), id="nothing at all"),
        pytest.param(replace_by_file, id="a file in its place"),
    ],
)
def test_a_damaged_index_is_rebuilt(catalog: Catalog, tmp_path: Path, damage: Damage) -> None:
    good = open_index(catalog, tmp_path / "index")
    damage(good.folder)
    told: list[str] = []
    assert open_index(catalog, tmp_path / "index", told.append) == good
    assert told, "it was read, not rebuilt"
    assert verify(tmp_path / "index", good.folder.name) == good.folder


def test_an_index_from_elsewhere_is_never_read(repo: Repo, catalog: Catalog, tmp_path: Path) -> None:
    ours = open_index(catalog, tmp_path / "ours")
    repo.add("ZM-DATA-001")
    theirs = open_index(repo.catalog(), tmp_path / "theirs")
    shutil.rmtree(ours.folder)
    shutil.copytree(theirs.folder, ours.folder)
    assert open_index(catalog, tmp_path / "ours") == ours


def test_the_same_facts_give_the_same_index_anywhere(catalog: Catalog, tmp_path: Path) -> None:
    one, other = open_index(catalog, tmp_path / "one"), open_index(catalog, tmp_path / "other")
    assert replace(other, folder=one.folder) == one


ROUNDS = 20


def build(root: Path, folder: Path, ready: Barrier, failures: multiprocessing.Queue[str]) -> None:
    """Opens one index after the other, each at the same moment as the other process."""
    catalog = Catalog.of(load_corpus(root))
    for at in range(ROUNDS):
        ready.wait(timeout=60)
        try:
            index: Index = open_index(catalog, folder / str(at))
            if set(index.fact_ids) != set(catalog.facts):
                failures.put(f"round {at}: {index.fact_ids}")
        except Exception as error:
            failures.put(f"round {at}: {type(error).__name__}: {error}")


def test_two_starts_at_once_both_get_a_good_index(repo: Repo, catalog: Catalog, tmp_path: Path) -> None:
    for at in range(0, ROUNDS, 2):  # every other one finds a damaged index in its place
        (tmp_path / str(at) / index_digest(catalog)).mkdir(parents=True)
    context = multiprocessing.get_context("spawn")
    ready, failures = context.Barrier(2), context.Queue()
    both = [context.Process(target=build, args=(repo.root, tmp_path, ready, failures)) for _ in range(2)]
    for process in both:
        process.start()
    for process in both:
        process.join(120)
    told = []
    while not failures.empty():
        told.append(failures.get())
    assert told == []
    assert [process.exitcode for process in both] == [0, 0]
    for at in range(ROUNDS):
        assert verify(tmp_path / str(at), index_digest(catalog)).is_dir()
        assert not list((tmp_path / str(at)).glob("*.tmp"))
