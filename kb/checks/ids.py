"""An ID is unique, stands in the file that is named for it, and in the folder of its area."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from kb.errors import Problem
from kb.ids import AREAS, FACT_ID, area_of
from kb.loader import Corpus


def check_ids(corpus: Corpus) -> Iterator[Problem]:
    """Yields IDs of no known area, IDs or aliases used twice, and files with another name than their ID's."""
    owner: dict[str, str] = {}
    for fact, document in corpus.located():
        line = document.line_of(("id",))
        if not FACT_ID.fullmatch(fact.id):
            areas = ", ".join(AREAS)
            yield Problem(document.path, line, fact.id, "unknown-area", f'"{area_of(fact.id)}" is no area; the areas are {areas}')
        expected = f"kb/facts/{area_of(fact.id).lower()}/{fact.id}.yaml"
        if PurePosixPath(document.path) != PurePosixPath(expected):
            yield Problem(document.path, line, fact.id, "misplaced-file", f"this fact belongs into {expected}")
        for name, key in ((fact.id, "id"), *((alias, "aliases") for alias in fact.aliases)):
            if name in owner:
                message = f"{name} is already used in {owner[name]}; IDs are never shared or reused"
                yield Problem(document.path, document.line_of((key,)), fact.id, "duplicate-id", message)
            else:
                owner[name] = document.path
