"""The postings of the index in one file of arrays beside it, so that a start reads them in one piece."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from kb.index.postings import Postings, gather_holders, no_impacts
from kb.passages import Passage

HELD = frozenset({"words", "question"})
"""Postings of which only counts who holds a term."""

_ARRAYS, _NAMES = "postings.npz", "postings.json"


@dataclass(frozen=True)
class StoredPostings:
    """What is stored.

    Attributes:
        fact_ids: The fact of each fact document, by number.
        question_facts: The fact document of each question document, by number.
        postings: The postings of each field of facts; ``words`` of everything in a fact; ``question`` of the questions.
        surface: Word as written, in small letters → in how many facts it stands.
    """

    fact_ids: tuple[str, ...]
    question_facts: tuple[int, ...]
    postings: dict[str, Postings]
    surface: dict[str, int]


def store_postings(folder: Path, passages: Sequence[Passage], fact_ids: Sequence[str], postings: Mapping[str, Postings]) -> None:
    """Stores the postings in a folder, with the words and questions of each fact.

    Args:
        folder: Where the two files are written.
        passages: The facts.
        fact_ids: The fact of each fact document, by number.
        postings: Field → its postings, as they were read back from the Whoosh index.
    """
    by_id = {passage.fact_id: passage for passage in passages}
    ordered = [by_id[fact_id] for fact_id in fact_ids]
    askers = [number for number, passage in enumerate(ordered) for _ in passage.questions]
    everything = {
        **postings,
        "words": gather_holders(passage.fields["words"] for passage in ordered),
        "question": gather_holders(question for passage in ordered for question in passage.questions),
    }
    surface = Counter(word for passage in passages for word in set(passage.fields["surface"]))
    arrays: dict[str, NDArray[Any]] = {"askers": np.array(askers, dtype=np.int32)}
    for name, one in everything.items():
        arrays |= {f"{name}.starts": one.starts, f"{name}.numbers": one.numbers}
        if name not in HELD:
            arrays[f"{name}.impacts"] = one.impacts
    with (folder / _ARRAYS).open("wb") as file:
        np.savez(file, **arrays)  # type: ignore[arg-type]  # its stub takes a keyword of another type for one of these
    names = {"facts": fact_ids, "terms": {name: list(one) for name, one in everything.items()}, "surface": dict(sorted(surface.items()))}
    (folder / _NAMES).write_text(json.dumps(names, ensure_ascii=False), encoding="utf-8")


def load_postings(folder: Path) -> StoredPostings:
    """What `store_postings` stored in a folder."""
    names = json.loads((folder / _NAMES).read_text(encoding="utf-8"))
    postings = {}
    with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
        for name, terms in names["terms"].items():
            numbers = arrays[f"{name}.numbers"]
            impacts = no_impacts(numbers) if name in HELD else arrays[f"{name}.impacts"]
            postings[name] = Postings(terms, arrays[f"{name}.starts"], numbers, impacts)
        askers = tuple(arrays["askers"].tolist())
    return StoredPostings(tuple(names["facts"]), askers, postings, names["surface"])
