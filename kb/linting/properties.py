"""What a fact's typed payload says that a document near its citation could contradict."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any

from kb.analysis.values import spell_duration
from kb.linting.values import (
    Finder,
    duration_key,
    find_app_ids,
    find_durations,
    find_key_lengths,
    find_positions,
    find_protocols,
    find_settings,
    find_versions_of,
)
from kb.models import Revision
from kb.models.conditions import CONDITIONS, LABELS, values_of
from kb.models.payloads import AppId, ConsentPairing, Payload, Protection, TokenPolicy, VersionFloor, Window


@dataclass(frozen=True)
class Property:
    """One typed value of a fact.

    Attributes:
        name: What it is, in the words of a message, e.g. ``lifetime``.
        type: Values are compared only within one type.
        key: Its normal form.
        shown: The value for people.
        find: Finds values of the type in a text.
        cue: What must stand with a value for it to be about this property; None when the value says so itself.
        subject: What a table row must be about for a cell that holds nothing but a value to count without a cue.
        other: What, standing with a value, gives it to something else.
        in_block: Whether a value anywhere in the paragraph counts, not only in the citation's own sentence.
    """

    name: str
    type: str
    key: str
    shown: str
    find: Finder
    cue: re.Pattern[str] | None = None
    subject: re.Pattern[str] | None = None
    other: re.Pattern[str] | None = None
    in_block: bool = False


def _words(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{pattern})", re.IGNORECASE)


_LIFETIME = _words(r"expir|lifetime|life\b|lives?\b|lasts?\b|valid|good for|ttl\b|runs? out|time.to.live|how long\b")
_RENEWAL = _words(r"renew|refresh(?!\s+tokens?\b)|rotat|re-?issu|fetched|interval|every\b|hourly|daily|weekly")
_PAST = _words(r"past\b|back\b|backwards?\b|ago\b|histor|previous|earlier")
_FUTURE = _words(r"future\b|ahead\b|forwards?\b|upcoming|to come\b")
_TOTAL = _words(r"total|rolling|overall|altogether|window\b")
_FLOOR = _words(
    r"(?:or|and)\s+(?:later|newer|greater|higher|above|up)\b|at least|at the least|minimum|lowest|oldest|needs?\b|requires?\b|required\b"
)
_APPLICATION = _words("app|client")
_TOKEN = _words("tokens?")
_WINDOW = _words("window|sync")
_ENCRYPTION = _words("aes|encrypt|key")
_OTHER_TOKEN = {
    token: _words(rf"(?:{'|'.join(LABELS[other].replace(' ', chr(92) + 's+') for other in values_of('token') if other != token)})s?")
    for token in values_of("token")
}


def list_properties(revision: Revision[Any]) -> list[Property]:
    """The typed values of a revision; empty for a kind that holds free text only."""
    payload: Payload = revision.payload
    match payload:
        case AppId():
            app_id = Property("App ID", "uuid", payload.app_id, payload.app_id, find_app_ids)
            # A UUID says itself that it is an ID; further off in the paragraph it must also be called an application's.
            return [app_id, replace(app_id, cue=_APPLICATION, in_block=True)]
        case TokenPolicy():
            other = _OTHER_TOKEN[payload.token]
            return [
                _duration(name, value, cue, _TOKEN, other)
                for name, value, cue in (("lifetime", payload.lifetime, _LIFETIME), ("renewal", payload.renewed_every, _RENEWAL))
                if value
            ]
        case Window():
            parts = (("reach into the past", payload.past, _PAST), ("reach into the future", payload.future, _FUTURE))
            return [_duration(name, value, cue, _WINDOW) for name, value, cue in (*parts, ("total window", payload.total, _TOTAL))]
        case ConsentPairing():
            label = LABELS[payload.entra_setting]
            return [
                Property("position of the switch", "switch", payload.position, payload.position, find_positions),
                Property(CONDITIONS["entra_setting"], "setting", payload.entra_setting, label, find_settings),
            ]
        case VersionFloor():
            return [
                Property(
                    f"lowest version of {one.product}",
                    f"version of {one.product}",
                    one.version,
                    one.version,
                    find_versions_of(one.product),
                    cue=_FLOOR,
                )
                for one in payload.minimums
            ]
        case Protection():
            protocols = [Property("protocol", "protocol", one.key, one.key, find_protocols) for one in find_protocols(payload.by)]
            lengths = [
                Property("key length", "key length", one.key, one.key, find_key_lengths, cue=_ENCRYPTION)
                for one in find_key_lengths(payload.by)
            ]
            return [*protocols, *lengths]
        case _:
            return []


def _duration(name: str, value: str, cue: re.Pattern[str], subject: re.Pattern[str], other: re.Pattern[str] | None = None) -> Property:
    return Property(name, "duration", duration_key(value), f"{spell_duration(value)} ({value})", find_durations, cue, subject, other)
