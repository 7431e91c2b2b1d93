"""What was released never changes: every released revision is still there, word for word, under its ID."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from pydantic import ValidationError

from kb.errors import Problem
from kb.history import FieldChange, digest_release, find_changes
from kb.ids import parse_citation
from kb.loader import Corpus, Document
from kb.models import Fact, Release, Revision

NEW_REVISION = "a released revision never changes; put it back and write a new revision on top"


def check_releases(corpus: Corpus) -> Iterator[Problem]:
    """Yields released facts, revisions and aliases that are gone, and released fields that differ, each with both values."""
    names = {name: at for at, fact in enumerate(corpus.facts) for name in (fact.id, *fact.aliases)}
    reported: set[str] = set()
    for release, document in zip(corpus.releases, corpus.release_documents, strict=True):
        if digest_release(release) != release.digest:
            continue  # the file itself is wrong, as another rule says; it proves nothing about the facts
        for fact_id, state in release.facts.items():
            line = document.line_of(("facts", fact_id))
            if fact_id not in names:
                if fact_id not in reported:
                    message = f"it was released in {release.name} and is gone; restore its file, and if it no longer holds, give it a withdrawn revision"
                    yield Problem(document.path, line, fact_id, "deleted-fact", message)
                reported.add(fact_id)
                continue
            fact, at = corpus.facts[names[fact_id]], corpus.fact_documents[names[fact_id]]
            if fact.kind != state.kind and fact_id not in reported:
                reported.add(fact_id)
                message = f"{fact_id} was released in {release.name} as kind {state.kind}, and is now {fact.kind}; an ID is never given to another fact"
                yield Problem(at.path, at.line_of(("kind",)), fact_id, "reused-id", message)
            for alias in state.aliases:
                if alias not in reported and names.get(alias) != names[fact_id]:
                    reported.add(alias)
                    yield _lost_alias(alias, fact, at, release, corpus.facts[names[alias]].id if alias in names else None)
        for citation, content in release.revisions.items():
            parsed = parse_citation(citation)
            if parsed is not None and parsed.fact_id in names and parsed.fact_id not in reported:
                place = names[parsed.fact_id]
                yield from _compare(corpus.facts[place], corpus.fact_documents[place], citation, content, release)


def _compare(fact: Fact, document: Document, citation: str, content: dict[str, Any], release: Release) -> Iterator[Problem]:
    parsed = parse_citation(citation)
    assert parsed is not None
    history: tuple[Revision[Any], ...] = fact.revisions
    found = next(((at, revision) for at, revision in enumerate(history) if revision.revision == parsed.revision), None)
    if found is None:
        message = f"{citation} was released in {release.name} and is gone; restore the revision"
        yield Problem(document.path, document.line_of(("revisions",)), citation, "deleted-revision", message)
        return
    at, revision = found
    try:
        changes = find_changes(content, revision)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = ".".join(map(str, first["loc"]))
        message = f"{release.name} released a {place} that the models no longer read ({first['msg']}); let kb/models read it again"
        yield Problem(document.path, document.line_of(("revisions", at)), citation, "unreadable-release", message)
        return
    if changes and fact.id != parsed.fact_id:
        message = f"{parsed.fact_id} was released in {release.name} as another fact ({_say(changes[0])}); an ID never leads to another fact"
        yield Problem(document.path, document.line_of(("aliases",)), fact.id, "reused-id", message)
        return
    for change in changes:
        message = f"{change.field} was released in {release.name}: {_say(change)}; {NEW_REVISION}"
        yield Problem(document.path, document.line_of(("revisions", at, *change.field.split("."))), citation, "changed-release", message)


def _lost_alias(alias: str, fact: Fact, document: Document, release: Release, now: str | None) -> Problem:
    line = document.line_of(("aliases",))
    if now is None:
        message = f"{alias} was released in {release.name} as an alias of this fact and leads nowhere now; put it back into aliases"
        return Problem(document.path, line, fact.id, "lost-alias", message)
    message = f"{alias} was released in {release.name} as an alias of {fact.id} and leads to {now} now; an ID never leads to another fact"
    return Problem(document.path, line, alias, "reused-id", message)


def _say(change: FieldChange) -> str:
    old, new = (json.dumps(value, ensure_ascii=False) if value is not None else "nothing" for value in (change.old, change.new))
    return f"it said {old} and now says {new}"
