"""The cache keeps what was used last, as much as fits, whoever asks at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.caching.cache import DEFAULT_MB, OVERHEAD, Cache, read_limit
from kb.errors import KbError

ROOM = 100_000
SIZE = 10_000 - OVERHEAD


def test_what_was_kept_is_found_and_counted() -> None:
    cache: Cache[str] = Cache(ROOM)
    assert cache.find("a") is None
    cache.store("a", "A", SIZE)
    assert cache.find("a") == "A"
    counts = cache.count()
    assert (counts.hits, counts.misses, counts.entries, counts.bytes) == (1, 1, 1, 10_000)


def test_what_was_used_longest_ago_makes_room() -> None:
    cache: Cache[int] = Cache(ROOM)
    for number in range(10):
        cache.store(number, number, SIZE)
    assert cache.find(0) == 0
    cache.store(10, 10, SIZE)
    assert [number for number in range(11) if cache.find(number) is not None] == [0, *range(2, 11)]


def test_what_would_take_a_tenth_of_the_room_is_not_kept_and_nothing_is_without_room() -> None:
    for limit, size in ((ROOM, ROOM // 10), (0, 0)):
        cache: Cache[str] = Cache(limit)
        cache.store("a", "A", size)
        assert cache.count().entries == 0


@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 9_000)), max_size=80))
def test_it_never_takes_more_than_its_room(kept: list[tuple[int, int]]) -> None:
    cache: Cache[int] = Cache(ROOM)
    for key, size in kept:
        cache.store(key, size, size)
        assert 0 <= cache.count().bytes <= ROOM
        assert cache.find(key) == size
    cache.clear()
    assert (cache.count().entries, cache.count().bytes) == (0, 0)


def test_many_threads_at_once_leave_it_whole() -> None:
    cache: Cache[int] = Cache(ROOM)

    def work(seed: int) -> None:
        for step in range(2000):
            key = (seed * 7 + step) % 40
            found = cache.find(key)
            assert found in (None, key)
            cache.store(key, key, SIZE)

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, range(8)))
    counts = cache.count()
    assert counts.hits + counts.misses == 16_000
    assert counts.bytes == counts.entries * 10_000 <= ROOM


def test_the_size_is_a_setting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("KB_CACHE_MB", raising=False)
    assert read_limit() == DEFAULT_MB * 1_000_000
    for text, limit in (("0", 0), ("3", 3_000_000), ("", DEFAULT_MB * 1_000_000)):
        monkeypatch.setenv("KB_CACHE_MB", text)
        assert read_limit() == limit
    for text in ("-1", "much", "1.5", "9999999"):
        monkeypatch.setenv("KB_CACHE_MB", text)
        with pytest.raises(KbError, match="KB_CACHE_MB"):
            read_limit()
