"""Measures how good the answers are: questions with gold lines, a judge, figures, ablation, comparison, tuning. No part of the product."""
