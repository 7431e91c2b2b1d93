"""What a tool is, how its arguments are read, and how it says that it found nothing."""

from __future__ import annotations

import difflib
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from inspect import isawaitable, iscoroutinefunction
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError
from starlette.concurrency import run_in_threadpool

from api.guide import Guide
from api.http.problems import ApiProblem
from kb.errors import KbError, UnknownFact
from kb.ids import EXAMPLE, EXAMPLE_ID

ToolResult = tuple[BaseModel, str]
"""What a tool gives back: the result, and the same as text for a model."""


class Arguments(BaseModel):
    """The arguments of a tool; a name that it does not know is refused, never passed over."""

    model_config = ConfigDict(extra="forbid")


class ToolRefusal(Exception):
    """The tool has nothing to give; the message says what to do instead, in words for a model."""


@dataclass(frozen=True)
class Call:
    """What a tool may use.

    Attributes:
        guide: What is served.
        site: What goes before the addresses of the site in texts, such as ``https://guide.example``; may be empty.
    """

    guide: Guide
    site: str


@dataclass(frozen=True)
class Tool:
    """A tool that reads and changes nothing.

    Attributes:
        name: Its name, for ever.
        title: The name that people read.
        description: What it does and when to use it, for a model.
        arguments: What it takes.
        result: What it gives.
        run: Does it; one that is no coroutine may block.
    """

    name: str
    title: str
    description: str
    arguments: type[Arguments]
    result: type[BaseModel]
    run: Callable[[Call, Any], ToolResult | Awaitable[ToolResult]]


async def call_tool(tool: Tool, call: Call, arguments: Mapping[str, Any]) -> ToolResult:
    """The result of a tool, and its text.

    Raises:
        ToolRefusal: The arguments do not fit, or there is nothing to give.
    """
    try:
        read = tool.arguments.model_validate(dict(arguments))
    except ValidationError as error:
        raise ToolRefusal(_explain(tool, error)) from None
    try:
        result = tool.run(call, read) if iscoroutinefunction(tool.run) else await run_in_threadpool(tool.run, call, read)
        return await result if isawaitable(result) else result
    except UnknownFact as error:
        near = f"Did you mean {', '.join(error.near)}?" if error.near else f"An ID looks like {EXAMPLE_ID}, a citation like {EXAMPLE}."
        raise ToolRefusal(f"There is no fact {error.asked}. {near} search_facts finds facts by words, list_facts lists them.") from error
    except KbError as error:
        raise ToolRefusal(str(error)) from error
    except ApiProblem as problem:
        close = problem.extra.get("near")
        raise ToolRefusal(f"{problem.detail} Did you mean {', '.join(close)}?" if close else problem.detail) from problem


def _explain(tool: Tool, error: ValidationError) -> str:
    known = list(tool.arguments.model_fields)
    lines = []
    for found in error.errors()[:10]:
        name = ".".join(map(str, found["loc"]))[:40] or "The arguments"
        if found["type"] == "extra_forbidden":
            near = difflib.get_close_matches(name, known, n=1)
            lines.append(f"{name}: there is no such argument." + (f" Did you mean {near[0]}?" if near else ""))
        else:
            lines.append(f"{name}: {found['msg']}.")
    return f"{tool.name} cannot be called like this. {' '.join(lines)} It takes: {', '.join(known)}."
