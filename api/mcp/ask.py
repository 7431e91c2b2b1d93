"""The tool that asks: one question, the answer object, and the same as Markdown."""

from __future__ import annotations

from urllib.parse import urlsplit

from anyio import from_thread
from pydantic import Field

from api.guide import Guide
from api.http.checks import PAGE_LIMIT, check_question, check_text
from api.mcp.tool import Arguments, Call, Tool
from api.releases.view import choose_view
from kb.answerer import render_markdown
from kb.answerer.question import LONGEST_QUESTION
from kb.models.answers import Answer


class AskArguments(Arguments):
    """What is asked, and what is known about it."""

    question: str = Field(
        description="The question: whole, one thing at a time, with every name it needs (workload, API method, setting). No follow-ups such as 'and for rooms?'.",
        json_schema_extra={"maxLength": LONGEST_QUESTION},
        examples=["Which App ID do Zoom Rooms use with Application Permissions?"],
    )
    goal: str | None = Field(
        None, description="What the answer is for, in a few words; fills in conditions that the question leaves open.", examples=["rooms"]
    )
    page: str | None = Field(
        None, description="The address of the page the question is about; its facts are preferred a little.", examples=["/guide/consent/"]
    )
    release: str | None = Field(None, description="The release to answer from; leave it out for the one being served.")


def ask_field_guide(call: Call, arguments: AskArguments) -> tuple[Answer, str]:
    """The answer, as every other way of asking gives it.

    Raises:
        ApiProblem: A text is empty, too long or holds control characters.
        UnknownRelease: There is no such release.
    """
    check_question(arguments.question, "question")
    goal = check_text(arguments.goal, "goal") if arguments.goal else None
    page = find_address(call.guide, check_text(arguments.page, "page", PAGE_LIMIT)) if arguments.page else None
    view = from_thread.run(choose_view, call.guide, arguments.release)
    answer = view.answers.answer(arguments.question, page, goal)
    return answer, render_markdown(answer, call.site, carried=view.query)


def find_address(guide: Guide, page: str) -> str:
    """The address of a page on the site, whether it came as a path, as a twin or as a whole URL."""
    path = urlsplit(page).path if "://" in page else page
    found = guide.site.find_page(path)
    return found.address if found else path


ASK = Tool(
    "ask_field_guide",
    "Ask the field guide",
    "Answers one question about connecting Zoom Workplace with Microsoft 365 (Zoom Rooms, personal calendars, Entra ID consent, API methods, "
    "tokens, roles, App IDs, security) from the facts alone, and cites each one. Start here. When `answered` is false the guide does not say: "
    "tell the user so, with the nearest facts in `excerpts`, and do not fill the gap from elsewhere.",
    AskArguments,
    Answer,
    ask_field_guide,
)
