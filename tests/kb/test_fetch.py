"""Fetching against a server on this machine; nothing leaves it."""

from __future__ import annotations

import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from http.client import HTTPResponse
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from kb.fetch import FetchFailed, Open, check_address, fetch_source, open_address
from kb.models import Source
from tests.kb.repo import Repo

Answer = Callable[[BaseHTTPRequestHandler], None]
TEXT = b"# Guide\n\nRooms read events.\n"


class Server:
    """A server that answers as the test says, and an opener that leads there."""

    def __init__(self) -> None:
        server = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                server.asked.append({name.lower(): value for name, value in self.headers.items()})
                server.answer(self)

            def log_message(self, *_: object) -> None:
                pass

        self.answer: Answer = send(TEXT)
        self.asked: list[dict[str, str]] = []
        self.http = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.address = f"http://127.0.0.1:{self.http.server_port}"

    def open(self, request: urllib.request.Request, seconds: float) -> AbstractContextManager[HTTPResponse]:
        """Opens the same path here, with everything else as it really is."""
        request.full_url = request.full_url.replace("https://guide.example", self.address)
        return open_address(request, seconds)


def send(body: bytes, status: int = 200, **headers: str) -> Answer:
    given = {"Content-Type": "text/markdown; charset=utf-8", "Content-Length": str(len(body))}
    given |= {name.replace("_", "-"): value for name, value in headers.items()}

    def answer(handler: BaseHTTPRequestHandler) -> None:
        handler.send_response(status)
        for name, value in given.items():
            handler.send_header(name, value)
        handler.end_headers()
        handler.wfile.write(body)

    return answer


@pytest.fixture(scope="module")
def running() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield server
    server.http.shutdown()
    server.http.server_close()
    thread.join()


@pytest.fixture
def server(running: Server, monkeypatch: pytest.MonkeyPatch) -> Server:
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    running.answer, running.asked = send(TEXT), []
    return running


@pytest.fixture
def source(repo: Repo) -> Source:
    return repo.corpus().sources[0]


def test_a_copy_is_written_whole_and_its_lines_counted(repo: Repo, source: Source, server: Server) -> None:
    server.answer = send("\ufeff# Gu\u00edde\r\n\r\nRooms.".encode())
    fetched = fetch_source(source, repo.root, open_request=server.open)
    assert fetched.copy.read_bytes() == "# Gu\u00edde\n\nRooms.".encode()
    assert (fetched.lines, fetched.changed, fetched.previous) == (3, True, None)
    assert fetched.copy == repo.root / ".kb/sources/guide.txt"
    assert [path.name for path in fetched.copy.parent.iterdir()] == ["guide.txt"]
    assert "field-guide-kb" in server.asked[0]["user-agent"]


def test_a_newer_text_keeps_the_one_before_beside_it(repo: Repo, source: Source, server: Server) -> None:
    repo.copy_source(["as it was"])
    fetched = fetch_source(source, repo.root, open_request=server.open)
    assert fetched.previous
    assert (fetched.copy.read_bytes(), fetched.previous.read_text()) == (TEXT, "as it was")
    again = fetch_source(source, repo.root, open_request=server.open)
    assert (again.changed, again.previous, fetched.previous.read_text()) == (False, None, "as it was")


def test_a_kept_copy_stays_where_the_newer_one_is_not_worth_keeping(repo: Repo, source: Source, server: Server) -> None:
    repo.copy_source(["as it was read"])
    fetch_source(source, repo.root, open_request=server.open)
    server.answer = send(b"a third text\n")
    fetched = fetch_source(source, repo.root, open_request=server.open, keep=lambda _: False)
    assert fetched.previous
    assert (fetched.copy.read_bytes(), fetched.previous.read_text()) == (b"a third text\n", "as it was read")
    server.answer = send(b"a fourth text\n")
    fetched = fetch_source(source, repo.root, open_request=server.open)
    assert fetched.previous
    assert fetched.previous.read_text() == "a third text\n"


def slowly(handler: BaseHTTPRequestHandler) -> None:
    send(b"", Content_Length="1000")(handler)
    for _ in range(60):
        try:
            handler.wfile.write(b"a")
            handler.wfile.flush()
        except OSError:
            return
        time.sleep(0.02)


def break_off(handler: BaseHTTPRequestHandler) -> None:
    send(TEXT, Content_Length="1000")(handler)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (send(b"gone", 404), "answered 404 Not Found"),
        (send(b"busy", 503), "answered 503 Service Unavailable"),
        (send(TEXT, Content_Type="text/html"), "sent text/html, not Markdown"),
        (send(TEXT, Content_Type="application/octet-stream"), "sent application/octet-stream"),
        (send(b"<!DOCTYPE html><p>Sign in"), "sent a web page"),
        (send(b"x" * 2001), "more than 2000 bytes"),
        (send(b"Caf\xe9"), r"did not send UTF-8 \(byte 3\)"),
        (send(b"a\x00b"), r"U\+0000"),
        (send(b" \n \n"), "sent no text"),
        (send(TEXT, Content_Encoding="br"), "as br, which was not asked for"),
        (slowly, "longer than 0.3 seconds"),
        (break_off, "broke off"),
        (send(b"", 302, Location="http://guide.example/elsewhere"), "is not an https address"),
        (send(b"", 302, Location="ftp://guide.example/elsewhere"), "is not an https address"),
    ],
)
def test_what_is_no_source_is_told_and_leaves_the_copy_as_it_was(
    repo: Repo, source: Source, server: Server, answer: Answer, told: str
) -> None:
    repo.copy_source(["as it was"])
    server.answer = answer
    started = time.monotonic()
    with pytest.raises(FetchFailed, match=rf"^guide: .*{told}.*kb/sources\.yaml") as failed:
        fetch_source(source, repo.root, open_request=server.open, seconds=0.3, largest=2000)
    assert time.monotonic() - started < 5
    assert not str(failed.value).count("..")
    assert [path.name for path in (repo.root / ".kb/sources").iterdir()] == ["guide.txt"]
    assert (repo.root / ".kb/sources/guide.txt").read_text() == "as it was"


def test_a_machine_without_network_is_told_so(repo: Repo, source: Source, monkeypatch: pytest.MonkeyPatch) -> None:
    def knock(request: urllib.request.Request, seconds: float) -> AbstractContextManager[HTTPResponse]:
        # The discard port: nothing listens there.
        request.full_url = "http://127.0.0.1:9/page.md"
        return open_address(request, seconds)

    monkeypatch.setenv("no_proxy", "127.0.0.1")
    opener: Open = knock
    with pytest.raises(FetchFailed, match="may be offline"):
        fetch_source(source, repo.root, open_request=opener)
    assert not (repo.root / ".kb/sources").exists()


@pytest.mark.parametrize("address", ["http://guide.example/page.md", "file:///etc/passwd", "guide.example", ""])
def test_only_https_is_fetched(repo: Repo, source: Source, server: Server, address: str) -> None:
    with pytest.raises(FetchFailed, match="https only"):
        check_address(address)
    with pytest.raises(FetchFailed, match="https only"):
        fetch_source(source.model_copy(update={"fetch": address}), repo.root, open_request=server.open)
    assert server.asked == []
