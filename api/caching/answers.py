"""Answers what was answered lately: the same question, asked on another wire or with other blanks."""

from __future__ import annotations

from collections.abc import Sequence

from api.caching.cache import Cache
from api.releases.view import Answering
from kb.answerer.question import check_question, normalise
from kb.models.answers import Answer, Explanation, Message


class CachedAnswerer:
    """Answers a question that was answered lately from memory, however it comes in: blanks count for nothing.

    Args:
        answerer: What answers the others.
        cache: Where answers are kept.
        release: The release it answers from.
    """

    def __init__(self, answerer: Answering, cache: Cache[Answer], release: str) -> None:
        self.answerer, self.cache, self.release = answerer, cache, release

    @property
    def waits(self) -> bool:
        """Whether what answers waits for anything but the processor, such as a database."""
        return self.answerer.waits

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        """The answer to one question, the same as without the cache.

        Raises:
            BadQuestion: It is too long or holds control characters.
        """
        check_question(question)
        key = (self.release, normalise(question), page, goal)
        found = self.cache.find(key)
        if found is None:
            found = self.answerer.answer(question, page, goal)
            self.cache.store(key, found, _size_of(found))
        return found if found.question == question else found.model_copy(update={"question": question})

    def explain(self, question: str, page: str | None = None, goal: str | None = None) -> Explanation | None:
        """How one question is read; worked out anew each time."""
        return self.answerer.explain(question, page, goal)

    def chat(self, messages: Sequence[Message]) -> Answer:
        """The answer to the last question of a conversation; conversations are not kept."""
        return self.answerer.chat(messages)


def _size_of(answer: Answer) -> int:
    # The texts of facts are theirs and held anyway; what is an answer's own is some kilobytes of objects.
    return 6000 + 4 * len(answer.question) + 2 * len(answer.answer)
