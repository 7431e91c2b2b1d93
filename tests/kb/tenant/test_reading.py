"""What is given by mistake is told with its place, and the rest is still read."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from kb.errors import KbError
from kb.loader import ROOT
from kb.loader.rules import load_rules
from kb.tenant import list_files, read_files, read_uploads, read_values
from kb.tenant.reading import SPLIT

SHAPES = load_rules(ROOT).shapes
GOOD = ("good.json", b'[{"id": "contoso.com", "isVerified": true}]')


def packed() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("a.json", "{}")
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b'{"value": [\n {"id": 1,]}', "line 2, column"),
        (packed(), "ZIP"),
        (b"-----BEGIN RSA PRIVATE KEY-----\nabc", "key"),
        (b"eyJ0eXAiOiJKV1QifQ.e30.x", "token"),
        (b'{"access_token": "hidden-text"}', "/access_token"),
        (b"<html></html>", "page"),
        (b"\x00\xff\xfe\x01\x02\x80", "line 1, column 1"),
        (b"id,displayName\n1,2\n", "line 1, column 1"),
        (
            b'{"@odata.context": "https://graph.microsoft.com/v1.0/$metadata#applications", "value": [{"appId": "a", "displayName": "Zoom"}]}',
            "none of",
        ),
        (b"[" * 200_000, "deeper"),
    ],
)
def test_a_file_that_cannot_be_used_is_told_and_the_rest_is_read(data: bytes, said: str) -> None:
    export = read_uploads(SHAPES, [("bad.json", data), GOOD])
    assert [problem.file for problem in export.problems] == ["bad.json"]
    assert said in export.problems[0].message
    assert "hidden-text" not in export.problems[0].message
    assert export.present == {"domains"}


def test_a_file_that_breaks_off_counts_as_cut() -> None:
    export = read_uploads(SHAPES, [("grants.json", b'{"value": [{"clientId": "a", "consentType": "Principal", "scope": "x"}, {"cli')])
    assert [(cut.kind, cut.evidence) for cut in export.cuts] == [("permission-grants", None)]
    assert not export.of("permission-grants")


def test_an_empty_and_an_unknown_path(tmp_path: Path) -> None:
    (tmp_path / "empty.json").write_bytes(b"")
    export = read_files(SHAPES, list_files([str(tmp_path)]))
    assert [problem.message for problem in export.problems] == ["The file is empty; export it again."]
    with pytest.raises(KbError, match="does not exist"):
        list(list_files([str(tmp_path / "nowhere")]))


def test_a_large_file_is_read_piece_by_piece_with_the_same_pointers(tmp_path: Path) -> None:
    apps = [{"id": str(at), "appId": f"{at:08d}", "displayName": "x" * 200, "accountEnabled": True} for at in range(SPLIT // 150)]
    value = {"a/b": {"value": apps, "@odata.nextLink": "https://next"}}
    path = tmp_path / "large.json"
    path.write_text(json.dumps(value), encoding="utf-8")
    large = read_files(SHAPES, list_files([str(path)]))
    assert [record.places[0][1] for record in large.of("service-principals")][-1] == f"/a~1b/value/{len(apps) - 1}"
    assert [(cut.kind, cut.evidence.pointer) for cut in large.cuts if cut.evidence] == [("service-principals", "/a~1b/@odata.nextLink")]
    same = read_values(SHAPES, {str(path): value})
    assert same.records == large.records


def test_windows_code_pages_are_read() -> None:
    export = read_uploads(SHAPES, [("a.json", '[{"appId": "a", "displayName": "Büro"}]'.encode("cp1252"))])
    assert [record.get("displayname") for record in export.of("service-principals")] == ["Büro"]
