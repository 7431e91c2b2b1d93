"""What a question and the other texts of a request may look like; the one place of these rules."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Collection

from starlette.requests import Request

from api.http.problems import ApiProblem
from kb.answerer.question import CONTROL, LONGEST_QUESTION, is_empty
from kb.subject import subject

PAGE_LIMIT = 500
"""Characters the address of a page may have."""


def check_text(text: str, parameter: str, limit: int = LONGEST_QUESTION) -> str:
    """Returns the text unchanged.

    Raises:
        ApiProblem: It is longer than ``limit`` characters or holds control characters or half characters.
    """
    if len(text) > limit:
        detail = f"{parameter} has {len(text)} characters; at most {limit} are read. Ask one thing at a time."
        raise ApiProblem("question-too-long", detail, parameter=parameter, limit=limit)
    if found := CONTROL.search(text):
        detail = f"{parameter} holds the character U+{ord(found[0]):04X} at position {found.start() + 1}; take it out."
        raise ApiProblem("control-characters", detail, parameter=parameter)
    return text


def check_question(question: str, parameter: str = "ask") -> str:
    """Returns a question that can be asked.

    Raises:
        ApiProblem: It is empty, too long or holds control characters.
    """
    check_text(question, parameter)
    if is_empty(question):
        raise ApiProblem(
            "empty-question", f"Put a whole question into {parameter}, such as: {subject().example.question}", parameter=parameter
        )
    return question


def is_readable(text: str) -> bool:
    """Whether a text can be read as one of the turns before the question."""
    try:
        check_text(text, "")
    except ApiProblem:
        return False
    return True


def check_choice(value: str | None, parameter: str, known: Collection[str]) -> str | None:
    """Returns a value of a closed list, or None when none was sent.

    Raises:
        ApiProblem: The value is not in the list.
    """
    if value is None or value in known:
        return value
    near = difflib.get_close_matches(value[:40], known, n=3)
    detail = f"{parameter} must be one of: {', '.join(known)}."
    raise ApiProblem("invalid-parameter", detail, parameter=parameter, near=near, known=list(known))


async def refuse_repeated(request: Request) -> None:
    """Refuses a request that names a parameter twice: which one was meant cannot be told.

    Raises:
        ApiProblem: A parameter of the query stands there more than once.
    """
    counts = Counter(name for name, _ in request.query_params.multi_items())
    for name, count in counts.items():
        if count > 1:
            raise ApiProblem("repeated-parameter", f"The parameter stands in the address {count} times; send it once.", parameter=name[:40])
