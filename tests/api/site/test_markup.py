"""Markdown becomes HTML that can do no harm."""

from __future__ import annotations

import re

import pytest

from api.site.markup import to_html


def test_marks_links_and_tables_are_shown() -> None:
    html = to_html("**a** `b` [c](https://guide.example) [d](/facts/app/#zm-app-002)\n\n| e |\n| --- |\n| f |")
    for part in ("<strong>a</strong>", "<code>b</code>", 'href="https://guide.example"', 'href="/facts/app/#zm-app-002"', "<td>f</td>"):
        assert part in html


@pytest.mark.parametrize(
    "text",
    [
        "[x](javascript:alert(1))",
        "[x](JaVaScRiPt:alert(1))",
        "[x](&#106;avascript:alert(1))",
        "[x](java\\script:alert(1))",
        "[x]( javascript:alert(1))",
        "[x][y]\n\n[y]: javascript:alert(1)",
        "[x](data:text/html,<script>alert(1)</script>)",
        "[x](//evil.example)",
        "[x](/\\evil.example)",
        "<javascript:alert(1)>",
        "<script>alert(1)</script>",
        "<img src=x onerror=alert(1)>",
        "![x](https://evil.example/pixel.png)",
        "![x][y]\n\n[y]: https://evil.example/pixel.png",
        "<a href='https://guide.example' onclick='alert(1)'>x</a>",
        "a\n<div onclick=alert(1)>\nb",
        "[x](https://guide.example \"y\" onclick='alert(1)')",
    ],
)
def test_nothing_runs_or_loads(text: str) -> None:
    html = to_html(text)
    assert not re.search(r"<(?:script|img|div|iframe)", html)
    tags = re.findall(r"<[^>]*>", html)
    assert not [tag for tag in tags if re.search(r"\son\w+=", re.sub(r'"[^"]*"', '""', tag))]
    targets = [target for tag in tags for target in re.findall(r'href="([^"]*)"', tag)]
    assert all(re.match(r"https://guide\.example|https://evil\.example/pixel", target) for target in targets)
