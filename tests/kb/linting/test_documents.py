"""Every kind of document is read with the places in it, and whatever cannot be read is named with the reason."""

from __future__ import annotations

import io
import os
import sys
import zipfile
from pathlib import Path

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from pypdf import PdfReader, PdfWriter

from kb.catalog import Catalog
from kb.errors import UnreadableDocument
from kb.linting import LintReport, extras, lint_files, pdf, word
from kb.linting import documents as reading
from kb.linting.documents import find_documents, read_blocks
from tests.kb.linting.files import rules, write_docx, write_pdf

WRONG = "The access token expires after 2 hours (ZM-TOKEN-010v1)."


def reason(path: Path) -> str:
    with pytest.raises(UnreadableDocument) as stopped:
        read_blocks(path)
    assert stopped.value.document == path.as_posix()
    return stopped.value.reason


def places(report: LintReport) -> list[str]:
    return [one.where().rpartition("/")[2] for one in report.citations]


def test_docx_is_read_with_tables_and_footers(catalog: Catalog, tmp_path: Path) -> None:
    rows = [["Token", "Lifetime", "Fact"], ["access", "2 hours", "ZM\u2011TOKEN\u2011010v1"], ["refresh", "90 days", "ZM-TOKEN-011v1"]]
    path = write_docx(tmp_path / "book.docx", ["First.", "", WRONG], rows, "See ZM-TOKN-001v1.")
    report = lint_files(catalog, [str(path)])
    assert places(report) == [
        "book.docx: paragraph 2, column 41",
        "book.docx: paragraph 4, column 20",
        "book.docx: paragraph 5, column 21",
        "book.docx: paragraph 6, column 5",
    ]
    assert rules(report) == ["contradiction", "contradiction", "unknown"]


def test_docx_reads_links_and_inserted_text_but_no_deleted_one(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_paragraph("See ")
    address = paragraph.part.relate_to("https://kb.example/f/ZM-APP-002v1", RELATIONSHIP_TYPE.HYPERLINK, is_external=True)
    w = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    r = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
    from docx.oxml import parse_xml

    for piece in (
        f'<w:hyperlink {w} {r} r:id="{address}"><w:r><w:t>ZM-APP-002v1</w:t></w:r></w:hyperlink>',
        f"<w:ins {w}><w:r><w:t> inserted</w:t></w:r></w:ins>",
        f"<w:del {w}><w:r><w:delText>deleted</w:delText></w:r></w:del>",
    ):
        paragraph._p.append(parse_xml(piece))
    document.save(str(tmp_path / "a.docx"))
    [block] = read_blocks(tmp_path / "a.docx")
    assert block.text == "See ZM-APP-002v1 inserted"


def test_pdf_is_read_page_by_page(catalog: Catalog, tmp_path: Path) -> None:
    path = write_pdf(
        tmp_path / "book.pdf",
        [["First page.", "See ZM-APP-002v1 here."], ["The access token expires", "after 2 hours (ZM-TOKEN-", "010v1)."]],
    )
    report = lint_files(catalog, [str(path)])
    assert places(report) == ["book.pdf: page 1, line 2, column 5", "book.pdf: page 2, line 2, column 16"]
    assert rules(report) == ["contradiction"]


@pytest.mark.parametrize(
    "content",
    [
        WRONG.encode(),
        b"\xef\xbb\xbf" + WRONG.encode(),
        WRONG.encode("utf-16"),
        "\ufeff".encode("utf-16-be") + WRONG.encode("utf-16-be"),
        WRONG.encode() + " Grüße".encode("cp1252"),
        b"\r\n" + WRONG.encode() + b"\r\n",
    ],
)
def test_text_is_read_in_every_usual_encoding(catalog: Catalog, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "a.md").write_bytes(content)
    assert rules(lint_files(catalog, [str(tmp_path)])) == ["contradiction"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.md", b"ZM-APP-002\0", "zero bytes"),
        ("a.docx", b"no archive", "not a ZIP"),
        ("a.docx", b"", "not a ZIP"),
        ("a.pdf", b"%PDF-1.7\n", "no sound PDF"),
        ("a.pdf", b"", "no sound PDF"),
        ("a.pdf", b"\0" * 1000, "no sound PDF"),
    ],
)
def test_a_damaged_file_is_named_with_the_reason(tmp_path: Path, name: str, content: bytes, said: str) -> None:
    (tmp_path / name).write_bytes(content)
    assert said in reason(tmp_path / name)


def test_an_empty_text_has_no_citations(catalog: Catalog, tmp_path: Path) -> None:
    (tmp_path / "a.md").touch()
    report = lint_files(catalog, [str(tmp_path / "a.md")])
    assert (report.summary.documents, report.summary.citations, report.unreadable) == (1, 0, ())


def test_a_zip_that_is_no_document_or_a_bomb_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as archive:
        archive.writestr("hello.txt", "ZM-APP-002")
    assert "no sound DOCX" in reason(tmp_path / "a.docx")
    monkeypatch.setattr(word, "UNPACKED_LIMIT", 1_000_000)
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 1_000_001)
    (tmp_path / "b.docx").write_bytes(bomb.getvalue())
    assert len(bomb.getvalue()) < 10_000
    assert "unpacks to more than" in reason(tmp_path / "b.docx")
    monkeypatch.setattr(word, "ENTRIES_LIMIT", 0)
    assert "parts" in reason(tmp_path / "b.docx")


def test_xml_that_grows_is_refused(tmp_path: Path) -> None:
    good = write_docx(tmp_path / "a.docx", ["x"])
    laughs = '<!DOCTYPE w [<!ENTITY a "ha">' + "".join(f'<!ENTITY a{n} "{f"&a{n - 1 or str()};" * 10}">' for n in range(1, 12)) + "]>"
    with zipfile.ZipFile(good) as source, zipfile.ZipFile(tmp_path / "b.docx", "w") as target:
        for entry in source.infolist():
            content = source.read(entry)
            if entry.filename == "word/document.xml":
                head, _, body = content.decode().partition("?>")
                content = f"{head}?>{laughs}{body.replace('<w:t>x', '<w:t>&a11;')}".encode()
            target.writestr(entry.filename, content)
    assert "no sound DOCX" in reason(tmp_path / "b.docx")


def test_an_encrypted_pdf_is_refused(tmp_path: Path) -> None:
    writer = PdfWriter(clone_from=PdfReader(write_pdf(tmp_path / "a.pdf", [["x"]])))
    writer.encrypt("secret", algorithm="RC4-128")
    writer.write(tmp_path / "b.pdf")
    assert "encrypted" in reason(tmp_path / "b.pdf")


def test_a_pdf_is_given_up_in_time(tmp_path: Path) -> None:
    path = write_pdf(tmp_path / "a.pdf", [["x"]])
    with pytest.raises(UnreadableDocument, match="took more than"):
        pdf.read_pdf(path, seconds=0.001)


def test_a_file_that_is_too_large_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading, "TEXT_LIMIT", 5)
    (tmp_path / "a.md").write_text("123456", encoding="utf-8")
    assert "at most 5" in reason(tmp_path / "a.md")


@pytest.mark.parametrize(("suffix", "library"), [(".docx", "python-docx"), (".pdf", "pypdf")])
def test_a_missing_library_says_how_to_install_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, suffix: str, library: str) -> None:
    monkeypatch.setattr(extras, "find_spec", lambda name: None)
    (tmp_path / f"a{suffix}").touch()
    assert library in reason(tmp_path / f"a{suffix}")
    assert "--documents" in reason(tmp_path / f"a{suffix}")


def test_folders_and_patterns_are_expanded_once_each(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("a.md", "b.HTML", "sub/c.txt", "sub/d.py", ".git/e.md", "node_modules/f.md", "~$g.docx", "odd[1].md"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    monkeypatch.chdir(tmp_path)

    def found(*names: str) -> list[str]:
        paths, missing = find_documents(names)
        assert missing == []
        return [path.as_posix() for path in paths]

    assert found(".") == ["a.md", "b.HTML", "odd[1].md", "sub/c.txt"]
    assert found("a.md", "*.md") == ["a.md", "odd[1].md"]
    assert found("**/*.txt") == ["sub/c.txt"]
    assert found("odd[1].md", "sub/d.py") == ["odd[1].md", "sub/d.py"]


@pytest.mark.parametrize(("name", "said"), [("none.md", "no such file"), ("none/*.md", "pattern"), ("empty", "no document in this folder")])
def test_what_leads_to_no_document_is_said_and_the_rest_is_checked(catalog: Catalog, tmp_path: Path, name: str, said: str) -> None:
    (tmp_path / "empty").mkdir()
    (tmp_path / "a.md").write_text(WRONG, encoding="utf-8")
    report = lint_files(catalog, [str(tmp_path / name), str(tmp_path / "a.md")])
    assert said in report.unreadable[0].message
    assert rules(report) == ["contradiction"]


@pytest.mark.skipif(sys.platform != "linux", reason="only there may a name hold any bytes")
def test_a_name_that_is_no_text_is_shown_as_far_as_it_is(catalog: Catalog, tmp_path: Path) -> None:
    for name in (b"a\xff.md", b"b\xff.pdf"):
        (tmp_path / os.fsdecode(name)).write_bytes(WRONG.encode())
    report = lint_files(catalog, [str(tmp_path)])
    assert report.findings[0].document.endswith("a?.md")
    assert report.unreadable[0].document.endswith("b?.pdf")
