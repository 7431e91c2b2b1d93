"""The one way to ask, whatever the wire: a question is checked, its release chosen, the question answered, the answer dated.

A wire reads a request into a `Question` and writes the `Reply` in its own shape; it decides nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from starlette.concurrency import run_in_threadpool

from api.guide import Guide
from api.http.checks import PAGE_LIMIT, check_question, check_text
from api.http.problems import ApiProblem
from api.releases.choose import choose_view
from api.releases.view import Answering, ReleaseView
from kb.answerer.question import is_empty
from kb.models.answers import Answer, Message

SHORT = 300
"""Characters up to which a question is answered at once: that takes less than handing it to a thread and back."""


@dataclass(frozen=True)
class Question:
    """What a wire has read from a request; nothing of it is checked yet.

    Attributes:
        text: The question.
        parameter: Where it stands in the request, for errors.
        conversation: The turns that it belongs to, itself among them; None for a question that stands alone.
        page: The path of the page it is asked on.
        goal: What the asker is trying to do; looked at where the question stands alone.
        release: The release to answer from.
        as_of: A day instead: the release in force on it answers.
        explain: Whether the answer says how the question was read.
        may_be_empty: Whether an empty one is answered with how to ask; else it is refused.
    """

    text: str
    parameter: str = "ask"
    conversation: Sequence[Message] | None = None
    page: str | None = None
    goal: str | None = None
    release: str | None = None
    as_of: str | None = None
    explain: bool = False
    may_be_empty: bool = False

    @classmethod
    def last_of(cls, conversation: Sequence[Message], release: str | None = None, as_of: str | None = None) -> Question:
        """The last question of a conversation that the request holds as `messages`.

        Raises:
            ApiProblem: No message is the user's.
        """
        asked = [at for at, message in enumerate(conversation) if message.role == "user"]
        if not asked:
            raise ApiProblem("bad-question", 'No message has the role "user"; the last such message is the question.', parameter="messages")
        last = asked[-1]
        return cls(conversation[last].content, _place_of(last), conversation, release=release, as_of=as_of)


@dataclass(frozen=True)
class Reply:
    """An answer, and what a wire needs to write it.

    Attributes:
        answer: The answer, with the day that was asked for.
        view: The release it is from.
        goal: The goal it was answered for; None for an empty one and for a placeholder, which no link hands on.
    """

    answer: Answer
    view: ReleaseView
    goal: str | None = None


async def ask(guide: Guide, question: Question) -> Reply:
    """Answers a question, the same on every wire.

    Raises:
        ApiProblem: A text is empty, too long or holds control characters, or the release is chosen in two ways.
        UnknownRelease: There is no such release, or none was in force on that day.
    """
    turns = question.conversation or ()
    for at in [at for at, turn in enumerate(turns) if turn.role == "user"][:-1]:
        # A wire that names its turns in another way has checked them itself, so that they pass here.
        check_text(turns[at].content, _place_of(at))
    check = check_text if question.may_be_empty else check_question
    check(question.text, question.parameter)
    goal = None if is_empty(check_text(question.goal or "", "goal")) else question.goal
    page = None if question.page is None else _find_page(guide, question.page)
    view = await choose_view(guide, question.release, question.as_of)
    answer = await _answer(view.answerer, question, page, goal)
    if question.explain:
        explained = await run_in_threadpool(view.answerer.explain, question.text, page, goal)
        answer = answer.model_copy(update={"explain": explained})
    return Reply(view.date_answer(answer), view, goal)


def _place_of(at: int) -> str:
    return f"messages.{at}.content"


def _find_page(guide: Guide, path: str) -> str:
    found = guide.site.find_page(check_text(path, "page", PAGE_LIMIT))
    return found.address if found else path


async def _answer(answerer: Answering, question: Question, page: str | None, goal: str | None) -> Answer:
    if question.conversation is not None:
        return await run_in_threadpool(answerer.chat, question.conversation)
    if len(question.text) + len(goal or "") > SHORT or answerer.waits:
        return await run_in_threadpool(answerer.answer, question.text, page, goal)
    return answerer.answer(question.text, page, goal)
