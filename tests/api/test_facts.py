from __future__ import annotations

import re

import pytest
from starlette.testclient import TestClient

from api.guide import Guide
from api.shapes.facts import KINDS
from kb.ids import AREAS
from kb.index import open_index
from kb.loader import ROOT, fact_files


def test_yaml_api_index_and_pages_name_the_same_facts(client: TestClient, guide: Guide) -> None:
    in_yaml = {path.stem for path in fact_files(ROOT)}
    in_api = {fact["id"] for fact in client.get("/api/v1/facts").json()["facts"]}
    in_index = set(open_index(guide.catalog, ROOT / ".kb" / "index").fact_ids)
    on_pages: set[str] = set()
    for area in AREAS:
        page = guide.site.find(f"/facts/{area.lower()}/")
        assert page
        on_pages |= {found.decode().upper() for found in re.findall(rb'id="(zm-[a-z]+-\d{3})"', page.body)}
    assert in_api == in_yaml
    assert in_index == {fact.id for fact in guide.catalog.current()}
    assert on_pages == in_yaml


def test_a_fact_says_all_that_its_file_says(client: TestClient, guide: Guide) -> None:
    for sent in client.get("/api/v1/facts").json()["facts"]:
        fact = guide.catalog.fact(sent["id"])
        latest, source = fact.latest, guide.catalog.sources[fact.latest.source.id]
        assert (sent["revision"], sent["citation"], sent["kind"]) == (latest.revision, fact.citation, fact.kind)
        assert (sent["title"], sent["statement"], sent["status"]) == (latest.title, latest.statement, latest.status)
        assert sent["payload"] == latest.payload.model_dump(mode="json", exclude_none=True)
        assert {key: set(values) for key, values in sent["applies_when"].items()} == latest.applies_when.named()
        assert sent["source"]["lines"] == ([list(span) for span in latest.source.lines] or None)
        assert (sent["source"]["id"], sent["source"]["title"], sent["source"]["url"]) == (source.id, source.title, source.url)


def test_each_filter_keeps_what_it_names(client: TestClient) -> None:
    everything = client.get("/api/v1/facts").json()["facts"]
    for name, value in (("kind", "app_id"), ("area", "TOKEN"), ("status", "current")):
        kept = client.get("/api/v1/facts", params={name: value}).json()["facts"]
        assert kept == [fact for fact in everything if fact[name] == value]
        assert kept
    assert client.get("/api/v1/facts?area=token").json() == client.get("/api/v1/facts?area=TOKEN").json()
    assert client.get("/api/v1/facts?area=TOKEN&kind=app_id").json()["facts"] == []


@pytest.mark.parametrize(
    ("query", "parameter"), [("kind=app-id", "kind"), ("area=APPS", "area"), ("status=old", "status"), ("kind=", "kind")]
)
def test_an_unknown_filter_value_names_the_known_ones(client: TestClient, query: str, parameter: str) -> None:
    problem = client.get(f"/api/v1/facts?{query}").json()
    assert problem["type"] == "/problems/invalid-parameter"
    assert problem["parameter"] == parameter
    assert problem["known"]


def test_there_are_kinds_to_filter_by() -> None:
    assert "app_id" in KINDS
    assert len(KINDS) == len(set(KINDS)) >= 15


@pytest.mark.parametrize("asked", ["ZM-APP-002", "zm-app-002", "ZM-APP-002v1", "zm-app-002V1"])
def test_a_fact_is_found_by_id_and_by_citation_in_any_case(client: TestClient, app_id: str, asked: str) -> None:
    fact = client.get(f"/api/v1/facts/{asked}").json()
    assert (fact["id"], fact["payload"]["app_id"]) == ("ZM-APP-002", app_id)
    assert fact["citation"] == ("ZM-APP-002v1" if "V1" in asked.upper() else fact["latest"]["citation"])
    assert fact["release"]


def test_one_fact_is_as_the_list_has_it(client: TestClient) -> None:
    listed = client.get("/api/v1/facts?kind=consent_pairing").json()
    for fact in listed["facts"]:
        assert client.get(f"/api/v1/facts/{fact['id']}").json() == {**fact, "release": listed["release"]}


@pytest.mark.parametrize("asked", ["ZM-APP-022", "ZM-AP-002", "ZMAPP002"])
def test_an_unknown_id_names_near_ones(client: TestClient, asked: str) -> None:
    response = client.get(f"/api/v1/facts/{asked}")
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/unknown-fact"
    assert any(each.startswith("ZM-APP") for each in response.json()["near"])


@pytest.mark.parametrize("asked", ["nonsense", "ZM-APP-002v0", "ZM-APP-002v", "%00", "ZM-APP-002%20OR%201=1", "a" * 4000, "%ED%A0%80"])
def test_what_is_no_id_is_an_unknown_fact(client: TestClient, asked: str) -> None:
    for prefix in ("/api/v1/facts/", "/f/"):
        response = client.get(prefix + asked)
        assert response.status_code == 404
        assert response.json()["type"] == "/problems/unknown-fact"


def test_an_unknown_revision_names_the_known_ones(client: TestClient, guide: Guide) -> None:
    response = client.get("/api/v1/facts/ZM-APP-002v99")
    assert response.status_code == 404
    assert response.json()["type"] == "/problems/unknown-revision"
    known = [f"ZM-APP-002v{revision.revision}" for revision in guide.catalog.fact("ZM-APP-002").revisions]
    assert response.json()["known"] == known


def test_every_fact_has_a_permalink_whose_page_leads_to_its_anchor(client: TestClient, guide: Guide) -> None:
    for fact in client.get("/api/v1/facts").json()["facts"]:
        assert f'href="{fact["url"]}">Open in the guide' in client.get(fact["permalink"]).text
        page, _, anchor = fact["url"].partition("#")
        file = guide.site.find(page)
        assert file
        assert f'id="{anchor}"'.encode() in file.body


def test_an_unchanged_list_costs_no_body(client: TestClient) -> None:
    tag = client.get("/api/v1/facts").headers["etag"]
    assert client.get("/api/v1/facts", headers={"If-None-Match": tag}).status_code == 304
