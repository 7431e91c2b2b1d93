"""From answers to a file: asks, checks, shows, writes."""

from __future__ import annotations

import datetime
import sys
from pathlib import Path

from kb.authoring.draft import Draft, next_id
from kb.authoring.fields import base_fields, closing_fields, payload_fields
from kb.authoring.interview import Interview
from kb.errors import FactProblems, KbError
from kb.loader import load_corpus
from kb.schema import write_schema
from kb.terminal import paint


def write_fact(root: Path, interview: Interview, day: datetime.date, sure: bool = False) -> Path | None:
    """Makes a new fact from an author's answers and writes its file.

    Args:
        root: The repository.
        interview: Where the answers come from.
        day: The day of its first revision.
        sure: Write without asking for agreement.

    Returns:
        The file; None when the author did not agree.

    Raises:
        MissingAnswer: The answers ended too early.
        FactProblems: The checks found something that no answer mends, or the other facts cannot be read.
        KbError: The file is there already.
    """
    corpus = load_corpus(root)
    fields = base_fields()
    values = {field.key: interview.ask(field) for field in fields}
    draft = Draft(corpus, next_id(corpus, values["area"]), day, values)
    interview.tell(paint(draft.fact_id, "cyan", interview.stream))
    fields += [*payload_fields(values["kind"]), *closing_fields(corpus.sources)]
    for field in fields[len(values) :]:
        values[field.key] = interview.ask(field)
    if interview.given:
        raise KbError(
            f"a {values['kind']} fact has no {', '.join(sorted(interview.given))}; keys: {', '.join(field.key for field in fields)}"
        )
    while problems := draft.find_problems():
        for problem, _ in problems:
            interview.tell(paint(str(problem), "red", interview.stream))
        wrong = {key for _, key in problems if key}
        if not interview.asks or not wrong:
            raise FactProblems([problem for problem, _ in problems])
        for field in fields:
            if field.key in wrong:
                values[field.key] = interview.ask(field)
    interview.tell("")
    fact, questions = draft.render()
    print(f"{fact}\n{draft.questions_path}:\n{questions}")
    if not sure and not interview.confirm(f"Write {draft.path}?"):
        return None
    path = root / draft.path
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(fact)
    except FileExistsError as error:
        raise KbError(f"{draft.path} was written by somebody else meanwhile; start again for the next number") from error
    asked = root / draft.questions_path
    asked.parent.mkdir(parents=True, exist_ok=True)
    asked.write_text(questions, encoding="utf-8", newline="\n")
    write_schema(root)
    print(f"wrote {draft.path} and {draft.questions_path}; check everything with scripts/check_facts", file=sys.stderr)
    return path
