"""What of a fact can be searched: its fields, read by the analyzer, one entry a fact and one a question."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic import BaseModel

from kb.analysis import Analysis, Analyzer, tokenise
from kb.analysis.values import find_spans, spell_duration
from kb.catalog import Catalog
from kb.ids import FACT_ID
from kb.models import LABELS, Fact
from kb.models.base import DURATION
from kb.text import split_sentences

FIELDS = ("title", "statement", "questions", "values", "terms")
"""The fields of a fact's passage that are searched and scored, as the index knows them."""


@dataclass(frozen=True)
class Passage:
    """A fact as the index sees it.

    Attributes:
        fact_id: The fact.
        fields: Field → unit keys, in order. Besides `FIELDS` there are ``words``, which holds plain stems instead, of
            everything, and ``surface``, the words as written, in small letters, for the spelling correction.
        said: Its questions, its title and its statement as written, each with its unit keys.
    """

    fact_id: str
    fields: dict[str, tuple[str, ...]]
    said: tuple[tuple[str, tuple[str, ...]], ...]

    @property
    def questions(self) -> tuple[tuple[str, ...], ...]:
        """The unit keys of each of its questions (and of its title), in order."""
        return tuple(keys for _, keys in self.said[:-1])


def payload_values(fact: Fact) -> list[str]:
    """The values of a fact's payload as people would write them, durations spelled out, one string each."""
    return [value for value in _values(fact.latest.payload) if value]


def _values(value: object) -> list[str]:
    if isinstance(value, BaseModel):
        return [text for name in type(value).model_fields for text in _values(getattr(value, name))]
    if isinstance(value, tuple):
        return [text for item in value for text in _values(item)]
    if isinstance(value, bool) or value is None:
        return []
    text = str(value)
    return [spell_duration(text) if DURATION.fullmatch(text) else LABELS.get(text, text)]


def _without_pointers(statement: str) -> str:
    """A statement without the sentences that only name other facts: these lead on, and tell nothing of what it is about."""
    return " ".join(sentence for sentence in split_sentences(statement) if not FACT_ID.search(sentence)) or statement


def build_passages(catalog: Catalog, analyzer: Analyzer) -> list[Passage]:
    """The passages of every current fact, in catalog order."""
    return [build_passage(fact, analyzer) for fact in catalog.current()]


def build_passage(fact: Fact, analyzer: Analyzer) -> Passage:
    """The passage of one fact."""
    latest = fact.latest
    values = payload_values(fact)
    texts = {
        "title": [latest.title],
        "statement": [_without_pointers(latest.statement)],
        "questions": list(latest.questions),
        "values": [*values, fact.id],
        "terms": [LABELS[value] for group in latest.applies_when.named().values() for value in sorted(group)],
    }
    read: dict[str, list[Analysis]] = {name: [] for name in texts}
    surface: list[str] = []
    for name, group in texts.items():
        for text in group:
            read[name].append(analyzer.analyse(text))
            surface += (token.text.lower() for token in tokenise(text) if token.kind == "word")  # kept from a moment ago
    fields = {name: tuple(key for analysis in group for key in analysis.unit_keys()) for name, group in read.items()}
    fields["values"] += tuple(span.key for value in values for span in find_spans(value))
    fields["values"] += tuple(key[:8] for name in ("statement", "values") for key in fields[name] if len(key) == 36)
    fields["words"] = tuple(one for group in read.values() for analysis in group for one in analysis.stems())
    fields["surface"] = tuple(surface)
    said = tuple((each.text, tuple(each.unit_keys())) for name in ("questions", "title", "statement") for each in read[name])
    return Passage(fact.id, fields, said)
