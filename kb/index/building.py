"""Builds an index: what only a start needs that finds none."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path

from kb.catalog import Catalog
from kb.index.english import store_english
from kb.index.reused import read_passages, store_passages
from kb.index.stored import store_postings
from kb.index.training_process import train_aside
from kb.index.whoosh_index import read_index, write_index


def build_index(folder: Path, catalog: Catalog, progress: Callable[[str], None]) -> None:
    """Fills an empty folder: the Whoosh index, the postings read back from it once, and what is learned from the questions.

    Args:
        folder: Where everything is written; earlier indexes lie beside it.
        catalog: The facts.
        progress: Told what is being done.
    """
    progress("reading the facts")
    passages = read_passages(catalog, folder.parent)
    with train_aside([passage.said for passage in passages], folder) as finish:
        progress(f"indexing {len(passages)} facts")
        store_passages(folder, catalog, passages)
        with tempfile.TemporaryDirectory(prefix="whoosh-") as name:  # its files are pickles: read here once, and never again
            write_index(Path(name), passages)
            store_postings(folder, passages, *read_index(Path(name)))
        store_english(folder)
        progress("learning from the questions")
        finish()
