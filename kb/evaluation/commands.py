"""What `scripts/evaluate` does, with progress and exit codes."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kb.commands import load_facts, prepare_index, report_error, show_path
from kb.errors import KbError
from kb.evaluation.ablation import list_variants, measure_ablation
from kb.evaluation.compare import compare_results, load_results, save_results
from kb.evaluation.measure import Outcome, measure_set, run_questions
from kb.evaluation.questions import HELD_OUT, Question, QuestionSet, list_sets, load_jsonl, load_set
from kb.evaluation.record import write_record
from kb.evaluation.report import render_ablation, render_comparison, render_failures, render_set, render_tuning
from kb.evaluation.system import System
from kb.evaluation.timing import render_times, time_answers
from kb.loader import find_root
from kb.models.quality import AblationRow, Record
from kb.terminal import Step


@dataclass(frozen=True)
class Wishes:
    """What to evaluate, and what to do with it.

    Attributes:
        names: Sets to use; empty for all.
        files: Sets in JSON lines; where there are some and no names, only they are used.
        failures: Print every question that was not right.
        ablation: Measure what each part is worth.
        record: Write the record.
        json: Write what became of every question here.
        time: Measure how long answers take.
    """

    names: Sequence[str] = ()
    files: Sequence[Path] = ()
    failures: bool = False
    ablation: bool = False
    record: bool = False
    json: Path | None = None
    time: bool = False


def run_evaluation(wishes: Wishes) -> int:
    """Asks the questions and prints the figures; returns the exit code."""
    root = find_root()
    try:
        if wishes.record and (wishes.names or wishes.files):
            raise KbError("--record is for all sets together: leave out --set and --jsonl.")
        sets = choose_sets(root, wishes.names, wishes.files)
        system = _open_system(root)
        results: dict[str, list[Outcome]] = {}
        for one in sets:
            with Step(f"Asking the questions of {one.name}") as step:
                results[one.name] = run_questions(system, one.questions, step.note)
        figures = [measure_set(name, outcomes) for name, outcomes in results.items()]
        for each in figures:
            print(f"{render_set(each)}\n")
            if wishes.failures and each.failures:
                print(f"{render_failures(each)}\n")
        if wishes.json:
            save_results(wishes.json, results)
        if wishes.time:
            print(f"{render_times(time_answers(system, [question for one in sets for question in one.questions]))}\n")
        rows: list[AblationRow] = []
        if wishes.ablation or wishes.record:
            rows = _run_ablation(system, [question for one in sets for question in one.questions])
            print(f"{render_ablation(rows)}\n")
        if wishes.record:
            path = write_record(root, Record(facts=len(system.catalog.current()), sets=tuple(figures), ablation=tuple(rows)))
            print(f"wrote {show_path(path, root)}")
    except KbError as error:
        return report_error(error)
    return 0


def run_tuning(names: Sequence[str], files: Sequence[Path], class_weight: float) -> int:
    """Fits the weights and prints them with what they are worth; changes nothing. Returns the exit code."""
    from kb.evaluation.tuning import tune  # needs numpy, which only the development environment has

    root = find_root()
    try:
        if judges := [name for name in names if name.endswith(HELD_OUT)]:
            raise KbError(f'"{judges[0]}" is what the fit is judged by; fit on another set.')
        if not names and not files:
            names = [name for name in list_sets(root) if not name.endswith(HELD_OUT)]
        sets = choose_sets(root, names, files)
        system = _open_system(root)
        with Step("Tuning") as step:
            tuning = tune(system, [question for one in sets for question in one.questions], class_weight, step.note)
    except KbError as error:
        return report_error(error)
    print(render_tuning(tuning, class_weight))
    return 0


def run_comparison(old: Path, new: Path) -> int:
    """Prints which questions changed between two result files; returns 1 when one went worse, else 0."""
    try:
        comparison = compare_results(load_results(old), load_results(new))
    except KbError as error:
        return report_error(error)
    print(render_comparison(comparison))
    return int(any(change.direction == "worse" for change in comparison.changes))


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


def _open_system(root: Path) -> System:
    catalog = load_facts(root)
    return System(catalog, prepare_index(root, catalog))


def _run_ablation(system: System, questions: Sequence[Question]) -> list[AblationRow]:
    with tempfile.TemporaryDirectory() as scratch, Step("Leaving out one part at a time") as step:
        return measure_ablation(list_variants(system.catalog, system.index, Path(scratch)), questions, step.note)
