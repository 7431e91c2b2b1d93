"""Translates the answer object into the shapes of NLWeb; decides nothing about the answer."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from typing import Any, Literal

from api.asking import Question
from api.http.checks import check_choice, check_text
from api.http.events import write_event
from api.http.problems import NLWEB_VERSION, ApiProblem
from api.nlweb.shapes import (
    TURNS,
    Elicitation,
    FailureDetails,
    Grounding,
    ListedAnswer,
    ListedResult,
    NLAnswer,
    NLError,
    NLQuestion,
    NLResponseMeta,
    ResultItem,
    SchemaClaim,
    SchemaSource,
    SummaryItem,
)
from kb.catalog import Catalog
from kb.ids import fact_url
from kb.models.answers import Answer, Excerpt, Reason

SITE = "field-guide"
"""The name of the one site that is asked here."""

NO_RESULTS = "NO_RESULTS"


def check_site(site: str | None, parameter: str, host: str) -> None:
    """Refuses a question to another site.

    Args:
        site: What was sent.
        parameter: Its name.
        host: The host that the client names; its own site may be called that too.

    Raises:
        ApiProblem: The site is not the one served here.
    """
    own = {host, host.rpartition(":")[0] or host}
    if site and site not in own:
        check_choice(site, parameter, ("all", SITE))


def choose_mode(asked: str | list[str] | None, default: str) -> str:
    """The fullest of the modes that were asked for, which may be several with commas in between; the default when none is known here."""
    words = asked if isinstance(asked, list) else (asked or "").split(",")
    wanted = {word.strip() for word in words}
    return next((mode for mode in ("summarize", "generate", "list") if mode in wanted), default)


def read_prev(prev: str) -> list[str]:
    """Earlier questions: a JSON array of texts, or texts with commas in between.

    Raises:
        ApiProblem: It begins like an array and is none, or holds too many or unreadable texts.
    """
    turns = prev.split(",")
    if prev.lstrip().startswith("["):
        try:
            turns = json.loads(prev)
        except (ValueError, RecursionError):
            turns = [None]  # type: ignore[list-item]
        if not all(isinstance(turn, str) for turn in turns):
            raise ApiProblem("invalid-parameter", "prev begins with a bracket and is no JSON array of texts.", parameter="prev")
    if len(turns) > TURNS:
        raise ApiProblem("invalid-parameter", f"prev holds {len(turns)} questions; send the last {TURNS}.", parameter="prev", limit=TURNS)
    return [check_text(turn.strip(), "prev") for turn in turns if turn.strip()]


def name_query(question: Question, release: str) -> str:
    """The ID of a query that came without one; the same for the same question and release."""
    turns = [turn.content for turn in question.conversation or ()] or [question.text]
    return hashlib.sha256(json.dumps([release, *turns]).encode()).hexdigest()[:32]


def build_listed(answer: Answer, catalog: Catalog, base_url: str, query_id: str, mode: str) -> ListedAnswer:
    """The answer as `GET /ask` gives it."""
    cited = {citation.id for citation in answer.citations}
    results = tuple(
        ListedResult(
            url=claim.url,
            name=claim.name,
            site=SITE,
            score=_score_of(excerpt),
            description=excerpt.text,
            schema_object=claim,
            cited=excerpt.id in cited,
        )
        for excerpt in _order(answer)
        for claim in [_describe_claim(excerpt, catalog, base_url)]
    )
    return ListedAnswer(
        query_id=query_id,
        answered=answer.answered,
        reason=answer.reason,
        release=answer.release,
        summary=answer.answer if mode == "summarize" else None,
        answer=answer.answer if mode == "generate" else None,
        results=results,
    )


def write_messages(listed: ListedAnswer) -> Iterator[str]:
    """The same as the messages of a stream, ending in `complete`."""
    document = listed.model_dump(mode="json")
    summary, answer = document.pop("summary"), document.pop("answer")
    yield _write({"message_type": "result_batch", **document})
    common = {"query_id": listed.query_id}
    if summary is not None:
        yield _write({"message_type": "summary", "message": summary, **common})
    if answer is not None:
        items = [result for result in document["results"] if result["cited"]]
        yield _write({"message_type": "nlws", "answer": answer, "items": items, **common})
    yield _write({"message_type": "complete", **common})


def build_answer(answer: Answer, catalog: Catalog, base_url: str, mode: str) -> NLAnswer:
    """The answer as `POST /ask` gives it: results, a question back when it is ambiguous, or a failure when the guide does not say."""
    citations = tuple(citation.id for citation in answer.citations)
    items = tuple(_build_item(excerpt, catalog, base_url) for excerpt in _order(answer))
    if answer.answered:
        said = items if mode != "generate" else tuple(item for item in items if item.identifier in citations)
        urls = tuple(base_url + citation.url for citation in answer.citations)
        summary = SummaryItem(text=answer.answer, grounding=Grounding(source_urls=urls, citations=citations))
        return NLAnswer(meta=_describe(answer, "answer"), results=said if mode == "list" else (summary, *said))
    if answer.reason is Reason.AMBIGUOUS:
        question = NLQuestion(id="which", text="Which of these do you mean?", options=answer.follow_ups)
        asked_back = Elicitation(text=answer.answer, questions=(question,), citations=citations)
        return NLAnswer(meta=_describe(answer, "elicitation"), elicitation=asked_back)
    details = FailureDetails(reason=answer.reason or Reason.NO_MATCH, citations=citations, nearest=items)
    return NLAnswer(meta=_describe(answer, "failure"), error=NLError(code=NO_RESULTS, message=answer.answer, details=details))


def write_answer(answer: NLAnswer) -> Iterator[str]:
    """The same as the events of a stream: `start`, a `result` each or an `error`, `complete`."""
    document = dump_answer(answer)
    meta = document["_meta"]
    yield _write({"_meta": {**meta, "streaming": True}}, "start")
    for index, item in enumerate(document.get("results", ())):
        yield _write({"index": index, "item": item}, "result")
    if "error" in document:
        yield _write({"error": document["error"]}, "error")
    # There is no event for a question asked back; every client has to read the last one.
    asked_back = {"elicitation": document["elicitation"]} if "elicitation" in document else {}
    yield _write({"_meta": meta, **asked_back}, "complete")


def dump_answer(answer: NLAnswer) -> dict[str, Any]:
    """The answer as JSON values, without the members it does not have."""
    return {name: value for name, value in answer.model_dump(mode="json").items() if value is not None}


def _describe(answer: Answer, kind: Literal["answer", "elicitation", "failure"]) -> NLResponseMeta:
    return NLResponseMeta(
        response_type=kind, version=NLWEB_VERSION, release=answer.release, confidence=answer.confidence, follow_ups=answer.follow_ups
    )


def _order(answer: Answer) -> list[Excerpt]:
    """The excerpts, those that are cited first and in the order of the citations."""
    places = {citation.id: at for at, citation in enumerate(answer.citations)}
    return sorted(answer.excerpts, key=lambda excerpt: places.get(excerpt.id, len(places)))


def _build_item(excerpt: Excerpt, catalog: Catalog, base_url: str) -> ResultItem:
    claim = _describe_claim(excerpt, catalog, base_url)
    return ResultItem(
        **dict(claim),
        description=excerpt.text,
        score=_score_of(excerpt),
        grounding=Grounding(source_urls=(claim.is_based_on.url,), citations=(excerpt.id,)),
    )


def _describe_claim(excerpt: Excerpt, catalog: Catalog, base_url: str) -> SchemaClaim:
    fact, revision = catalog.resolve(excerpt.id)
    source = catalog.sources[revision.source.id]
    return SchemaClaim(
        identifier=excerpt.id,
        name=revision.title,
        text=excerpt.text,
        url=base_url + fact_url(fact.id),
        is_based_on=SchemaSource(name=source.title, url=source.url),
    )


def _score_of(excerpt: Excerpt) -> int:
    return round(100 * min(1.0, max(0.0, excerpt.score)))


def _write(document: dict[str, Any], name: str = "") -> str:
    return write_event(json.dumps(document, ensure_ascii=False, separators=(",", ":")), name)
