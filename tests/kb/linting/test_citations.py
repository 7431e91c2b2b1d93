"""Fact IDs are found however they are written, and what only looks like one is left alone."""

from __future__ import annotations

import pytest

from kb.linting.citations import find_citations, mask_citations


def cited(text: str) -> list[str]:
    return [str(one.citation) for one in find_citations(text)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("See ZM-APP-002v1.", ["ZM-APP-002v1"]),
        ("see zm-app-002V1", ["ZM-APP-002v1"]),
        ("_ZM-APP-002_, **ZM-APP-001v2**", ["ZM-APP-002", "ZM-APP-001v2"]),
        ("ZM\u2011APP\u2011002v1 and ZM\u2013APP\u2013001", ["ZM-APP-002v1", "ZM-APP-001"]),
        ("broken ZM-APP-\n002v1 by a PDF", ["ZM-APP-002v1"]),
        ("[ZM-APP-002v1](https://kb.example/f/ZM-APP-002v1)", ["ZM-APP-002v1"]),
        ("[ZM-APP-002v1](/facts/app/#zm-app-002)", ["ZM-APP-002v1"]),
        ("[the app](https://kb.example/f/ZM-APP-002v1)", ["ZM-APP-002v1"]),
        ("[ZM-APP-002v2](/f/ZM-APP-002v1)", ["ZM-APP-002v2", "ZM-APP-002v1"]),
        ("ZM-TOKN-001, ZM-APP-2 and ZM-APP-0022v1", ["ZM-TOKN-001", "ZM-APP-2", "ZM-APP-0022v1"]),
        ("ZM-APP-002v0", ["ZM-APP-002v0"]),
    ],
)
def test_an_id_is_found(text: str, found: list[str]) -> None:
    assert cited(text) == found


@pytest.mark.parametrize(
    "text", ["ZM-PARIS-042", "XZM-APP-002", "BR-ZM-APP-002", "ZM-APP-XXX", "ZM-APP-002x", "ZM-APP-", "ſM-APP-002", "APP-002"]
)
def test_what_only_looks_like_one_is_left_alone(text: str) -> None:
    assert cited(text) == []


def test_masking_keeps_every_place() -> None:
    text = "Before (ZM-APP-002v1) after [zm-app-001]."
    assert mask_citations(text) == "Before                after             ."
