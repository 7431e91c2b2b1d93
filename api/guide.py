"""What the application serves: loaded once at its start, only read afterwards."""

from __future__ import annotations

import gc
import logging
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from starlette.requests import Request

from api.http.problems import ApiProblem
from api.releases.store import PastReleases, load_past_release
from api.releases.view import Answering, ReleaseView
from api.site.files import Site
from kb.answerer import Answerer
from kb.catalog import Catalog
from kb.checked_facts import open_catalog
from kb.errors import UnknownRelease
from kb.ids import AREAS, FACT_ID
from kb.index import open_index
from kb.loader.rules import read_rules
from kb.models.rules import TenantRules
from kb.pages import build_site
from kb.postgres import open_candidates
from kb.retriever import Retriever
from kb.sources import Quotations

LOG = logging.getLogger("api")


def refuse_past_release(name: str) -> ReleaseView:
    """Stands for past releases where there are none.

    Raises:
        UnknownRelease: Always.
    """
    raise UnknownRelease(name, [])


@dataclass(frozen=True)
class Guide:
    """The guide as one server has loaded it.

    Attributes:
        catalog: The checked facts.
        answerer: What answers from them.
        site: The site built from them.
        retriever: What finds facts by words.
        past: The releases that came before.
        rules: What a tenant is checked by; None where the repository has no such rules.
        close: Lets go of what is held open, such as connections.
    """

    catalog: Catalog
    answerer: Answering
    site: Site
    retriever: Retriever
    past_releases: PastReleases = field(default_factory=lambda: PastReleases(refuse_past_release))
    close: Callable[[], None] = lambda: None
    rules: TenantRules | None = None


def load_guide(root: Path) -> Guide:
    """Loads and checks the facts of a repository, opens their index and builds their site, each only where it changed.

    Raises:
        FactProblems: The facts do not hold together.
        CandidatesUnavailable: `KB_POSTGRES` is set, and no server there has these facts.
    """
    # The code that is there by now stays, and next to nothing of what loading makes is garbage: looking for it would only take time.
    gc.freeze()
    gc.disable()
    try:
        return _load(root)
    finally:
        # What loading left behind goes at once; what stays is served until the end, so no later collection need look through it.
        gc.collect()
        gc.freeze()
        gc.enable()


def _load(root: Path) -> Guide:
    catalog = open_catalog(root)
    with ThreadPoolExecutor(1) as aside:  # the site is built by a process of its own, so both take no longer than the longer one
        built = aside.submit(build_site, root, catalog, LOG.info)
        index = open_index(catalog, root / ".kb" / "index", LOG.info)
        site = Site.load(built.result())

    quote = Quotations(catalog.sources, root).quote
    pages = list_page_facts(catalog, site)
    past_releases = PastReleases(partial(load_past_release, catalog, root, pages, quote))
    candidates = open_candidates(catalog)
    answerer = Answerer(catalog, index, pages, quote, candidates)
    return Guide(
        catalog, answerer, site, answerer.retriever, past_releases, candidates.close if candidates else lambda: None, read_rules(root)[0]
    )


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


def guide_of(request: Request) -> Guide:
    """What this application serves.

    Raises:
        ApiProblem: It has not been loaded yet.
    """
    guide = getattr(request.app.state, "guide", None)
    if not isinstance(guide, Guide):
        raise ApiProblem("not-ready", "The facts are still being loaded.")
    return guide
