"""A server with a copy of the source quotes it, and only what verifies."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.app import create_app
from api.caching.answers import CachedAnswerer
from api.guide import Guide
from kb.loader import ROOT
from kb.sources import find_copy, read_lines


@pytest.fixture
def forgetful(guide: Guide, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A server that keeps no answers and knows none that another kept: what it quotes was read now."""
    monkeypatch.setenv("KB_CACHE_MB", "0")
    monkeypatch.setattr("kb.sources.LOOK_SECONDS", 0.0)
    assert isinstance(guide.answerer, CachedAnswerer)
    fresh = replace(guide, answerer=guide.answerer.answerer)
    with TestClient(create_app(load=lambda _: fresh)) as client:
        yield client


def quoted(client: TestClient, question: str) -> dict[str, str | None]:
    answer = client.get("/api/v1/ask", params={"ask": question}).json()
    return {excerpt["id"]: excerpt["source_text"] for excerpt in answer["excerpts"]}


def test_excerpts_quote_the_source_until_it_drifts(
    forgetful: TestClient, guide: Guide, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = guide.catalog.sources["getting-started"]
    copy = find_copy(source, ROOT)
    if copy is None:
        pytest.skip("no copy of the guide is at hand; put it under .kb/sources/ or name its folder in KB_SOURCES")
    lines = list(read_lines(copy))
    altered = tmp_path / source.file
    monkeypatch.setenv("KB_SOURCES", str(tmp_path))
    altered.write_text("\n".join(lines), encoding="utf-8")
    before = quoted(forgetful, question)
    assert before["ZM-APP-002v1"] == "\n".join(lines[number - 1] for number in (79, 82, 198, 204))
    lines[81] = lines[81].replace("f56e91e5", "f56e91e6")
    altered.write_text("\n".join(lines), encoding="utf-8")
    after = quoted(forgetful, question)
    assert after["ZM-APP-002v1"] is None
    unhurt = [cited for cited in before if 82 not in guide.catalog.fact(cited.partition("v")[0]).latest.source.numbers()]
    assert {cited: after[cited] for cited in unhurt} == {cited: before[cited] for cited in unhurt}
    assert unhurt
    altered.unlink()


def test_without_a_copy_nothing_is_quoted(forgetful: TestClient, question: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_SOURCES", str(tmp_path))
    monkeypatch.setattr("kb.sources.copies_folder", lambda _: tmp_path)
    assert set(quoted(forgetful, question).values()) == {None}
