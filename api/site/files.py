"""The built site, read once and held in memory: what is not in it cannot be asked for, whatever the path looks like."""

from __future__ import annotations

import base64
import difflib
import hashlib
import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from api.http.responses import tag_of
from kb.store import MANIFEST

MEDIA_TYPES = {
    ".atom": "application/atom+xml; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8; header=present",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff": "font/woff",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}
"""File ending → media type; fixed here because the operating system's own list differs from machine to machine."""

LLMS_LINK = '</llms.txt>; rel="describedby"; type="text/plain"'
"""Link header to the index for agents (llms.txt, version 2)."""

_ARTICLE = re.compile(rb"<article\b[^>]*>")
_SCRIPT = re.compile(rb"<script\b([^>]*)>(.*?)</script>", re.DOTALL | re.IGNORECASE)
_TITLE = re.compile(rb"<title>(.*?)</title>", re.DOTALL)
_DATA = re.compile(rb"\bsrc=|type=[\"']?application/(?:ld\+)?json", re.IGNORECASE)
_INDEX = re.compile(r"/(?:index(?:\.html)?)?\Z")
_HASHED = re.compile(r"\.[0-9a-f]{8}\.")


@dataclass(frozen=True)
class SiteFile:
    """One file of the site.

    Attributes:
        body: Its bytes.
        media_type: What it is sent as.
        tag: Its entity tag.
        cache: Its Cache-Control; a file with a digest in its name never changes.
    """

    body: bytes
    media_type: str
    tag: str
    cache: str

    def with_block(self, block: str) -> bytes:
        """The page with a block of HTML at the head of its article (of its body, when it has no article)."""
        found = _ARTICLE.search(self.body) or re.search(rb"<body\b[^>]*>", self.body)
        at = found.end() if found else 0
        return self.body[:at] + block.encode() + self.body[at:]


@dataclass(frozen=True)
class Page:
    """A page people read, at its address; ``plain`` when its Markdown twin was asked for."""

    address: str
    file: SiteFile
    plain: bool


class Site:
    """The files of a built site by their path.

    Attributes:
        files: Path from the root, such as ``/guide/consent/index.html`` → file.
        addresses: The pages people read; the permalinks' pages only lead on to them.
        script_hashes: The CSP sources of every inline script of its pages, sorted.
    """

    def __init__(self, files: dict[str, SiteFile]) -> None:
        self.files = files
        self.script_hashes = tuple(
            sorted({source for path, file in files.items() if path.endswith(".html") for source in _hash_scripts(file)})
        )
        self.addresses = [path.removesuffix("index.html") for path in files if path.endswith("/index.html") and not path.startswith("/f/")]

    @classmethod
    def load(cls, folder: Path) -> Site:
        """Reads every file of the folder; links that lead out of it are left out."""
        root = folder.resolve()
        files = {}
        for path in sorted(root.rglob("*")):
            if path != root / MANIFEST and path.is_file() and (not path.is_symlink() or path.resolve().is_relative_to(root)):
                body = path.read_bytes()
                cache = "public, max-age=31536000, immutable" if _HASHED.search(path.name) else "no-cache"
                media_type = MEDIA_TYPES.get(path.suffix.lower(), "application/octet-stream")
                files["/" + path.relative_to(root).as_posix()] = SiteFile(body, media_type, tag_of(body), cache)
        return cls(files)

    def find(self, path: str) -> SiteFile | None:
        """The file at a path of a request; a path that ends in a slash means its index."""
        return self.files.get(path + "index.html" if path.endswith("/") else path)

    def find_page(self, path: str) -> Page | None:
        """The page whose address, twin (``.md``) or unslashed address this path is; None for assets and unknown paths."""
        plain = path.endswith(".md")
        stem = path.removesuffix(".md") if plain else path.removesuffix(".html")
        stem = stem.removesuffix("/index") if stem.endswith("/index") and stem != path else stem.rstrip("/")
        file = self.files.get(f"{stem}/index.html")
        if file is None or (plain and path not in self.files):
            return None
        return Page(f"{stem}/", file, plain)

    def twin_of(self, address: str) -> str | None:
        """The path of a page's Markdown twin, such as ``/guide/consent.md`` for ``/guide/consent/``; None when it has none."""
        path = f"{address.rstrip('/') or '/index'}.md"
        return path if path in self.files else None

    def resolve(self, path: str) -> str:
        """The path of a page's twin for other ways to add ``.md`` to the page's address, such as ``/guide/consent/.md``; else the path itself."""
        if not path.endswith(".md") or path in self.files:
            return path
        return self.twin_of(_INDEX.sub("/", path.removesuffix(".md"))) or path

    def links_of(self, page: Page) -> str:
        """The Link header of a page: its other form, and the index for agents."""
        twin = self.twin_of(page.address)
        if page.plain:
            return f'<{page.address}>; rel="canonical", {LLMS_LINK}'
        return f'<{twin}>; rel="alternate"; type="text/markdown", {LLMS_LINK}' if twin else LLMS_LINK

    def title_of(self, address: str) -> str:
        """The title of the page at an address, without the site's name."""
        file = self.find(address)
        found = _TITLE.search(file.body) if file else None
        return html.unescape(found[1].decode()).rpartition(" - ")[0] or html.unescape(found[1].decode()) if found else address

    def near(self, path: str) -> list[str]:
        """Addresses of pages that look like the path of a page or of its twin, best first."""
        wanted = f"{path.removesuffix('.md')}/" if path.endswith(".md") else path
        return difflib.get_close_matches(wanted[:100], self.addresses, n=3)


def _hash_scripts(file: SiteFile) -> Iterator[str]:
    for attributes, script in _SCRIPT.findall(file.body):
        if not _DATA.search(attributes):
            yield f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'"
