"""A fact says the same to every YAML parser: what looks like a number, a truth value or a day is one, and text is text."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from kb.errors import Problem
from kb.loader import Corpus

Place = tuple[str | int, ...]


def check_scalars(corpus: Corpus) -> Iterator[Problem]:
    """Yields text without quotes that parsers take for something else, and numbers and truth values that they take for text."""
    for fact, document in corpus.located():
        for place, text, value in _pair(document.data, fact, ()):
            plain = place in document.resolved
            if isinstance(value, datetime.date):
                wanted = value.isoformat()
                message = f'"{text}" is read as another day, or as none, by some YAML parsers; write {wanted}'
                wrong = text != wanted
            elif isinstance(value, bool | int):
                wanted = str(value).lower()
                message = f'"{text}" is something else to some YAML parsers; write {wanted}, without quotes'
                wrong = text != wanted or not plain
            else:
                message = f'some YAML parsers take {text} for something other than text; write "{text}", in quotes and without a tag'
                wrong = plain
            if wrong:
                yield Problem(document.path, document.line_of(place), fact.id, "ambiguous-scalar", message)


def _pair(data: Any, value: Any, place: Place) -> Iterator[tuple[Place, str, Any]]:
    """Each scalar of a file with what the model made of it."""
    if isinstance(data, dict):
        for key, inside in data.items():
            # The one key that is not the model's: the loader makes it the first of several.
            found = value.questions[0] if key == "question" else getattr(value, key) if isinstance(value, BaseModel) else value[key]
            yield from _pair(inside, found, (*place, key))
    elif isinstance(data, list):
        for at, inside in enumerate(data):
            yield from _pair(inside, value[at], (*place, at))
    else:
        yield place, data, value
