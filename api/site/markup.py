"""Markdown of facts and answers as HTML that can do no harm: no raw HTML, no foreign pictures, links to the web only."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree

import markdown
from markdown.treeprocessors import Treeprocessor

_LINK = re.compile(r"(?:https?://|/(?![/\\])|#)", re.IGNORECASE)


class _SafeLinks(Treeprocessor):
    """Takes the target off every link that leads neither to the web nor into this site."""

    def run(self, root: ElementTree.Element) -> None:
        for link in root.iter("a"):
            if not _LINK.match(link.get("href", "")):
                link.attrib.pop("href", None)


def to_html(text: str) -> str:
    """A piece of Markdown as HTML; whatever looks like HTML in it stays text."""
    # A converter holds state while it works, so each text gets its own.
    converter = markdown.Markdown(extensions=["tables", "sane_lists"], output_format="html")
    converter.preprocessors.deregister("html_block")
    for name in ("html", "image_link", "image_reference", "short_image_ref"):
        converter.inlinePatterns.deregister(name)
    converter.treeprocessors.register(_SafeLinks(converter), "safe_links", 5)
    return converter.convert(text)
