"""Texts are cut into tokens, and words brought into normal form."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kb.analysis import fold, stem, tokenise
from kb.catalog import Catalog

UUID = "f56e91e5-5a82-452f-b435-d4d78aeaf064"


def kinds(text: str) -> list[tuple[str, str]]:
    return [(token.stem, token.kind) for token in tokenise(text)]


@pytest.mark.parametrize(
    ("text", "tokens"),
    [
        ("Validated permissions", [("valid", "word"), ("permiss", "word")]),
        (f"Is {UUID.upper()}?", [("is", "word"), (UUID, "uuid")]),
        ("f56e91e5 and f56e91e5-5a82-", [("f56e91e5", "hex"), ("and", "word"), ("f56e91e5-5a82", "hex")]),
        ("deadbeef", [("deadbeef", "word")]),
        ("fixedWorkingLocation", [("fixedworkingloc", "word"), ("fix", "part"), ("work", "part"), ("locat", "part")]),
        ("MGAPI", [("mgapi", "word")]),
        ("TLS1.2 v1.10", [("tls1.2", "word"), ("v1.10", "word")]),
        ("会議室", [("会議", "cjk"), ("議室", "cjk")]),
        ("室", [("室", "cjk")]),
        ("_title_:*", [("titl", "word")]),
        ("", []),
    ],
)
def test_a_text_is_cut_into_its_tokens(text: str, tokens: list[tuple[str, str]]) -> None:
    assert kinds(text) == tokens


@pytest.mark.parametrize(
    ("text", "folded"),
    [("Ménage", "menage"), ("STRASSE Straße", "strasse strasse"), ("ＡＰＩ", "api"), ("user’s", "user's"), ("ｶﾞ", "カ\u3099")],
)
def test_folding_takes_case_accents_and_forms_away(text: str, folded: str) -> None:
    import unicodedata

    assert unicodedata.normalize("NFD", fold(text)) == unicodedata.normalize("NFD", folded)


@pytest.mark.parametrize(
    ("word", "normal"), [("renewed", "renew"), ("user's", "user"), ("365", "365"), ("tls1.2", "tls1.2"), ("räume", "räume"), ("at", "at")]
)
def test_only_plain_english_words_are_stemmed(word: str, normal: str) -> None:
    assert stem(word) == normal


@given(st.text(max_size=200) | st.text(alphabet="aZ09-.'’é会ヿゟｶﾞſıİK \n\x00\u202e😀", max_size=60))
@example("ゟゟゟ")
def test_whatever_the_text_each_token_stands_inside_it_and_holds_something(text: str) -> None:
    for token in tokenise(text):
        assert 0 <= token.start < token.end <= len(text)
        assert token.stem
        assert not any(c.isspace() for c in token.stem)


def test_stems_are_right_when_many_threads_ask_at_once(catalog: Catalog) -> None:
    words = sorted({word.lower() for fact in catalog for word in fact.latest.statement.split() if word.isascii() and word.isalpha()})
    stem.cache_clear()
    right = [stem(word) for word in words]
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for _ in range(3):
            stem.cache_clear()
            with ThreadPoolExecutor(8) as pool:
                assert all(found == right for found in pool.map(lambda _: [stem(word) for word in words], range(8)))
    finally:
        sys.setswitchinterval(interval)
        stem.cache_clear()
