"""Serves the site, and answers a question that is asked on the address of one of its pages (``?ask=``)."""

from __future__ import annotations

import re

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocketClose

from api.site.answer_block import render_block
from api.site.missing import render_missing, render_missing_markdown
from api.http.negotiate import HTML, JSON, MARKDOWN, choose_media_type
from api.http.problems import MEDIA_TYPE, ApiProblem, build_problem
from api.http.checks import check_question, refuse_repeated
from api.http.responses import ANSWER_CACHE, ANSWER_HEADERS, accept_of, respond, respond_json
from api.asking import Question, ask
from api.guide import Guide, guide_of
from api.site.files import LLMS_LINK, Page
from kb.answerer import render_markdown

RESERVED = re.compile(r"/(api/v1|f|v1|problems|mcp|ask|healthz|metrics|openapi\.json)(/.*)?")
"""Where programs call: no HTML comes from below these, even for a browser."""

HEADERS = {"Vary": "Accept", **ANSWER_HEADERS, "Link": LLMS_LINK}

_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")


async def serve_site(scope: Scope, receive: Receive, send: Send) -> None:
    """ASGI application for every address that no route has taken."""
    if scope["type"] == "websocket":
        await WebSocketClose()(scope, receive, send)
        return
    request = Request(scope, receive)
    path = str(scope["path"])
    if request.method != "GET":
        # Where programs call, an address that no route has taken does not exist, whatever the method.
        raise HTTPException(404) if RESERVED.fullmatch(path) else HTTPException(405, headers={"Allow": "GET"})
    guide = guide_of(request)
    path = guide.site.resolve(path)
    page = guide.site.find_page(path)
    if "ask" in request.query_params and (page is not None or guide.site.find(path) is None):
        response = await _answer(request, guide, path, page)
    else:
        response = _send_file(request, guide, path, page)
    await response(scope, receive, send)


async def _answer(request: Request, guide: Guide, path: str, page: Page | None) -> Response:
    if page is None:
        return _tell_missing(request, guide, path)
    await refuse_repeated(request)
    asked = request.query_params
    question = Question(
        asked["ask"], page=page.address, goal=asked.get("goal"), release=asked.get("release"), as_of=asked.get("as_of"), may_be_empty=True
    )
    reply = await ask(guide, question)
    answer = reply.answer
    carried = ({"goal": reply.goal} if reply.goal else {}) | reply.view.query
    form = MARKDOWN if page.plain else choose_media_type(accept_of(request), (MARKDOWN, JSON, HTML))
    if form == JSON:
        return respond_json(request, answer, HEADERS, ANSWER_CACHE)
    if form == HTML:
        body = page.file.with_block(render_block(answer, page.address, carried))
        return respond(request, body, HTML, cache=ANSWER_CACHE, headers=HEADERS)
    text = render_markdown(answer, base_url_of(request), path if page.plain else page.address, carried)
    return respond(request, text.encode(), MARKDOWN, cache=ANSWER_CACHE, headers=HEADERS)


def base_url_of(request: Request) -> str:
    """What addresses of this site begin with: ``KB_SITE_URL`` where it is set, else scheme and host as the client named them.

    Empty when what the client named is no host.
    """
    if base_url := getattr(request.app.state, "base_url", ""):
        return str(base_url)
    host = request.headers.get("host", "")
    return f"{request.url.scheme}://{host}" if _HOST.fullmatch(host) else ""


def _send_file(request: Request, guide: Guide, path: str, page: Page | None) -> Response:
    site, file = guide.site, guide.site.find(path)
    if file is not None and page is not None:
        headers = {"Link": site.links_of(page)}
        if not page.plain:
            headers["Vary"] = "Accept"
            twin = site.twin_of(page.address)
            if twin and choose_media_type(accept_of(request), (HTML, MARKDOWN)) == MARKDOWN:
                file = site.files[twin]
                headers |= {"Content-Location": twin, "Link": site.links_of(Page(page.address, page.file, plain=True))}
        return respond(request, file.body, file.media_type, tag=file.tag, cache=file.cache, headers=headers)
    if file is not None:
        return respond(request, file.body, file.media_type, tag=file.tag, cache=file.cache)
    if page is not None and not page.plain:
        query = f"?{request.url.query}" if request.url.query else ""
        return Response(status_code=307, headers={"Location": page.address + query})
    wants_page = choose_media_type(accept_of(request), (MEDIA_TYPE, HTML)) == HTML
    can_read = wants_page and not path.endswith(".md") and not RESERVED.fullmatch(path)
    if can_read and (body := render_missing(guide.site, path)) is not None:
        return Response(body, 404, {"Cache-Control": "no-store", "Vary": "Accept"}, HTML)
    return _tell_missing(request, guide, path)


def _tell_missing(request: Request, guide: Guide, path: str) -> Response:
    # Whoever asked for Markdown, by the address or by the header, reads Markdown; programs get a problem document.
    offers = (MARKDOWN, MEDIA_TYPE, JSON) if path.endswith(".md") else (MEDIA_TYPE, JSON, MARKDOWN)
    if choose_media_type(accept_of(request), offers) == MARKDOWN and not RESERVED.fullmatch(path):
        return render_missing_markdown(guide.site, path, base_url_of(request), _read_question(request))
    near = guide.site.near(path)
    hint = f"Did you mean {', '.join(near)}?" if near else "The site begins at /."
    return build_problem("not-found", f"There is no page at this address. {hint}", {"Vary": "Accept"}, near=near)


def _read_question(request: Request) -> str | None:
    try:
        return check_question(request.query_params.get("ask", ""))
    except ApiProblem:
        return None
