"""Sources, and the vocabulary: the two lists beside the facts."""

from __future__ import annotations

import datetime
from enum import StrEnum
from typing import Annotated

from pydantic import Field, model_validator

from kb.models.base import Model, Text
from kb.models.conditions import Conditions


class Skip(StrEnum):
    """Why a source line carries no fact."""

    HEADING = "heading"
    PICTURE = "picture"
    LAYOUT = "layout"
    NAVIGATION = "navigation"


class Uncited(Model):
    """Source lines that no fact comes from, with the reason."""

    lines: Annotated[tuple[tuple[int, int], ...], Field(min_length=1)]
    reason: Skip


class Seen(StrEnum):
    """How much of a page was read: all of it, its beginning, or what another document quotes of it."""

    WHOLE = "whole"
    START = "start"
    QUOTED = "quoted"


class Source(Model):
    """A document that facts come from: a text with lines, of which copies can be compared, or a page.

    Attributes:
        id: What provenance names it.
        title: As its publisher titles it.
        publisher: Who publishes it.
        url: The page people read.
        fetch: A text: the address of the text whose lines are counted.
        file: A text: the name of a local copy.
        line_count: A text: how many lines it has.
        read: The day it was read.
        uncited: A text: the lines that carry no fact.
        seen: A page: how much of it was read.
        page_date: A page: the date it bears itself, as it writes it.
        review_after: A page: when it should be read again.
        note: What a reader should know of the reading.
    """

    id: Text
    title: Text
    publisher: Text
    url: Text
    fetch: Text | None = None
    file: Text | None = None
    line_count: Annotated[int, Field(ge=1)] | None = None
    read: datetime.date
    uncited: tuple[Uncited, ...] = ()
    seen: Seen | None = None
    page_date: Text | None = None
    review_after: datetime.date | None = None
    note: Text | None = None

    @model_validator(mode="after")
    def _text_or_page(self) -> Source:
        text = (self.fetch, self.file, self.line_count)
        if all(text) == bool(self.seen) or any(text) != all(text):
            raise ValueError("a source is a text (`fetch`, `file` and `line_count`) or a page (`seen`), and not both")
        return self

    @property
    def has_lines(self) -> bool:
        """Whether it is a text whose lines facts name."""
        return self.line_count is not None

    def listed(self, reason: Skip | None = None) -> frozenset[int]:
        """The numbers of all lines that carry no fact, or of those with one reason."""
        groups = [group for group in self.uncited if reason in (None, group.reason)]
        return frozenset(number for group in groups for first, last in group.lines for number in range(first, last + 1))


class Translations(Model):
    """How people of other languages type a term."""

    de: tuple[Text, ...] = ()
    es: tuple[Text, ...] = ()
    fr: tuple[Text, ...] = ()
    ja: tuple[Text, ...] = ()


class VocabularyTerm(Model):
    """A concept and every way people say it.

    Attributes:
        label: How this knowledge base writes it.
        synonyms, abbreviations, former: Equal names, shown in the glossary.
        everyday: Looser words, used for search only.
        translations: Forms in other languages, used for search only.
        glossary: What it means, in a line of our own; the glossary lists it then. Terms that facts define need none.
        condition: What a mention of it settles, e.g. the method.
    """

    id: Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
    label: Text
    synonyms: tuple[Text, ...] = ()
    abbreviations: tuple[Text, ...] = ()
    former: tuple[Text, ...] = ()
    everyday: tuple[Text, ...] = ()
    translations: Translations = Translations()
    glossary: Text | None = None
    condition: Conditions = Conditions()

    def names(self) -> list[str]:
        """The names people read: label, synonyms, abbreviations, former names."""
        return [self.label, *self.synonyms, *self.abbreviations, *self.former]

    def forms(self) -> list[str]:
        """Every surface form, in any language; the label first."""
        other = self.translations
        return [*self.names(), *self.everyday, *other.de, *other.es, *other.fr, *other.ja]
