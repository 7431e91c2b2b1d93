"""Takes over from an earlier index what it read of facts that have not changed: reading their texts takes longest of all."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from kb.analysis import Analyzer
from kb.catalog import Catalog
from kb.errors import BuildDamaged
from kb.index.naming import code_digest
from kb.models import Fact
from kb.passages import Passage, build_passage
from kb.store import verify

_FILE = "passages.json"


def read_passages(catalog: Catalog, indexes: Path) -> list[Passage]:
    """The passages of every current fact, in catalog order.

    Args:
        catalog: The facts.
        indexes: Where earlier indexes lie; only whole ones are looked into.
    """
    earlier = _find_earlier(indexes, _reading(catalog))
    analyzer = Analyzer(catalog.vocabulary.values())
    return [earlier.get(_digest(fact)) or build_passage(fact, analyzer) for fact in catalog.current()]


def store_passages(folder: Path, catalog: Catalog, passages: Sequence[Passage]) -> None:
    """Stores passages in the folder of their index, for the next one."""
    facts = {_digest(catalog.fact(passage.fact_id)): vars(passage) for passage in passages}
    text = json.dumps({"reading": _reading(catalog), "facts": facts}, ensure_ascii=False, separators=(",", ":"))
    (folder / _FILE).write_text(text, encoding="utf-8")


def _find_earlier(indexes: Path, reading: str) -> Mapping[str, Passage]:
    for path in indexes.glob(f"*/{_FILE}"):
        try:
            held = json.loads((verify(indexes, path.parent.name) / _FILE).read_bytes())
        except (BuildDamaged, OSError):
            continue
        if held["reading"] == reading:
            return {digest: _restore(**passage) for digest, passage in held["facts"].items()}
    return {}


def _restore(fact_id: str, fields: Mapping[str, Sequence[str]], said: Sequence[tuple[str, Sequence[str]]]) -> Passage:
    return Passage(fact_id, {name: tuple(keys) for name, keys in fields.items()}, tuple((text, tuple(keys)) for text, keys in said))


def _reading(catalog: Catalog) -> str:
    """What shapes a passage beside its fact: the code, the libraries and the vocabulary."""
    words = "\n".join(term.model_dump_json() for term in catalog.vocabulary.values())
    return hashlib.sha256(f"{code_digest()} {words}".encode()).hexdigest()


def _digest(fact: Fact) -> str:
    return hashlib.sha256(fact.model_dump_json().encode()).hexdigest()
