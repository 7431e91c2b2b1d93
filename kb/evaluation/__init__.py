"""Measures how good the answers are: questions with gold lines, a judge, figures, ablation, comparison, tuning."""

from kb.evaluation.judge import Verdict, judge_answer
from kb.evaluation.measure import Outcome, measure_set, run_questions
from kb.evaluation.questions import HELD_OUT, Question, QuestionSet, list_sets, load_jsonl, load_set
from kb.evaluation.system import System

__all__ = [
    "HELD_OUT",
    "Outcome",
    "Question",
    "QuestionSet",
    "System",
    "Verdict",
    "judge_answer",
    "list_sets",
    "load_jsonl",
    "load_set",
    "measure_set",
    "run_questions",
]
