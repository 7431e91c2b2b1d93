"""Where a reader may mend a fact or report a problem with it, as the settings of the site say; nothing is offered where they do not."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from kb.documents import load_document
from kb.errors import KbError
from kb.ids import area_of, fact_url
from kb.models import Fact

SETTINGS = "mkdocs.yml"
HOSTS = {
    "github.com": ("/edit/master/", "/issues/new?title={citation}%3A%20"),
    "gitlab.com": ("/-/edit/master/", "/-/issues/new?issue[title]={citation}%3A%20"),
}
"""Host of `repo_url` → where it edits a file, and where it takes a report."""


@dataclass(frozen=True)
class Offers:
    """Addresses with `{path}`, `{page}`, `{id}`, `{citation}` and `{title}` to be filled in; empty where nothing is offered."""

    edit: str = ""
    report: str = ""

    def of(self, fact: Fact) -> list[tuple[str, str]]:
        """What is offered for this fact, as (words, address)."""
        values = {
            "{path}": f"kb/facts/{area_of(fact.id).lower()}/{fact.id}.yaml",
            "{page}": quote(fact_url(fact.id), safe=""),
            "{id}": fact.id,
            "{citation}": fact.citation,
            "{title}": quote(fact.latest.title, safe=""),
        }
        offered = [("Edit this fact", self.edit), ("Report a problem", self.report)]
        return [(words, _fill(address, values)) for words, address in offered if address]


def read_offers(root: Path) -> Offers:
    """The offers of a repository's `mkdocs.yml`.

    `extra.edit_fact` and `extra.report_problem` are taken as they are; without them `repo_url` (and `edit_uri`, which leads to
    `docs/`) gives both, where its host is known.

    Raises:
        KbError: The settings are no YAML, or an address is no web address.
    """
    path = root / SETTINGS
    if not path.is_file():
        return Offers()
    document, problems = load_document(path, SETTINGS)
    if problems:
        raise KbError(f"{SETTINGS} cannot be read: {problems[0].message}")
    settings: dict[str, Any] = document.data if isinstance(document.data, dict) else {}
    found = settings.get("extra")
    extra: dict[str, Any] = found if isinstance(found, dict) else {}
    derived = _derive(settings)
    return Offers(_web(extra, "edit_fact") or derived.edit, _web(extra, "report_problem") or derived.report)


def _derive(settings: Mapping[str, Any]) -> Offers:
    repository = _web(settings, "repo_url").rstrip("/")
    places = HOSTS.get(urlsplit(repository).hostname or "")
    if places is None:
        return Offers()
    edit, report = places
    if uri := str(settings.get("edit_uri") or ""):
        docs = str(settings.get("docs_dir") or "docs")
        edit = f"/{posixpath.normpath(uri.strip('/')).removesuffix(docs).rstrip('/')}/"
    return Offers(f"{repository}{edit}{{path}}", f"{repository}{report}")


def _web(settings: Mapping[str, Any], name: str) -> str:
    address = str(settings.get(name) or "")
    if address and urlsplit(address).scheme not in ("https", "http"):
        raise KbError(f"{SETTINGS}: {name} is {address!r}; write a web address that begins with https://")
    return address


def _fill(address: str, values: Mapping[str, str]) -> str:
    for name, value in values.items():
        address = address.replace(name, value)
    return address
