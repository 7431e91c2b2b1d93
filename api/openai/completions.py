"""Translates between OpenAI's chat completions and the answer object; decides nothing about the answer."""

from __future__ import annotations

import datetime
import hashlib
import json
import re
from collections.abc import Iterator
from dataclasses import replace

from api.asking import Question
from api.http.checks import is_readable
from api.http.events import write_event
from api.http.problems import ApiProblem
from api.openai.shapes import (
    Annotation,
    ChatCompletion,
    ChatCompletionChunk,
    ChatCompletionRequest,
    ChatMessage,
    ChunkChoice,
    CompletionChoice,
    CompletionMessage,
    Delta,
    Model,
    UrlCitation,
    Usage,
)
from kb.answerer.render import address_of
from kb.catalog import Catalog
from kb.models.answers import Answer, Message, Reason

MODEL = "field-guide"
"""The model's name; with `-<release>` behind it, the same model pinned."""

TURNS = 100
"""Messages that are read, from the end: a chat client sends its whole history."""

_WORD = re.compile(r"\w+|[^\w\s]")
_PIECE = re.compile(r"(?<=[.:?!])(?=\s)|(?<=\n)(?=\S)")


def check_parameters(request: ChatCompletionRequest) -> None:
    """Refuses what would have to change the answer and cannot; what merely tunes a language model is passed over.

    Raises:
        ApiProblem: A parameter asks for something that is not done here.
    """
    form = (request.response_format or {}).get("type", "text")
    refused = {
        "n": (request.n not in (None, 1), "There is one answer to a question: leave n out, or send 1."),
        "tool_choice": (request.tool_choice not in (None, "none", "auto"), "No tool is ever called: send auto or none."),
        "function_call": (request.function_call not in (None, "none", "auto"), "No function is ever called: send auto or none."),
        "response_format": (form != "text", "The answer is Markdown. For JSON read the member answer of the response."),
        "logprobs": (bool(request.logprobs or request.top_logprobs), "There are no probabilities; answer.confidence tells how sure it is."),
        "modalities": (request.modalities not in (None, ["text"]) or request.audio is not None, "The answer is text, never sound."),
    }
    for name, (is_refused, detail) in refused.items():
        if is_refused:
            raise ApiProblem("unsupported-parameter", f"{name} cannot be done here. {detail}", parameter=name)


def read_question(request: ChatCompletionRequest, release: str | None) -> Question:
    """The last message of the user, with the turns before it.

    An earlier message that cannot be read is left out: a chat client sends it again with each question.

    Raises:
        ApiProblem: No message is the user's, or one holds more than text.
    """
    turns = [Message(role=each.role, content=_read_words(each, at)) for at, each in enumerate(request.messages)]
    question = Question.last_of(turns, release)
    readable = [turn for turn in turns if turn.role == "assistant" or (turn.role == "user" and is_readable(turn.content))]
    return replace(question, conversation=readable[-TURNS:])


def list_models(catalog: Catalog) -> tuple[Model, ...]:
    """The served release under its two names, then the past releases, newest first."""
    guide = [Model(id=name, created=_day_of(catalog), owned_by=MODEL) for name in (MODEL, _pinned(catalog))]
    past_releases = [each for each in reversed(catalog.releases) if each.name != catalog.release]
    return (*guide, *(Model(id=f"{MODEL}-{each.name}", created=_seconds_of(each.date), owned_by=MODEL) for each in past_releases))


def find_model(catalog: Catalog, name: str) -> Model:
    """The model with this name.

    Raises:
        ApiProblem: There is none.
    """
    models = {model.id: model for model in list_models(catalog)}
    if name not in models:
        raise ApiProblem("unknown-model", f"There is no such model. Send one of: {', '.join(models)}.", parameter="model")
    return models[name]


def release_of(model: Model) -> str | None:
    """The release that a model answers from; None for the one that follows the releases."""
    return model.id.removeprefix(MODEL).removeprefix("-") or None


def build_completion(request: ChatCompletionRequest, answer: Answer, catalog: Catalog, base_url: str) -> ChatCompletion:
    """The answer as a completion; the same bytes for the same conversation, release and address."""
    content, annotations = render_content(answer, base_url)
    words = [_read_words(each, at) for at, each in enumerate(request.messages)]
    said = [[each.role, text] for each, text in zip(request.messages, words, strict=True)]
    seed = json.dumps([answer.release, said]).encode()
    prompt, completion = sum(map(count_words, words)), count_words(content)
    return ChatCompletion(
        id=f"chatcmpl-{hashlib.sha256(seed).hexdigest()[:32]}",
        created=_day_of(catalog),
        model=_pinned(catalog),
        choices=(CompletionChoice(message=CompletionMessage(content=content, annotations=annotations)),),
        usage=Usage(prompt_tokens=prompt, completion_tokens=completion, total_tokens=prompt + completion),
        answer=answer,
    )


def write_chunks(completion: ChatCompletion, *, with_usage: bool) -> Iterator[str]:
    """A completion as the events of a stream: the words sentence by sentence, the annotations, the end, `[DONE]`."""
    message = completion.choices[0].message
    deltas = [Delta(role="assistant", content=""), *(Delta(content=piece) for piece in split_words(message.content))]
    if message.annotations:
        deltas.append(Delta(annotations=message.annotations))
    for delta in deltas:
        yield _write_chunk(completion, (ChunkChoice(delta=delta),))
    yield _write_chunk(completion, (ChunkChoice(delta=Delta(), finish_reason="stop"),), answer=completion.answer)
    if with_usage:
        yield _write_chunk(completion, (), usage=completion.usage)
    yield write_event("[DONE]")


def render_content(answer: Answer, base_url: str) -> tuple[str, tuple[Annotation, ...]]:
    """The answer as the text of a turn, and where in it each citation's link stands.

    Args:
        answer: The answer.
        base_url: What goes before the addresses of this site; without a slash at its end.
    """
    content, annotations = answer.answer.strip(), []
    if answer.citations:
        content += "\n\nSources: "
        for at, citation in enumerate(answer.citations):
            content += ", " if at else ""
            url = base_url + citation.url
            link = f"[{citation.id}]({url})"
            title = f"{citation.id}: {citation.title}"
            place = UrlCitation(start_index=len(content), end_index=len(content) + len(link), title=title, url=url)
            annotations.append(Annotation(url_citation=place))
            content += link
    if answer.reason is Reason.AMBIGUOUS:
        content += _render_list("You can ask", answer.follow_ups)
    elif not answer.answered:
        cited = {citation.id for citation in answer.citations}
        near = [each for each in answer.excerpts if each.id not in cited]
        content += _render_list("Nearest facts", [f"[{each.id}]({base_url}{address_of(each.id)}): {each.text}" for each in near])
    return content, tuple(annotations)


def split_words(text: str) -> list[str]:
    """The text sentence by sentence, as a stream sends it; joined it is the text."""
    return _PIECE.split(text)


def count_words(text: str) -> int:
    """Words and punctuation marks, in place of the tokens that a language model would count."""
    return len(_WORD.findall(text))


def _render_list(heading: str, items: list[str] | tuple[str, ...]) -> str:
    return f"\n\n{heading}:\n\n" + "\n".join(f"- {' '.join(item.split())}" for item in items) if items else ""


def _write_chunk(
    completion: ChatCompletion, choices: tuple[ChunkChoice, ...], usage: Usage | None = None, answer: Answer | None = None
) -> str:
    chunk = ChatCompletionChunk(
        id=completion.id, created=completion.created, model=completion.model, choices=choices, usage=usage, answer=answer
    )
    # Clients tell by a member's absence that a chunk adds nothing to it; finish_reason alone is always expected.
    document = chunk.model_dump(mode="json", exclude_none=True)
    for choice in document["choices"]:
        choice.setdefault("finish_reason", None)
    if answer is not None:
        document["answer"] = answer.model_dump(mode="json")
    return write_event(json.dumps(document, ensure_ascii=False, separators=(",", ":")))


def _read_words(message: ChatMessage, at: int) -> str:
    if isinstance(message.content, str):
        return message.content
    if message.role != "user":
        return "\n".join(part.text or "" for part in message.content or () if part.type == "text")
    place = f"messages.{at}.content"
    if message.content is None:
        raise ApiProblem("invalid-body", f"{place}: a message of the user needs words.", parameter=place)
    for number, part in enumerate(message.content):
        if part.type != "text" or part.text is None:
            raise ApiProblem(
                "unsupported-parameter", f"{place}.{number} is no text. Only words are read.", parameter=f"{place}.{number}.type"
            )
    return "\n".join(part.text or "" for part in message.content)


def _pinned(catalog: Catalog) -> str:
    return f"{MODEL}-{catalog.release}"


def _day_of(catalog: Catalog) -> int:
    return _seconds_of(max((fact.latest.date for fact in catalog), default=datetime.date(1970, 1, 1)))


def _seconds_of(day: datetime.date) -> int:
    return int(datetime.datetime.combine(day, datetime.time(), datetime.UTC).timestamp())
