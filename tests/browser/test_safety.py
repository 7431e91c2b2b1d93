"""Nothing that a fact, a question or a server says becomes HTML, a script or a link that runs."""

from __future__ import annotations

import json
from typing import Any

from playwright.sync_api import Page, expect

from tests.kb.hostile import HOSTILE

EVIL = '<img src=x onerror="window.pwned=1"><script>window.pwned=1</script><svg onload="window.pwned=1">'
CITE = "ZM-APP-002v1"


def make_answer(text: str, **changes: Any) -> dict[str, Any]:
    source = {"title": text, "url": "javascript:window.pwned=1", "section": text, "lines": [[1, 2]]}
    return {
        "question": text,
        "answered": True,
        "answer": f"{text}\n\n1. {text}\n2. [{text}](javascript:window.pwned=1) [x](data:text/html,{text}) <javascript:alert(1)> **{text}** `{text}`",
        "reason": None,
        "citations": [{"id": CITE, "title": text, "url": "//evil.example/" + text, "source": source}],
        "excerpts": [{"id": CITE, "text": text, "highlights": [], "score": 1, "source_text": text}],
        "follow_ups": [text],
        "confidence": 1,
        "release": text,
        "as_of": None,
        **changes,
    }


def answer_with(page: Page, answer: Any) -> None:
    body = f"event: answer\ndata: {json.dumps(answer)}\n\n"
    page.route("**/api/v1/chat", lambda route: route.fulfill(body=body, content_type="text/event-stream; charset=utf-8"))


def ask(page: Page, question: str) -> None:
    page.keyboard.press("/")
    page.keyboard.insert_text(question)
    page.keyboard.press("Enter")


def put(page: Page, question: str) -> None:
    page.get_by_label("Ask a question").fill(question)
    page.keyboard.press("Enter")


def assert_harmless(page: Page) -> None:
    assert page.evaluate("window.pwned") is None
    panel = page.locator("dialog.panel")
    assert panel.locator("img, script, iframe, object, [onerror], [onload], [onclick], svg:not([aria-hidden])").count() == 0
    links = panel.locator("a").evaluate_all("(all) => all.map((one) => one.href)")
    assert links
    assert all(link.startswith("http://127.0.0.1:") for link in links), links


HOSTILE_ANSWERS: list[dict[str, Any]] = [
    {},
    {"answered": False, "reason": "not_in_source"},
    {"answered": False, "reason": "ambiguous"},
    {"answered": False, "reason": EVIL},
]


def test_a_hostile_answer_is_only_text(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    for at, changes in enumerate(HOSTILE_ANSWERS):
        page.unroute("**/api/v1/chat")
        answer_with(page, make_answer(EVIL, **changes))
        ask(page, EVIL) if at == 0 else put(page, EVIL)
        turn = page.locator(".turn").nth(at)
        expect(turn.locator(".turn-question")).to_have_text(EVIL)
        expect(turn.locator(".turn-text")).to_contain_text("<script>window.pwned=1</script>")
        turn.locator("details").evaluate_all("all => all.forEach((one) => (one.open = true))")
        turn.locator(".turn-text .fact-id").first.hover()
        expect(page.locator(".fact-card")).to_contain_text("<img src=x")
        assert_harmless(page)
        page.mouse.move(5, 5)
    page.goto(f"{visit.host}/chat/")
    expect(page.locator(".turn-question")).to_have_text([EVIL] * len(HOSTILE_ANSWERS))
    assert page.evaluate("window.pwned") is None


def test_a_broken_answer_is_told_as_one(visit: Any) -> None:
    page = visit.open("/chat/")
    broken: list[Any] = ["no JSON", {"answer": 1}, {"answer": "x", "answered": True, "release": "1", "citations": [None]}, []]
    for at, answer in enumerate(broken):
        page.unroute("**/api/v1/chat")
        answer_with(page, answer)
        put(page, "What is MGAPI?")
        expect(page.locator(".turn").nth(at).locator(".turn-verdict")).to_have_text("The server does not answer")
    page.unroute("**/api/v1/chat")
    page.get_by_role("button", name="Ask again").first.click()
    expect(page.locator(".turn-text .fact-id").first).to_be_visible()


def test_a_hostile_conversation_in_the_browser_is_thrown_away(visit: Any) -> None:
    page = visit.open("/guide/rooms/")
    for kept in ("{", '[{"question": 1}]', '[null, {"question": "a", "after": [], "failure": "", "answer": {"answer": {}}}]'):
        page.evaluate(
            "(kept) => { sessionStorage.setItem('guide.conversation /', kept); sessionStorage.setItem('guide.panel', 'open'); }", kept
        )
        page.reload()
        expect(page.locator(".thread-welcome")).to_be_visible()


def test_hostile_questions_are_shown_as_they_are(visit: Any) -> None:
    page = visit.open("/chat/")
    field = page.get_by_label("Ask a question")
    asked = [question.strip() for question in HOSTILE if "\n" not in question][:14]
    for at, question in enumerate(asked):
        field.fill(question)
        page.keyboard.press("Enter")
        shown = page.locator(".turn-question").nth(at)
        expect(shown).to_be_attached()
        assert shown.evaluate("(one) => one.textContent") == question
        expect(page.locator(".turn").nth(at).locator(".turn-answer")).to_be_attached()
    assert page.locator(".turn img, .turn script").count() == 0
    # Signs without a word are no question; the server says so.
    expect(page.locator(".turn-failure .turn-verdict")).to_have_text(["The question was not taken"])
    visit.watch.errors[:] = [error for error in visit.watch.errors if "status of 400" not in error]


def test_what_is_typed_is_only_text_among_the_matches(visit: Any) -> None:
    page = visit.open("/")
    page.keyboard.press("/")
    page.keyboard.insert_text(f"token {EVIL}")
    expect(page.locator(".ask-match--ask")).to_contain_text("<img src=x")
    assert page.locator(".ask-matches img").count() == 0


def test_a_question_that_the_server_refuses_is_told_why(visit: Any) -> None:
    page = visit.open("/guide/rooms/?ask=..%3F")
    expect(page.locator(".turn-verdict")).to_have_text("The question was not taken")
    visit.watch.errors[:] = [error for error in visit.watch.errors if "status of 400" not in error]


def test_no_module_turns_text_into_html() -> None:
    from kb.loader import ROOT

    for path in (ROOT / "docs" / "javascripts").rglob("*.js"):
        text = path.read_text(encoding="utf-8")
        for name in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function", "createContextualFragment"):
            assert name not in text, f"{path.name} uses {name}"
