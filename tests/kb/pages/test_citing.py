"""A citation says the same in every form, and stays text in each of them."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from kb.catalog import UNRELEASED, Catalog
from kb.models import Fact
from kb.pages.citing import FORMS, LABELS, READY, add_forms, build_reference, render_citation, render_control
from kb.pages.record import write_revision
from tests.kb.repo import Repo

BASE = "https://guide.example"
HOSTILE = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(2)>',
    "[click](javascript:alert(1)) **bold** `code`",
    "}} \\input{/etc/passwd} % $x^2$ #1 & ~ _",
    "line\u2028break \u202eright to left\u202c",
    "</details><details open> & &amp;",
)


class Text(HTMLParser):
    """Collects the elements of a piece of HTML, with their attributes, and its text."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.links: list[str] = []
        self.names: set[str] = set()
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.names |= {name for name, _ in attrs}
        self.links += [value or "" for name, value in attrs if name == "href"]

    def handle_data(self, data: str) -> None:
        self.text += data


def catalog_of(repo: Repo, **changes: object) -> Catalog:
    """Two facts: one whose second revision is changed, and one that may be cited in its place."""
    repo.add("ZM-APP-001")
    repo.add("ZM-APP-002")
    catalog = repo.catalog()
    fact = catalog.fact("ZM-APP-001")
    data = fact.latest.model_dump(mode="json") | {"revision": 2, "date": "2026-12-03"} | changes
    second = type(fact.latest).model_validate(data)
    changed = fact.model_copy(update={"revisions": (second, *fact.revisions)})
    return Catalog([changed, catalog.fact("ZM-APP-002")], catalog.sources.values(), [], "2026.12.0")


WITHDRAWN = {"status": "withdrawn", "withdrawn": {"date": "2026-12-03", "reason": "It was merged", "replaced_by": ["ZM-APP-002"]}}


def cite(catalog: Catalog, citation: str, form: str) -> str:
    return render_citation(build_reference(catalog, *catalog.resolve(citation), base_url=BASE), form)


@pytest.mark.parametrize("form", FORMS)
def test_every_form_names_revision_release_day_and_permalink(repo: Repo, form: str) -> None:
    text = cite(catalog_of(repo), "ZM-APP-001", form)
    assert f"{BASE}/f/ZM-APP-001v2" in text.replace("\\", "")
    assert "2026.12.0" in text
    assert re.search(r"3 December 2026|2026-12-03|2026,\s*12,\s*3", text)
    assert "Rooms and events" in text
    assert "Superseded" not in text


@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_that_an_older_revision_is_superseded(repo: Repo, form: str) -> None:
    text = cite(catalog_of(repo), "ZM-APP-001v1", form)
    assert "Superseded on 3 December 2026 by ZM-APP-001v2." in text
    assert "f/ZM-APP-001v1" in text


@pytest.mark.parametrize("citation", ["ZM-APP-001", "ZM-APP-001v1"])
@pytest.mark.parametrize("form", FORMS)
def test_every_form_says_that_a_fact_is_withdrawn_whichever_revision_is_cited(repo: Repo, form: str, citation: str) -> None:
    catalog = catalog_of(repo, **WITHDRAWN)
    assert "Withdrawn on 3 December 2026. It was merged. Cite ZM-APP-002 instead." in cite(catalog, citation, form)
    assert build_reference(catalog, *catalog.resolve(citation)).status == "withdrawn"


def test_a_fact_that_no_release_holds_says_so(catalog: Catalog) -> None:
    fact = next(iter(catalog))
    unreleased = Catalog(catalog, catalog.sources.values(), catalog.vocabulary.values(), UNRELEASED)
    assert "not yet in a release" in render_citation(build_reference(unreleased, fact), "text")


@pytest.mark.parametrize("title", HOSTILE)
def test_a_hostile_title_stays_text_in_every_form(repo: Repo, title: str) -> None:
    catalog = catalog_of(repo, title=title, **WITHDRAWN | {"withdrawn": {"date": "2026-12-03", "reason": title}})
    snippet = Text(cite(catalog, "ZM-APP-001", "html"))
    assert set(snippet.elements) == {"a", "cite", "strong"}
    assert snippet.links == [f"{BASE}/f/ZM-APP-001v2"]
    rendered = Text(markdown.markdown(cite(catalog, "ZM-APP-001", "markdown")))
    assert set(rendered.elements) == {"p", "a", "em", "strong"}
    assert rendered.links == [f"{BASE}/f/ZM-APP-001v2"]
    bibtex = re.sub(r"\\text\w+\{\}|\\[&%$#_{}]", "", cite(catalog, "ZM-APP-001", "bibtex"))
    assert bibtex.count("{") == bibtex.count("}")
    assert not re.search(r"\\|%|\$|#|~", bibtex.replace(BASE, ""))
    assert json.loads(cite(catalog, "ZM-APP-001", "csl-json"))[0]["id"] == "ZM-APP-001v2"
    assert len(cite(catalog, "ZM-APP-001", "text").splitlines()) == 1
    control = Text(render_control(build_reference(catalog, *catalog.resolve("ZM-APP-001"))))
    assert set(control.elements) == {"details", "summary", "dl", "dt", "dd", "code", "a"}
    assert control.elements.count("details") == 1
    assert control.names <= {"class", "data-search-exclude", "data-relative", "href"}


def test_a_control_without_an_address_is_marked_so_that_a_script_completes_it(repo: Repo) -> None:
    catalog = catalog_of(repo)
    fact, revision = catalog.resolve("ZM-APP-002")
    assert "data-relative" in render_control(build_reference(catalog, fact, revision))
    whole = render_control(build_reference(catalog, fact, revision, BASE), is_open=True)
    assert "data-relative" not in whole
    assert Text(whole).text.count(f"{BASE}/f/ZM-APP-002v1") == 5
    assert whole.startswith('<details class="cite" open')


def test_the_object_holds_every_form_that_people_paste(repo: Repo) -> None:
    catalog = catalog_of(repo)
    reference = build_reference(catalog, *catalog.resolve("ZM-APP-001"), base_url=BASE)
    assert add_forms(reference).forms == {form: render_citation(reference, form) for form in READY}
    assert json.loads(render_citation(reference, "json"))["forms"].keys() == set(READY)
    assert LABELS.keys() == FORMS.keys()


def test_a_revision_as_markdown_ends_in_how_to_cite_it_and_says_what_holds_today(repo: Repo) -> None:
    catalog = catalog_of(repo, statement="A Zoom Room reads calendar events over Graph alone.")
    old = write_revision(*catalog.resolve("ZM-APP-001v1"), catalog=catalog, base_url=BASE)
    assert old.startswith("# Rooms and events (ZM-APP-001)\n\n`ZM-APP-001v1` *Claim*\n\n**Superseded on 3 December 2026 by [ZM-APP-001v2](")
    assert "over Microsoft Graph (" in old
    assert "Earlier revisions" not in old
    assert f"Permalink: <{BASE}/f/ZM-APP-001v1>" in old
    new = write_revision(*catalog.resolve("ZM-APP-001"), catalog=catalog, base_url=BASE)
    assert "over Graph alone." in new
    assert "Superseded" not in new
    assert "- Earlier revisions: `ZM-APP-001v1` (23 November 2026)" in new
    for form in READY:
        assert f"```{form}\n{cite(catalog, 'ZM-APP-001', form)}\n```" in new


def test_every_fact_of_the_site_has_its_control(site: Path, catalog: Catalog) -> None:
    def count(fact: Fact) -> int:
        page = (site / "facts" / fact.id.split("-")[1].lower() / "index.html").read_text(encoding="utf-8")
        return page.count(f"<summary>Cite {fact.citation}</summary>")

    assert {fact.id for fact in catalog if count(fact) != 1} == set()
    assert len(re.findall("Cite as", (site / "facts" / "app.md").read_text(encoding="utf-8"))) == len(catalog.by_area("APP"))
