from __future__ import annotations

import pytest

from api.http.negotiate import HTML, JSON, MARKDOWN, choose_media_type

OFFERS = (MARKDOWN, JSON, HTML)


@pytest.mark.parametrize(
    ("accept", "chosen"),
    [
        (None, MARKDOWN),
        ("", MARKDOWN),
        ("*/*", MARKDOWN),
        ("application/json", JSON),
        ("APPLICATION/JSON", JSON),
        ("application/json; charset=utf-8", JSON),
        ("application/json, text/plain, */*", JSON),
        ("text/html", HTML),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8", HTML),
        ("text/markdown, text/html, */*", MARKDOWN),
        ("text/html;q=0.5, application/json", JSON),
        ("text/html, application/json;q=0.5", HTML),
        ("application/json;q=0.4, text/html;q=0.4;level=1", JSON),
        ("text/html, application/json", HTML),
        ("text/*", MARKDOWN),
        ("application/*", JSON),
        ("text/markdown;q=0, */*", JSON),
        ("text/markdown;q=0, application/json;q=0, */*;q=0.1", HTML),
        ("*/*;q=0.1, text/html;q=0", MARKDOWN),
        ("image/png", MARKDOWN),
        ("text/plain", MARKDOWN),
        ("application/json;q=0", MARKDOWN),
        ("application/json;q=many", MARKDOWN),
        ("application/json;q=7", MARKDOWN),
        ("json", MARKDOWN),
        (", ;, /, */json, \x00", MARKDOWN),
    ],
)
def test_the_accept_header_chooses_the_form(accept: str | None, chosen: str) -> None:
    assert choose_media_type(accept, OFFERS) == chosen


def test_a_long_header_is_read_without_harm() -> None:
    assert choose_media_type("a/b;q=0.1," * 5000 + "application/json", OFFERS) == JSON
