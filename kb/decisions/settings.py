"""What do I set in Zoom: the position of the consent switch for each value of Entra's user-consent setting."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.decisions.model import Decision, Option, Outcome, Question, Section
from kb.models import LABELS, Fact, Status, payloads

UNKNOWN = "unknown"
LOOK_UP, MATCH = "ZM-STEP-001", "ZM-STEP-007"
"""The procedures: finding Entra's value, and setting Zoom's."""

RULES = ("ZM-CONSENT-001",)
ADVICE = ("ZM-CONSENT-007", "ZM-CONSENT-008")


def decide_setting(catalog: Catalog) -> Decision:
    """The decision on the Zoom switch."""
    pairings = [fact for fact in catalog.current() if fact.kind == "consent_pairing"]
    outcomes, options = [], []
    how = (Section("How", _current(catalog, MATCH)), Section("Which value to have in Entra ID", _current(catalog, *ADVICE), folded=True))
    for fact in pairings:
        if isinstance(payload := fact.latest.payload, payloads.ConsentPairing):
            options.append(Option(str(payload.entra_setting), LABELS[payload.entra_setting], (fact,)))
            grounds = (fact, *_current(catalog, *RULES))
            outcomes.append(
                Outcome({"entra_setting": str(payload.entra_setting)}, payload.position.value, payload.zoom_setting, grounds, how)
            )
    look_up = catalog.fact(LOOK_UP)
    options.append(Option(UNKNOWN, "I do not know yet", (look_up,)))
    after = (Section("Then", tuple(pairings)), *how)
    outcomes.append(Outcome({"entra_setting": UNKNOWN}, look_up.latest.title, "User consent for applications", (look_up,), after))
    question = Question(
        "entra_setting", "What does Entra ID say under “User consent for applications”?", "User consent in Entra ID", tuple(options)
    )
    return Decision("zoom-setting", "What do I set in Zoom?", (question,), tuple(outcomes))


def _current(catalog: Catalog, *ids: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in map(catalog.fact, ids) if fact.latest.status is Status.CURRENT)
