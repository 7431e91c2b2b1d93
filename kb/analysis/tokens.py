"""Cuts text into tokens: words, whole UUIDs and their beginnings, camel-case names and their parts, Japanese pairs."""

from __future__ import annotations

import re
import threading
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import Stemmer

_JAPANESE = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uff66-\uff9f]")
_WORD = re.compile(
    r"(?P<uuid>[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})"
    r"|(?P<hex>(?=[0-9a-f-]*\d)[0-9a-f]{8}(?:-[0-9a-f]{0,12}){0,4}(?![0-9a-z]))"
    rf"|(?P<cjk>{_JAPANESE.pattern}+)"
    r"|(?P<word>[^\W_]+(?:[.'’][^\W_]+)*)",
    re.IGNORECASE,
)
_PLAIN = re.compile(r"[A-Za-z0-9]+(?:[.'][A-Za-z0-9]+)*")
"""What is left of `_WORD` in ASCII that holds no UUID nor the beginning of one."""

_HEX = re.compile(r"[0-9a-fA-F]{8}")
_CAMEL = re.compile(r"[a-z]+|[A-Z][a-z]+|[A-Z]+(?![a-z])|\d+")
_HUMP = re.compile(r"[a-z][A-Z]")
_STEMMER = Stemmer.Stemmer("english")
_STEMMING = threading.Lock()  # the stemmer keeps the words it has worked on


class Token(NamedTuple):
    """One token of a text.

    Attributes:
        text: As written.
        stem: Its normal form: lower case, no accents, English suffixes cut.
        start, end: Where it stands in the text; parts of one word share its place.
        kind: ``word``, ``uuid``, ``hex`` (the beginning of a UUID), ``cjk`` or ``part``.
        folded: As written, folded.
    """

    text: str
    stem: str
    start: int
    end: int
    kind: str
    folded: str


def fold(text: str) -> str:
    """Lower case, compatibility forms resolved, accents off, typographic apostrophes plain."""
    if text.isascii():
        return text.lower()
    text = unicodedata.normalize("NFKC", text).replace("’", "'").casefold()
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text)
    return unicodedata.normalize("NFC", "".join(c for c in decomposed if not ("\u0300" <= c <= "\u036f")))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The English stem of one folded word; anything with a digit stays whole."""
    word = word.removesuffix("'s")
    if any(c.isdigit() for c in word) or not word.isascii():
        return word
    word = word.replace("'", "")
    if len(word) < 3:
        return word
    with _STEMMING:
        return str(_STEMMER.stemWord(word))


@lru_cache(maxsize=20_000)
def inflection_base(word: str) -> str:
    """A folded English word without its inflection: "stores", "stored" and "storing" meet, "custom" and "customer" do not.

    Narrower than `stem`, for names of concepts: a derived word often names another one ("sever", "several").
    """
    if len(word) < 4 or not word.isascii() or any(c.isdigit() for c in word):
        return word
    word = word.removesuffix("'s")
    for ending, instead in (("ies", "y"), ("ied", "y"), ("ing", ""), ("ed", ""), ("es", ""), ("s", ""), ("e", "")):
        if word.endswith(ending) and not word.endswith("ss") and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + instead
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "ls" else word


def written_words(text: str) -> list[str]:
    """The words of a text as `tokenise` cuts them, folded but not stemmed; for many texts whose stems nobody needs."""
    if text.isascii() and text.replace(" ", "").isalpha():
        return text.lower().split()
    return [_drop_owner(fold(match[0])) for match in _WORD.finditer(text)]


def _drop_owner(word: str) -> str:
    """A folded word without the sign of its owner: what belongs to a term still names it, as in "AAD's"."""
    return word.removesuffix("'s")


def is_japanese(text: str) -> bool:
    """Whether a text holds Japanese characters."""
    return _JAPANESE.search(text) is not None


@lru_cache(maxsize=20_000)
def _read_word(written: str) -> tuple[str, str, tuple[tuple[str, str, str], ...]]:
    """A word's folded form, its stem, and each part of a camel-case name as written, folded and stemmed."""
    folded = _drop_owner(fold(written))
    parts = _CAMEL.findall(written) if written.isascii() and not written.isupper() and _HUMP.search(written) else []
    # Some single characters fold to several words; a key holds no blank.
    return folded, stem(folded.replace(" ", "")), tuple((part, fold(part), stem(fold(part))) for part in parts if len(parts) > 1)


@lru_cache(maxsize=64)
def tokenise(text: str) -> tuple[Token, ...]:
    """The tokens of a text, in order; kept for a moment, since several readers of one question ask for them.

    A camel-case name yields itself and then its parts, so that `fixedWorkingLocation` is found by "working location";
    a run of Japanese yields its overlapping pairs of characters, since it has no blanks.
    """
    tokens: list[Token] = []
    plain = text.isascii() and not _HEX.search(text)
    for match in (_PLAIN if plain else _WORD).finditer(text):
        written, (start, end), kind = match[0], match.span(), match.lastgroup or "word"
        if kind == "word":
            folded, stemmed, parts = _read_word(written)
            tokens.append(Token(written, stemmed, start, end, "word", folded))
            if parts:
                tokens += [Token(part, part_stem, start, end, "part", part_folded) for part, part_folded, part_stem in parts]
        elif kind == "cjk":
            whole = fold(written)
            pairs = [whole[at : at + 2] for at in range(len(whole) - 1)] or [whole]
            tokens += [
                Token(pair, pair, min(start + at, end - 1), min(start + at + 2, end), "cjk", fold(pair)) for at, pair in enumerate(pairs)
            ]
        else:
            tokens.append(Token(written, written.lower().rstrip("-"), start, end, kind, fold(written)))
    return tuple(tokens)
