"""The application: `uvicorn --factory api.app:create_app` serves the site and everything that answers."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import replace
from functools import cache, partial
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.concurrency import run_in_threadpool
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Route

from api.caching.answers import CachedAnswerer
from api.caching.cache import read_limit
from api.caching.responses import Caches, ResponseCache
from api.feedback import VARIABLE, FeedbackFile
from api.guide import Guide, load_guide
from api.http.checks import refuse_repeated
from api.http.cross_origin import CrossOrigin
from api.http.errors import add_handlers
from api.http.guard import Guard, page_policy
from api.http.logs import keep_questions_out
from api.mcp.app import McpApp
from api.openapi.document import DESCRIPTION, describe
from api.routes import ask, chat, citations, facts, feedback, metrics, nlweb, openai, operations, releases, server_card, tenant
from api.site.pages import serve_site
from kb.loader import find_root
from kb.loader.rules import has_rules
from kb.pages.site_url import read_site_url
from kb.subject import subject


def create_app(root: Path | None = None, load: Callable[[Path], Guide] = load_guide) -> FastAPI:
    """The application; it loads everything when it starts and then only reads.

    Args:
        root: The repository whose facts are served; without it `KB_ROOT` of the environment, or the one this code stands in.
        load: What loads it.

    Raises:
        KbError: `KB_SITE_URL` is no address.
    """
    folder = root or find_root()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        keep_questions_out()
        guide = await run_in_threadpool(load, folder)
        app.state.page_policy = page_policy(guide.site.script_hashes)
        app.state.guide = replace(guide, answerer=CachedAnswerer(guide.answerer, caches.answers, guide.catalog.release))
        app.state.feedback = FeedbackFile.named_by(os.environ.get(VARIABLE))
        try:
            async with mcp_app.open():
                yield
        finally:
            await run_in_threadpool(guide.close)

    app = FastAPI(
        title=subject().title,
        description=DESCRIPTION,
        version="1",
        license_info={"name": "Apache-2.0; facts CC BY 4.0", "identifier": "Apache-2.0 AND CC-BY-4.0"},
        generate_unique_id_function=lambda route: route.name,
        lifespan=lifespan,
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        # Traces and logs of the framework would carry addresses, and addresses carry questions.
        telemetry={"tracing": False, "metrics": False, "logs": False, "auto_configure": False},
    )
    app.state.base_url = read_site_url()
    app.state.caches = caches = Caches(read_limit())
    app.add_middleware(ResponseCache, caches=caches)
    app.add_middleware(GZipMiddleware, minimum_size=1024, compresslevel=5)
    app.add_middleware(CrossOrigin)
    app.add_middleware(Guard)
    add_handlers(app)
    mcp_app = McpApp(lambda: app.state.guide)
    # Both spellings: a client that is sent on with a 307 may lose its body or give up.
    app.router.routes += [Route(path, mcp_app, include_in_schema=False) for path in ("/mcp", "/mcp/")]
    for module in (
        ask,
        chat,
        facts,
        releases,
        citations,
        feedback,
        openai,
        nlweb,
        operations,
        metrics,
        server_card,
        *([tenant] if has_rules() else []),
    ):
        app.include_router(module.router, dependencies=[Depends(refuse_repeated)])
    app.router.default = serve_site
    # Made when somebody asks for it, which a start need not wait for.
    app.openapi = cache(partial(describe, app))  # type: ignore[method-assign]
    return app
