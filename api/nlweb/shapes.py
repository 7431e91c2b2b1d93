"""The shapes of NLWeb: the older `GET /ask` and the `POST /ask` of the specification 0.55.

`GET` follows the REST API of the reference implementation (https://github.com/nlweb-ai/NLWeb, docs/nlweb-rest-api.md),
`POST` the specification (https://nlweb.ai/docs/specification).
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from api.shapes.facts import Record
from kb.ids import EXAMPLE
from kb.models.answers import Reason
from kb.subject import subject

TURNS = 100
"""Earlier questions a request may carry."""

_JSON_LD = ConfigDict(frozen=True, serialize_by_alias=True)


class SchemaSource(BaseModel):
    """Where a fact comes from, in the words of schema.org."""

    model_config = _JSON_LD

    type: Literal["CreativeWork"] = Field(default="CreativeWork", serialization_alias="@type")
    name: str
    url: str


class SchemaClaim(BaseModel):
    """A fact in the words of schema.org."""

    model_config = _JSON_LD

    context: Literal["https://schema.org"] = Field(default="https://schema.org", serialization_alias="@context")
    type: Literal["Claim"] = Field(default="Claim", serialization_alias="@type")
    identifier: str = Field(description="The citation.", examples=[EXAMPLE])
    name: str = Field(description="The fact's title.")
    text: str = Field(description="The fact's statement.")
    url: str = Field(description="The fact's place on the site.")
    is_based_on: SchemaSource = Field(serialization_alias="isBasedOn", description="The source it restates.")


class ListedResult(Record):
    """One result of `GET /ask`."""

    url: str = Field(description="The fact's place on the site.")
    name: str = Field(description="The fact's title.")
    site: str = Field(description="Always `field-guide`.", examples=["field-guide"])
    score: int = Field(ge=0, le=100, description="How well it matches, 0 to 100; comparable within one answer only.")
    description: str = Field(description="The fact's statement.")
    schema_object: SchemaClaim
    cited: bool = Field(description="Whether the answer rests on it; an addition to NLWeb.")


class ListedAnswer(Record):
    """What `GET /ask` gives back with `streaming=false`."""

    query_id: str = Field(description="As it was sent; else made from the question and the release.")
    answered: bool = Field(description="False when the guide does not say; an addition to NLWeb.")
    reason: Reason | None = Field(description="Why there is no answer; an addition to NLWeb.")
    release: str = Field(description="The release the facts are of; an addition to NLWeb.")
    summary: str | None = Field(default=None, description="The answer, for `mode=summarize`.")
    answer: str | None = Field(default=None, description="The answer, for `mode=generate`.")
    results: tuple[ListedResult, ...] = Field(description="The nearest facts, those the answer rests on first.")


class NLQuery(BaseModel):
    """What is asked."""

    model_config = ConfigDict(extra="allow")

    text: str = Field(description="The question.", examples=[subject().example.question])
    site: str | None = Field(default=None, description="`all` or `field-guide`, or left out: there is one site here.")
    decontextualized_query: str | None = Field(
        default=None, description="The question made whole by the caller; then `prev` is not looked at."
    )


class NLContext(BaseModel):
    """What was said before."""

    model_config = ConfigDict(extra="allow")

    prev: Annotated[list[str], Field(max_length=TURNS)] | None = Field(
        default=None, description="The questions before this one, oldest first."
    )
    text: str | None = Field(default=None, description="What the answer is for; looked at when there is no `prev`.")


class NLPrefer(BaseModel):
    """How the answer should come."""

    model_config = ConfigDict(extra="allow")

    streaming: bool | None = Field(default=None, description="True for server-sent events; left out, the Accept header decides.")
    response_format: str | list[str] | None = Field(default=None, description="Passed over: the format is always `conv_search`.")
    mode: str | list[str] | None = Field(
        default=None, description="`list`, `summarize` or `generate`, or several of them; others are passed over."
    )


class NLMeta(BaseModel):
    """About the request itself."""

    model_config = ConfigDict(extra="allow")

    version: str | None = Field(default=None, description="The specification's version that the caller speaks.", examples=["0.55"])


class NLRequest(BaseModel):
    """A question in the shape of NLWeb 0.55. Members that are not named here are passed over."""

    model_config = ConfigDict(extra="allow")

    query: NLQuery
    context: NLContext | None = None
    prefer: NLPrefer | None = None
    meta: NLMeta | None = None


class NLResponseMeta(Record):
    """About the response."""

    response_type: Literal["answer", "elicitation", "failure"]
    response_format: Literal["conv_search"] = "conv_search"
    version: str = Field(description="The specification's version.", examples=["0.55"])
    release: str = Field(description="The release the facts are of; an addition to NLWeb.")
    confidence: float = Field(description="0 to 1; an addition to NLWeb.")
    follow_ups: tuple[str, ...] = Field(description="Questions that lead on; an addition to NLWeb.")


class Grounding(Record):
    """What a result rests on."""

    source_urls: tuple[str, ...] = Field(description="Where to look it up.")
    citations: tuple[str, ...] = Field(description="The revisions to cite.", examples=[[EXAMPLE]])


class ResultItem(SchemaClaim):
    """A fact as a result."""

    description: str = Field(description="The fact's statement.")
    score: int = Field(ge=0, le=100, description="How well it matches, 0 to 100; comparable within one answer only.")
    grounding: Grounding


class SummaryItem(BaseModel):
    """The direct answer, before the facts."""

    model_config = _JSON_LD

    type: Literal["SearchSummary"] = Field(default="SearchSummary", serialization_alias="@type")
    text: str = Field(description="The answer, Markdown.")
    grounding: Grounding


class NLQuestion(Record):
    """What the caller is asked back."""

    id: str
    text: str
    type: Literal["single_select"] = "single_select"
    options: tuple[str, ...] = Field(description="Whole questions, each answerable as it stands.")


class Elicitation(Record):
    """An ambiguous question is asked back."""

    text: str = Field(description="What fits the question.")
    questions: tuple[NLQuestion, ...]
    citations: tuple[str, ...] = Field(description="The revisions that `text` states; an addition to NLWeb.")


class FailureDetails(Record):
    """More about an abstention; an addition to NLWeb."""

    reason: Reason = Field(description="Why there is no answer.")
    citations: tuple[str, ...] = Field(description="The revisions that tell of the gap.")
    nearest: tuple[ResultItem, ...] = Field(description="The nearest facts; none of them answers.")


class NLError(Record):
    """Why there is no answer."""

    code: str = Field(description="`NO_RESULTS`: the guide does not say.", examples=["NO_RESULTS"])
    message: str = Field(description="The same in words.")
    details: FailureDetails


class NLAnswer(BaseModel):
    """What `POST /ask` gives back: `_meta`, and one of the other three."""

    model_config = _JSON_LD

    meta: NLResponseMeta = Field(serialization_alias="_meta")
    results: tuple[SummaryItem | ResultItem, ...] | None = None
    elicitation: Elicitation | None = None
    error: NLError | None = None
