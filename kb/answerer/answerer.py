"""The answerer: reads a question, retrieves, decides, composes; the same bytes for the same question and release."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache

from kb.answerer.ambiguity import ask_which
from kb.answerer.calibration import Calibration
from kb.answerer.compose import MOST_WORDS_LONG, render_answer
from kb.answerer.connectives import (
    AMBIGUOUS,
    EMPTY,
    IMAGE_ONLY,
    NEAREST,
    NO_MATCH,
    NO_TALK_BEFORE,
    NOT_IN_SOURCE,
    NOTHING_MORE,
    SMALL_TALK,
)
from kb.answerer.conversation import Talk, add_goal, read_conversation, read_message, read_turns
from kb.answerer.excerpts import build_citation, build_excerpt, find_places
from kb.answerer.forms import render_form
from kb.answerer.lookup import look_up
from kb.answerer.plan import Plan, PlanKind, Planner
from kb.answerer.question import check_question, is_empty, normalise
from kb.answerer.select import Rules
from kb.answerer.views import choose_view
from kb.catalog import Catalog
from kb.errors import BadQuestion
from kb.index import Index
from kb.models import Fact, Status
from kb.models.answers import Answer, AnswerCitation, Conflict, Excerpt, Message, Reason, View, ViewType
from kb.reading import Form, Named, find_named
from kb.retriever import Candidates, Hit, Query, Retriever
from kb.text import split_sentences

EXCERPTS = 5
FOLLOW_UPS = 3
FEWEST_UNITS = 2
"""Units of meaning that a question needs beside the IDs it names to ask for more than these."""

_STATE = re.compile(
    r"\b(?:still|current|currently|valid|outdated|superseded|withdrawn|latest|newest|up to date|changed|exist)\b", re.IGNORECASE
)
"""Words that ask whether a named fact still holds."""


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
        self.planner = Planner(Retriever(catalog, index, candidates=candidates), Rules(), Calibration())
        self.waits = candidates is not None
        self._pages = {page: frozenset(ids) for page, ids in (pages or {}).items()}
        self._source_text = source_text
        # Each statement is read once, each citation built once.
        self._places = lru_cache(maxsize=len(catalog) or 1)(lambda text: find_places(self.retriever.analyzer.analyse(text)))
        self._citations: dict[str, AnswerCitation] = {}

    @property
    def retriever(self) -> Retriever:
        """What reads questions and ranks the facts."""
        return self.planner.retriever

    def answer(self, question: str, page: str | None = None, goal: str | None = None) -> Answer:
        """Answers one question.

        Args:
            question: At most 8,000 characters; an empty one, or a placeholder such as ``<question>``, gets the help text.
            page: The address of the page it is asked on; facts of that page are preferred a little.
            goal: What the asker is trying to do; like a message before the question, it fills in conditions that the
                question leaves open, and weighs little; an empty one or a placeholder counts as none.

        Raises:
            BadQuestion: It is too long or holds control characters.
        """
        check_question(question)
        if goal:
            check_question(goal)
        talk = read_turns([question])
        return self._reply(question, talk, page, goal if goal and not is_empty(goal) else None)

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
        return self._reply(asked[-1], read_turns(asked))

    def _reply(self, question: str, talk: Talk, page: str | None = None, goal: str | None = None) -> Answer:
        if is_empty(question):
            return self._say(question, EMPTY, Reason.EMPTY_QUESTION)
        if talk.small_talk:
            return self._say(question, SMALL_TALK[talk.small_talk], Reason.SMALL_TALK)
        if not talk.turns:
            return self._say(question, NO_TALK_BEFORE, Reason.EMPTY_QUESTION)
        text = normalise(talk.turns[-1])
        named = find_named(text)
        if named.citations and not talk.form:
            answer = self._look_up(text, named, page)
        else:
            query = read_conversation([normalise(turn) for turn in talk.turns], self.retriever, self._pages.get(page or "", ()))
            query = add_goal(query, self.retriever.read(goal)) if goal else query
            answer = self._refuse_again(query) if talk.insists else self._respond(query, talk.form)
        return answer if answer.question == question else answer.model_copy(update={"question": question})

    def _say(self, question: str, text: str, reason: Reason) -> Answer:
        return Answer(question=question, answered=False, answer=text, reason=reason, confidence=1.0, release=self.catalog.release)

    def _look_up(self, text: str, named: Named, page: str | None) -> Answer:
        """What the named facts say, and what else the question asks, where it asks more than that."""
        found = look_up(named.citations, self.catalog, state=bool(_STATE.search(named.rest)))
        query = read_message(named.rest, self.retriever, self._pages.get(page or "", ())) if named.rest else self.retriever.read(text)
        cited = [build_citation(self.catalog, fact, revision) for fact, revision in found.found]
        parts, answered = [found.text], bool(found.found)
        excerpts: list[Excerpt] = [
            Excerpt(
                id=f"{fact.id}v{revision.revision}",
                text=revision.statement,
                score=1.0,
                source_text=self._source_text(fact) if revision is fact.latest else None,
            )
            for fact, revision in found.found
        ]
        if (
            named.rest
            and len([unit for unit in query.weights if unit.kind in ("term", "word", "span")]) >= FEWEST_UNITS
            and not _STATE.search(named.rest)
        ):
            more = self._respond(replace(query, barred=frozenset(fact.id for fact, _ in found.found)), None)
            if more.answered and len(f"{found.text} {more.answer}".split()) <= MOST_WORDS_LONG:
                parts.append(more.answer)
                cited += more.citations
                excerpts += more.excerpts
                answered = True
        return Answer(
            question=text,
            answered=answered,
            answer="\n\n".join(parts),
            reason=None if answered else Reason.NO_MATCH,
            citations=tuple(cited),
            excerpts=tuple({excerpt.id: excerpt for excerpt in excerpts}.values())[:EXCERPTS],
            follow_ups=self._suggest(query, [fact for fact, _ in found.found], ()),
            confidence=1.0,
            release=self.catalog.release,
            view=View(type=ViewType.CARDS, ids=tuple(each.id for each in cited[: len(found.found)])) if len(found.found) > 1 else None,
        )

    def _refuse_again(self, query: Query) -> Answer:
        """To somebody for whom what was said did not help: not the same advice once more."""
        plan = Plan(PlanKind.REFUSAL, query, self.retriever.retrieve(query), reason=Reason.NO_MATCH)
        return self._build(query, plan, f"{NOTHING_MORE} {NEAREST}", [], list(plan.ranked)[:EXCERPTS])

    def _respond(self, query: Query, form: Form | None = None) -> Answer:
        plan = self.planner.plan(query)
        if plan.kind is PlanKind.ASK_BACK:
            text = "\n".join([AMBIGUOUS, "", *(f"- {split_sentences(match.fact.latest.statement)[0]}" for match in plan.chosen)])
            answer = self._build(query, plan, text, [match.fact for match in plan.chosen], plan.chosen)
            return answer.model_copy(update={"follow_ups": ask_which(plan.chosen)})
        if plan.kind is PlanKind.REFUSAL:
            return self._abstain(query, plan)
        text, said = render_answer(plan.query, plan.chosen, self.retriever.analyzer, whole=plan.kind is PlanKind.TYPED)
        if form:
            text, said = render_form(form, said, [self._cite(fact) for fact in said])
        matches = {match.fact.id: match for match in plan.chosen}
        unanswered: tuple[str, ...] = ()
        if plan.gap and not form:
            text = f"{text}\n\n{plan.gap.fact.latest.statement}"
            said = [*said, plan.gap.fact]
            matches[plan.gap.fact.id] = plan.gap
            unanswered = (plan.gap.fact.latest.title,)
        shown = [matches[fact.id] for fact in said] + [
            match for match in plan.ranked[:EXCERPTS] if match.fact.id not in matches or match.fact not in said
        ]
        answer = self._build(query, plan, text, said, shown[: max(EXCERPTS, len(said))])
        return answer.model_copy(update={"unanswered": unanswered, "view": choose_view(plan.query, said, form)})

    def _abstain(self, query: Query, plan: Plan) -> Answer:
        gap = plan.gap
        shown = [gap, *(match for match in plan.ranked if match is not gap)] if gap else list(plan.ranked)
        if gap:
            opening = IMAGE_ONLY if plan.reason is Reason.IMAGE_ONLY else NOT_IN_SOURCE
            text, said = f"{opening} {gap.fact.latest.statement}", [gap.fact]
        else:
            text, said = f"{NO_MATCH} {NEAREST}" if shown else NO_MATCH, []
        return self._build(query, plan, text, said, shown[:EXCERPTS])

    def _build(
        self,
        query: Query,
        plan: Plan,
        text: str,
        said: Sequence[Fact],
        shown: Sequence[Hit],
    ) -> Answer:
        best = max((match.score for match in shown), default=0.0)
        return Answer(
            question=query.text,
            answered=plan.answered,
            answer=text,
            reason=plan.reason,
            citations=tuple(map(self._cite, said)),
            excerpts=tuple(build_excerpt(query, match, best, self._places, self._source_text) for match in shown),
            follow_ups=self._suggest(query, said, shown),
            confidence=round(plan.confidence, 3),
            release=self.catalog.release,
            conflicts=self._list_conflicts(said) if plan.answered else (),
        )

    def _list_conflicts(self, said: Sequence[Fact]) -> tuple[Conflict, ...]:
        """The facts that disagree with what is said, each pair once."""
        found: dict[frozenset[str], Conflict] = {}
        for fact in said:
            for other in map(self.catalog.fact, fact.latest.conflicts_with):
                if other.latest.status is Status.CURRENT:
                    pair = frozenset({fact.id, other.id})
                    found.setdefault(pair, Conflict(ids=(fact.citation, other.citation), note=other.latest.title))
        return tuple(found.values())

    def _cite(self, fact: Fact) -> AnswerCitation:
        found = self._citations.get(fact.id)
        if found is None:
            found = self._citations[fact.id] = build_citation(self.catalog, fact)
        return found

    def _suggest(self, query: Query, said: Sequence[Fact], shown: Sequence[Hit]) -> tuple[str, ...]:
        """The first question of facts that lead on: those the answer's facts point at, then the next best ones."""
        linked = [self.catalog.fact(fact_id) for fact in said for fact_id in fact.latest.see_also]
        near = [match.fact for match in shown]
        done = {fact.id for fact in said}
        questions: dict[str, str] = {}
        for fact in (*linked, *near):
            if fact.id not in done and fact.kind != "gap" and fact.latest.questions:
                questions.setdefault(fact.id, fact.latest.questions[0])
        return tuple(question for question in questions.values() if question != query.text)[:FOLLOW_UPS]
