"""The marks a page is written with: one set for the site, one for its plain Markdown twin."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence

from kb.ids import FACT_ID, area_of, fact_url
from kb.models import Fact, payloads
from kb.pages.contribute import Offers
from kb.pages.words import strip_marks

URL = re.compile(r"(?<!\]\()(?<![<`\w])https?://[^\s)<>`]*[\w/]")
BARE_ID = re.compile(rf"(?<![\w/`\[-]){FACT_ID.pattern}(?![\w-])")
UUID = re.compile(r"(?<![`\w-])[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}(?![`\w-])")

NO_BREAK = "\u00a0"


class Marks:
    """How a page links facts and sets off blocks.

    On the site, links are relative to the page, so that MkDocs checks them. The plain twin is nothing but Markdown, and its
    links lead from the site's root to other twins.

    Attributes:
        plain: Whether these are the twin's marks.
    """

    def __init__(self, path: str | None = None, offers: Offers | None = None, base_url: str | None = None) -> None:
        """Marks for the page at ``docs/<path>``; for a twin without a path. ``offers`` is what readers may do about a fact.

        With ``base_url`` (which may be empty) the links of plain text lead to the pages people read, and begin with it.
        """
        self._offers = offers or Offers()
        self.plain, self._base_url = path is None, base_url
        self._folder = posixpath.dirname(path or "") or "."
        # A page is served as a folder of its own name; the start page of a folder as that folder.
        self._served = self._folder if posixpath.basename(path or "") == "index.md" else (path or "").removesuffix(".md") or "."

    def link(self, fact_id: str, text: str) -> str:
        """A link to the fact's place on its area page."""
        if self._base_url is not None:
            return f"[{text}]({self._base_url}{fact_url(fact_id)})"
        page = f"facts/{area_of(fact_id).lower()}.md"
        return f"[{text}]({f'/{page}' if self.plain else posixpath.relpath(page, self._folder)}#{fact_id.lower()})"

    def address(self, fact_id: str) -> str:
        """The address of the fact's place, for links inside raw HTML; on the site it is relative to the page as it is served."""
        page = f"facts/{area_of(fact_id).lower()}"
        if self.plain:
            return f"/{page}.md#{fact_id.lower()}"
        return f"{posixpath.relpath(page, self._served)}/#{fact_id.lower()}"

    @property
    def root(self) -> str:
        """The site's root, relative to the page as it is served; ends in a slash."""
        return f"{posixpath.relpath('.', self._served)}/"

    def chip(self, fact: Fact) -> str:
        """The fact's ID, small, linked to its place."""
        link = self.link(fact.id, fact.id)
        return link if self.plain else f'{link}{{ .fact-id title="{strip_marks(fact.latest.title)}" }}'

    def offers(self, fact: Fact) -> str:
        """Links to mend the fact and to report a problem, as far as the site offers them."""
        return "" if self.plain else " ".join(f"[{words}]({address}){{ rel=nofollow }}" for words, address in self._offers.of(fact))

    def value(self, text: str) -> str:
        """A value that people copy into a portal."""
        return text if self.plain or text.startswith("`") else f'<span class="value">{text}</span>'

    def switch(self, position: payloads.Position) -> str:
        """A switch in one of its positions; the word says it, the picture beside it repeats it."""
        return f"**{position.value}**" if self.plain else f'<span class="switch {position.value.lower()}">{position.value}</span>'

    def badge(self, text: str) -> str:
        """A word or a link that sets something apart."""
        return f"({text})" if self.plain else f'<span class="badge" markdown="span">{text}</span>'

    def place(self, name: str) -> str:
        """An anchor without a heading, for an ID that leads here too."""
        return "" if self.plain else f'<span id="{name}" class="place"></span>'

    def anchor(self, name: str) -> str:
        """What follows a heading's text to give it this anchor."""
        return "" if self.plain else f" {{ #{name} }}"

    def classed(self, text: str, name: str) -> str:
        """A piece of marked text that the stylesheet knows by ``name``."""
        return text if self.plain else f"{text}{{ .{name} }}"

    def definitions(self, pairs: Sequence[tuple[str, str]]) -> str:
        """Names with their values."""
        if self.plain:
            return "\n".join(f"- {name}: {value}" for name, value in pairs)
        return "\n\n".join(f"{name}\n:   {value}" for name, value in pairs)

    def block(self, name: str, content: str) -> str:
        """A block of Markdown that the stylesheet knows by ``name``."""
        return content if self.plain else f'<div class="{name}" markdown>\n\n{content}\n\n</div>'


def mark_values(text: str, marks: Marks) -> str:
    """A statement or step with every bare UUID set as code, so that it can be copied, and addresses and fact IDs as links."""
    text = UUID.sub(lambda match: f"`{match[0]}`", text)
    text = URL.sub(lambda match: f"<{match[0]}>", text)
    return BARE_ID.sub(lambda match: marks.link(match[0], match[0]), text)


def mark_statement(fact: Fact, marks: Marks) -> str:
    """A fact's statement with its ID behind it; on the site the ID never opens a line."""
    return f"{mark_values(fact.latest.statement, marks)}{' ' if marks.plain else NO_BREAK}{marks.chip(fact)}"
