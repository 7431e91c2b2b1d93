"""Local copies of sources, their lines, and the digests that pin what was read."""

from __future__ import annotations

import itertools
import re

import pytest

from kb import sources
from kb.checks.scalars import check_scalars
from kb.errors import SourceMissing
from kb.models import Provenance
from kb.scalars import stays_text
from kb.sources import DIGEST_LENGTH, Quotations, cited_lines, find_copy, line_digest, read_copy, stamp_digests
from tests.kb.repo import DIGEST, GUIDE, Repo


def provenance(*lines: tuple[int, int]) -> Provenance:
    return Provenance.model_validate({"id": "guide", "section": "S", "lines": lines, "read": "2026-11-23"})


def test_a_digest_is_blind_to_blanks_and_composition_and_to_nothing_else() -> None:
    assert line_digest("  Caf\u00e9   au lait ") == line_digest("Cafe\u0301 au lait")
    assert line_digest("Café au lait") != line_digest("Café au Lait")
    assert re.fullmatch(rf"[0-9a-f]{{{DIGEST_LENGTH}}}", line_digest("x"))


def test_a_copy_is_looked_for_in_the_named_folder_first(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    [source] = repo.corpus().sources
    assert find_copy(source, repo.root) is None
    repo.copy_source(["ours"])
    assert read_copy(source, repo.root) == ("ours",)
    repo.write("elsewhere/guide.txt", "theirs")
    monkeypatch.setenv("KB_SOURCES", str(repo.root / "elsewhere"))
    assert read_copy(source, repo.root) == ("theirs",)


def test_a_named_folder_without_the_file_falls_back(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    [source] = repo.corpus().sources
    repo.copy_source(["ours"])
    monkeypatch.setenv("KB_SOURCES", str(repo.root / "nowhere"))
    assert read_copy(source, repo.root) == ("ours",)


def test_a_changed_copy_is_read_anew(repo: Repo) -> None:
    [source] = repo.corpus().sources
    repo.copy_source(["first"])
    assert read_copy(source, repo.root) == ("first",)
    repo.copy_source(["second, and longer"])
    assert read_copy(source, repo.root) == ("second, and longer",)


def test_cited_lines_leave_out_blank_ones_and_those_past_the_end() -> None:
    assert cited_lines(provenance((1, 3), (5, 9)), GUIDE) == [(1, GUIDE[0]), (3, GUIDE[2]), (5, GUIDE[4])]


def test_missing_digests_are_stamped_into_every_revision_and_the_file_stays_good(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", (f"      digests: [{DIGEST}]\n", ""))
    text = (repo.root / name).read_text(encoding="utf-8")
    newest = text[text.index("  - revision: 1") :]
    repo.write(
        name,
        text.replace("  - revision: 1", newest.replace("revision: 1", "revision: 2").replace("[[3, 3]]", "[[3, 4]]") + "  - revision: 1"),
    )
    repo.copy_source()
    assert stamp_digests(repo.corpus()) == ["ZM-APP-001v1", "ZM-APP-001v2"]
    [fact] = repo.corpus().facts
    assert [revision.source.digests for revision in fact.revisions] == [(DIGEST, line_digest(GUIDE[3])), (DIGEST,)]
    assert stamp_digests(repo.corpus()) == []


def test_a_stamped_digest_that_looks_like_a_number_stands_in_quotes(repo: Repo) -> None:
    text = next(text for text in map(str, itertools.count()) if not stays_text(line_digest(text)))
    name = repo.add("ZM-APP-001", (f"      digests: [{DIGEST}]\n", ""))
    repo.copy_source([*GUIDE[:2], text, *GUIDE[3:]])
    stamp_digests(repo.corpus())
    assert repo.line(name, f'digests: ["{line_digest(text)}"]')
    assert repo.keeps(check_scalars)


def test_digests_of_another_number_of_lines_are_replaced(repo: Repo) -> None:
    repo.add("ZM-APP-001", (f"[{DIGEST}]", f"[{DIGEST},\n        {DIGEST}]"))
    repo.copy_source()
    assert stamp_digests(repo.corpus()) == ["ZM-APP-001v1"]
    assert repo.corpus().facts[0].latest.source.digests == (DIGEST,)


def test_digests_that_differ_are_left_for_a_person(repo: Repo) -> None:
    name = repo.add("ZM-APP-001", (DIGEST, "0123456789ab"))
    before = (repo.root / name).read_bytes()
    repo.copy_source()
    assert stamp_digests(repo.corpus()) == []
    assert (repo.root / name).read_bytes() == before


def test_nothing_is_stamped_anew_from_a_text_of_another_length(repo: Repo) -> None:
    name = repo.add("ZM-APP-001")
    before = (repo.root / name).read_bytes()
    repo.copy_source(["# Guide", "", "", *GUIDE[2:]])
    assert stamp_digests(repo.corpus()) == []
    assert (repo.root / name).read_bytes() == before


def test_stamping_without_a_copy_says_where_to_put_one(repo: Repo) -> None:
    repo.add("ZM-APP-001", (f"      digests: [{DIGEST}]\n", ""))
    with pytest.raises(SourceMissing, match=r"ZM-APP-001: there is no local copy of guide.*KB_SOURCES"):
        stamp_digests(repo.corpus())


def test_facts_that_are_stamped_need_no_copy(repo: Repo) -> None:
    repo.add("ZM-APP-001")
    assert stamp_digests(repo.corpus()) == []


def test_a_quotation_is_verified_once_and_again_when_the_copy_changed(repo: Repo, monkeypatch: pytest.MonkeyPatch) -> None:
    repo.add("ZM-APP-001")
    catalog = repo.catalog()
    fact, verified, at = catalog.fact("ZM-APP-001"), [], [0.0]
    real = sources.read_verified
    monkeypatch.setattr(sources, "read_verified", lambda *given: verified.append(1) or real(*given))
    monkeypatch.setattr(sources.time, "monotonic", lambda: at[0])
    quotations = Quotations(catalog.sources, repo.root)
    assert quotations.quote(fact) is None
    repo.copy_source()
    assert quotations.quote(fact) is None  # it has not looked again yet
    at[0] += sources.LOOK_SECONDS
    assert [quotations.quote(fact), quotations.quote(fact)] == [GUIDE[2], GUIDE[2]]
    at[0] += sources.LOOK_SECONDS
    assert quotations.quote(fact) == GUIDE[2]
    assert len(verified) == 2
    repo.copy_source([*GUIDE[:2], "Rooms read events over EWS.", *GUIDE[3:]])
    at[0] += sources.LOOK_SECONDS
    assert quotations.quote(fact) is None
    (repo.root / ".kb/sources/guide.txt").unlink()
    at[0] += sources.LOOK_SECONDS
    assert quotations.quote(fact) is None
