"""Answers what was answered lately: whole responses to the same request, and answers to the same question asked in another way."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.caching.cache import Cache
from api.http.responses import ANSWER_CACHE
from kb.models.answers import Answer

_IDLE = frozenset(
    b"accept-encoding accept-language cache-control connection dnt origin pragma priority referer te traceparent tracestate "
    b"upgrade-insecure-requests user-agent x-forwarded-for x-real-ip x-request-id".split()
)
"""Headers that no answer depends on; any other one is part of the key."""

_OWN_WAY = frozenset({b"authorization", b"cookie", b"if-modified-since", b"if-none-match", b"range"})
"""Headers of requests that are always carried out."""


@dataclass(frozen=True)
class Response:
    """A whole response, as it was sent."""

    start: Message
    body: bytes


@dataclass
class Caches:
    """Both caches of a server; they share its room evenly.

    Args:
        limit: Bytes for both.
    """

    limit: int
    responses: Cache[Response] = field(init=False)
    answers: Cache[Answer] = field(init=False)

    def __post_init__(self) -> None:
        self.responses, self.answers = Cache(self.limit // 2), Cache(self.limit // 2)


class ResponseCache:
    """ASGI middleware next to the routes: an answer that was sent to the same request is sent again, byte for byte.

    Args:
        app: The routes.
        caches: Where responses are kept.
    """

    def __init__(self, app: ASGIApp, caches: Caches) -> None:
        self.app, self.cache = app, caches.responses
        self._served: object = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serves one request."""
        if scope["type"] != "http" or scope["method"] != "GET" or b"ask=" not in scope["query_string"] or not self.cache.limit:
            await self.app(scope, receive, send)
            return
        guide = getattr(scope["app"].state, "guide", None)
        if guide is not self._served:  # another release, or none yet
            self.cache.clear()
            self._served = guide
        key = _key_of(scope)
        if key is None:
            await self.app(scope, receive, send)
            return
        found = self.cache.find(key)
        if found is not None:
            await send({**found.start, "headers": list(found.start["headers"])})
            await send({"type": "http.response.body", "body": found.body})
            return
        start: Message | None = None

        async def storing_send(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = {**message, "headers": list(message["headers"])} if _is_answer(message) else None
            elif start is not None and not message.get("more_body"):
                body = bytes(message.get("body", b""))
                size = len(body) + sum(len(name) + len(value) for name, value in start["headers"]) + len(scope["query_string"])
                self.cache.store(key, Response(start, body), size)
            else:
                start = None  # it comes in pieces
            await send(message)

        await self.app(scope, receive, storing_send)


def _key_of(scope: Scope) -> tuple[object, ...] | None:
    told = tuple(pair for pair in scope["headers"] if pair[0] not in _IDLE and not pair[0].startswith(b"sec-"))
    if any(name in _OWN_WAY for name, _ in told):
        return None
    return scope.get("scheme"), scope["path"], scope["query_string"], told


def _is_answer(message: Message) -> bool:
    return message["status"] == 200 and (b"cache-control", ANSWER_CACHE.encode()) in message["headers"]
