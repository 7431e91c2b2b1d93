from __future__ import annotations

import pytest

from api.mcp.access import Allowed, is_loopback


@pytest.mark.parametrize(
    ("address", "expected"),
    [("127.0.0.1", True), ("127.8.9.1", True), ("::1", True), ("localhost", True), ("10.0.0.1", False), ("testserver", False), ("", False)],
)
def test_a_loopback_address_is_known(address: str, expected: bool) -> None:
    assert is_loopback(address) is expected


def test_a_server_on_loopback_is_reached_by_the_names_of_this_machine_alone() -> None:
    hosts = Allowed().list_hosts("127.0.0.1", "evil.example")
    assert {"127.0.0.1", "127.0.0.1:*", "localhost:*", "[::1]:*"} <= set(hosts)
    assert "evil.example" not in hosts


def test_a_server_elsewhere_takes_any_name_until_it_is_told_its_own() -> None:
    assert Allowed().list_hosts("10.0.0.1", "guide.example") == ["guide.example"]
    told = Allowed(hosts=("guide.example",)).list_hosts("10.0.0.1", "other.example")
    assert {"guide.example", "guide.example:*", "localhost"} <= set(told)
    assert "other.example" not in told


def test_a_star_takes_any() -> None:
    everything = Allowed(hosts=("*",), origins=("*",))
    assert everything.list_hosts("127.0.0.1", "guide.example") == ["guide.example"]
    assert everything.list_origins([], "https://tools.example") == ["https://tools.example"]


def test_the_own_pages_and_those_of_the_list_may_call() -> None:
    origins = Allowed(origins=("https://tools.example",)).list_origins(["guide.example"], "https://evil.example")
    assert origins == ["http://guide.example", "https://guide.example", "https://tools.example"]


def test_the_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KB_MCP_HOSTS", " Guide.example, guide.example:8443 ,")
    monkeypatch.setenv("KB_MCP_ORIGINS", "https://tools.example/")
    assert Allowed.read() == Allowed(("guide.example", "guide.example:8443"), ("https://tools.example",))
    monkeypatch.delenv("KB_MCP_HOSTS")
    monkeypatch.delenv("KB_MCP_ORIGINS")
    assert Allowed.read() == Allowed()
