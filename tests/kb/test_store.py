"""What was built is believed only as it was built."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from kb.errors import BuildDamaged
from kb.store import store, verify

NAME = "0123456789abcdef0123456789abcdef"


def write(aside: Path) -> None:
    (aside / "a.seg").write_bytes(b"something")


def test_what_was_stored_is_believed_and_nothing_is_left_aside(tmp_path: Path) -> None:
    assert store(tmp_path, NAME, write) == verify(tmp_path, NAME) == tmp_path / NAME
    assert {path.name for path in tmp_path.iterdir()} == {NAME}


def test_what_was_never_stored_is_not(tmp_path: Path) -> None:
    with pytest.raises(BuildDamaged, match="built again"):
        verify(tmp_path, NAME)


def test_a_write_that_fails_leaves_nothing_but_the_index_before(tmp_path: Path) -> None:
    store(tmp_path, NAME, write)

    def fail(aside: Path) -> None:
        write(aside)
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        store(tmp_path, NAME.replace("0", "f"), fail)
    assert verify(tmp_path, NAME) == tmp_path / NAME
    assert {path.name for path in tmp_path.iterdir()} == {NAME}


def test_an_older_index_is_removed(tmp_path: Path) -> None:
    store(tmp_path, NAME, write)
    store(tmp_path, NAME.replace("0", "f"), write)
    assert not (tmp_path / NAME).exists()


@pytest.mark.parametrize("damage", [lambda place: (place / "deep" / "b").write_bytes(b"other"), lambda place: (place / "more").touch()])
def test_a_changed_or_an_added_file_at_any_depth_is_damage(tmp_path: Path, damage: Callable[[Path], object]) -> None:
    def write_deep(aside: Path) -> None:
        (aside / "deep").mkdir()
        (aside / "deep" / "b").write_bytes(b"something")

    damage(store(tmp_path, NAME, write_deep))
    with pytest.raises(BuildDamaged, match="not what was built"):
        verify(tmp_path, NAME)
    assert (store(tmp_path, NAME, write_deep) / "deep" / "b").read_bytes() == b"something"
    assert {path.name for path in tmp_path.iterdir()} == {NAME}
