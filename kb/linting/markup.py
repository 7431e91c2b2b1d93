"""Splits HTML into blocks that keep the lines and columns of the file."""

from __future__ import annotations

import html
from html.parser import HTMLParser

from kb.linting.blocks import Block, Place, split_cells

_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "cite", "code", "data", "del", "dfn", "em", "font", "i", "img", "input", "ins",
    "kbd", "label", "mark", "q", "s", "samp", "small", "span", "strike", "strong", "sub", "sup", "time", "tt", "u", "var", "wbr",
})  # fmt: skip
_SILENT = frozenset({"script", "style", "template"})


def split_html(text: str) -> list[Block]:
    """The blocks of a page: its text, and the addresses its links lead to behind the words of the link."""
    splitter = _Splitter()
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    # Behind the last ">" there is no markup left; the parser would look for its end from each "<" again.
    end = text.rfind(">") + 1
    splitter.feed(text[:end])
    splitter.close()
    if text[end:]:
        line = text.count("\n", 0, end) + 1
        splitter.add(text[end:], Place(line=line, column=end - text.rfind("\n", 0, end)))
    splitter.flush()
    return splitter.blocks


class _Splitter(HTMLParser):
    def __init__(self) -> None:
        # Entities come one by one, so that columns stay those of the file.
        super().__init__(convert_charrefs=False)
        self.blocks: list[Block] = []
        self.parts: list[str] = []
        self.marks: list[tuple[int, Place]] = []
        self.length = 0
        self.silent = self.preformatted = 0
        self.in_row = self.is_head = False
        self.header: tuple[str, ...] = ()
        self.link: tuple[str, Place] | None = None

    def here(self) -> Place:
        line, column = self.getpos()
        return Place(line=line, column=column + 1)

    def add(self, text: str, place: Place) -> None:
        for number, line in enumerate(text.split("\n")):
            if number:
                self.parts.append("\n")
                self.length += 1
                place = Place(line=(place.line or 1) + 1)
            self.marks.append((self.length, place))
            self.parts.append(line)
            self.length += len(line)

    def flush(self, *, is_row: bool = False) -> None:
        text = "".join(self.parts)
        if text.strip():
            self.blocks.append(Block(text, tuple(self.marks), is_row, bool(self.preformatted), self.header if is_row else ()))
        self.parts, self.marks, self.length = [], [], 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self.silent += 1
        elif tag == "a":
            self.note_link(dict(attrs).get("href") or "")
        elif tag == "br":
            self.add("\n", self.here())
        elif tag in ("td", "th"):
            if self.in_row and self.length:
                self.add(" | ", self.here())
            self.is_head = self.is_head or tag == "th"
        elif tag not in _INLINE and not (self.in_row and tag in ("p", "div")):
            self.flush(is_row=self.in_row)
            self.in_row, self.is_head = tag == "tr", False
            if tag == "table":
                self.header = ()
        if tag == "pre":
            self.preformatted += 1

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif tag == "a" and self.link:
            self.add(" (", self.link[1])
            self.add(*self.link)
            self.add(") ", self.link[1])
            self.link = None
        elif tag == "tr":
            row = "".join(self.parts)
            self.flush(is_row=True)
            if self.is_head and not self.header:
                self.header = split_cells(row)
            self.in_row = False
        elif tag not in _INLINE and tag not in ("td", "th") and not (self.in_row and tag in ("p", "div")):
            self.flush(is_row=self.in_row)
        if tag == "pre":
            self.preformatted = max(0, self.preformatted - 1)

    def note_link(self, address: str) -> None:
        if "zm" not in address.lower():
            return
        line, column = self.getpos()
        before = (self.get_starttag_text() or "").partition(address)[0]
        lines = before.split("\n")
        self.link = (address, Place(line=line + len(lines) - 1, column=len(lines[-1]) + 1 + (column if len(lines) == 1 else 0)))

    def handle_data(self, data: str) -> None:
        if not self.silent:
            self.add(data, self.here())

    def handle_entityref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self.handle_data(html.unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        # A comment may tell the linter to leave a block alone.
        self.add(f" <!--{data}--> ", self.here())
