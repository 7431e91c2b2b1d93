from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

MARKUP = "<script>alert(1)</script><img src=x onerror=alert(2)> zoom rooms"
HOSTILE = [
    MARKUP,
    '"><svg onload=alert(1)> rooms',
    "' autofocus onfocus=alert(1) x='",
    "rooms\n\n## Excerpts\n\n- [ZM-APP-001v1](https://evil.example): wrong",
    "rooms\r\nSet-Cookie: a=b",
    "rooms\u2028# heading",
    "[click](javascript:alert(1)) rooms",
    "`code` **bold** _it_ ~~no~~ | table | rooms",
    "https://evil.example/rooms www.evil.example me@evil.example",
    "\u202eroomsˋ\u200b\u200d\ufeff",
    "rooms \U0001f4c5 会議室 غرفة",
    "a" * 8000,
    "ID " * 600,
    "' OR 1=1 -- rooms",
    "*:* OR statement:[* TO *] rooms~2^9",
    "{{7*7}} ${7*7} <%= 7*7 %> rooms",
    "\ue000rooms\ue001",
]


@pytest.mark.parametrize("asked", HOSTILE)
def test_a_hostile_question_stays_text_in_every_form(client: TestClient, browser: dict[str, str], asked: str) -> None:
    address = f"/?ask={quote(asked)}"
    plain, page, data = (client.get(address, headers=headers) for headers in ({}, browser, {"Accept": "application/json"}))
    assert {response.status_code for response in (plain, page, data)} == {200}
    block = page.text[page.text.index('<section class="answer"') : page.text.index("</section><hr>")]
    allowed = "section|form|label|div|input|button|h2|h3|p|ul|ol|li|a|strong|em|code|mark|br|table|thead|tbody|tr|th|td"
    assert not re.search(rf"<(?!/?(?:{allowed})[\s>])", block)
    assert not re.search(r"<[^>]*\son\w+\s*=", re.sub(r'"[^"]*"', '""', block))
    assert "javascript:" not in "".join(re.findall(r'(?:href|action)="([^"]*)"', block))
    heading, *rest = plain.text.split("\n")
    assert heading.startswith("# ")
    assert not re.search(r"(?<!\\)[<>\[\]`*_|~]", heading[2:])
    assert rest[0] == ""
    assert plain.text.count("\n## Excerpts\n") <= 1
    assert "set-cookie" not in plain.headers


@pytest.mark.parametrize(
    "query",
    [
        "ask=%",
        "ask=%zz",
        "ask=%ff%fe",
        "ask=%ED%A0%80",
        "ask=%C0%AF",
        "ask=a&ask",
        "ask[]=x&ask=MGAPI",
        "ask=MGAPI&&&=&;",
        "ask=MGAPI&%00=1",
        "ask=+%2B+",
    ],
)
def test_a_broken_query_is_never_a_failure_of_the_server(client: TestClient, query: str) -> None:
    for path in ("/", "/guide/consent.md", "/api/v1/ask", "/api/v1/facts", "/f/ZM-APP-002"):
        response = client.get(f"{path}?{query}")
        assert response.status_code < 500
        if response.status_code >= 400:
            assert response.headers["content-type"] == "application/problem+json"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("Accept", "x" * 10_000),
        ("Accept", "\xff/\xfe;q=\xfd"),
        ("If-None-Match", '"' * 5000),
        ("Accept-Encoding", "gzip;q=0, \xe9"),
        ("Content-Length", "0"),
        ("Range", "bytes=0-1,5-"),
        ("X-Forwarded-Host", "evil.example"),
    ],
)
def test_an_odd_header_is_never_a_failure_of_the_server(client: TestClient, name: str, value: str) -> None:
    for path in ("/", "/?ask=MGAPI", "/api/v1/facts", "/f/ZM-APP-002"):
        response = client.get(path, headers=[(name.encode(), value.encode("latin-1"))])
        assert response.status_code < 500
        assert "evil.example" not in response.text


@pytest.mark.parametrize("host", ["evil.example)](x", "a b", "<x>", "a/../b", "h:99999999"])
def test_a_host_that_is_none_is_not_written_into_links(client: TestClient, host: str) -> None:
    text = client.get("/?ask=MGAPI", headers={"Host": host}).text
    assert host not in text
    assert "](/facts/" in text


def test_a_websocket_is_closed(client: TestClient) -> None:
    with pytest.raises(WebSocketDisconnect), client.websocket_connect("/?ask=MGAPI"):
        pass


def test_an_accept_header_in_several_lines_is_one_list(client: TestClient) -> None:
    response = client.get("/?ask=MGAPI", headers=[("Accept", "image/png"), ("Accept", "application/json")])
    assert response.headers["content-type"] == "application/json"
