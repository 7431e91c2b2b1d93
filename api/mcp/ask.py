"""The tool that asks: one question, the answer object, and the same as Markdown."""

from __future__ import annotations

from urllib.parse import urlsplit

from pydantic import Field

from api.asking import Question, ask
from api.http.checks import PAGE_LIMIT, check_text
from api.mcp.tool import Arguments, Call, Tool
from kb.answerer import render_markdown
from kb.answerer.question import LONGEST_QUESTION
from kb.models.answers import Answer
from kb.subject import subject


class AskArguments(Arguments):
    """What is asked, and what is known about it."""

    question: str = Field(
        description="The question: whole, one thing at a time, with every name it needs. No follow-ups such as 'and for the other one?'.",
        json_schema_extra={"maxLength": LONGEST_QUESTION},
        examples=[subject().example.question],
    )
    goal: str | None = Field(
        None,
        description="What the answer is for, in a few words; fills in conditions that the question leaves open.",
        examples=["write a runbook"],
    )
    page: str | None = Field(
        None, description="The address of the page the question is about; its facts are preferred a little.", examples=["/guide/consent/"]
    )
    release: str | None = Field(None, description="The release to answer from; leave it out for the one being served.")


async def ask_field_guide(call: Call, arguments: AskArguments) -> tuple[Answer, str]:
    """The answer, as every other way of asking gives it.

    Raises:
        ApiProblem: A text is empty, too long or holds control characters.
        UnknownRelease: There is no such release.
    """
    page = read_path(arguments.page) if arguments.page else None
    question = Question(arguments.question, "question", page=page, goal=arguments.goal, release=arguments.release)
    reply = await ask(call.guide, question)
    return reply.answer, render_markdown(reply.answer, call.site, carried=reply.view.query)


def read_path(page: str) -> str:
    """The path of a page that came as a path or as a whole URL."""
    check_text(page, "page", PAGE_LIMIT)
    return urlsplit(page).path if "://" in page else page


ASK = Tool(
    "ask_field_guide",
    "Ask the field guide",
    f"Answers one question about {subject().covers} from the facts alone, and cites each one. Start here. When `answered` is false the guide does not say: "
    "tell the user so, with the nearest facts in `excerpts`, and do not fill the gap from elsewhere.",
    AskArguments,
    Answer,
    ask_field_guide,
)
