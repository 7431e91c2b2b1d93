"""The prompts: requests that people start from, which tell a model to look things up here and to cite them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from mcp import types

from api.http.checks import check_text
from api.http.problems import ApiProblem

TEXT_LIMIT = 20_000
"""Characters the arguments of a prompt may have."""

INSTRUCTIONS = """\
A field guide on connecting Zoom Workplace with Microsoft 365, as small facts that can be cited. Nothing here is generated: an answer is made of \
the facts' own sentences.

- Start with ask_field_guide. Ask one thing at a time, in a whole sentence, with every name it needs: the workload (Zoom Rooms or personal \
calendars), the API method (Application Permissions, Full Delegate Access, Delegated), the setting. It keeps no conversation: write "and for \
rooms?" out in full. Put what the answer is for into `goal`.
- When `answered` is false, the guide does not say. Tell the user so, give `reason` and the nearest facts, and never fill the gap from memory. With \
`reason` "ambiguous", ask one of `follow_ups`.
- Cite the revision after each statement you repeat, such as ZM-APP-002v1. get_fact gives a whole fact, search_facts and list_facts find others; \
facts of the kind `gap` list what the guide leaves out.
- Numbers, App IDs, durations and names of settings are exact: copy them, do not round or translate them."""
"""What a client tells its model about this server."""

_RULES = """\
Rules:
- Use the field guide's tools for every statement; start with ask_field_guide, one whole question at a time.
- After each statement, cite the revision it rests on, such as (ZM-APP-002v1). Cite nothing you have not read in this session.
- Where a tool says `answered: false`, write "The guide does not say", name the nearest facts, and add nothing of your own.
- Copy App IDs, durations and names of settings exactly.
- End with the release the facts are of."""


@dataclass(frozen=True)
class Prompt:
    """A prompt.

    Attributes:
        described: The prompt as clients are told of it; every argument is text.
        write: Its text.
        suggestions: Argument → values that a client may offer.
    """

    described: types.Prompt
    write: Callable[[Mapping[str, str]], str]
    suggestions: Mapping[str, tuple[str, ...]]


def write_prompt(prompt: Prompt, arguments: Mapping[str, str]) -> str:
    """The text of a prompt.

    Raises:
        ApiProblem: An argument is missing or unknown, or a value is too long or holds control characters.
    """
    takes = prompt.described.arguments or []
    known = [argument.name for argument in takes]
    missing = [argument.name for argument in takes if argument.required and not arguments.get(argument.name, "").strip()]
    unknown = [name[:40] for name in arguments if name not in known]
    if missing or unknown:
        what = f"{', '.join(missing)} is missing" if missing else f"there is no argument {', '.join(unknown)}"
        raise ApiProblem("invalid-parameter", f"{prompt.described.name}: {what}. It takes: {', '.join(known)}.")
    for name, value in arguments.items():
        check_text(value, name, TEXT_LIMIT)
    return prompt.write(arguments)


def _plan(arguments: Mapping[str, str]) -> str:
    method = arguments.get("method", "").strip()
    choice = (
        f"The API method we prefer: {method}. Check that the guide supports it for each workload; if not, say so and name what it recommends."
        if method
        else "We have not chosen an API method: find what the guide recommends for each workload, and why."
    )
    return f"""\
Plan a deployment of Zoom Workplace with Microsoft 365 from the field guide.

Workloads: {arguments["workloads"].strip()}
{choice}

Write these sections, each from what the tools say:
1. Prerequisites: roles on both sides, versions, licences.
2. API method for each workload, with the reason, and the Entra application and App ID that go with it.
3. Consent: the Entra ID setting and the Zoom setting that belong together.
4. Steps in order, with who does each; list_facts with kind "procedure" shows every procedure.
5. What is stored, for how long, and how it is protected.
6. How to check that it works.
7. What the guide leaves out: list_facts with kind "gap".

{_RULES}
"""


def _answer_questionnaire(arguments: Mapping[str, str]) -> str:
    return f"""\
Answer a security questionnaire about the connection of Zoom Workplace with Microsoft 365 from the field guide.

The questions, one a line:
{arguments["questions"].strip()}

For each question: rewrite it as one whole question that names workload and API method (ask once for each that it may concern), call \
ask_field_guide, and read the cited facts with get_fact where the wording matters. Then write a table with the columns Question, Answer, \
Citations, in the order above. An answer begins with Yes, No, Partly or "The guide does not say". Below the table list the questions that \
the guide leaves open, for a person to answer.

{_RULES}
"""


PROMPTS: tuple[Prompt, ...] = (
    Prompt(
        types.Prompt(
            name="plan_deployment",
            title="Plan a deployment",
            description="A plan for connecting the given workloads, step by step, with a citation for every statement.",
            arguments=[
                types.PromptArgument(
                    name="workloads", description="What is to be connected: Zoom Rooms, personal calendars, or both.", required=True
                ),
                types.PromptArgument(name="method", description="The API method you prefer, if any.", required=False),
            ],
        ),
        _plan,
        {
            "workloads": ("Zoom Rooms", "personal calendars", "Zoom Rooms and personal calendars"),
            "method": ("Application Permissions", "Full Delegate Access", "Delegated"),
        },
    ),
    Prompt(
        types.Prompt(
            name="answer_security_questionnaire",
            title="Answer a security questionnaire",
            description="A table with an answer and its citations for each question of a questionnaire; open questions are listed as open.",
            arguments=[types.PromptArgument(name="questions", description="The questions, one a line.", required=True)],
        ),
        _answer_questionnaire,
        {},
    ),
)
