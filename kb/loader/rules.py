"""Reads the rules of the tenant check from `kb/rules/`."""

from __future__ import annotations

from pathlib import Path

from kb.documents import Document, load_document
from kb.errors import FactProblems, Problem
from kb.loader.validation import validate
from kb.models.rules import ExportShapes, TenantRule, TenantRules
from kb.subject import find_root

RULES_FOLDER = "kb/rules"
SHAPES = "export.yaml"


def has_rules() -> bool:
    """Whether the knowledge base of this process has rules to check a tenant by."""
    return (find_root() / RULES_FOLDER).is_dir()


def read_rules(root: Path) -> tuple[TenantRules | None, dict[str, Document], list[Problem]]:
    """The rules, the document of each by its check, and what is wrong with them; no rules where there is no such folder."""
    folder = root / RULES_FOLDER
    if not folder.is_dir():
        return None, {}, []
    name = f"{RULES_FOLDER}/{SHAPES}"
    document, problems = load_document(folder / SHAPES, name) if (folder / SHAPES).is_file() else (Document(name), [])
    shapes, found = validate(ExportShapes.model_validate, document, (), "")
    problems += found
    rules: dict[str, TenantRule] = {}
    documents: dict[str, Document] = {}
    for path in sorted(folder.glob("*.yaml")):
        if path.name == SHAPES:
            continue
        document, found = load_document(path, f"{RULES_FOLDER}/{path.name}")
        rule, wrong = validate(TenantRule.model_validate, document, (), path.stem)
        problems += [*found, *wrong]
        if rule is None:
            continue
        if rule.check != path.stem:
            problems.append(
                Problem(
                    document.path,
                    document.line_of(("check",)),
                    path.stem,
                    "wrong-name",
                    f"the file of {rule.check} must be called {rule.check}.yaml",
                )
            )
        rules[path.stem], documents[path.stem] = rule, document
    if shapes is None or problems:
        return None, documents, problems
    wanted = set(shapes.checks)
    problems += [
        Problem(name, 1, check, "missing-rule", f"{RULES_FOLDER}/{check}.yaml is missing; write it") for check in wanted - set(rules)
    ]
    problems += [
        Problem(documents[check].path, 1, check, "unlisted-rule", f"the check is not in the list of {name}; add it there")
        for check in set(rules) - wanted
    ]
    return (None if problems else TenantRules(shapes=shapes, rules=tuple(rules[check] for check in shapes.checks))), documents, problems


def load_rules(root: Path) -> TenantRules:
    """The rules of a repository.

    Raises:
        FactProblems: They are not as the models want them, or there are none.
    """
    rules, _, problems = read_rules(root)
    if rules is None:
        raise FactProblems(problems or [Problem(RULES_FOLDER, 0, "", "missing-file", "there are no rules to check a tenant by")])
    return rules
