"""What the application serves: loaded once at its start, only read afterwards."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from starlette.requests import Request

from api.problems import ApiProblem
from api.site import Site
from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.ids import AREAS, FACT_ID
from kb.index import open_index
from kb.models import Fact
from kb.models.answers import Answer, Message
from kb.pages import build_site
from kb.postgres import open_candidates
from kb.retriever import Retriever
from kb.sources import read_verified

LOG = logging.getLogger("api")


class Answers(Protocol):
    """What answers: ``kb.answerer.Answerer``, or a stand-in that a test needs to fail."""

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        """The answer to one question."""

    def chat(self, messages: Sequence[Message]) -> Answer:
        """The answer to the last question of a conversation."""


@dataclass(frozen=True)
class Served:
    """The checked facts, what answers from them, the site built from them, what finds facts by words, and what lets go of it all."""

    catalog: Catalog
    answers: Answers
    site: Site
    retriever: Retriever
    close: Callable[[], None] = lambda: None


def load_served(root: Path) -> Served:
    """Loads and checks the facts of a repository, opens their index and builds their site, each only where it changed.

    Raises:
        FactProblems: The facts do not hold together.
        CandidatesUnavailable: `KB_POSTGRES` is set, and no server there has these facts.
    """
    catalog = load_catalog(root)
    index = open_index(catalog, root / ".kb" / "index", LOG.info)
    site = Site.load(build_site(root, catalog, LOG.info))

    def source_text(fact: Fact) -> str | None:
        provenance = fact.latest.source
        return read_verified(catalog.sources[provenance.id], provenance, root)

    candidates = open_candidates(catalog)
    answerer = Answerer(catalog, index, list_page_facts(catalog, site), source_text, candidates)
    return Served(catalog, answerer, site, answerer.retriever, candidates.close if candidates else lambda: None)


def list_page_facts(catalog: Catalog, site: Site) -> dict[str, set[str]]:
    """The address of each page that names facts → their IDs: on an area's page those of the area, elsewhere all it names."""
    areas = {f"/facts/{area.lower()}/": {fact.id for fact in catalog.by_area(area)} for area in AREAS}
    facts = {}
    for address in site.addresses:
        twin = site.twin_of(address)
        named = {match[0] for match in FACT_ID.finditer(site.files[twin].body.decode())} if twin else set()
        if shown := areas.get(address, named & catalog.facts.keys()):
            facts[address] = shown
    return facts


def served_of(request: Request) -> Served:
    """What this application serves.

    Raises:
        ApiProblem: It has not been loaded yet.
    """
    served = getattr(request.app.state, "served", None)
    if not isinstance(served, Served):
        raise ApiProblem("not-ready", "The facts are still being loaded.")
    return served
