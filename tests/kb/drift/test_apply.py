"""What merely moved is written into the files, and nothing else of them changes."""

from __future__ import annotations

import difflib
from pathlib import Path

import pytest

from kb.checks.coverage import check_coverage
from kb.checks.digests import check_digests
from kb.checks.provenance import check_provenance
from kb.drift import SourceDrift, apply_moves, check_source
from kb.errors import KbError
from kb.sources import find_copy
from tests.kb.drift.guide import LINES, add_paragraph, alter, change_number, move_users_up
from tests.kb.repo import Repo


def drift_of(repo: Repo, old: Path | None = None) -> SourceDrift:
    corpus = repo.corpus()
    copy = find_copy(corpus.sources[0], repo.root)
    assert copy
    return check_source(corpus, corpus.sources[0], copy, old)


def files(repo: Repo) -> dict[str, str]:
    paths = [*repo.root.glob("kb/facts/**/*"), repo.root / "kb/sources.yaml"]
    return {path.relative_to(repo.root).as_posix(): path.read_text(encoding="utf-8") for path in paths if path.is_file()}


def test_after_the_move_every_check_passes(guide: Repo) -> None:
    guide.copy_source(alter(move_users_up, add_paragraph))
    written = apply_moves(guide.corpus(), [drift_of(guide)])
    assert set(written) == set(files(guide))
    after = drift_of(guide)
    assert after.counts["unchanged"] == len(after.findings)
    assert guide.keeps(check_digests)
    assert guide.keeps(check_provenance)
    assert "line 3 has no fact" in guide.broken(check_coverage).message
    assert apply_moves(guide.corpus(), [after]) == []


def test_only_the_lines_and_the_order_of_their_digests_change(guide: Repo) -> None:
    guide.copy_source(alter(move_users_up))
    before = files(guide)
    apply_moves(guide.corpus(), [drift_of(guide)])
    for name, text in files(guide).items():
        for row in difflib.ndiff(before[name].split("\n"), text.split("\n")):
            if row[0] in "+-":
                assert row[2:].strip().startswith(("lines: [[", "digests: [")), (name, row)
    assert "  # read twice\n" in files(guide)["kb/facts/app/ZM-APP-002.yaml"]


def test_facts_whose_text_changed_are_left_for_a_person(guide: Repo, read: Path) -> None:
    guide.copy_source(alter(add_paragraph, change_number))
    before = files(guide)
    written = apply_moves(guide.corpus(), [drift_of(guide, read)])
    for name in ("kb/facts/token/ZM-TOKEN-001.yaml", "kb/facts/data/ZM-DATA-001.yaml"):
        assert name not in written
        assert files(guide)[name] == before[name]
    # The numbers of these two now count the old text, those of the others the new one; both are still read right.
    for old in (read, None):
        after = drift_of(guide, old)
        assert after.counts == {"unchanged": 5, "moved": 0, "changed": 2, "gone": 0, "unstamped": 0}
        [change] = next(finding for finding in after.findings if finding.citation == "ZM-TOKEN-001v1").changes
        assert [line.text for line in change.now] == ["An access token lives for 75 minutes."]


def test_the_length_of_the_source_is_written_with_its_comment(guide: Repo) -> None:
    guide.copy_source(alter(add_paragraph))
    apply_moves(guide.corpus(), [drift_of(guide)])
    assert f"    line_count: {len(LINES) + 2}  # of the text\n" in files(guide)["kb/sources.yaml"]


def test_a_file_in_a_form_that_is_not_known_is_left_as_it_is(guide: Repo) -> None:
    name = "kb/facts/app/ZM-APP-001.yaml"
    guide.change(name, ("      lines: [[5, 5]]  # read twice", '      "lines": [[5, 5]]'))
    guide.copy_source(alter(add_paragraph))
    before = files(guide)[name]
    with pytest.raises(KbError, match="by hand"):
        apply_moves(guide.corpus(), [drift_of(guide)])
    assert files(guide)[name] == before
    assert not list(guide.root.rglob(".*.new"))
