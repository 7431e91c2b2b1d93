"""Every kind of drift is told for what it is: with the copy that was read, and from the digests alone."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from kb.drift import Finding, SourceDrift, State, check_source
from kb.drift.check import rebuild_ranges
from kb.loader import ROOT, load_corpus
from kb.sources import find_copy, line_digest, read_lines, read_verified
from tests.kb.drift.guide import FACTS, LINES, add_paragraph, alter, change_number, drop_vault, move_users_up
from tests.kb.repo import Repo

Change = Callable[[list[str]], list[str]]


def check(repo: Repo, lines: list[str], old: Path | None = None) -> SourceDrift:
    repo.copy_source(lines)
    corpus = repo.corpus()
    copy = find_copy(corpus.sources[0], repo.root)
    assert copy
    return check_source(corpus, corpus.sources[0], copy, old)


def states(drift: SourceDrift) -> dict[str, str]:
    return {finding.citation.partition("v")[0]: str(finding.state) for finding in drift.findings}


def one(drift: SourceDrift, fact_id: str) -> Finding:
    return next(finding for finding in drift.findings if finding.citation == f"{fact_id}v1")


@pytest.fixture(params=["with the copy that was read", "from digests alone"])
def old(request: pytest.FixtureRequest, read: Path) -> Path | None:
    return read if request.param.startswith("with") else None


def test_an_unchanged_source_needs_nothing(guide: Repo, old: Path | None) -> None:
    drift = check(guide, LINES, old)
    assert set(states(drift).values()) == {"unchanged"}
    assert (drift.new, drift.needs_look, drift.line_count) == ((), False, len(LINES))


def test_other_blanks_are_no_drift(guide: Repo) -> None:
    assert not check(guide, [f"{line}  " for line in LINES]).needs_look


def test_moved_sections_are_found_line_by_line_although_their_steps_are_equal(guide: Repo, old: Path | None) -> None:
    altered = alter(move_users_up)
    drift = check(guide, altered, old)
    assert {fact for fact, state in states(drift).items() if state == "moved"} == set(FACTS) - {"ZM-TOKEN-001", "ZM-TOKEN-002"}
    for finding in drift.of(State.MOVED):
        assert finding.found
        now = [altered[number - 1] for first, last in finding.found for number in range(first, last + 1) if altered[number - 1]]
        assert sorted(map(line_digest, now)) == sorted(finding.source.digests)
    # Four equal steps: each section keeps its own.
    assert one(drift, "ZM-STEP-002").found == ((7, 9),)
    assert one(drift, "ZM-STEP-001").found == ((15, 17),)
    assert drift.new == ()


def test_a_changed_number_is_told_with_both_texts_where_an_older_copy_knows_them(guide: Repo, old: Path | None) -> None:
    drift = check(guide, alter(change_number), old)
    assert {fact for fact, state in states(drift).items() if state == "changed"} == {"ZM-TOKEN-001", "ZM-DATA-001"}
    for fact in ("ZM-TOKEN-001", "ZM-DATA-001"):
        [change] = one(drift, fact).changes
        assert change.line == 21
        assert change.old == ("An access token lives for 60 minutes." if old else None)
        assert [(line.number, line.text) for line in change.now] == [(21, "An access token lives for 75 minutes.")]
    assert drift.new == ()


def test_a_paragraph_that_is_gone_and_one_that_is_new_are_told(guide: Repo, old: Path | None) -> None:
    drift = check(guide, alter(drop_vault, add_paragraph), old)
    found = states(drift)
    assert (found["ZM-TOKEN-002"], found["ZM-DATA-001"], found["ZM-TOKEN-001"]) == ("gone", "changed", "moved")
    assert [line.text for line in drift.new] == ["Webinars are another matter."]
    assert one(drift, "ZM-TOKEN-002").changes[0].now == ()


def test_everything_at_once_is_kept_apart(guide: Repo, old: Path | None) -> None:
    drift = check(guide, alter(move_users_up, change_number, add_paragraph, drop_vault), old)
    found = states(drift)
    assert found["ZM-APP-001"] == found["ZM-STEP-001"] == found["ZM-STEP-002"] == found["ZM-APP-002"] == "moved"
    assert "An access token lives for 75 minutes." in {line.text for line in one(drift, "ZM-TOKEN-001").changes[0].now}
    assert "Webinars are another matter." in {line.text for line in drift.new}
    if old:
        assert [line.text for line in drift.new] == ["Webinars are another matter."]
        assert drift.counts == {"unchanged": 0, "moved": 4, "changed": 2, "gone": 1, "unstamped": 0}
    else:
        # With no line of the section left to hold on to, what became of each cannot be told apart for certain.
        assert found["ZM-TOKEN-002"] in {"changed", "gone"}


def test_lines_that_carry_no_fact_are_followed_too(guide: Repo, old: Path | None) -> None:
    altered = alter(move_users_up, add_paragraph)
    [headings] = check(guide, altered, old).uncited
    assert sorted(altered[first - 1] for first, _ in headings) == ["# A small guide", "## End", "## Rooms", "## Tokens", "## Users"]


def test_a_rewritten_paragraph_is_a_change_where_it_stood(guide: Repo, old: Path | None) -> None:
    drift = check(guide, [line.replace(LINES[12], "Nobody needs any account at all now!") for line in LINES], old)
    [change] = one(drift, "ZM-APP-002").changes
    assert [line.number for line in change.now] == [13]


def test_a_section_that_changed_and_moved_shows_what_took_its_place(guide: Repo, read: Path) -> None:
    altered = alter(move_users_up, lambda lines: [line.replace("with their own account", "with a shared account") for line in lines])
    [change] = one(check(guide, altered, read), "ZM-APP-002").changes
    assert (change.old, [line.number for line in change.now]) == (LINES[12], [5])


def test_a_withdrawn_fact_is_not_looked_for(guide: Repo) -> None:
    tomb = "    status: withdrawn\n    withdrawn: {date: 2026-12-01, reason: No longer so.}\n    title:"
    guide.change("kb/facts/token/ZM-TOKEN-002.yaml", ("    title:", tomb))
    drift = check(guide, LINES)
    assert "ZM-TOKEN-002" not in states(drift)


def test_a_fact_without_digests_is_told(guide: Repo) -> None:
    name = "kb/facts/app/ZM-APP-001.yaml"
    guide.change(name, (f"      digests: [{line_digest(LINES[4])}]\n", ""))
    assert one(check(guide, LINES), "ZM-APP-001").state is State.UNSTAMPED


def test_verbatim_lines_are_shown_only_while_they_verify(guide: Repo) -> None:
    guide.copy_source(LINES)
    corpus = guide.corpus()
    facts = {fact.id: fact.latest.source for fact in corpus.facts}
    assert read_verified(corpus.sources[0], facts["ZM-TOKEN-001"], guide.root) == LINES[20]
    guide.copy_source(alter(change_number))
    assert read_verified(corpus.sources[0], facts["ZM-TOKEN-001"], guide.root) is None
    assert read_verified(corpus.sources[0], facts["ZM-TOKEN-002"], guide.root) == LINES[22]


def test_ranges_part_where_their_lines_were_parted() -> None:
    inked = frozenset({10, 12, 14, 15, 30})
    assert rebuild_ranges(((1, 3), (5, 5)), {1: 10, 3: 12, 5: 30}, inked) == ((10, 12), (30, 30))
    assert rebuild_ranges(((1, 3),), {1: 10, 2: 14, 3: 15}, inked) == ((10, 10), (14, 15))
    assert rebuild_ranges(((1, 3),), {}, inked) == ()


def test_an_altered_copy_of_the_real_guide_is_read_right(tmp_path: Path) -> None:
    corpus = load_corpus(ROOT)
    source = next(source for source in corpus.sources if source.id == "getting-started")
    real = find_copy(source, ROOT)
    if real is None:
        pytest.skip("no copy of the guide is at hand; put it under .kb/sources/ or name its folder in KB_SOURCES")
    lines = list(read_lines(real))
    number = next(at for at, line in enumerate(lines) if re.search(r"\b24-month\b", line))
    lines[number] = lines[number].replace("24-month", "30-month")
    at, to = (next(at for at, line in enumerate(lines) if line.startswith(head)) for head in ("### Security", "### Validating"))
    end = next(at for at, line in enumerate(lines) if line.startswith("# Agent")) - 2
    altered = [*lines[:2], "Webinars are another matter.", "", *lines[2:at], *lines[to:end], *lines[at:to], *lines[end:]]
    copy = tmp_path / source.file
    copy.write_text("\n".join(altered), encoding="utf-8")
    for old in (None, real):
        drift = check_source(corpus, source, copy, old)
        assert drift.counts["moved"] > 150
        assert drift.counts["gone"] == 0
        assert {change.line for finding in drift.of(State.CHANGED) for change in finding.changes} == {number + 1}
        assert [line.text for line in drift.new] == ["Webinars are another matter."]
        for finding in drift.of(State.MOVED):
            now = [altered[each - 1] for first, last in finding.found or () for each in range(first, last + 1) if altered[each - 1].strip()]
            assert sorted(map(line_digest, now)) == sorted(finding.source.digests)
