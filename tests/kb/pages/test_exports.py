"""The facts in one file, for programs and for spreadsheets."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, FormatChecker

from kb.catalog import Catalog
from kb.pages.exports import COLUMNS, FACTS, SCHEMA, TABLE, Export, defuse, render_csv, render_json, render_schema


def renamed(catalog: Catalog, **changes: str) -> Catalog:
    first, *others = catalog
    revision = first.latest.model_copy(update=changes)
    return Catalog([first.model_copy(update={"revisions": (revision,)}), *others], catalog.sources.values(), catalog.vocabulary.values())


def test_the_site_holds_all_three(site: Path, catalog: Catalog) -> None:
    for name, text in ((FACTS, render_json(catalog)), (SCHEMA, render_schema()), (TABLE, render_csv(catalog))):
        assert (site / name).read_bytes() == text.encode()


def test_the_export_is_everything_there_is(catalog: Catalog) -> None:
    export = Export.model_validate_json(render_json(catalog))
    assert export.facts == tuple(catalog)
    assert export.sources == tuple(catalog.sources.values())
    assert export.vocabulary == tuple(catalog.vocabulary.values())
    assert (export.release, export.digest) == (catalog.release, catalog.digest)


def test_the_export_keeps_to_the_schema_it_names(site: Path) -> None:
    export = json.loads((site / FACTS).read_text(encoding="utf-8"))
    schema = json.loads((site / export["$schema"]).read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(schema)
    validator = Draft202012Validator(schema, format_checker=FormatChecker())
    assert [error.message for error in validator.iter_errors(export)] == []
    export["facts"] = export["facts"][:2]
    del export["facts"][0]["revisions"][0]["statement"]
    export["facts"][1]["kind"] = "nonsense"
    assert len(list(validator.iter_errors(export))) == 2


def test_the_schema_says_what_each_key_means() -> None:
    schema = json.loads(render_schema())
    assert schema["properties"]["$schema"]["description"]
    assert schema["properties"]["digest"]["description"].startswith("SHA-256")
    assert schema["$defs"]["Provenance"]["properties"]["section"]["description"] == "The heading it stands under."
    assert schema["$defs"]["Source"]["properties"]["publisher"]["description"] == "Who publishes it."


def test_the_same_facts_give_the_same_bytes(catalog: Catalog) -> None:
    reverse = reversed(list(catalog))
    again = Catalog(reverse, catalog.sources.values(), catalog.vocabulary.values(), catalog.release, catalog.releases)
    assert (render_json(again), render_csv(again)) == (render_json(catalog), render_csv(catalog))


def test_the_table_has_a_row_for_each_fact_and_its_lines_end_as_rfc_4180_wants(catalog: Catalog) -> None:
    text = render_csv(catalog)
    rows = list(csv.DictReader(io.StringIO(text, newline=""), strict=True))
    assert [row["id"] for row in rows] == list(catalog.facts)
    assert all(set(row) == set(COLUMNS) for row in rows)
    assert text.endswith("\r\n")
    assert text.count("\r\n") == text.count("\n") == len(rows) + 1
    for row in rows:
        fact = catalog.fact(row["id"])
        assert (row["statement"], row["citation"]) == (fact.latest.statement, fact.citation)
        assert json.loads(row["payload"]) == fact.latest.payload.model_dump(mode="json", exclude_none=True)


def test_a_cell_with_commas_quotes_and_lines_is_read_back_as_it_was(catalog: Catalog) -> None:
    hostile = 'One, "two"\r\nthree; four'
    rows = list(csv.DictReader(io.StringIO(render_csv(renamed(catalog, title=hostile)), newline=""), strict=True))
    assert rows[0]["title"] == hostile


@pytest.mark.parametrize(
    "cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", '=HYPERLINK("http://bad.example")']
)
def test_no_spreadsheet_calculates_a_cell(catalog: Catalog, cell: str) -> None:
    assert defuse(cell) == f"'{cell}"
    rows = list(csv.DictReader(io.StringIO(render_csv(renamed(catalog, title=cell)), newline=""), strict=True))
    assert rows[0]["title"] == f"'{cell}"


@pytest.mark.parametrize("cell", ["", "plain", "a=b", "1-2", "ZM-APP-001", "{}"])
def test_a_harmless_cell_stays_as_it_is(cell: str) -> None:
    assert defuse(cell) == cell
