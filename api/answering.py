"""Has a question answered from a route: at once where that takes a millisecond, in a thread where it may take longer."""

from __future__ import annotations

from starlette.concurrency import run_in_threadpool

from api.releases.store import Answering
from kb.models.answers import Answer

SHORT = 300
"""Characters up to which a question is answered at once: that takes less than handing it to a thread and back."""


async def answer_soon(answers: Answering, question: str, page: str | None = None, goal: str | None = None) -> Answer:
    """The answer to one question.

    Raises:
        BadQuestion: It is too long or holds control characters.
    """
    if len(question) + len(goal or "") > SHORT or getattr(answers, "waits", False):
        return await run_in_threadpool(answers.answer, question, page, goal)
    return answers.answer(question, page, goal)
