"""Past releases are loaded when asked for, one at a time, and only a few are kept."""

from __future__ import annotations

import asyncio
import threading
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

import pytest

from api.releases.store import PastReleases, load_past_release
from api.releases.view import ReleaseView
from kb.errors import UnknownRelease
from tests.kb.repo import Repo


class Loads:
    """Counts what is loaded, and how much at once."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self.most = self._now = 0

    def __call__(self, name: str) -> ReleaseView:
        assert threading.current_thread() is not threading.main_thread()
        if name == "none":
            raise UnknownRelease(name, [])
        self._now += 1
        self.most = max(self.most, self._now)
        time.sleep(0.02)
        self._now -= 1
        self.names.append(name)
        return ReleaseView(cast(Any, SimpleNamespace(release=name)), cast(Any, None))


def test_many_who_ask_at_once_load_once_and_one_after_the_other() -> None:
    loads = Loads()
    past = PastReleases(loads, most=3)
    ticks = 0

    async def tick() -> None:
        nonlocal ticks
        while True:
            ticks += 1
            await asyncio.sleep(0.001)

    async def run() -> list[ReleaseView]:
        clock = asyncio.create_task(tick())
        found = await asyncio.gather(*(past.open(name) for name in ["a", "b"] * 10))
        clock.cancel()
        return list(found)

    found = asyncio.run(run())
    assert sorted(loads.names) == ["a", "b"]
    assert loads.most == 1
    assert len({id(one) for one in found}) == 2
    assert ticks > 5, "the event loop went on meanwhile"


def test_the_release_not_asked_for_the_longest_goes_first() -> None:
    loads = Loads()
    past = PastReleases(loads, most=2)

    async def run() -> None:
        for name in ("a", "b", "a", "c", "a", "b"):
            assert (await past.open(name)).catalog.release == name
            assert len(past.list_loaded()) <= 2

    asyncio.run(run())
    assert loads.names == ["a", "b", "c", "b"]
    assert past.list_loaded() == ["a", "b"]


def test_a_release_that_cannot_be_loaded_is_no_obstacle_to_the_next() -> None:
    past = PastReleases(Loads())

    async def run() -> None:
        with pytest.raises(UnknownRelease):
            await past.open("none")
        await past.open("a")

    asyncio.run(run())
    assert past.list_loaded() == ["a"]


def test_more_releases_asked_for_at_once_than_are_kept_are_all_answered() -> None:
    past = PastReleases(Loads(), most=1)

    async def run() -> list[ReleaseView]:
        return list(await asyncio.gather(*(past.open(name) for name in "abcabc")))

    assert [one.catalog.release for one in asyncio.run(run())] == list("abcabc")
    assert len(past.list_loaded()) == 1


@pytest.fixture
def history(tmp_path: Path) -> Repo:
    repo = Repo(tmp_path / "repo")
    repo.add("ZM-APP-001")
    repo.release()
    repo.revise("ZM-APP-001", ("reads", "fetches"))
    repo.release()
    return repo


def test_a_past_release_answers_from_its_own_words(history: Repo) -> None:
    past = load_past_release(history.catalog(), history.root, {}, lambda _: None, "2026.11.0")
    answer = past.answerer.answer("How does a room read events (ZM-APP-001)?")
    assert answer.release == "2026.11.0"
    assert answer.excerpts[0].id == "ZM-APP-001v1"
    assert "reads calendar events" in answer.excerpts[0].text
    assert (history.root / ".kb/past/2026.11.0").is_dir()


def test_a_disk_that_cannot_be_written_is_no_obstacle(history: Repo) -> None:
    history.write(".kb/past", "a file stands where the folder should be")
    past = load_past_release(history.catalog(), history.root, {}, lambda _: None, "2026.11.0")
    assert past.answerer.answer("How does a room read events (ZM-APP-001)?").release == "2026.11.0"
