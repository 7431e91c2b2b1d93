"""The tool that checks an exported tenant; nothing of it is kept."""

from __future__ import annotations

import io
from typing import Any, Literal

from pydantic import Field

from api.mcp.tool import Arguments, Call, Tool, ToolRefusal
from kb.models.conditions import Workload, values_of
from kb.subject import subject
from kb.tenant import TenantReport, Told, check_tenant, read_values
from kb.tenant.render import render_terminal


class TenantArguments(Arguments):
    """An export as JSON, and what only a person can tell."""

    collections: dict[str, Any] = Field(
        description="What the directory answered, each under a name of your own: authorizationPolicy, servicePrincipals, oauth2PermissionGrants, "
        "appRoleAssignments, domains. Whole records; evidence names the key and a JSON pointer below it.",
        min_length=1,
    )
    consent_setting: Literal["on", "off"] | None = Field(None, description=f"How {subject().vendor}'s account-wide consent switch stands.")
    workload: list[Workload] = Field(default_factory=list, description="What is in use; both unless told.")
    rooms_method: Literal["application", "full-delegate"] | None = Field(None, description="The method in use for rooms.")
    users_method: Literal["application", "delegated"] | None = Field(None, description="The method in use for personal calendars.")


def check_export(call: Call, arguments: TenantArguments) -> tuple[TenantReport, str]:
    """One verdict for each check."""
    if call.guide.rules is None:
        raise ToolRefusal("This server has no rules to check a tenant by.")
    export = read_values(call.guide.rules.shapes, arguments.collections)
    methods = {"rooms": arguments.rooms_method, "personal-calendar": arguments.users_method}
    told = Told(
        None if arguments.consent_setting is None else arguments.consent_setting == "on",
        tuple(arguments.workload) or values_of("workload"),
        {workload: method for workload, method in methods.items() if method},
    )
    report = check_tenant(call.guide.catalog, call.guide.rules, export, told)
    return report, f"{render_terminal(report, io.StringIO())}\n"


CHECK_TENANT = Tool(
    "check_tenant",
    "Check an exported tenant",
    f"Checks a tenant's export by the guide's rules: consent setting and {subject().vendor}'s switch, {subject().vendor}'s apps and their rights, "
    "look-alikes, leftovers, domains. Each verdict cites its facts; what is not in the export is unknown. Ids of persons are masked, and nothing is kept.",
    TenantArguments,
    TenantReport,
    check_export,
)
