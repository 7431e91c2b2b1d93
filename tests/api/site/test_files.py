from __future__ import annotations

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from api.site.files import Site


def test_the_home_page_is_served(client: TestClient, browser: dict[str, str]) -> None:
    response = client.get("/", headers=browser)
    assert response.status_code == 200
    assert response.headers["content-type"] == "text/html; charset=utf-8"
    assert "<article" in response.text


@pytest.mark.parametrize("ending", sorted({".html", ".md", ".css", ".csv", ".js", ".svg", ".json", ".txt"}))
def test_each_kind_of_file_has_its_type(client: TestClient, guide: Guide, ending: str) -> None:
    path = next(path for path in guide.site.files if path.endswith(ending))
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["content-type"] == guide.site.files[path].media_type != "application/octet-stream"
    assert response.content == guide.site.files[path].body


def test_every_page_has_a_markdown_twin(guide: Guide) -> None:
    pages = set(guide.site.addresses) - {"/404/"}
    missing = [page for page in pages if page != "/" and page.rstrip("/") + ".md" not in guide.site.files]
    assert not missing
    assert "/index.md" in guide.site.files


def test_a_page_without_its_slash_is_redirected_with_its_query(client: TestClient) -> None:
    response = client.get("/guide/consent?utm=1")
    assert response.status_code == 307
    assert response.headers["location"] == "/guide/consent/?utm=1"


def test_an_unchanged_file_costs_no_body(client: TestClient) -> None:
    tag = client.get("/").headers["etag"]
    for known in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get("/", headers={"If-None-Match": known})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
    assert client.get("/", headers={"If-None-Match": '"other"'}).status_code == 200


def test_files_named_by_their_digest_are_kept_and_others_are_checked_again(client: TestClient, guide: Guide) -> None:
    hashed = next(path for path in guide.site.files if re.search(r"\.[0-9a-f]{8}\.min\.js$", path))
    assert "immutable" in client.get(hashed).headers["cache-control"]
    assert client.get("/").headers["cache-control"] == "no-cache"


def test_a_missing_page_shows_people_a_page_and_programs_a_problem(client: TestClient, browser: dict[str, str]) -> None:
    for_people = client.get("/guide/consnet/", headers=browser)
    assert for_people.status_code == 404
    assert for_people.headers["content-type"].startswith("text/html")
    for_programs = client.get("/guide/consnet/")
    assert for_programs.headers["content-type"] == "application/problem+json"
    assert "/guide/consent/" in for_programs.json()["near"]


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/f/", "/v1/models/x", "/mcp/x", "/ask/x"])
def test_below_the_api_even_a_browser_gets_a_problem(client: TestClient, browser: dict[str, str], path: str) -> None:
    response = client.get(path, headers=browser)
    assert response.status_code == 404
    assert response.headers["content-type"] == ("application/json" if path.startswith("/v1/") else "application/problem+json")


@pytest.mark.parametrize("path", ["/api/v1/nothing", "/v1/embeddings", "/ask/x"])
def test_below_the_api_an_unknown_address_is_unknown_by_any_method(client: TestClient, path: str) -> None:
    assert client.post(path, json={}).status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/../pyproject.toml",
        "/%2e%2e/pyproject.toml",
        "/..%2fpyproject.toml",
        "/assets/..%5c..%5cpyproject.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/.git/config",
        "/guide/%00",
        "/%ff%fe",
        "/" + "a" * 5000,
        "/C:%5cWindows%5cwin.ini",
    ],
)
def test_no_path_leads_out_of_the_site(client: TestClient, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 404
    assert response.headers["content-type"] == "application/problem+json"


def test_a_link_that_leads_out_of_the_folder_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret")
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "index.html").write_text("<body>")
    try:
        (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    except OSError:
        pytest.skip("this system allows no links")
    assert list(Site.load(folder).files) == ["/index.html"]


def test_head_is_get_without_the_body(client: TestClient) -> None:
    for path in ("/", "/api/v1/facts", "/f/ZM-APP-002", "/nothing", "/?ask=MGAPI"):
        got, head = client.get(path), client.head(path)
        assert head.content == b""
        assert head.status_code == got.status_code
        assert dict(head.headers) == dict(got.headers)


def test_every_response_carries_the_security_headers(client: TestClient, browser: dict[str, str]) -> None:
    for path in ("/", "/nothing", "/api/v1/facts", "/api/v1/facts/ZM-APP-999", "/?ask=MGAPI", "/f/ZM-APP-002", "/healthz"):
        for headers in ({}, browser):
            response = client.get(path, headers=headers)
            assert response.headers["x-content-type-options"] == "nosniff"
            assert response.headers["referrer-policy"] == "no-referrer"
            policy = response.headers["content-security-policy"]
            assert "frame-ancestors 'none'" in policy
            assert "unsafe" not in policy.partition("script-src")[2].partition(";")[0]


def test_the_policy_allows_the_inline_scripts_of_the_pages_and_no_other(
    client: TestClient, guide: Guide, browser: dict[str, str]
) -> None:
    policy = client.get("/", headers=browser).headers["content-security-policy"]
    assert guide.site.script_hashes
    assert all(source in policy for source in guide.site.script_hashes)
    assert not any(re.search(rb"<[^>]+\son[a-z]+=[\"']", file.body) for path, file in guide.site.files.items() if path.endswith(".html"))


def test_large_text_is_compressed_for_those_who_take_it(client: TestClient) -> None:
    response = client.get("/api/v1/facts", headers={"Accept-Encoding": "gzip"})
    assert response.headers["content-encoding"] == "gzip"
    assert "accept-encoding" in response.headers["vary"].lower()
    assert "content-encoding" not in client.get("/api/v1/facts", headers={"Accept-Encoding": "identity"}).headers


def test_a_page_that_has_not_changed_keeps_the_policy_it_came_with(client: TestClient, browser: dict[str, str]) -> None:
    page = client.get("/", headers=browser)
    again = client.get("/", headers={**browser, "If-None-Match": page.headers["etag"]})
    assert again.status_code == 304
    assert "content-security-policy" not in again.headers


def test_a_browser_is_shown_the_pages_near_an_address_that_does_not_exist(client: TestClient, browser: dict[str, str]) -> None:
    page = client.get("/guide/consnt/", headers=browser)
    assert page.status_code == 404
    assert '<h2>Pages that are near</h2><ul><li><a href="/guide/consent/">User consent</a></li>' in page.text
    nothing = client.get("/qqqqqqqqqqqqqqq", headers=browser)
    assert "Pages that are near" not in nothing.text
    assert "data-near" in nothing.text
    assert not [address for address in client.get("/f/ZM-APP-2").json().get("near", []) if address.startswith("/f/")]


def test_pages_of_other_hosts_may_call_the_api_and_nothing_else(client: TestClient, question: str) -> None:
    ours = {"Origin": "https://files.example"}
    body = {"messages": [{"role": "user", "content": question}]}
    answer = client.post("/api/v1/chat", json=body, headers=ours)
    assert answer.json()["answered"]
    assert answer.headers["access-control-allow-origin"] == "*"
    asked = {**ours, "Access-Control-Request-Method": "POST", "Access-Control-Request-Headers": "content-type"}
    allowed = client.options("/api/v1/chat", headers=asked)
    assert allowed.status_code == 200
    assert "POST" in allowed.headers["access-control-allow-methods"]
    assert "access-control-allow-origin" not in client.get("/", headers=ours).headers
