"""What RFC 9110 and 9111 ask of every response that can be revalidated, and of those that refuse a method."""

from __future__ import annotations

import pytest
from starlette.testclient import TestClient

ADDRESSES = (
    "/",
    "/guide/consent/",
    "/guide/consent.md",
    "/facts.json",
    "/releases.atom",
    "/openapi.json",
    "/api/v1/facts",
    "/f/ZM-APP-002v1",
)
ADDRESSES += ("/api/v1/releases", "/mcp/server-card", "/v1/models", "/api/v1/facts/ZM-APP-002/citation")


def names(header: str) -> list[str]:
    return sorted(name.strip().lower() for name in header.split(","))


@pytest.mark.parametrize("encoding", ["identity", "gzip"])
@pytest.mark.parametrize("address", ADDRESSES)
def test_a_304_tells_what_its_200_told(client: TestClient, address: str, encoding: str) -> None:
    whole = client.get(address, headers={"Accept-Encoding": encoding})
    again = client.get(address, headers={"Accept-Encoding": encoding, "If-None-Match": whole.headers["etag"]})
    assert (whole.status_code, again.status_code, again.content) == (200, 304, b"")
    for name in ("etag", "cache-control", "vary"):
        assert names(again.headers[name]) == names(whole.headers[name])
    assert names(whole.headers["vary"]) == sorted(set(names(whole.headers["vary"])))


@pytest.mark.parametrize("address", ADDRESSES)
def test_if_match_never_matches_a_weak_tag(client: TestClient, address: str) -> None:
    tag = client.get(address).headers["etag"]
    refused = client.get(address, headers={"If-Match": tag})
    assert refused.status_code == 412
    assert "etag" not in refused.headers
    assert client.get(address, headers={"If-Match": "*"}).status_code == 200


@pytest.mark.parametrize(
    ("address", "allowed"),
    [("/ask", "GET, HEAD, POST"), ("/api/v1/ask", "GET, HEAD"), ("/api/v1/chat", "POST"), ("/guide/consent/", "GET, HEAD")],
)
def test_allow_names_every_method(client: TestClient, address: str, allowed: str) -> None:
    refused = client.delete(address)
    assert (refused.status_code, refused.headers["allow"]) == (405, allowed)


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_its_body(client: TestClient, address: str) -> None:
    told, got = client.head(address), client.get(address)
    assert told.content == b""
    assert {name: value for name, value in told.headers.items() if name != "date"} == {
        name: value for name, value in got.headers.items() if name != "date"
    }
