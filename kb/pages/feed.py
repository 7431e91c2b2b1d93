"""The releases as an Atom feed (RFC 4287); the same facts give the same bytes."""

from __future__ import annotations

import datetime
import uuid
from xml.etree import ElementTree

import markdown

from kb.catalog import Catalog
from kb.history import Diff, Snapshot
from kb.pages.listing import FEED
from kb.pages.marks import Marks
from kb.pages.releases import anchor_of, list_diffs, summarise, write_notes
from kb.pages.site_url import read_site_url
from kb.subject import subject

NAMESPACE = "http://www.w3.org/2005/Atom"
IDENTITY = uuid.UUID("7f4f2f0e-2d8e-4c39-9d1b-6c1f0a7b5e21")
"""What names the feed for ever, wherever it is served; the entries' names are made from it."""

PAGE = "/about/releases/"


class FeedMarks(Marks):
    """Links lead to permalinks: absolute where `KB_SITE_URL` is set, else from the site's root, since a feed has no page of its own."""

    def link(self, fact_id: str, text: str) -> str:
        """A link to the fact's permalink."""
        return f"[{text}]({read_site_url()}/f/{fact_id})"


def write_feed(catalog: Catalog) -> str:
    """The feed: one entry a release, newest first; without releases an empty one, dated by the newest revision."""
    ElementTree.register_namespace("", NAMESPACE)
    diffs = list_diffs(catalog)
    dates = [release.date for release in catalog.releases] or [fact.latest.date for fact in catalog]
    feed = ElementTree.Element(f"{{{NAMESPACE}}}feed")
    _add(feed, "title", f"Releases of the {subject().title}")
    _add(feed, "id", IDENTITY.urn)
    _add(feed, "updated", _stamp(max(dates, default=datetime.date(1970, 1, 1))))
    _add(feed, "link", rel="self", type="application/atom+xml", href=f"{read_site_url()}/{FEED}")
    _add(feed, "link", rel="alternate", type="text/html", href=read_site_url() + PAGE)
    _add(_add(feed, "author"), "name", "The field guide's authors")
    for snapshot, diff in reversed(diffs):
        _add_entry(feed, snapshot, diff, catalog)
    ElementTree.indent(feed)
    return '<?xml version="1.0" encoding="utf-8"?>\n' + ElementTree.tostring(feed, encoding="unicode") + "\n"


def _add_entry(feed: ElementTree.Element, snapshot: Snapshot, diff: Diff, catalog: Catalog) -> None:
    assert snapshot.date is not None
    entry = _add(feed, "entry")
    _add(entry, "title", f"Release {snapshot.name}")
    _add(entry, "id", uuid.uuid5(IDENTITY, snapshot.name).urn)
    _add(entry, "updated", _stamp(snapshot.date))
    _add(entry, "link", rel="alternate", type="text/html", href=f"{read_site_url()}{PAGE}#{anchor_of(snapshot.name)}")
    _add(entry, "summary", f"{len(snapshot.states)} facts. {summarise(diff)}")
    notes = write_notes(diff, catalog, FeedMarks(), level=2)
    _add(entry, "content", markdown.markdown(notes, extensions=["sane_lists"], output_format="html"), type="html")


def _add(parent: ElementTree.Element, name: str, text: str | None = None, **attributes: str) -> ElementTree.Element:
    element = ElementTree.SubElement(parent, f"{{{NAMESPACE}}}{name}", attributes)
    element.text = text
    return element


def _stamp(day: datetime.date) -> str:
    return f"{day.isoformat()}T00:00:00Z"
