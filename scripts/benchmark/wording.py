"""Puts a draft into words: title, statement and payload by kind, and the questions that people would ask about it."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from typing import Any

from benchmark.drafts import Draft
from kb.models.conditions import EntraSetting, Token

Said = tuple[str, str, dict[str, Any]]
"""Title, statement, payload; the payload's values are strings, as in a file."""

_STYLES: tuple[tuple[str, ...], ...] = (
    ("What does the {a} {b} need before the {c} works?", "What does a {b} of {a} require?", "{a} {b}: requirements?"),
    ("{b} {a} {c} {d}", "{a} {d} {b}", "{c} of {a} {b}"),
    ("How do I set up the {a} {b} for {where}?", "Steps to enable {a} on {where}, {b} included", "Getting {b} going for {where} ({a})"),
    ("Which {c} goes with the {a} {b} under {how}?", "With {how}, does {a} take {b} or {c}?", "{how} and the {b}: which {a}?"),
    (
        "Our {x} asks whether the {a} may touch the {d} and the {b}; may it?",
        "My boss heard that {b} breaks {a} once {x} is there. True?",
        "Audit wants proof: {a}, {x}, {b}",
    ),
    ("Why is the {b} not in the {e} when {a} is on?", "{a} lost its {b} since the {e} changed", "No {b} in {e}, though {a} is enabled"),
    (
        "Can the {a} {b} be left {x} after {n} days of {f}?",
        "For how many days does {a} keep {b} with {f}?",
        "{n} days, {f}, {a}: is the {b} safe?",
    ),
    (
        "Somebody wants the {b} of our {a} checked against the {e} and the {c}: what holds for {where} with {how}?",
        "We move from {x} to {a} next week and rely on {b}; anything about {d} to know?",
        "In short: {c}, {a}, {b}, and what about {f}?",
        "Does a {d} stand between {b} and {a} with {how}?",
    ),
)
"""How people ask, in several wordings each: first as a whole question, and last the one to keep back."""


def say(draft: Draft, terms: Sequence[str]) -> Said:
    """The fact in words.

    Args:
        draft: What it is about.
        terms: The vocabulary's ids; a fact of kind ``term`` stands for one of them.
    """
    if draft.kind == "term":
        a, b, c, d, *_ = draft.words
        payload = {"term": terms[int(draft.key[:6], 16) % len(terms)]}
        return f"{a.capitalize()} {b}", f"A {a} {b} is the {c} that a {d} keeps for {draft.where}.", payload
    return _KINDS[draft.kind](draft)


def ask(draft: Draft, chance: random.Random, extra: str) -> list[str]:
    """Questions about the fact, and last the one to keep back; in different styles, none with all words of the fact.

    Args:
        draft: What the fact is about.
        chance: Picks words.
        extra: A word that the fact does not hold, as people bring them.
    """
    a, b, *rest = draft.words
    c, d, e, f = chance.sample(rest, 4)
    said = {"a": a, "b": b, "c": c, "d": d, "e": e, "f": f, "x": extra, "n": draft.number, "where": draft.where, "how": draft.how}
    return [chance.choice(styles).format(**said) for styles in _STYLES]


def _claim(draft: Draft) -> Said:
    a, b, c, d, e, f, g, h, i, *_ = draft.words
    said = f"The {a} {b} keeps its {c} in the {d} for {draft.number} days when the {e} is {f}. A {g} of the {h} leaves the {i} alone."
    return f"Where the {a} {b} keeps its {c}", said, {}


def _gap(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    reason = "image_only" if draft.number % 2 else "not_in_source"
    said = f"The guide leaves out how the {a} {b} treats the {c}, and which {d} it needs in the {draft.words[4]}."
    return f"Not said: {a} {b} and the {c}", said, {"reason": reason, "missing": f"how the {a} {b} treats the {c}"}


def _procedure(draft: Draft) -> Said:
    a, b, c, d, e, f, g, *_ = draft.words
    steps = [f"Open the {c} of the {a}.", f"Choose **{d.capitalize()}** and note the {e}.", f"Confirm the {f} with the {g}."]
    said = f"To connect the {a} {b}, open the {c}, choose **{d.capitalize()}**, note the {e}, and confirm the {f} with the {g}."
    return f"Connect the {a} {b}", said, {"goal": f"Connect the {a} {b}", "steps": steps}


def _recommendation(draft: Draft) -> Said:
    a, b, c, d, e, f, *_ = draft.words
    said = f"For {draft.where}, the {a} {b} is recommended wherever the {c} has more than {draft.number} {d}s. The {e} then needs no {f}."
    return f"Prefer the {a} {b}", said, {"choose": f"the {a} {b}", "situation": f"more than {draft.number} {d}s in the {c}"}


def _reason(draft: Draft) -> Said:
    a, b, c, d, e, f, g, *_ = draft.words
    said = f"The {a} {b} is kept apart from the {c} so that a {d} cannot reach the {e}. Without that, the {f} would fall behind the {g}."
    return f"Why the {a} {b} is kept apart", said, {"explains": f"why the {a} {b} is kept apart from the {c}"}


def _options(draft: Draft) -> Said:
    a, b, c, d, e, f, *_ = draft.words
    values = [c.capitalize(), d.capitalize(), e.capitalize()]
    said = f"The {a} {b} offers three choices: **{values[0]}**, **{values[1]}** and **{values[2]}**. The {f} uses the first."
    return f"Choices of the {a} {b}", said, {"name": f"Choices of the {a} {b}", "values": values}


def _token_policy(draft: Draft) -> Said:
    a, b, c, d, e, *_ = draft.words
    token = tuple(Token)[draft.number % 2]
    said = (
        f"Under {draft.how}, the {token} token of the {a} {b} lives {draft.number} minutes; the {c} renews it through the {d} of the {e}."
    )
    payload = {"token": str(token), "method": str(draft.method), "issued": True, "lifetime": f"PT{draft.number}M", "storage": "memory"}
    return f"{str(token).capitalize()} token of the {a} {b}: {draft.number} minutes", said, payload


def _window(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    said = f"The {a} {b} watches {2 * draft.number} days: {draft.number} back and {draft.number} ahead. A {c} beyond that stays in the {d}."
    return f"Window of the {a} {b}", said, {"past": f"P{draft.number}D", "future": f"P{draft.number}D", "total": f"P{2 * draft.number}D"}


def _role(draft: Draft) -> Said:
    a, b, c, d, e, f, *_ = draft.words
    names = [f"{c.capitalize()} Manager", f"{d.capitalize()} Reader"]
    said = f"Changing the {a} {b} takes the role **{names[0]}** or **{names[1]}**. Neither of them opens the {e} of a {f}."
    return f"Roles for the {a} {b}", said, {"roles": names, "any_of": True, "permits": f"changing the {a} {b}"}


def _version_floor(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    version = f"{draft.number % 9 + 1}.{draft.number}"
    said = f"The {a} {b} needs version {version} of the {c} or a later one. Earlier ones drop the {d}."
    payload = {"minimums": [{"product": f"{c.capitalize()} for {a} {b}", "version": version}]}
    return f"Lowest version for the {a} {b}", said, payload


def _synced_field(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    name = f"{a}{b.capitalize()}{c.capitalize()}"
    said = f"The event field `{name}` is synced with the {c} of the {a} {b}. A change in the {d} reaches it within {draft.number} minutes."
    return f"{name} is a synced field", said, {"name": name, "of": ("event", "attendee", "organizer")[draft.number % 3]}


def _protection(draft: Draft) -> Said:
    a, b, c, d, e, *_ = draft.words
    said = f"The {a} {b} is protected at the {c} by a {d} that the {e} renews every {draft.number} days."
    return f"How the {a} {b} is protected", said, {"where": f"the {a} {b} at the {c}", "by": f"a {d} renewed every {draft.number} days"}


def _app_id(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    key = draft.key
    app_id = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    said = f"The {a} {b} uses the App ID {app_id} for {draft.where} with {draft.how}. It names the {c} in the {d}."
    payload = {"app_id": app_id, "workload": str(draft.workload), "method": str(draft.method)}
    return f"App ID of the {a} {b}", said, payload


def _consent_pairing(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    position = ("On", "Off")[draft.number % 2]
    setting = f"Allow the {a} {b} to read the {c}"
    said = f"Set **{setting}** to **{position}** when the user consent of the {d} asks for it."
    entra = tuple(EntraSetting)[draft.number % 3]
    return f"{a.capitalize()} {b} and user consent", said, {"entra_setting": str(entra), "zoom_setting": setting, "position": position}


def _permission(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    key, name = draft.key, f"{a.capitalize()}.{b.capitalize()}"
    grant = f"{key[:8]}-{key[8:12]}-{key[12:16]}-{key[16:20]}-{key[20:]}"
    payload = {"name": name, "resource": c.capitalize(), "type": "delegated", "permission_id": grant, "admin_consent": True}
    return f"{name} of the {c}", f"The permission {name} ({grant}) lets the {c} read the {d}.", payload


def _error_code(draft: Draft) -> Said:
    a, b, c, d, *_ = draft.words
    code = f"{a[:4].upper()}{draft.key[:6]}"
    payload = {"codes": [code], "meaning": f"the {a} {b} is missing", "act": ["user"], "todo": f"Renew the {c}"}
    return f"{code}: no {b}", f"{code} means that the {a} {b} is missing. The {d} renews the {c}.", payload


def _deadline(draft: Draft) -> Said:
    a, b, c, *_ = draft.words
    day = f"20{30 + draft.number % 60}-0{1 + draft.number % 9}-01"
    return (
        f"The end of the {a} {b}",
        f"The {a} {b} ends on {day} for the {c}.",
        {"date": day, "happens": f"the {a} ends", "affects": f"the {c}"},
    )


_KINDS: dict[str, Callable[[Draft], Said]] = {
    "claim": _claim,
    "gap": _gap,
    "procedure": _procedure,
    "recommendation": _recommendation,
    "reason": _reason,
    "options": _options,
    "token_policy": _token_policy,
    "window": _window,
    "role": _role,
    "version_floor": _version_floor,
    "synced_field": _synced_field,
    "protection": _protection,
    "app_id": _app_id,
    "consent_pairing": _consent_pairing,
    "permission": _permission,
    "error_code": _error_code,
    "deadline": _deadline,
}
