"""The tools that look facts up: by words, by ID, and all of them in pages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pydantic import Field, create_model

from api.http.checks import check_choice, check_question
from api.mcp.render import render_fact
from api.mcp.tool import Arguments, Call, Tool
from api.shapes.facts import (
    KINDS,
    STATES,
    FactRecord,
    Record,
    ReleasedFact,
    describe_fact,
    describe_released_fact,
    filter_facts,
    find_revision,
)
from kb.ids import AREAS, EXAMPLE, EXAMPLE_ID, fact_url
from kb.models import Fact, Status
from kb.models.conditions import CONDITIONS, values_of
from kb.subject import subject


class FactSummary(Record):
    """The parts of a fact that say whether it is the right one; `get_fact` gives the rest."""

    id: str = Field(description="The fact's ID.", examples=[EXAMPLE_ID])
    citation: str = Field(description="ID and revision together: how to cite it.", examples=[EXAMPLE])
    kind: str = Field(description="What sort of fact it is.", examples=["app_id"])
    area: str = Field(description="The area in its ID.", examples=["APP"])
    title: str = Field(description="A heading for it.")
    statement: str = Field(description="One to three sentences that stay true out of context; Markdown.")
    status: Status = Field(description="`current` or `withdrawn`.")
    applies_when: dict[str, list[str]] = Field(description="The conditions it holds under; a missing key means: whatever its value.")
    url: str = Field(description="Its place on the site.", examples=[fact_url(EXAMPLE_ID)])
    permalink: str = Field(description="Its short address.", examples=[f"/f/{EXAMPLE}"])


class FactHit(FactSummary):
    """A fact that was found."""

    score: float = Field(description="0 to 1: how well it matches; comparable within one search only.")


class FoundFacts(Record):
    """What a search found."""

    release: str = Field(description="The release the facts are of.")
    facts: tuple[FactHit, ...] = Field(description="The facts, best first; empty when no fact shares a word with the query.")


class FactPage(Record):
    """Some of the facts, in ID order within the order of areas."""

    release: str = Field(description="The release the facts are of.")
    total: int = Field(description="How many facts pass the filters.")
    facts: tuple[FactSummary, ...] = Field(description="Those from `offset` on.")
    next_offset: int | None = Field(description="Send this as `offset` for the next ones; null when there are no more.")


def _choice(description: str, known: tuple[str, ...]) -> Any:
    return Field(None, description=description, json_schema_extra={"enum": [*known, None]})


class _SearchArguments(Arguments):
    """Words, and what the facts must have."""

    query: str = Field(description="Words, a question, an App ID or a part of one.", examples=["refresh token lifetime"])
    area: str | None = _choice("Only facts of this area.", tuple(AREAS))
    kind: str | None = _choice("Only facts of this kind.", KINDS)
    limit: int = Field(10, ge=1, le=50, description="How many at most.")


def _limited_to(key: str) -> Any:
    what = CONDITIONS[key].lower()
    return (str | None, _choice(f"Only facts that hold for this {what}: those that name it, and those that name none.", values_of(key)))


if TYPE_CHECKING:
    SearchArguments = _SearchArguments
else:
    # The conditions that facts are told apart by are the subject's own.
    SearchArguments = create_model("SearchArguments", __base__=_SearchArguments, **{key: _limited_to(key) for key in subject().paired})


class GetArguments(Arguments):
    """Which fact."""

    id: str = Field(
        description="An ID (its latest revision) or a citation (that very revision), in any case.", examples=[EXAMPLE_ID, EXAMPLE]
    )


class ListArguments(Arguments):
    """Which facts, and from where on."""

    area: str | None = _choice("Only facts of this area.", tuple(AREAS))
    kind: str | None = _choice("Only facts of this kind.", KINDS)
    status: str | None = _choice("Only facts that are this today.", STATES)
    offset: int = Field(0, ge=0, description="How many to pass over; send the last `next_offset`.")
    limit: int = Field(50, ge=1, le=100, description="How many at most.")


def search_facts(call: Call, arguments: SearchArguments) -> tuple[FoundFacts, str]:
    """The facts that fit the query best, among those that pass every filter.

    Raises:
        ApiProblem: The query is empty, too long or holds control characters, or a filter has an unknown value.
    """
    check_question(arguments.query, "query")
    catalog, retriever = call.guide.catalog, call.guide.retriever
    passing = {fact.id for fact in filter_facts(catalog, arguments.kind, arguments.area)}
    wanted = {key: check_choice(getattr(arguments, key), key, values_of(key)) for key in subject().paired}
    matches = [
        match
        for match in retriever.retrieve(retriever.read(arguments.query))
        if match.fact.id in passing and all(_holds(match.fact, key, value) for key, value in wanted.items())
    ]
    best = max((match.score for match in matches), default=0.0)
    hits = tuple(
        FactHit(**_summarise(describe_fact(catalog, match.fact)), score=round(max(0.0, match.score / best), 3) if best > 0 else 0.0)
        for match in matches[: arguments.limit]
    )
    if not hits:
        return FoundFacts(
            release=catalog.release, facts=()
        ), "No fact was found. Try other words or fewer filters; list_facts lists what there is."
    text = "\n".join(_render_line(hit, call.site) for hit in hits)
    return FoundFacts(release=catalog.release, facts=hits), f"{text}\n\nRelease {catalog.release}. get_fact gives a whole fact.\n"


def get_fact(call: Call, arguments: GetArguments) -> tuple[ReleasedFact, str]:
    """One revision of a fact; of a withdrawn one too, with the reason.

    Raises:
        UnknownFact: There is none, or the text is no citation.
        UnknownRevision: The fact has no such revision.
    """
    catalog = call.guide.catalog
    record = describe_released_fact(catalog, *find_revision(catalog, arguments.id.strip()))
    return record, render_fact(record, call.site)


def list_facts(call: Call, arguments: ListArguments) -> tuple[FactPage, str]:
    """Some of the facts that pass every filter.

    Raises:
        ApiProblem: A filter has an unknown value.
    """
    catalog = call.guide.catalog
    passing = filter_facts(catalog, arguments.kind, arguments.area, arguments.status)
    end = arguments.offset + arguments.limit
    shown = tuple(FactSummary(**_summarise(describe_fact(catalog, fact))) for fact in passing[arguments.offset : end])
    following = end if end < len(passing) else None
    more = f" More from offset {following}." if following else ""
    text = "\n".join(_render_line(fact, call.site) for fact in shown)
    page = FactPage(release=catalog.release, total=len(passing), facts=shown, next_offset=following)
    return page, f"{text}\n\n{len(shown)} of {len(passing)} facts, release {catalog.release}.{more}\n".lstrip()


def _render_line(fact: FactSummary, site: str) -> str:
    return f"- [{fact.citation}]({site}{fact.url}) {fact.title}: {' '.join(fact.statement.split())}"


def _holds(fact: Fact, key: str, value: str | None) -> bool:
    return value is None or value in fact.latest.applies_when.named().get(key, {value})


def _summarise(record: FactRecord) -> dict[str, Any]:
    return record.model_dump(include=set(FactSummary.model_fields))


SEARCH = Tool(
    "search_facts",
    "Search the facts",
    "Finds facts by words, best first, optionally only those of an area, a kind, an API method or a workload. Use it to see what the guide holds "
    "around a topic; for an answer use ask_field_guide.",
    SearchArguments,
    FoundFacts,
    search_facts,
)
GET = Tool(
    "get_fact",
    "Get a fact",
    f"Gives one fact by its ID ({EXAMPLE_ID}, its latest revision) or citation ({EXAMPLE}): statement, typed payload, conditions, source lines, "
    "neighbours, revisions, and whether it was withdrawn.",
    GetArguments,
    ReleasedFact,
    get_fact,
)
LIST = Tool(
    "list_facts",
    "List the facts",
    "Lists the facts in order, optionally only those of an area or a kind (for instance every `gap`: what the guide leaves out), in pages.",
    ListArguments,
    FactPage,
    list_facts,
)
