"""The prompts: requests that people start from, which tell a model to look things up here and to cite them."""

from __future__ import annotations

import re
from collections.abc import Mapping

from mcp import types

from api.http.checks import check_text
from api.http.problems import ApiProblem
from kb.ids import EXAMPLE
from kb.subject import Prompt, subject

TEXT_LIMIT = 20_000
"""Characters the arguments of a prompt may have."""

INSTRUCTIONS = f"""\
A field guide on {subject().covers}, as small facts that can be cited. Nothing here is generated: an answer is made of \
the facts' own sentences.

- Start with ask_field_guide. Ask one thing at a time, in a whole sentence, with every name it needs: {subject().names_to_give}. \
It keeps no conversation: write "and for the other one?" out in full. Put what the answer is for into `goal`.
- When `answered` is false, the guide does not say. Tell the user so, give `reason` and the nearest facts, and never fill the gap from memory. With \
`reason` "ambiguous", ask one of `follow_ups`.
- Cite the revision after each statement you repeat, such as {EXAMPLE}. get_fact gives a whole fact, search_facts and list_facts find others; \
facts of the kind `gap` list what the guide leaves out.
- Numbers, IDs, durations and names of settings are exact: copy them, do not round or translate them."""
"""What a client tells its model about this server."""

_RULES = f"""\
Rules:
- Use the field guide's tools for every statement; start with ask_field_guide, one whole question at a time.
- After each statement, cite the revision it rests on, such as ({EXAMPLE}). Cite nothing you have not read in this session.
- Where a tool says `answered: false`, write "The guide does not say", name the nearest facts, and add nothing of your own.
- Copy IDs, durations and names of settings exactly.
- End with the release the facts are of."""

PROMPTS = subject().prompts


def describe_prompt(prompt: Prompt) -> types.Prompt:
    """A prompt as clients are told of it; every argument is text."""
    arguments = [types.PromptArgument(name=one.name, description=one.description, required=one.required) for one in prompt.arguments]
    return types.Prompt(name=prompt.name, title=prompt.title, description=prompt.description, arguments=arguments)


def write_prompt(prompt: Prompt, arguments: Mapping[str, str]) -> str:
    """The text of a prompt.

    Raises:
        ApiProblem: An argument is missing or unknown, or a value is too long or holds control characters.
    """
    given = {name: value.strip() for name, value in arguments.items()}
    known = [one.name for one in prompt.arguments]
    missing = [one.name for one in prompt.arguments if one.required and not given.get(one.name)]
    unknown = [name[:40] for name in given if name not in known]
    if missing or unknown:
        what = f"{', '.join(missing)} is missing" if missing else f"there is no argument {', '.join(unknown)}"
        raise ApiProblem("invalid-parameter", f"{prompt.name}: {what}. It takes: {', '.join(known)}.")
    for name, value in arguments.items():
        check_text(value, name, TEXT_LIMIT)
    said = {one.name: one.given.replace("{value}", given[one.name]) if given.get(one.name) else one.absent for one in prompt.arguments}
    # One pass over the text: what a value holds is never taken for an argument.
    text = re.sub(r"\{([a-z_]+)\}", lambda match: said.get(match[1], match[0]), prompt.text)
    return f"{text.strip()}\n\n{_RULES}\n"
