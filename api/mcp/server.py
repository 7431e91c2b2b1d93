"""The MCP server: the tools, resources and prompts in the protocol's own types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from mcp import types
from mcp.server import CacheHint, Server, ServerRequestContext
from mcp.shared.exceptions import MCPError
from pydantic import BaseModel
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request

from api.guide import Guide
from api.http.logs import LOG, say_where
from api.http.negotiate import MARKDOWN
from api.http.problems import ApiProblem
from api.mcp import card
from api.mcp.ask import ASK
from api.mcp.citations import CHECK
from api.mcp.facts import GET, LIST, SEARCH
from api.mcp.prompts import INSTRUCTIONS, PROMPTS, describe_prompt, write_prompt
from api.mcp.releases import DIFF
from api.mcp.resources import FACT_TEMPLATE, PAGE_TEMPLATE, UnknownResource, list_resources, read_resource
from api.mcp.schemas import describe_arguments, describe_result
from api.mcp.tenant import CHECK_TENANT
from api.mcp.tool import Call, Tool, ToolRefusal, call_tool
from api.site.pages import base_url_of
from kb.ids import EXAMPLE, EXAMPLE_ID
from kb.loader.rules import has_rules
from kb.subject import Prompt

TOOLS: dict[str, Tool] = {tool.name: tool for tool in (ASK, SEARCH, GET, LIST, DIFF, CHECK, *([CHECK_TENANT] if has_rules() else []))}
"""Name → tool, in the order that clients show; a knowledge base without rules has no check of a tenant."""

PAGE_SIZE = 100
"""Resources that one page of the list holds."""

COMPLETIONS = 100
"""Values a completion offers at most; the protocol allows no more."""

FRESH = CacheHint(ttl_ms=5 * 60 * 1000, scope="public")
"""How long a client may keep a list: it changes only with a release."""

RESOURCE_NOT_FOUND = -32002

Context = ServerRequestContext[Any, Any]


def build_server(source: Callable[[], Guide], site: str = "") -> Server[Any]:
    """The server, ready for any transport; it keeps nothing between requests.

    Args:
        source: Gives what is served.
        site: What goes before the addresses of the site in texts when a request does not tell; no slash at its end.
    """
    handlers = _Handlers(source, site)
    server: Server[Any] = Server(
        card.NAME,
        version=card.VERSION,
        title=card.TITLE,
        description=card.DESCRIPTION,
        instructions=INSTRUCTIONS,
        cache_hints={"tools/list": FRESH, "prompts/list": FRESH, "resources/list": FRESH, "resources/templates/list": FRESH},
        on_list_tools=handlers.list_tools,
        on_call_tool=handlers.call_tool,
        on_list_resources=handlers.list_resources,
        on_list_resource_templates=handlers.list_templates,
        on_read_resource=handlers.read_resource,
        on_list_prompts=handlers.list_prompts,
        on_get_prompt=handlers.get_prompt,
        on_completion=handlers.complete,
    )
    # The library's own traces would carry messages of errors, and those may carry questions.
    server.middleware.clear()
    return server


def describe_tool(tool: Tool) -> types.Tool:
    """A tool as clients are told of it."""
    return types.Tool(
        name=tool.name,
        title=tool.title,
        description=tool.description,
        input_schema=describe_arguments(tool.arguments),
        output_schema=describe_result(tool.result),
        annotations=types.ToolAnnotations(read_only_hint=True, destructive_hint=False, idempotent_hint=True, open_world_hint=False),
    )


class _Handlers:
    def __init__(self, source: Callable[[], Guide], site: str) -> None:
        self.source = source
        self.site = site
        self.tools = [describe_tool(tool) for tool in TOOLS.values()]

    async def list_tools(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListToolsResult:
        return types.ListToolsResult(tools=self.tools)

    async def call_tool(self, context: Context, asked: types.CallToolRequestParams) -> types.CallToolResult:
        tool = TOOLS.get(asked.name)
        if tool is None:
            raise MCPError(types.INVALID_PARAMS, f"There is no tool {asked.name[:40]}. Tools: {', '.join(TOOLS)}.")
        call = Call(self.source(), self._site_of(context))
        try:
            record, text = await call_tool(tool, call, asked.arguments or {})
        except ToolRefusal as refusal:
            return _refuse(str(refusal))
        except Exception as error:
            # What an exception says may quote the question; its type and its place do not.
            LOG.error("unexpected %s in the tool %s", say_where(error), tool.name)
            return _refuse("Something failed here that is not your request's fault. Try again; if it stays, tell the operator the time.")
        return types.CallToolResult(content=[_say(text)], structured_content=_to_data(record))

    async def list_resources(self, _: Context, asked: types.PaginatedRequestParams | None) -> types.ListResourcesResult:
        resources = await run_in_threadpool(list_resources, self.source())
        cursor = (asked.cursor if asked else None) or "0"
        start = int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) < 10 else -1
        if not 0 <= start <= len(resources):
            raise MCPError(types.INVALID_PARAMS, "There is no such cursor; send the last `nextCursor`, or none to begin.")
        end = start + PAGE_SIZE
        next_cursor = str(end) if end < len(resources) else None
        return types.ListResourcesResult(resources=resources[start:end], next_cursor=next_cursor)

    async def list_templates(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListResourceTemplatesResult:
        return types.ListResourceTemplatesResult(
            resource_templates=[
                types.ResourceTemplate(
                    uri_template=FACT_TEMPLATE,
                    name="fact",
                    title="A fact",
                    description=f"A fact by its ID (fact://{EXAMPLE_ID}, its latest revision) or citation (fact://{EXAMPLE}).",
                    mime_type=MARKDOWN,
                ),
                types.ResourceTemplate(
                    uri_template=PAGE_TEMPLATE,
                    name="page",
                    title="A page",
                    description="A page of the site as Markdown, such as page:///guide/consent.md.",
                    mime_type=MARKDOWN,
                ),
            ]
        )

    async def read_resource(self, context: Context, asked: types.ReadResourceRequestParams) -> types.ReadResourceResult:
        try:
            text = await run_in_threadpool(read_resource, self.source(), asked.uri, self._site_of(context))
        except UnknownResource as error:
            # Until the revision of 2026-07-28 the protocol had a code of its own for this.
            code = types.INVALID_PARAMS if context.protocol_version >= "2026-07-28" else RESOURCE_NOT_FOUND
            raise MCPError(code, str(error), {"uri": asked.uri, "near": error.near}) from error
        return types.ReadResourceResult(
            contents=[types.TextResourceContents(uri=asked.uri, text=text, mime_type=MARKDOWN)],
            ttl_ms=FRESH.ttl_ms,
            cache_scope=FRESH.scope,
        )

    async def list_prompts(self, _: Context, __: types.PaginatedRequestParams | None) -> types.ListPromptsResult:
        return types.ListPromptsResult(prompts=[describe_prompt(prompt) for prompt in PROMPTS])

    async def get_prompt(self, _: Context, asked: types.GetPromptRequestParams) -> types.GetPromptResult:
        prompt = _find_prompt(asked.name)
        try:
            text = write_prompt(prompt, asked.arguments or {})
        except ApiProblem as problem:
            raise MCPError(types.INVALID_PARAMS, problem.detail) from problem
        return types.GetPromptResult(description=prompt.description, messages=[types.PromptMessage(role="user", content=_say(text))])

    async def complete(self, _: Context, asked: types.CompleteRequestParams) -> types.CompleteResult:
        begun = asked.argument.value.casefold()
        known: tuple[str, ...] = ()
        if isinstance(asked.ref, types.PromptReference):
            arguments = _find_prompt(asked.ref.name).arguments
            known = next((one.suggestions for one in arguments if one.name == asked.argument.name), ())
        elif asked.ref.uri == FACT_TEMPLATE:
            known = tuple(self.source().catalog.facts)
        fitting = [value for value in known if value.casefold().startswith(begun)]
        shown = types.Completion(values=fitting[:COMPLETIONS], total=len(fitting), has_more=len(fitting) > COMPLETIONS)
        return types.CompleteResult(completion=shown)

    def _site_of(self, context: Context) -> str:
        return base_url_of(context.request) if isinstance(context.request, Request) else self.site


def _say(text: str) -> types.TextContent:
    return types.TextContent(type="text", text=text)


def _refuse(text: str) -> types.CallToolResult:
    return types.CallToolResult(content=[_say(text)], is_error=True)


def _to_data(record: BaseModel) -> Mapping[str, Any]:
    return record.model_dump(mode="json")


def _find_prompt(name: str) -> Prompt:
    known = {prompt.name: prompt for prompt in PROMPTS}
    if name not in known:
        raise MCPError(types.INVALID_PARAMS, f"There is no prompt {name[:40]}. Prompts: {', '.join(known)}.")
    return known[name]
