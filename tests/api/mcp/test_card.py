from __future__ import annotations

import json
import re

import pytest
from mcp.types.version import KNOWN_PROTOCOL_VERSIONS
from starlette.testclient import TestClient

from api.mcp import card
from api.openapi.examples import EXAMPLES

ADDRESSES = ["/mcp/server-card", "/.well-known/mcp/server-card.json"]


@pytest.mark.parametrize("address", ADDRESSES)
def test_the_card_names_the_server_and_where_to_connect(client: TestClient, address: str) -> None:
    response = client.get(address, headers={"Host": "guide.example"})
    assert response.headers["content-type"] == "application/mcp-server-card+json"
    assert response.headers["access-control-allow-origin"] == "*"
    assert response.headers["cache-control"] == "public, max-age=3600"
    found = response.json()
    assert found["remotes"][0]["url"] == "http://guide.example/mcp"
    assert client.get(found["websiteUrl"].removeprefix("http://guide.example")).status_code == 200
    assert client.get(address, headers={"Host": "guide.example", "If-None-Match": response.headers["etag"]}).status_code == 304


def test_the_card_keeps_to_the_limits_of_the_proposal() -> None:
    found = json.loads(card.build_card("https://guide.example").model_dump_json(by_alias=True))
    assert found == EXAMPLES["card"]
    assert (
        {"$schema", "name", "version", "description"}
        <= set(found)
        <= {"$schema", "name", "version", "title", "description", "websiteUrl", "remotes"}
    )
    assert re.fullmatch(r"[a-zA-Z0-9.-]+/[a-zA-Z0-9._-]+", found["name"])
    assert len(found["description"]) <= 100
    assert re.fullmatch(r"\d+\.\d+\.\d+", found["version"])


def test_the_card_tells_every_revision_that_the_library_speaks() -> None:
    assert card.PROTOCOLS == KNOWN_PROTOCOL_VERSIONS
