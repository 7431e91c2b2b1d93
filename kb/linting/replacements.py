"""Follows withdrawn facts to what replaced them."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.models import Fact, Status

LONGEST = 20
"""Links of a chain that are followed."""


def find_replacements(catalog: Catalog, fact: Fact) -> list[list[str]]:
    """The ways from a withdrawn fact to the facts that hold today, each from its ID to a citation.

    A way that ends in a withdrawn fact without replacement, in a circle or in an ID nobody knows is left out.

    Returns:
        For example ``[["ZM-APP-003", "ZM-APP-005", "ZM-APP-007v2"]]``; empty when nothing replaced it.
    """
    return _follow(catalog, fact, [fact.id])


def _follow(catalog: Catalog, fact: Fact, way: list[str]) -> list[list[str]]:
    withdrawn = fact.latest.withdrawn
    if withdrawn is None or len(way) > LONGEST:
        return []
    found = []
    for name in withdrawn.replaced_by:
        if not catalog.knows(name):
            continue
        following = catalog.fact(name)
        if following.id in way:
            continue
        if following.latest.status is Status.CURRENT:
            found.append([*way, following.citation])
        else:
            found += _follow(catalog, following, [*way, following.id])
    return found
