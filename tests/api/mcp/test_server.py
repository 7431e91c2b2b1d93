from __future__ import annotations

import asyncio
import re
from typing import Any

import pytest
from mcp import Client, MCPError, types
from starlette.testclient import TestClient

from api.guide import Guide
from api.mcp import card
from api.mcp.prompts import PROMPTS
from api.mcp.server import TOOLS, build_server
from kb.ids import CITATION

from .conftest import Use


def text_of(result: Any) -> str:
    return "".join(part.text for part in result.content)


def test_the_server_says_who_it_is_and_how_to_ask(use: Use) -> None:
    async def read(client: Client) -> tuple[Any, str | None]:
        return client.server_info, client.instructions

    info, instructions = use(read)
    assert (info.name, info.version, info.title) == (card.NAME, card.VERSION, card.TITLE)
    assert "ask_field_guide" in instructions
    assert "never fill the gap" in instructions


def test_every_tool_is_listed_and_only_reads(use: Use) -> None:
    tools = use(lambda client: client.list_tools()).tools
    assert [tool.name for tool in tools] == list(TOOLS)
    for tool in tools:
        hints = tool.annotations
        assert (hints.read_only_hint, hints.destructive_hint, hints.idempotent_hint, hints.open_world_hint) == (True, False, True, False)
        assert tool.title
        assert tool.description
        assert tool.input_schema["additionalProperties"] is False
        assert all(argument.get("description") for argument in tool.input_schema["properties"].values()), tool.name
        assert tool.output_schema["type"] == "object"


ARGUMENTS: dict[str, dict[str, Any]] = {
    "ask_field_guide": {"question": "Is a refresh token stored?", "goal": "security review", "page": "/guide/security/", "release": None},
    "search_facts": {"query": "token lifetime", "area": "token", "kind": None, "method": "delegated", "workload": "rooms", "limit": 3},
    "get_fact": {"id": "ZM-APP-002"},
    "list_facts": {"area": "APP", "kind": "app_id", "status": "current", "offset": 0, "limit": 2},
    "diff_releases": {"before": "2026.11.0", "after": None},
    "check_citations": {"text": "Use the ID of ZM-APP-002, not of ZM-APP-999.", "require_pinned": True},
    "check_tenant": {
        "collections": {"policy": {"defaultUserRolePermissions": {"permissionGrantPoliciesAssigned": []}}},
        "consent_setting": "on",
        "workload": ["rooms"],
        "rooms_method": "application",
        "users_method": "delegated",
    },
}


def test_there_are_arguments_for_every_tool() -> None:
    assert {name: set(tool.arguments.model_fields) for name, tool in TOOLS.items()} == {name: set(each) for name, each in ARGUMENTS.items()}


@pytest.mark.parametrize("name", TOOLS)
def test_every_tool_can_be_called_with_all_it_takes(use: Use, name: str) -> None:
    # The client refuses what does not fit the output schema.
    result = use(lambda client: client.call_tool(name, ARGUMENTS[name]))
    assert not result.is_error, text_of(result)
    TOOLS[name].result.model_validate(result.structured_content)
    assert CITATION.search(text_of(result))


def test_an_answer_is_the_same_as_over_the_api(use: Use, client: TestClient, question: str) -> None:
    result = use(lambda connected: connected.call_tool("ask_field_guide", {"question": question}))
    assert result.structured_content == client.get("/api/v1/ask", params={"ask": question}).json()
    assert "f56e91e5-5a82-452f-b435-d4d78aeaf064" in text_of(result)


def test_an_abstention_is_a_result_that_says_so(use: Use) -> None:
    result = use(lambda client: client.call_tool("ask_field_guide", {"question": "Who won the 1998 football world cup?"}))
    assert not result.is_error
    assert result.structured_content["answered"] is False
    assert f"Not answered: {result.structured_content['reason']}" in text_of(result)


def test_a_fact_is_the_same_as_over_the_api(use: Use, client: TestClient) -> None:
    for asked in ("ZM-APP-002", "zm-app-002v1"):
        result = use(lambda connected, asked=asked: connected.call_tool("get_fact", {"id": asked}))
        assert result.structured_content == client.get(f"/api/v1/facts/{asked}").json()


def test_links_lead_to_the_server_that_was_asked(use: Use, address: str) -> None:
    assert f"({address}/facts/" in text_of(use(lambda client: client.call_tool("search_facts", {"query": "consent"})))
    assert f"{address}/f/ZM-APP-002v1" in text_of(use(lambda client: client.call_tool("get_fact", {"id": "ZM-APP-002"})))


@pytest.mark.parametrize(
    ("name", "arguments", "advice"),
    [
        ("get_fact", {"id": "ZM-APP-02"}, "ZM-APP-002"),
        ("get_fact", {"id": "no such thing"}, "search_facts finds facts by words"),
        ("get_fact", {"id": "ZM-APP-002v99"}, "Known: ZM-APP-002v1"),
        ("get_fact", {}, "id: Field required"),
        ("get_fact", {"ids": "ZM-APP-002"}, "Did you mean id?"),
        ("ask_field_guide", {"question": " "}, "Put a whole question"),
        ("ask_field_guide", {"question": "why? " * 2000}, "at most 8000"),
        ("ask_field_guide", {"question": "a\u0000b"}, "U+0000"),
        ("ask_field_guide", {"question": ["x"]}, "question: Input should be a valid string"),
        ("ask_field_guide", {"question": "What is MGAPI?", "release": "1999.01.0"}, "There is no release 1999.01.0"),
        ("search_facts", {"query": "x", "area": "TOKENS"}, "Did you mean TOKEN"),
        ("search_facts", {"query": "x", "method": "oauth"}, "method must be one of: application"),
        ("search_facts", {"query": "x", "limit": 0}, "limit: Input should be greater"),
        ("list_facts", {"kind": "appid"}, "Did you mean app_id"),
        ("check_citations", {}, "text: Field required"),
        ("diff_releases", {"before": "1999.01.0"}, "There is no release 1999.01.0. Known: "),
        ("list_facts", {"offset": -1}, "offset: Input should be greater"),
    ],
)
def test_a_miss_is_an_error_with_advice(use: Use, name: str, arguments: dict[str, Any], advice: str) -> None:
    result = use(lambda client: client.call_tool(name, arguments))
    assert result.is_error
    assert advice in text_of(result)
    assert result.structured_content is None


def test_an_unknown_tool_is_refused_with_the_known_ones(use: Use) -> None:
    with pytest.raises(MCPError) as refused:
        use(lambda client: client.call_tool("ask_guide", {}))
    assert refused.value.error.code == types.INVALID_PARAMS
    assert "ask_field_guide" in refused.value.error.message


def test_every_resource_is_listed_once_and_those_of_each_sort_can_be_read(use: Use, guide: Guide) -> None:
    async def walk(client: Client) -> tuple[list[str], list[str]]:
        uris: list[str] = []
        cursor = None
        while True:
            page = await client.list_resources(cursor=cursor)
            uris += [resource.uri for resource in page.resources]
            cursor = page.next_cursor
            if cursor is None:
                break
        read = [(await client.read_resource(uri)).contents[0].text for uri in uris[::20]]
        return uris, read

    uris, read = use(walk)
    assert len(uris) == len(set(uris)) == len(guide.catalog) + len(guide.site.addresses)
    assert all(text.startswith("# ") for text in read)


def test_a_cursor_of_somebody_else_is_refused(use: Use) -> None:
    for cursor in ("x", "-1", "999999999", "１"):
        with pytest.raises(MCPError, match="cursor"):
            use(lambda client, cursor=cursor: client.list_resources(cursor=cursor))


def test_resource_templates_are_told(use: Use) -> None:
    templates = use(lambda client: client.list_resource_templates()).resource_templates
    assert [template.uri_template for template in templates] == ["fact://{citation}", "page://{+path}"]


def test_a_resource_that_is_not_there_is_refused_with_near_ones(use: Use) -> None:
    with pytest.raises(MCPError) as refused:
        use(lambda client: client.read_resource("page:///guide/consents.md"))
    version = use(lambda client: _version_of(client))
    assert refused.value.error.code == (types.INVALID_PARAMS if version >= "2026-07-28" else -32002)
    assert refused.value.error.data["uri"] == "page:///guide/consents.md"
    assert "page:///guide/consent.md" in refused.value.error.data["near"]


async def _version_of(client: Client) -> str:
    return client.protocol_version


def test_completion_of_an_unknown_prompt_is_refused(use: Use) -> None:
    reference = types.PromptReference(type="ref/prompt", name="nothing")
    with pytest.raises(MCPError) as refused:
        use(lambda client: client.complete(reference, {"name": "method", "value": ""}))
    assert refused.value.error.code == types.INVALID_PARAMS
    assert "plan_deployment" in refused.value.error.message


def test_all_tools_together_take_few_characters_and_name_what_they_give(use: Use) -> None:
    tools = use(lambda client: client.list_tools())
    sizes = {tool.name: len(tool.model_dump_json(by_alias=True, exclude_none=True)) for tool in tools.tools}
    assert sum(size for name, size in sizes.items() if name != "check_tenant") < 10_000
    assert sizes["check_tenant"] < 2_500
    for tool in tools.tools:
        members = TOOLS[tool.name].result.model_json_schema(mode="serialization")["properties"]
        assert set(tool.output_schema["properties"]) == set(members), tool.name
    answer = next(tool for tool in tools.tools if tool.name == "ask_field_guide").output_schema
    assert {"id", "title", "url", "source"} <= set(answer["properties"]["citations"]["items"]["required"])


def test_every_prompt_is_listed_and_tells_to_use_the_tools_and_to_cite(use: Use) -> None:
    prompts = use(lambda client: client.list_prompts()).prompts
    assert [prompt.name for prompt in prompts] == [prompt.name for prompt in PROMPTS]
    for prompt in prompts:
        given = {argument.name: f"value of {argument.name}" for argument in prompt.arguments}
        text = use(lambda client, name=prompt.name, given=given: client.get_prompt(name, given)).messages[0].content.text
        assert all(value in text for value in given.values())
        assert set(re.findall(r"\b[a-z]+_(?:fact|facts|field_guide)\b", text)) <= set(TOOLS)
        assert "ask_field_guide" in text
        assert "cite the revision" in text


def test_a_prompt_that_cannot_be_written_says_why(use: Use) -> None:
    for name, given, advice in (
        ("plan_deployment", {}, "workloads is missing"),
        ("plan_deployment", {"workloads": "rooms", "x": "y"}, "there is no argument x"),
        ("plan_deployment", {"workloads": "r" * 30_000}, "at most 20000"),
        ("nothing", {}, "plan_deployment"),
    ):
        with pytest.raises(MCPError) as refused:
            use(lambda client, name=name, given=given: client.get_prompt(name, given))
        assert refused.value.error.code == types.INVALID_PARAMS
        assert advice in refused.value.error.message


def test_ids_and_methods_are_completed(use: Use) -> None:
    async def complete(client: Client) -> tuple[list[str], list[str]]:
        fact = types.ResourceTemplateReference(type="ref/resource", uri="fact://{citation}")
        prompt = types.PromptReference(type="ref/prompt", name="plan_deployment")
        ids = await client.complete(fact, {"name": "citation", "value": "zm-app-00"})
        methods = await client.complete(prompt, {"name": "method", "value": "full"})
        return ids.completion.values, methods.completion.values

    ids, methods = use(complete)
    assert "ZM-APP-002" in ids
    assert all(each.startswith("ZM-APP-00") for each in ids)
    assert methods == ["Full Delegate Access"]


def test_two_sessions_at_once_get_their_own_answers(address: str) -> None:
    async def ask(mode: str, ids: list[str]) -> list[str]:
        async with Client(f"{address}/mcp", mode=mode) as client:
            results = await asyncio.gather(*(client.call_tool("get_fact", {"id": each}) for each in ids))
            return [result.structured_content["id"] for result in results]

    async def both() -> list[list[str]]:
        return await asyncio.gather(ask("legacy", asked[0]), ask("auto", asked[1]))

    asked = [["ZM-APP-001", "ZM-APP-002", "ZM-APP-003"] * 3, ["ZM-TOKEN-001", "ZM-TOKEN-002", "ZM-TOKEN-003"] * 3]
    assert asyncio.run(both()) == asked


def test_a_server_without_a_request_links_to_the_site_it_was_given(guide: Guide) -> None:
    async def get() -> str:
        async with Client(build_server(lambda: guide, "https://guide.example")) as client:
            return text_of(await client.call_tool("get_fact", {"id": "ZM-APP-002"}))

    assert "https://guide.example/f/ZM-APP-002v1" in asyncio.run(get())
