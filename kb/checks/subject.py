"""What the subject names is there: its example among the facts, its terms in the vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from kb.errors import Problem
from kb.loader import Corpus
from kb.subject import SUBJECT_FILE, read_subject


def check_subject(corpus: Corpus) -> Iterator[Problem]:
    """Yields what `kb/subject.yaml` names and the knowledge base does not have."""
    if not (corpus.root / SUBJECT_FILE).is_file():
        return  # a part of a knowledge base; a whole one does not start without it
    about = read_subject(corpus.root)
    if about.example.fact not in {fact.id for fact in corpus.facts}:
        yield Problem(SUBJECT_FILE, 0, about.example.fact, "unknown-fact", "the example is no fact here; name one that is")
    for term in sorted(about.terms() - {term.id for term in corpus.vocabulary}):
        yield Problem(SUBJECT_FILE, 0, term, "unknown-term", f'"{term}" is no term of kb/vocabulary.yaml; mend its name, or add it')
