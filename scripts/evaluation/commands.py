"""What `scripts/evaluate` does, with progress and exit codes."""

from __future__ import annotations

import tempfile
from argparse import Namespace
from collections.abc import Sequence
from pathlib import Path

from evaluation.ablation import list_variants, measure_ablation
from evaluation.compare import compare_results, load_results, save_results
from evaluation.measure import count_right, measure_set, run_questions, time_answers
from evaluation.questions import HELD_OUT, Question, QuestionSet, list_sets, load_jsonl, load_set
from evaluation.record import write_record
from evaluation.system import System, keep_first, thin_system
from kb.commands import load_facts, prepare_index, report_error, show_path
from kb.errors import KbError
from kb.loader import find_root
from kb.models.quality import AblationRow, Record
from kb.pages.quality import write_ablation, write_figures
from kb.terminal import Step

FEW = 6
"""Questions that a new fact comes with; the record says how good answers are when every fact has no more."""

EVERY = 4
"""A look at what each part is worth asks one question in so many; the record asks all."""


def run_evaluation(wishes: Namespace) -> int:
    """Asks the questions and prints the figures; `wishes` are the options of `scripts/evaluate`. Returns the exit code."""
    try:
        if wishes.compare:
            worse, told = compare_results(*map(load_results, wishes.compare))
            print(told)
            return int(bool(worse))
        with tempfile.TemporaryDirectory() as scratch:
            return _run(wishes, find_root(), Path(scratch))
    except KbError as error:
        return report_error(error)


def align(markdown: str) -> str:
    """Markdown whose tables stand in columns, for a terminal."""
    parts = []
    for part in markdown.split("\n\n"):
        rows = [line[2:-2].split(" | ") for line in part.splitlines()] if part.startswith("|") else []
        widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
        lines = ["  ".join(map(str.ljust, row, widths)).rstrip() for row in rows if row[0] != "---"]
        parts.append("\n".join(lines) or part)
    return "\n\n".join(parts)


def choose_sets(root: Path, names: Sequence[str], files: Sequence[Path]) -> list[QuestionSet]:
    """The named sets and files; all sets of the repository where nothing is named.

    Raises:
        FactProblems: Something is wrong in the questions.
        KbError: A set is not there.
    """
    folders = list_sets(root) if names or not files else {}
    if missing := [name for name in names if name not in folders]:
        raise KbError(f"There is no set {', '.join(missing)}. Sets: {', '.join(folders)}.")
    return [*(load_set(folders[name], root) for name in names or folders), *map(load_jsonl, files)]


def _run(wishes: Namespace, root: Path, scratch: Path) -> int:
    if wishes.record and (wishes.set or wishes.jsonl or wishes.questions_per_fact):
        raise KbError("--record is for all sets and questions together: leave out --set, --jsonl and --questions-per-fact.")
    if wishes.tune and (judges := [name for name in wishes.set if name.endswith(HELD_OUT)]):
        raise KbError(f'"{judges[0]}" is what the fit is judged by; fit on another set.')
    sets = choose_sets(root, wishes.set, wishes.jsonl)
    catalog = load_facts(root)
    if wishes.questions_per_fact:
        with Step(f"Learning from {wishes.questions_per_fact} questions a fact"):
            system = thin_system(catalog, keep_first(wishes.questions_per_fact), scratch)
    else:
        system = System(catalog, prepare_index(root, catalog))
    if wishes.tune:
        _tune(system, [question for one in sets if not one.name.endswith(HELD_OUT) for question in one.questions], wishes.class_weight)
        return 0
    results = {}
    for one in sets:
        with Step(f"Asking the questions of {one.name}") as step:
            results[one.name] = run_questions(system, one.questions, step.note)
    figures = [measure_set(name, outcomes) for name, outcomes in results.items()]
    questions = [question for one in sets for question in one.questions]
    print(align(write_figures(Record(facts=len(catalog.current()), sets=tuple(figures)))))
    if wishes.failures:
        print(*(f"{each.name} [{one.kind}] {one.question}\n    {one.why}" for each in figures for one in each.failures), sep="\n")
    if wishes.json:
        save_results(wishes.json, results)
    if wishes.time:
        print(time_answers(system, questions))
    rows: list[AblationRow] = []
    if wishes.ablation or wishes.record:
        with Step("Leaving out one part at a time") as step:
            rows = measure_ablation(list_variants(system, scratch), questions if wishes.record else questions[::EVERY], step.note)
        print(align(write_ablation(Record(facts=len(catalog), ablation=tuple(rows)))))
    if wishes.record:
        record = _complete(system, sets, Record(facts=len(catalog.current()), sets=tuple(figures), ablation=tuple(rows)), scratch)
        print(f"wrote {show_path(write_record(root, record), root)}")
    return 0


def _complete(system: System, sets: Sequence[QuestionSet], record: Record, scratch: Path) -> Record:
    """The record with how far chance moves each count, and with how many are right when each fact has but `FEW` questions."""
    from evaluation.spread import find_interval, measure_spread  # needs SciPy, which only the development environment has

    with Step("Learning and fitting anew") as step:
        spread = measure_spread(system.catalog, sets, scratch, step.note)
    with Step(f"Learning from {FEW} questions a fact") as step:
        few = thin_system(system.catalog, keep_first(FEW), scratch)
        right = {one.name: count_right(run_questions(few, one.questions, step.note)) for one in sets}
    figures = []
    for one in record.sets:
        interval = find_interval(one.right, spread[one.name], one.questions)
        print(f"{one.name}: {one.right} right, by seed {spread[one.name]}, interval {interval}; {FEW} questions a fact: {right[one.name]}")
        figures.append(one.model_copy(update={"interval": interval, "right_few": right[one.name]}))
    return record.model_copy(update={"sets": tuple(figures)})


def _tune(system: System, questions: Sequence[Question], class_weight: float) -> None:
    """Fits the weights and prints them with what they are worth; changes nothing."""
    from evaluation.tuning import cross_validate, fit_system  # needs SciPy as well

    with Step("Tuning") as step:
        step.note("asking with the weights in use")
        before = measure_set("in use", run_questions(system, questions))
        after = measure_set("fitted, cross-validated", cross_validate(system, questions, class_weight, step.note))
        fitted = fit_system(system, questions, class_weight)
    print(align(write_figures(Record(facts=len(system.catalog.current()), sets=(before, after)))))
    calibration = fitted.answerer.planner.calibration
    weights = {"WEIGHTS": fitted.retriever.weights, "FIELD_WEIGHTS": calibration.in_field, "SAID_WEIGHTS": calibration.said}
    print("For kb/retriever, and for kb/answerer/calibration.py:")
    for name, values in weights.items():
        print("\n".join(["", f"{name} = {{", *(f'    "{key}": {value},' for key, value in values.items()), "}"]))
