"""Reads waivers: failures that somebody accepts until a day, with the reason."""

from __future__ import annotations

from pathlib import Path

from pydantic import TypeAdapter

from kb.documents import load_document
from kb.errors import FactProblems, KbError, Problem
from kb.loader.validation import validate
from kb.models.rules import TenantRules
from kb.tenant.report import Waiver

_WAIVERS = TypeAdapter(list[Waiver])


def load_waivers(path: Path, rules: TenantRules) -> list[Waiver]:
    """The waivers of a YAML file: a list of `check`, `object` (an id or `*`), `reason` and `until`.

    Raises:
        KbError: There is no such file.
        FactProblems: It is not such a list, or names a check that does not exist.
    """
    if not path.is_file():
        raise KbError(f"{path} does not exist. Give a YAML file with a list of waivers: check, object, reason, until.")
    document, problems = load_document(path, str(path))
    waivers, found = validate(_WAIVERS.validate_python, document, (), "")
    known = ", ".join(rules.shapes.checks)
    problems += found
    for at, waiver in enumerate(waivers or ()):
        if waiver.check not in rules.shapes.checks:
            message = f"there is no check {waiver.check}; there are: {known}"
            problems.append(Problem(str(path), document.line_of((at, "check")), waiver.check, "unknown-check", message))
    if problems or waivers is None:
        raise FactProblems(problems)
    return waivers
