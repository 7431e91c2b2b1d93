from __future__ import annotations

import re

import pytest

from kb.answerer import render_markdown
from kb.answerer.render import address_of, ask_address
from kb.models.answers import Answer, AnswerCitation, CitedSource, Excerpt, Reason
from kb.text import escape_line


def build(**changes: object) -> Answer:
    source = CitedSource(title="The guide", url="https://vendor.example/guide", section="Part [1]", lines=((3, 5), (9, 9)))
    members: dict[str, object] = {
        "question": "What is it?",
        "answered": True,
        "answer": "It is so.",
        "citations": (AnswerCitation(id="ZM-APP-002v1", title="What it is", url="/facts/app/#zm-app-002", source=source),),
        "excerpts": (Excerpt(id="ZM-APP-002v1", text="It is so.", score=1.0), Excerpt(id="ZM-TOKEN-001v2", text="Near\nit.", score=0.4)),
        "follow_ups": ("Why & how?",),
        "confidence": 0.9,
        "release": "2026.11.0",
    }
    return Answer.model_validate({**members, **changes})


def test_an_answer_is_a_heading_the_answer_and_three_sections() -> None:
    assert render_markdown(build(), "https://here.example") == (
        "# What is it?\n\n"
        "It is so.\n\n"
        "## Excerpts\n\n"
        "- [ZM-APP-002v1](https://here.example/facts/app/#zm-app-002): It is so.\n"
        "- [ZM-TOKEN-001v2](https://here.example/facts/token/#zm-token-001): Near it.\n\n"
        "## Ask next\n\n"
        "- [Why \\& how?](https://here.example/?ask=Why%20%26%20how%3F)\n\n"
        "## Sources\n\n"
        "- [ZM-APP-002v1](https://here.example/facts/app/#zm-app-002) What it is: "
        "[The guide](https://vendor.example/guide), section “Part \\[1\\]”, lines 3–5 and 9\n\n"
        "Release 2026.11.0.\n"
    )


def test_an_abstention_names_its_reason_and_leaves_empty_sections_out() -> None:
    text = render_markdown(build(answered=False, reason=Reason.NO_MATCH, citations=(), excerpts=(), follow_ups=()))
    assert text == "# What is it?\n\nIt is so.\n\nRelease 2026.11.0. Not answered: no_match.\n"


def test_help_is_headed_as_help() -> None:
    assert render_markdown(build(question="<question>", answered=False, reason=Reason.EMPTY_QUESTION)).startswith("# How to ask\n")


def test_help_tells_how_to_ask_on_the_same_address() -> None:
    answer = build(question="", answered=False, reason=Reason.EMPTY_QUESTION, citations=(), excerpts=(), follow_ups=())
    text = render_markdown(answer, "https://here.example", "/guide/consent.md", {"goal": "a runbook"})
    assert "    GET https://here.example/guide/consent.md?ask=<question>\n" in text
    assert "&goal=" in text
    assert re.search(r"\(https://here\.example/guide/consent\.md\?ask=Which%20Entra[^)]*&goal=a%20runbook\)", text)


def test_follow_ups_are_asked_where_the_question_was_and_carry_the_goal() -> None:
    text = render_markdown(build(), "https://here.example", "/guide/consent.md", {"goal": "a & b"})
    assert "- [Why \\& how?](https://here.example/guide/consent.md?ask=Why%20%26%20how%3F&goal=a%20%26%20b)" in text


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("plain App-only (AP) 60.5%", "plain App-only (AP) 60.5%"),
        ("a\n\n# b\r\n- c\u2028d", "a \\# b - c d"),
        ("<b>&amp;", "\\<b\\>\\&amp;"),
        ("[a](b) `c` *d* _e_ |f| ~g~ \\h", "\\[a\\](b) \\`c\\` \\*d\\* \\_e\\_ \\|f\\| \\~g\\~ \\\\h"),
        ("https://x.example www.x.example a@x.example", "https\\://x.example www\\.x.example a\\@x.example"),
        ("a\x00b\x1b\u202ec\ud800d\ufeff", "abcd"),
    ],
)
def test_a_line_holds_no_markdown(text: str, line: str) -> None:
    assert escape_line(text) == line


def test_an_address_to_ask_is_percent_encoded_whole() -> None:
    assert ask_address("/guide/", "a&b=c #d/é\ud800") == "/guide/?ask=a%26b%3Dc%20%23d%2F%C3%A9%3F"


def test_what_is_no_citation_has_no_address() -> None:
    assert address_of("ZM-APP-002") == address_of("zm-app-002v3") == "/facts/app/#zm-app-002"
    with pytest.raises(ValueError, match="no citation"):
        address_of("nonsense")
