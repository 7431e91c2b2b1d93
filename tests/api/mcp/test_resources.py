from __future__ import annotations

import dataclasses
import datetime

import pytest

from api.guide import Guide
from api.mcp.ask import read_path
from api.mcp.render import render_fact
from api.mcp.resources import UnknownResource, list_resources, read_resource
from api.shapes.facts import describe_released_fact
from kb.catalog import Catalog
from kb.models import Status, Withdrawal


def test_every_entry_of_the_list_can_be_read(guide: Guide) -> None:
    for entry in list_resources(guide):
        assert read_resource(guide, entry.uri, "").strip(), entry.uri
        assert entry.title
        assert entry.description


def test_a_page_is_the_text_that_the_site_serves(guide: Guide) -> None:
    file = guide.site.find("/guide/consent.md")
    assert file
    assert read_resource(guide, "page:///guide/consent.md", "") == file.body.decode()
    assert read_resource(guide, "page:///guide/consent/", "") == file.body.decode()


def test_a_fact_is_found_in_any_case_and_by_revision(guide: Guide) -> None:
    texts = {read_resource(guide, uri, "https://x.example") for uri in ("fact://ZM-APP-002", "fact://zm-app-002", "FACT://ZM-APP-002v1/")}
    assert len(texts) == 1
    assert "https://x.example/f/ZM-APP-002v1" in texts.pop()


@pytest.mark.parametrize(
    ("uri", "near"),
    [
        ("fact://ZM-APP-02", "fact://ZM-APP-002"),
        ("fact://ZM-APP-002v7", "fact://ZM-APP-002v1"),
        ("page:///guide/consnt.md", "page:///guide/consent.md"),
        ("fact://", None),
        ("page://../../etc/passwd", None),
        ("file:///etc/passwd", None),
        ("", None),
    ],
)
def test_what_is_not_there_is_told_with_what_is_near(guide: Guide, uri: str, near: str | None) -> None:
    with pytest.raises(UnknownResource) as refused:
        read_resource(guide, uri, "")
    assert near is None or near in refused.value.near
    assert str(refused.value).endswith((".", "?"))


def test_a_withdrawn_fact_says_so_before_anything_else(guide: Guide) -> None:
    catalog = guide.catalog
    fact = catalog.fact("ZM-APP-002")
    withdrawal = Withdrawal(date=datetime.date(2026, 12, 1), reason="It no longer holds", replaced_by=("ZM-APP-003",))
    latest = fact.latest.model_copy(update={"status": Status.WITHDRAWN, "withdrawn": withdrawal})
    gone = fact.model_copy(update={"revisions": (latest, *fact.revisions[1:])})
    others = [each for each in catalog if each.id != gone.id]
    changed = Catalog([*others, gone], catalog.sources.values(), catalog.vocabulary.values())
    text = render_fact(describe_released_fact(changed, *changed.resolve("ZM-APP-002")), "")
    assert text.split("\n\n")[1] == "Withdrawn on 1 December 2026: It no longer holds. Cite ZM-APP-003 instead."
    assert read_resource(dataclasses.replace(guide, catalog=changed), "fact://ZM-APP-002", "") == text


def test_a_page_is_known_by_whatever_address_it_came_with(guide: Guide) -> None:
    for page in ("/guide/consent/", "/guide/consent.md", "https://guide.example/guide/consent/", "page:///guide/consent.md"):
        found = guide.site.find_page(read_path(page))
        assert found
        assert found.address == "/guide/consent/"
