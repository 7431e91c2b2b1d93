"""The answerer: reads a question, retrieves, decides, composes; the same bytes for the same question and release."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import lru_cache

from kb.answerer.abstain import Decision, decide, read_signals
from kb.answerer.ambiguity import ask_which, find_alternatives
from kb.answerer.calibration import Calibration
from kb.answerer.compose import render_answer
from kb.answerer.connectives import AMBIGUOUS, EMPTY, IMAGE_ONLY, NEAREST, NO_MATCH, NOT_IN_SOURCE
from kb.answerer.conversation import add_goal, read_conversation
from kb.answerer.denial import contradicts
from kb.answerer.excerpts import build_citation, build_excerpt, find_places
from kb.answerer.question import check_question, is_empty, normalise
from kb.answerer.select import Rules, select_facts
from kb.catalog import Catalog
from kb.errors import BadQuestion
from kb.index import Index
from kb.models import Fact
from kb.models.answers import Answer, AnswerCitation, Message, Reason
from kb.retriever import Candidates, Match, Query, Retriever
from kb.text import split_sentences

EXCERPTS = 5
FOLLOW_UPS = 3


class Answerer:
    """Answers questions from one catalog; immutable, safe to share between threads, keeps nothing.

    Args:
        catalog: The facts.
        index: Their index.
        pages: Page address → the fact IDs on it, so that the page a question is asked on counts.
        source_text: Gives the verbatim, verified source lines of a fact, when a copy is at hand.
        candidates: Names the facts worth ranking, in place of the index.

    Attributes:
        waits: Whether an answer waits for anything but the processor, such as a database.
    """

    def __init__(
        self,
        catalog: Catalog,
        index: Index,
        pages: Mapping[str, Iterable[str]] | None = None,
        source_text: Callable[[Fact], str | None] = lambda _: None,
        candidates: Candidates | None = None,
    ) -> None:
        self.catalog = catalog
        self.retriever = Retriever(catalog, index, candidates=candidates)
        self.waits = candidates is not None
        self.rules = Rules()
        self.calibration = Calibration()
        self._pages = {page: frozenset(ids) for page, ids in (pages or {}).items()}
        self._source_text = source_text
        # Each statement is read once, each citation built once.
        self._places = lru_cache(maxsize=len(catalog) or 1)(lambda text: find_places(self.retriever.analyzer.analyse(text)))
        self._citations: dict[str, AnswerCitation] = {}

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        """Answers one question.

        Args:
            question: At most 2,000 characters; an empty one, or a placeholder such as ``<question>``, gets the help text.
            page: The address of the page it is asked on; facts of that page are preferred a little.
            goal: What the asker is trying to do; like a message before the question, it fills in conditions that the
                question leaves open, and weighs little; an empty one or a placeholder counts as none.

        Raises:
            BadQuestion: It is too long or holds control characters.
        """
        check_question(question)
        if goal:
            check_question(goal)
        if is_empty(question):
            return self._help(question)
        text = normalise(question)
        query = self.retriever.read(text, self._pages.get(page or "", ()))
        answer = self._respond(add_goal(query, self.retriever.read(goal)) if goal and not is_empty(goal) else query)
        return answer if text == question else answer.model_copy(update={"question": question})

    def chat(self, messages: Sequence[Message]) -> Answer:
        """Answers the last message of the user, with what it leaves out taken from the messages before it.

        Raises:
            BadQuestion: No message is the user's, or one is too long or holds control characters.
        """
        asked = [message.content for message in messages if message.role == "user"]
        if not asked:
            raise BadQuestion('No message has the role "user"; send the question as one.')
        for text in asked:
            check_question(text)
        if is_empty(asked[-1]):
            return self._help(asked[-1])
        return self._respond(read_conversation(messages, self.retriever))

    def _respond(self, query: Query) -> Answer:
        ranked = self.retriever.retrieve(query)
        if not ranked:
            return self._abstain(query, ranked, Decision(False, Reason.NO_MATCH, 1.0))
        if alternatives := find_alternatives(query, ranked):
            text = "\n".join([AMBIGUOUS, "", *(f"- {split_sentences(match.fact.latest.statement)[0]}" for match in alternatives)])
            said = [match.fact for match in alternatives]
            answer = self._build(query, False, text, Reason.AMBIGUOUS, said, alternatives, 1.0)
            return answer.model_copy(update={"follow_ups": ask_which(alternatives)})
        decision = decide(read_signals(query, ranked, self.retriever.scorer), ranked, self.calibration)
        if not decision.answered:
            return self._correct(query) or self._abstain(query, ranked, decision)
        chosen = select_facts(query, ranked, self.retriever, self.rules)
        text, said = render_answer(query, chosen, self.retriever.analyzer)
        matches = {match.fact.id: match for match in chosen}
        shown = [matches[fact.id] for fact in said] + [
            match for match in ranked[:EXCERPTS] if match.fact.id not in matches or match.fact not in said
        ]
        return self._build(query, True, text, None, said, shown[: max(EXCERPTS, len(said))], decision.confidence)

    def _correct(self, query: Query) -> Answer | None:
        """The answer to a false premise when the rest of the question has none: the right value must be said all the same."""
        if not (query.premise and query.parts):
            return None
        premise = query.parts[0]
        ranked = self.retriever.retrieve(premise)
        if not ranked or ranked[0].entry.is_gap or not contradicts(premise.text, ranked[0].fact.latest.statement):
            return None
        decision = decide(read_signals(premise, ranked, self.retriever.scorer), ranked, self.calibration)
        text, said = render_answer(premise, ranked[:1], self.retriever.analyzer)
        return self._build(query, True, text, None, said, ranked[:EXCERPTS], decision.confidence) if decision.answered else None

    def _abstain(self, query: Query, ranked: Sequence[Match], decision: Decision) -> Answer:
        gap = decision.gap
        shown = [gap, *(match for match in ranked if match is not gap)] if gap else list(ranked)
        if gap:
            opening = IMAGE_ONLY if decision.reason is Reason.IMAGE_ONLY else NOT_IN_SOURCE
            text, said = f"{opening} {gap.fact.latest.statement}", [gap.fact]
        else:
            text, said = f"{NO_MATCH} {NEAREST}" if shown else NO_MATCH, []
        return self._build(query, False, text, decision.reason, said, shown[:EXCERPTS], decision.confidence)

    def _build(
        self,
        query: Query,
        answered: bool,
        text: str,
        reason: Reason | None,
        said: Sequence[Fact],
        shown: Sequence[Match],
        confidence: float,
    ) -> Answer:
        best = max((match.score for match in shown), default=0.0)
        return Answer(
            question=query.text,
            answered=answered,
            answer=text,
            reason=reason,
            citations=tuple(map(self._cite, said)),
            excerpts=tuple(build_excerpt(query, match, best, self._places, self._source_text) for match in shown),
            follow_ups=self._suggest(query, said, shown),
            confidence=round(confidence, 3),
            release=self.catalog.release,
        )

    def _cite(self, fact: Fact) -> AnswerCitation:
        found = self._citations.get(fact.id)
        if found is None:
            found = self._citations[fact.id] = build_citation(self.catalog, fact)
        return found

    def _suggest(self, query: Query, said: Sequence[Fact], shown: Sequence[Match]) -> tuple[str, ...]:
        """The first question of facts that lead on: those the answer's facts point at, then the next best ones."""
        linked = [self.catalog.fact(fact_id) for fact in said for fact_id in fact.latest.see_also]
        near = [match.fact for match in shown]
        done = {fact.id for fact in said}
        questions: dict[str, str] = {}
        for fact in (*linked, *near):
            if fact.id not in done and fact.kind != "gap" and fact.latest.questions:
                questions.setdefault(fact.id, fact.latest.questions[0])
        return tuple(question for question in questions.values() if question != query.text)[:FOLLOW_UPS]

    def _help(self, question: str) -> Answer:
        return Answer(
            question=question, answered=False, answer=EMPTY, reason=Reason.EMPTY_QUESTION, confidence=1.0, release=self.catalog.release
        )
