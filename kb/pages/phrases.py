"""A page may say a fact in fewer words, as a table or the middle of a sentence needs it: less than the fact says, never more."""

from __future__ import annotations

from kb.analysis.stopwords import ENGLISH
from kb.analysis.tokens import tokenise
from kb.catalog import Catalog
from kb.models import LABELS, Fact
from kb.pages.payloads import describe_payload

NEGATIONS = frozenset({"no", "not", "never", "none", "nothing", "nobody", "without", "neither", "nor", "cannot", "prevents"})

REFERRING = frozenset({"two", "method", "methods", "whoever"})
"""Words that point at what the page named just before, as a table's head or a sentence's beginning does."""


def find_additions(words: str, fact: Fact, catalog: Catalog) -> list[str]:
    """What a page's words say that the fact does not: content words and numbers it lacks, and a "no" where it has none.

    Returns:
        The words as the page writes them; none when the fact says them all, whatever their endings.
    """
    latest = fact.latest
    said = [latest.title, latest.statement, *(f"{name} {value}" for name, value in describe_payload(fact, catalog))]
    said += [LABELS[value] for _, values in latest.applies_when for value in values]
    own = tokenise(" ".join(said))
    stems, denied = {token.stem for token in own}, any(token.folded in NEGATIONS for token in own)
    found = []
    for token in tokenise(words):
        if token.folded in NEGATIONS:
            found += [] if denied else [token.text]
        elif token.folded not in ENGLISH | REFERRING and token.stem not in stems:
            found.append(token.text)
    return found
