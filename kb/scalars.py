"""What YAML parsers make of text without quotes: the one place that knows which text they take for something else."""

from __future__ import annotations

import re

_OTHERWISE = re.compile(
    r"""
      (?i: ~ | null | y | n | yes | no | true | false | on | off )?      # nothing, and truth values
    | [-+]? [0-9][0-9_]*                                                 # integers, octal ones too
    | [-+]? 0 (?: b[01_]+ | o[0-7]+ | x[0-9a-fA-F_]+ )
    | [-+]? (?: [0-9][0-9_]* (?: \.[0-9_]* )? | \.[0-9_]+ ) (?: [eE][-+]?[0-9]+ )?
    | [-+]? [0-9][0-9_]* (?: :[0-5]?[0-9] )+ (?: \.[0-9_]* )?            # numbers to the base of 60
    | [-+]? \.(?i:inf) | \.(?i:nan)
    | [0-9]{4}-[0-9]{1,2}-[0-9]{1,2} (?: (?: [Tt] | [ \t]+ ) .* )?       # days and moments
    | = | <<
    """,
    re.VERBOSE,
)
"""Everything that YAML 1.1, as most parsers read it, or the core schema of YAML 1.2 resolves to something other than text."""


def stays_text(text: str) -> bool:
    """Whether every YAML parser takes it for text where it stands without quotes."""
    return _OTHERWISE.fullmatch(text) is None
