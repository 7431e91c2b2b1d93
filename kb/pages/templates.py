"""The templates of the pages: what they name is checked, then they are rendered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined, TemplateSyntaxError, nodes

from kb.catalog import Catalog
from kb.errors import FactProblems, Problem, UnknownFact
from kb.ids import AREAS, EXAMPLE_ID, FACT_ID, PREFIX
from kb.models import Status
from kb.pages.contribute import Offers
from kb.pages.functions import BY_ID, IN_WORDS, Functions
from kb.pages.listing import FOLDER, Page, list_pages
from kb.pages.marks import Marks
from kb.pages.phrases import find_additions

HOME = "index.md"
ASK_FORM = """
<div class="ask-foot">
<form class="ask-form" action="" method="get" role="search">
<label for="page-ask">Not found here? Ask the guide</label>
<div class="ask-row">
<input id="page-ask" name="ask" type="text" maxlength="8000" required autocomplete="off">
<button type="submit">Ask</button>
</div>
</form>
</div>
"""
"""Ends every page of the site but the home page, which has a form of its own."""


def check_templates(catalog: Catalog, folder: Path = FOLDER) -> list[Problem]:
    """What the templates name wrongly: an unknown or withdrawn fact, an ID that is not written out, bad syntax."""
    return sorted(problem for template in {page.template for page in list_pages(folder)} for problem in _check(catalog, folder, template))


def render_page(page: Page, catalog: Catalog, marks: Marks, folder: Path = FOLDER) -> tuple[str, set[str]]:
    """A page as Markdown, and the IDs of the facts that stand on it.

    Raises:
        FactProblems: The template names a fact wrongly.
    """
    if problems := list(_check(catalog, folder, page.template)):
        raise FactProblems(problems)
    functions = Functions(catalog, marks, lambda: find_calls(folder))
    template = _environment(folder).get_template(page.template)
    text = template.render(functions.named(), area=page.area, area_title=AREAS.get(page.area, ""), prefix=PREFIX, plain=marks.plain)
    return text.rstrip() + "\n", functions.used


def render_site_page(page: Page, catalog: Catalog, folder: Path = FOLDER, offers: Offers | None = None) -> str:
    """A page for MkDocs; ``offers`` is what readers may do about a fact."""
    text, _ = render_page(page, catalog, Marks(page.path, offers), folder)
    return text if page.path == HOME else text + ASK_FORM


def render_plain_page(page: Page, catalog: Catalog, folder: Path = FOLDER) -> str:
    """The same page without the site's marks."""
    return render_page(page, catalog, Marks(), folder)[0]


def find_calls(folder: Path) -> dict[str, set[str]]:
    """Which functions the templates call, each with the fact IDs it is given there."""
    found: dict[str, set[str]] = {}
    for template in {page.template for page in list_pages(folder)}:
        tree = _environment(folder).parse((folder / template).read_text(encoding="utf-8"))
        for call in tree.find_all(nodes.Call):
            if isinstance(call.node, nodes.Name):
                given = (argument.value for argument in call.args if isinstance(argument, nodes.Const))
                found.setdefault(call.node.name, set()).update(
                    value for value in given if isinstance(value, str) and FACT_ID.fullmatch(value)
                )
    return found


def _environment(folder: Path) -> Environment:
    # The output is Markdown, and the input our own facts: escaping HTML would spoil both.
    return Environment(
        loader=FileSystemLoader(folder),
        undefined=StrictUndefined,
        autoescape=False,  # noqa: S701  the output is Markdown, escaped where it is written; see marks.py
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _check(catalog: Catalog, folder: Path, template: str) -> Iterator[Problem]:
    path = f"kb/pages/templates/{template}"
    try:
        tree = _environment(folder).parse((folder / template).read_text(encoding="utf-8"))
    except TemplateSyntaxError as error:
        yield Problem(path, error.lineno, "", "bad-template", f"{error.message}; mend the template")
        return
    for call in tree.find_all(nodes.Call):
        name = call.node.name if isinstance(call.node, nodes.Name) else ""
        if name == IN_WORDS:
            yield from _check_words(catalog, path, call)
        if name not in BY_ID:
            continue
        if not call.args:
            yield Problem(path, call.lineno, "", "no-fact-named", f"{name}() names no fact; name at least one ID")
        for argument in call.args:
            if not isinstance(argument, nodes.Const) or not isinstance(argument.value, str):
                yield Problem(path, argument.lineno, "", "computed-id", f'{name}() takes IDs written out, such as "{EXAMPLE_ID}"')
                continue
            yield from _check_id(catalog, path, argument.lineno, argument.value)


def _check_words(catalog: Catalog, path: str, call: nodes.Call) -> Iterator[Problem]:
    given = [argument.value for argument in call.args if isinstance(argument, nodes.Const) and isinstance(argument.value, str)]
    if len(given) != 2 or len(call.args) != 2:
        yield Problem(path, call.lineno, "", "computed-id", 'say() takes an ID and words, both written out: say("' + EXAMPLE_ID + '", "…")')
        return
    fact_id, words = given
    problems = list(_check_id(catalog, path, call.lineno, fact_id))
    yield from problems
    if not problems and (added := find_additions(words, catalog.fact(fact_id), catalog)):
        said = f'"{words}" says more than {fact_id}, which has no word for: {", ".join(added)}; use its words, or name another fact'
        yield Problem(path, call.lineno, fact_id, "says-more", said)


def _check_id(catalog: Catalog, path: str, line: int, fact_id: str) -> Iterator[Problem]:
    try:
        fact = catalog.fact(fact_id)
    except UnknownFact as error:
        yield Problem(path, line, fact_id, "unknown-fact", str(error))
        return
    if fact.id != fact_id:
        yield Problem(path, line, fact_id, "alias-named", f"{fact_id} is an alias of {fact.id}; name {fact.id}")
    elif fact.latest.status is Status.WITHDRAWN:
        instead = ", ".join(other.id for other in catalog.replacements(fact))
        yield Problem(
            path, line, fact_id, "withdrawn-fact", f"{fact_id} is withdrawn; name {instead or 'another fact'} or remove the sentence"
        )
