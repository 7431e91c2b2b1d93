"""Where an index lies, and when it may be trusted."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from kb.errors import IndexDamaged
from kb.index.store import index_digest, store_index, verify_index
from tests.kb.repo import Repo

NAME = "0123456789abcdef0123456789abcdef"


def write(aside: Path) -> None:
    (aside / "a.seg").write_bytes(b"something")


def test_what_was_stored_is_believed_and_nothing_is_left_aside(tmp_path: Path) -> None:
    assert store_index(tmp_path, NAME, write) == verify_index(tmp_path, NAME) == tmp_path / NAME
    assert {path.name for path in tmp_path.iterdir()} == {NAME, "installation.key"}


def test_what_was_never_stored_is_not(tmp_path: Path) -> None:
    with pytest.raises(IndexDamaged, match="scripts/build_index"):
        verify_index(tmp_path, NAME)


def test_a_write_that_fails_leaves_nothing_but_the_index_before(tmp_path: Path) -> None:
    store_index(tmp_path, NAME, write)

    def fail(aside: Path) -> None:
        write(aside)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store_index(tmp_path, NAME.replace("0", "f"), fail)
    assert verify_index(tmp_path, NAME) == tmp_path / NAME
    assert {path.name for path in tmp_path.iterdir()} == {NAME, "installation.key"}


def test_an_older_index_is_removed(tmp_path: Path) -> None:
    store_index(tmp_path, NAME, write)
    store_index(tmp_path, NAME.replace("0", "f"), write)
    assert not (tmp_path / NAME).exists()


def test_the_digest_is_of_the_facts(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    before = index_digest(repo.catalog())
    assert re.fullmatch("[0-9a-f]{32}", before)
    assert index_digest(repo.catalog()) == before
    repo.change(name, ("Microsoft Graph", "Microsoft graph"))
    assert index_digest(repo.catalog()) != before


def test_the_key_is_made_once_and_for_this_installation(tmp_path: Path) -> None:
    store_index(tmp_path / "a", NAME, write)
    key = (tmp_path / "a" / "installation.key").read_text()
    store_index(tmp_path / "a", NAME, write)
    store_index(tmp_path / "b", NAME, write)
    assert (tmp_path / "a" / "installation.key").read_text() == key
    assert (tmp_path / "b" / "installation.key").read_text() != key
    assert len(bytes.fromhex(key)) >= 32
