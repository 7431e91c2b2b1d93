"""Brings a local copy of a source from its public address: over https only, bounded, checked to be text, in one step."""

from __future__ import annotations

import contextlib
import os
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass
from email.message import Message
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import IO

from kb.errors import KbError
from kb.models import Source
from kb.sources import copies_folder, previous_of

SECONDS = 30.0
"""A source must have arrived after this time."""

LARGEST = 5_000_000
"""Bytes a source may have."""

PIECE = 65_536

Open = Callable[[urllib.request.Request, float], AbstractContextManager[HTTPResponse]]
"""Sends a request and gives the response; the number is the seconds that one step of it may take."""


class FetchFailed(KbError):
    """A source could not be brought; the copy that was there is as it was. The message says why and what to do."""


@dataclass(frozen=True)
class Fetched:
    """What fetching a source came to.

    Attributes:
        copy: Where the copy lies.
        lines: How many lines it has.
        changed: Whether it is another text than the copy before; True for the first one.
        previous: The copy that it replaced, kept beside it; None when nothing was replaced or kept.
    """

    copy: Path
    lines: int
    changed: bool
    previous: Path | None = None


class StayOnHttps(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but none that leads away from https."""

    def redirect_request(
        self, req: urllib.request.Request, fp: IO[bytes], code: int, msg: str, headers: Message, newurl: str
    ) -> urllib.request.Request | None:
        """The next request, or an error for an address that is not https."""
        try:
            check_address(newurl)
        except FetchFailed:
            fp.close()
            raise
        return super().redirect_request(req, fp, code, msg, headers, newurl)  # type: ignore[arg-type]  # typeshed names a subclass


_OPENER = urllib.request.build_opener(StayOnHttps)


def open_address(request: urllib.request.Request, seconds: float) -> AbstractContextManager[HTTPResponse]:
    """Sends a request into the network, through the system's proxy where one is set."""
    response: AbstractContextManager[HTTPResponse] = _OPENER.open(request, timeout=seconds)
    return response


def check_address(address: str) -> None:
    """Accepts an https address.

    Raises:
        FetchFailed: It is another one.
    """
    if not address.lower().startswith("https://"):
        raise FetchFailed(f"{address[:200]} is not an https address; sources are fetched over https only")


def fetch_source(
    source: Source,
    root: Path,
    *,
    open_request: Open = open_address,
    keep: Callable[[Path], bool] = lambda _: True,
    seconds: float = SECONDS,
    largest: int = LARGEST,
) -> Fetched:
    """Fetches one source into ``.kb/sources/``.

    The copy is replaced in one step and only by a whole text; the one before is kept beside it.

    Args:
        source: The source; ``fetch`` is its address.
        root: The repository.
        open_request: Sends the request.
        keep: Asked, with the copy that is replaced, whether to keep it in place of one that was kept earlier.
        seconds: The time it may take altogether.
        largest: Bytes it may have.

    Raises:
        FetchFailed: It cannot be reached, takes too long, is too large, or is no text.
    """
    if source.fetch is None or source.file is None:
        raise FetchFailed(f"{source.id} is a page, not a text with lines: there is nothing to fetch")
    check_address(source.fetch)
    try:
        text = _read_text(source.fetch, open_request, seconds, largest)
    except FetchFailed as error:
        hint = "Try again later, mend `fetch` in kb/sources.yaml, or put a copy under .kb/sources/ yourself."
        raise FetchFailed(f"{source.id}: {error}. {hint}") from error
    copy = copies_folder(root) / source.file
    before = copy.read_bytes() if copy.is_file() else None
    lines = text.count("\n") + (not text.endswith("\n"))
    if before == text.encode():
        return Fetched(copy, lines, changed=False)
    previous = previous_of(copy)
    kept = before is not None and (not previous.is_file() or keep(copy))
    if before is not None and kept:
        _write_whole(previous, before)
    _write_whole(copy, text.encode())
    return Fetched(copy, lines, changed=True, previous=previous if previous.is_file() else None)


def _read_text(address: str, open_request: Open, seconds: float, largest: int) -> str:
    ends = time.monotonic() + seconds
    wanted = {"Accept": "text/markdown, text/plain;q=0.9", "Accept-Encoding": "identity", "User-Agent": "field-guide-kb (scripts/sources)"}
    request = urllib.request.Request(address, headers=wanted)  # noqa: S310  the address was checked to be https
    with _told(address, seconds), open_request(request, seconds) as response:
        kind = response.headers.get_content_type()
        if not kind.startswith("text/") or kind == "text/html":
            raise FetchFailed(f"{address} sent {kind}, not Markdown or plain text")
        if (coding := response.headers.get("Content-Encoding", "identity")) != "identity":
            raise FetchFailed(f"{address} sent its text as {coding[:40]}, which was not asked for")
        pieces, size = [], 0
        while piece := response.read1(PIECE):
            size += len(piece)
            if size > largest:
                raise FetchFailed(f"{address} sent more than {largest} bytes")
            if time.monotonic() > ends:
                raise TimeoutError
            pieces.append(piece)
        declared = response.headers.get("Content-Length", "")
        if declared.isascii() and declared.isdigit() and int(declared) != size:
            raise FetchFailed(f"{address} broke off after {size} of {declared} bytes")
    return _check_text(address, b"".join(pieces))


@contextlib.contextmanager
def _told(address: str, seconds: float) -> Iterator[None]:
    """Turns what the network can do wrong into a sentence."""
    try:
        yield
    except urllib.error.HTTPError as error:
        error.close()
        raise FetchFailed(f"{address} answered {error.code} {error.reason}") from error
    except TimeoutError as error:
        raise FetchFailed(f"{address} took longer than {seconds:g} seconds") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, TimeoutError):
            raise FetchFailed(f"{address} took longer than {seconds:g} seconds") from error
        raise FetchFailed(f"{address} cannot be reached ({error.reason}): this machine may be offline") from error
    except (OSError, HTTPException) as error:
        raise FetchFailed(f"{address} broke off ({type(error).__name__})") from error


def _check_text(address: str, body: bytes) -> str:
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise FetchFailed(f"{address} did not send UTF-8 (byte {error.start})") from error
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise FetchFailed(f"{address} sent no text")
    if odd := next((letter for letter in text if letter < " " and letter not in "\n\t"), ""):
        raise FetchFailed(f"{address} did not send text: it holds the character U+{ord(odd):04X}")
    if text.lstrip()[:15].lower().startswith(("<!doctype html", "<html")):
        raise FetchFailed(f"{address} sent a web page, not its Markdown")
    return text


def _write_whole(path: Path, body: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(body)
        os.replace(name, path)
    finally:
        Path(name).unlink(missing_ok=True)
