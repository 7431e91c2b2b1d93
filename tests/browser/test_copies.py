"""Copy buttons on IDs, values and steps."""

from __future__ import annotations

from playwright.sync_api import Page, expect

READ = "navigator.clipboard.readText()"


def test_an_id_a_value_and_the_steps_of_a_fact_are_copied(page: Page) -> None:
    page.goto("/facts/consent/#zm-consent-004")
    fact = page.locator("#zm-consent-004 + .fact")
    fact.get_by_role("button", name="Copy ZM-CONSENT-004v1").first.click()
    assert page.evaluate(READ) == "ZM-CONSENT-004v1"
    setting = "Consent to Office 365 calendar integration permissions on behalf of entire account"
    fact.get_by_role("button", name=f"Copy {setting}").click()
    assert page.evaluate(READ) == setting
    page.goto("/facts/step/")
    page.locator("#zm-step-001 + .fact").get_by_role("button", name="Copy steps").click()
    steps = page.evaluate(READ).split("\n")
    assert steps[0] == "Find the user consent setting in Entra ID ZM-STEP-001v1"
    assert [step.split(". ")[0] for step in steps[1:]] == ["1", "2", "3", "4", "5"]


def test_the_steps_on_a_guide_page_are_copied_with_their_id(page: Page) -> None:
    page.goto("/guide/consent/")
    button = page.locator(".procedure").first.get_by_role("button", name="Copy steps")
    button.click()
    expect(page.locator(".procedure .copy-words").first).to_have_text("Copied")
    assert page.evaluate(READ).startswith("Find the user consent setting in Entra ID ZM-STEP-001\n1. Sign in")


def test_every_value_gets_one_button(page: Page) -> None:
    for path in ("/facts/app/", "/reference/app-ids/", "/reference/synced-fields/"):
        page.goto(path)
        assert page.locator(".copyable").count() > 3
        assert page.locator(".copyable .copyable, .copyable > button + button").count() == 0
