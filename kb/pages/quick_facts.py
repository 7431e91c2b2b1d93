"""Writes `quick-facts.json` of the built site: every current fact and page in short, for what a browser finds and shows by itself."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from html import unescape
from pathlib import Path
from typing import Any

from kb.catalog import Catalog
from kb.decisions import find_recommended
from kb.ids import area_of, fact_url
from kb.models import Fact, payloads
from kb.models.conditions import Method, Workload
from kb.pages.outline import Outline
from kb.pages.payloads import describe_payload
from kb.pages.words import first_upper, say_duration, say_place

NAME = "quick-facts.json"
PLAIN = frozenset({"gap", "reason", "term", "recommendation", "procedure"})
"""Kinds whose payload says nothing beside the statement that a row would show."""

_HEADING = re.compile(r'<h[23] id="([^"]+)">(.*?)</h[23]>', re.DOTALL)
_TAG = re.compile(r"<[^>]+>")


def write_quick_facts(catalog: Catalog, site: Path, outline: Outline) -> Path:
    """Writes the file into the folder of a built site; returns its path."""
    path = site / NAME
    found = list_quick_facts(catalog) | {"pages": list_quick_pages(outline, site)}
    text = json.dumps(found, ensure_ascii=False, separators=(",", ":"))
    path.write_text(text + "\n", encoding="utf-8", newline="\n")
    return path


def list_quick_pages(outline: Outline, site: Path) -> list[dict[str, Any]]:
    """The pages of a built site, without those of single facts, which stand in the file themselves.

    Returns:
        Each with ``title``, ``url``, ``part`` (of the site), ``about`` (its description) and ``places``, its headings with their anchors.
    """
    pages = []
    for page in outline.pages:
        folder = page.path.removesuffix("index.md").removesuffix(".md").strip("/")
        html = (site / folder / "index.html").read_text(encoding="utf-8")
        places = (
            []
            if page.path.startswith("facts/") or not folder
            else [[_read_text(heading), anchor] for anchor, heading in _HEADING.findall(html)]
        )
        pages.append(
            {
                "title": page.title,
                "url": f"/{folder}/" if folder else "/",
                "part": page.section,
                "about": page.description,
                "places": places,
            }
        )
    return pages


def _read_text(html: str) -> str:
    return unescape(_TAG.sub("", html.split('<a class="headerlink"')[0])).strip()


def list_quick_facts(catalog: Catalog) -> dict[str, Any]:
    """What the file holds.

    Returns:
        ``release``; ``sources``, source ID → title and url; and ``facts`` in ID order, each with ``id``, ``cite`` (with its
        revision), ``title``, ``value`` (what people copy or look up, empty where a fact has none), ``text`` (the statement),
        ``url``, ``file`` (where it is written), ``source`` (an ID), and ``place`` (section and lines, in words); and
        ``recommended`` on an App ID of the method that is recommended for its workload, and ``cells``, names with Markdown values, on
        facts whose payload makes a row of a table.
    """
    recommended = find_recommended(catalog)
    facts = list(catalog.current())
    used = {fact.latest.source.id for fact in facts}
    return {
        "release": catalog.release,
        "sources": {source.id: {"title": source.title, "url": source.url} for source in catalog.sources.values() if source.id in used},
        "facts": [_shorten(fact) | _mark(fact, catalog, recommended) for fact in facts],
    }


def _mark(fact: Fact, catalog: Catalog, recommended: Mapping[tuple[Workload, Method], Fact]) -> dict[str, Any]:
    payload = fact.latest.payload
    marked = isinstance(payload, payloads.AppId) and (payload.workload, payload.method) in recommended
    cells = [[name, first_upper(value)] for name, value in describe_payload(fact, catalog) if fact.kind not in PLAIN]
    return ({"recommended": True} if marked else {}) | ({"cells": cells} if cells else {})


def _shorten(fact: Fact) -> dict[str, Any]:
    latest = fact.latest
    return {
        "id": fact.id,
        "cite": fact.citation,
        "title": latest.title,
        "value": show_value(fact),
        "text": latest.statement,
        "url": fact_url(fact.id),
        "file": f"kb/facts/{area_of(fact.id).lower()}/{fact.id}.yaml",
        "source": latest.source.id,
        "place": say_place(latest.source.section, latest.source.lines, latest.source.seen, latest.source.basis),
    }


def show_value(fact: Fact) -> str:
    """The one value a fact is looked up for, in plain words; empty where its statement says it all."""
    match fact.latest.payload:
        case payloads.AppId(app_id=app_id):
            return app_id
        case payloads.ConsentPairing(zoom_setting=zoom, position=position):
            return f"{zoom}: {position.value}"
        case payloads.TokenPolicy(issued=issued, lifetime=lifetime, renewed_every=renewed):
            return say_duration(lifetime or renewed or "") if issued else "not issued"
        case payloads.Window(total=total):
            return say_duration(total)
        case payloads.Role(roles=roles, any_of=any_of):
            return (" or " if any_of else ", ").join(roles)
        case payloads.VersionFloor(minimums=minimums):
            return ", ".join(f"{one.product} {one.version}" for one in minimums)
        case payloads.SyncedField(name=name):
            return name
        case payloads.Recommendation(choose=choose):
            return choose
        case payloads.Protection(by=by):
            return by
    return ""
