"""Typed payloads."""

from __future__ import annotations

from typing import Any, get_args

import pytest
from pydantic import ValidationError

from kb.models import Fact, payloads
from kb.models.base import Model

GOOD: dict[type[Model], dict[str, Any]] = {
    payloads.Claim: {},
    payloads.AppId: {"app_id": "f56e91e5-5a82-452f-b435-d4d78aeaf064", "workload": "rooms", "method": "application"},
    payloads.ConsentPairing: {"entra_setting": "all-apps", "zoom_setting": "Consent", "position": "Off"},
    payloads.TokenPolicy: {"token": "access", "method": "delegated", "lifetime": "PT60M"},
    payloads.Window: {"past": "P6M", "future": "P18M", "total": "P24M"},
    payloads.Procedure: {"goal": "Look", "steps": ["Open it.", "Look."]},
    payloads.Role: {"roles": ["Owner"], "permits": "everything"},
    payloads.VersionFloor: {"minimums": [{"product": "Windows", "version": "10"}]},
    payloads.SyncedField: {"name": "subject", "of": "event"},
    payloads.Recommendation: {"choose": "Graph", "situation": "always"},
    payloads.Reason: {"explains": "why"},
    payloads.Options: {"name": "colours", "values": ["red", "blue"]},
    payloads.Protection: {"where": "at rest", "by": "AES"},
    payloads.Term: {"term": "graph"},
    payloads.Permission: {
        "name": "Calendars.Read",
        "resource": "Microsoft Graph",
        "type": "delegated",
        "permission_id": "465a38f9-76ea-45b9-9f34-9e8b0d4b0b42",
        "admin_consent": False,
    },
    payloads.ErrorCode: {"codes": ["E1"], "meaning": "no grant", "act": ["user"], "todo": "Sign in"},
    payloads.Deadline: {"date": "2026-10-01", "happens": "the end", "affects": "all"},
    payloads.Gap: {"reason": "not_in_source", "missing": "prices"},
}


@pytest.mark.parametrize(("payload", "good"), GOOD.items(), ids=lambda value: getattr(value, "__name__", ""))
def test_a_payload_takes_its_keys_and_no_other(payload: type[Model], good: dict[str, Any]) -> None:
    payload.model_validate(good)
    with pytest.raises(ValidationError, match="Extra inputs"):
        payload.model_validate({**good, "colour": "blue"})


@pytest.mark.parametrize(
    ("payload", "wrong"),
    [
        (payloads.AppId, {"app_id": "F56E91E5"}),
        (payloads.AppId, {"method": "oauth"}),
        (payloads.ConsentPairing, {"position": "on"}),
        (payloads.TokenPolicy, {"lifetime": "60 minutes"}),
        (payloads.Window, {"past": "half a year"}),
        (payloads.Procedure, {"steps": ["Only one."]}),
        (payloads.Role, {"roles": []}),
        (payloads.VersionFloor, {"minimums": [{"product": "Windows", "version": "10.x"}]}),
        (payloads.SyncedField, {"of": "room"}),
        (payloads.Options, {"values": ["one"]}),
        (payloads.Gap, {"reason": "forgotten"}),
        (payloads.Reason, {"explains": ""}),
    ],
)
def test_a_wrong_value_is_refused(payload: type[Model], wrong: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        payload.model_validate({**GOOD[payload], **wrong})


def test_every_kind_of_fact_has_its_payload_here() -> None:
    used = {get_args(one.model_fields["revisions"].annotation)[0].model_fields["payload"].annotation for one in get_args(Fact)}
    assert used == set(GOOD) == set(get_args(payloads.Payload))
