"""Serves the site, and answers a question that is asked on the address of one of its pages (``?ask=``)."""

from __future__ import annotations

import re

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.answer_page import render_block
from api.missing_page import render_missing
from api.negotiate import HTML, JSON, MARKDOWN, choose_media_type
from api.problems import MEDIA_TYPE, build_problem
from api.questions import check_text, refuse_repeated
from api.responses import accept_of, respond, respond_json
from api.served import Served, served_of
from api.site import Page
from kb.answerer import render_markdown

RESERVED = re.compile(r"/(api/v1|f|v1|problems|mcp|ask|healthz|metrics|openapi\.json)(/.*)?")
"""Where programs call: no HTML comes from below these, even for a browser."""

ASK_HEADERS = {"Vary": "Accept", "X-Robots-Tag": "noindex"}
ASK_CACHE = "private, no-cache"

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


async def serve_site(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI application for every address that no route has taken."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    request = Request(scope, receive)
    if request.method != "GET":
        raise HTTPException(405, headers={"Allow": "GET"})
    served = served_of(request)
    path = str(scope["path"])
    page = served.site.find_page(path)
    if "ask" in request.query_params and (page is not None or served.site.find(path) is None):
        response = await _answer(request, served, path, page)
    else:
        response = _send_file(request, served, path, page)
    await response(scope, receive, send)


async def _answer(request: Request, served: Served, path: str, page: Page | None) -> Response:
    if page is None:
        return _tell_missing(served, path)
    await refuse_repeated(request)
    question = check_text(request.query_params["ask"], "ask")
    goal = request.query_params.get("goal")
    if goal is not None:
        check_text(goal, "goal")
    answer = await run_in_threadpool(served.answers.answer, question, page.address, goal or None)
    form = MARKDOWN if page.plain else choose_media_type(accept_of(request), (MARKDOWN, JSON, HTML))
    if form == JSON:
        return respond_json(request, answer, ASK_HEADERS, ASK_CACHE)
    if form == HTML:
        body = page.file.with_block(render_block(answer, page.address))
        return respond(request, body, HTML, cache=ASK_CACHE, headers=ASK_HEADERS)
    return respond(request, render_markdown(answer, base_url_of(request)).encode(), MARKDOWN, cache=ASK_CACHE, headers=ASK_HEADERS)


def base_url_of(request: Request) -> str:
    """Scheme and host as the client named them; empty when what it named is no host."""
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _send_file(request: Request, served: Served, path: str, page: Page | None) -> Response:
    file = served.site.find(path)
    if file is not None:
        return respond(request, file.body, file.media_type, tag=file.tag, cache=file.cache)
    if page is not None and not page.plain:
        query = f"?{request.url.query}" if request.url.query else ""
        return Response(status_code=307, headers={"Location": page.address + query})
    wants_page = choose_media_type(accept_of(request), (MEDIA_TYPE, HTML)) == HTML
    if wants_page and not RESERVED.fullmatch(path) and (body := render_missing(served.site, path)) is not None:
        return Response(body, 404, {"Cache-Control": "no-store", "Vary": "Accept"}, HTML)
    return _tell_missing(served, path)


def _tell_missing(served: Served, path: str) -> Response:
    near = served.site.near(path)
    hint = f"Did you mean {', '.join(near)}?" if near else "The site begins at /."
    return build_problem("not-found", f"There is no page at this address. {hint}", {"Vary": "Accept"}, near=near)
