"""Blocks know where their characters stand, in text, Markdown and HTML."""

from __future__ import annotations

import pytest

from kb.linting.blocks import Block
from kb.linting.markup import split_html
from kb.linting.plain import split_text


def texts(blocks: list[Block]) -> list[str]:
    return [block.text for block in blocks]


def spot(blocks: list[Block], part: str) -> tuple[int | None, int]:
    [block] = [block for block in blocks if part in block.text]
    place = block.place_at(block.text.index(part))
    return place.line, place.column


def test_markdown_is_split_where_it_changes_its_subject() -> None:
    blocks = split_text("# Head\ntext\nmore\n\n- one\n- two\n  and on\n\n| a | b |\n|---|---|\n| c | d |\n")
    assert texts(blocks) == ["# Head", "text\nmore", "- one", "- two\n  and on", "| a | b |", "| c | d |"]
    assert blocks[-1].header == ("a", "b")
    assert blocks[-1].is_row


def test_a_table_needs_no_outer_bars() -> None:
    blocks = split_text("Who | When\n--- | ---\nRooms | today")
    assert texts(blocks) == ["Who | When", "Rooms | today"]
    assert blocks[1].header == ("Who", "When")
    assert [blocks[1].text[start:end].strip() for _, start, end in blocks[1].cells()] == ["Rooms", "today"]


def test_code_stands_line_by_line() -> None:
    [_, code] = split_text("~~~yaml\n# one\nkey: two\n~~~")
    assert code.is_code
    assert [code.text[start:end].strip() for start, end in code.sentences()] == ["# one", "key: two"]


def test_sentences_end_where_sentences_end() -> None:
    [block] = split_text("It is e.g. Here. Then (see Below.) And\n**on** goes v1.2 of it. 3 more")
    found = [block.text[start:end].strip() for start, end in block.sentences()]
    assert found == ["It is e.g. Here.", "Then (see Below.)", "And\n**on** goes v1.2 of it.", "3 more"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_places_do_not_depend_on_line_ends(end: str) -> None:
    blocks = split_text(end.join(["first", "", "  | a | here |", "", "last word"]))
    assert spot(blocks, "here") == (3, 9)
    assert spot(blocks, "word") == (5, 6)


def test_html_keeps_the_places_of_the_file() -> None:
    page = "<html><body>\n<p>Fish &amp; <b>chips</b> here\nand there</p>\r\n<ul><li>one<li>two</ul>"
    blocks = split_html(page)
    assert [text.strip() for text in texts(blocks)] == ["Fish & chips here\nand there", "one", "two"]
    assert spot(blocks, "here\n") == (2, 28)
    assert spot(blocks, "there") == (3, 5)
    assert spot(blocks, "two") == (4, 16)


def test_html_tables_are_rows_with_heads() -> None:
    [head, row] = split_html("<table><tr><th>Token<th>Lifetime</tr><tr><td><p>access</p></td><td>2 hours</td></tr></table>")
    assert row.is_row
    assert row.header == ("Token", "Lifetime") == tuple(cell.strip() for cell in head.text.split("|"))
    assert [cell.strip() for cell in row.text.split("|")] == ["access", "2 hours"]


def test_html_links_follow_their_words_and_scripts_are_silent() -> None:
    page = (
        '<p>See <a class="x"\n href="/f/ZM-APP-002v1">the app</a>.</p><script>"ZM-APP-001"</script><style>ZM-APP-001</style><pre>a\nb</pre>'
    )
    blocks = split_html(page)
    assert texts(blocks)[0] == "See the app (/f/ZM-APP-002v1) ."
    assert spot(blocks, "ZM-APP-002v1") == (2, 11)
    assert "ZM-APP-001" not in "".join(texts(blocks))
    assert blocks[-1].is_code


@pytest.mark.parametrize(
    "piece", ["<!", "<a ", "<!--", "| - ", "-  ", ">  - ", "1.  ", "```\n", "- x\n", "<td>", "ZM-APP-", "<p><a href=zm>", ". "]
)
def test_hostile_text_costs_no_more_than_its_length(piece: str) -> None:
    # 60,000 characters take milliseconds where work grows with the length, and minutes where it grows with its square.
    text = piece * (60_000 // len(piece)) + ">"
    for split in (split_text, split_html):
        assert all(block.sentences() for block in split(text))
