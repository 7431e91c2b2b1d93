"""A surface form belongs to one term only, so that a word means one thing."""

from __future__ import annotations

from collections.abc import Iterator

from kb.errors import Problem
from kb.loader import Corpus


def check_vocabulary(corpus: Corpus) -> Iterator[Problem]:
    """Yields term ids used twice and forms that two terms claim."""
    owner: dict[str, str] = {}
    ids: set[str] = set()
    document = corpus.vocabulary_document
    for at, term in enumerate(corpus.vocabulary):
        line = document.line_of(("terms", at, "id"))
        if term.id in ids:
            yield Problem(document.path, line, term.id, "duplicate-term", "the id is used twice; merge the two")
        ids.add(term.id)
        for form in term.forms():
            key = " ".join(form.lower().split())
            if owner.setdefault(key, term.id) != term.id:
                message = f'"{form}" is also a form of {owner[key]}; a form belongs to one term'
                yield Problem(document.path, line, term.id, "vocabulary-clash", message)
