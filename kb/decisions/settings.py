"""What do I set: the position of the switch for each value of the setting that it is paired with."""

from __future__ import annotations

from kb.catalog import Catalog
from kb.decisions.model import Decision, DecisionQuestion, Option, Outcome, Section
from kb.models import LABELS, Fact, Status, payloads
from kb.subject import SettingChoice

UNKNOWN = "unknown"


def decide_setting(catalog: Catalog, choice: SettingChoice) -> Decision:
    """The decision on the switch that a setting is paired with."""
    pairings = [fact for fact in catalog.current() if fact.kind == "consent_pairing"]
    outcomes, options = [], []
    how = (Section("How", _current(catalog, choice.match)), Section(choice.advice_title, _current(catalog, *choice.advice), folded=True))
    for fact in pairings:
        if isinstance(payload := fact.latest.payload, payloads.ConsentPairing):
            options.append(Option(payload.entra_setting, LABELS[payload.entra_setting], (fact,)))
            grounds = (fact, *_current(catalog, *choice.rules))
            settled = {"entra_setting": payload.entra_setting}
            outcomes.append(Outcome(settled, payload.position.value, payload.zoom_setting, grounds, how, settled))
    look_up = catalog.fact(choice.look_up)
    options.append(Option(UNKNOWN, "I do not know yet", (look_up,)))
    after = (Section("Then", tuple(pairings)), *how)
    outcomes.append(Outcome({"entra_setting": UNKNOWN}, look_up.latest.title, choice.unknown, (look_up,), after))
    question = DecisionQuestion("entra_setting", choice.question, choice.short, tuple(options))
    return Decision(choice.id, choice.title, (question,), tuple(outcomes))


def _current(catalog: Catalog, *ids: str) -> tuple[Fact, ...]:
    return tuple(fact for fact in map(catalog.fact, ids) if fact.latest.status is Status.CURRENT)
