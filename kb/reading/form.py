"""The form that somebody wishes an answer in: the bare ID, one line, a table, the place it stands at."""

from __future__ import annotations

import re
from enum import StrEnum


class Form(StrEnum):
    """A wish about the form of an answer, or about the one before."""

    VALUE = "value"
    ONE_LINE = "one-line"
    SHORT = "short"
    TABLE = "table"
    PLACE = "place"
    SURE = "sure"
    FIRST = "first"


_LEAD = r"(?:(?:both(?: of them)?|all(?: of them| three| four| five)?|please|pls|ok(?:ay)?|and|so|now|sorry|no|hm+|thanks|can you|could you|would you|can i (?:have|get)|i (?:only |just )?(?:need|want)|give me|show me|put|say|tell me|answer|repeat)[\s,]+)*"
_IT = r"(?:it|that|this|them|those|these|the answer|the last (?:one|answer)|everything|all of (?:it|that|them))"
_TAIL = r"(?:[\s,]+(?:both(?: of them)?|all(?: of them| three| four| five)?|please|pls|then|instead|again|for me|thanks|no more|nothing else|of it|now|only|for (?:the|my|our|a|an) [\w-]+(?: [\w-]+)?))*"
_WISHES = (
    (
        Form.VALUE,
        r"(?:just|only|simply)(?: want| need| give me| tell me)? (?:the|that|its?) (?:\w+ )?(?:ids?|guid|uuid|value|number|code)|(?:the )?(?:app(?:lication)? )?ids? only|bare id|id,? nothing else",
    ),
    (
        Form.ONE_LINE,
        rf"(?:{_IT} )?(?:in|as|on|with) (?:just |only )?(?:one|a single|1) (?:short )?(?:line|sentence|liner)|one[- ]liner|one (?:line|sentence)|(?:just |only )?one sentence|(?:make|keep) it one (?:line|sentence)|tl;?dr",
    ),
    (
        Form.SHORT,
        rf"(?:a bit |much |even )?(?:shorter|briefer|briefly|in short|more concise|concisely|simpler)|(?:make|keep|say) {_IT} (?:a bit )?(?:shorter|short|brief|simpler)|in a nutshell|short version|summari[sz]e(?: {_IT})?|too long|less words|fewer words|in (?:a few|two) words|(?:just |only |a )*(?:yes or no|yes/no)(?:[\s,+&]+(?:and |plus |with )?(?:the |a )?reason)?",
    ),
    (
        Form.TABLE,
        rf"(?:make |put |show |give me )?(?:{_IT} )?(?:as|in|into) (?:a |one )?(?:small |little )?table|(?:make|draw) (?:me )?a table(?: of {_IT})?|table(?: form| view)?|tabular|tabulate(?: {_IT})?",
    ),
    (
        Form.PLACE,
        rf"where (?:does|did) (?:it|the guide|that|this) say (?:that|so|this|it)|where (?:is|does) (?:that|this|it) (?:from|written|come from|stand|documented|stated|said)"
        rf"|where (?:do|did) you (?:get|have|take|read) (?:that|this|it)(?: from)?|(?:what(?:'s| is| are) )?(?:the|your) sources?(?: for (?:that|this|it))?|sources?|citations?(?: please)?"
        rf"|(?:which|what) (?:page|section|line|lines|fact|document|source)s?(?: is (?:that|this|it)(?: from| in| on)?| says (?:that|so|it))?|says who|who says (?:that|so)|link|proof|reference|can you (?:cite|prove) {_IT}|quote {_IT}",
    ),
    (
        Form.SURE,
        r"(?:are|r) (?:you|u) (?:really |quite |absolutely |100 ?% )?(?:sure|certain|positive)(?: about (?:that|this|it))?|really|is (?:that|this|it) (?:really )?(?:right|correct|true|certain|so|sure)|"
        r"you sure|sure(?: about (?:that|this|it))?|for real|seriously|i (?:don't|do not) believe (?:that|you|it)|i doubt (?:that|it)|can i (?:trust|rely on) (?:that|this|it)|(?:that|it) (?:can't|cannot) be (?:right|true)",
    ),
    (
        Form.FIRST,
        r"what (?:was|is|were) (?:the|that|my) (?:very )?first (?:one|thing|answer|id|part|question|value|app id)(?: again)?(?: you (?:said|gave|told)(?: me)?)?|(?:back to|repeat) (?:the|my) first (?:one|thing|answer|question)(?: again)?"
        r"|what was (?:the|my) first question(?: about)?|what did i ask (?:you )?(?:first|at first|in the beginning)"
        r"|the first (?:one|answer|question) again|(?:say|show|tell me) the first (?:one|answer)(?: again)?|what did (?:you|i) (?:say|ask|tell me) (?:first|at the (?:start|beginning))(?: again)?",
    ),
)
_WHOLE = tuple((form, re.compile(rf"{_LEAD}(?:{pattern}){_TAIL}", re.IGNORECASE)) for form, pattern in _WISHES)
_AT_END = tuple(
    (form, re.compile(rf"^(?P<rest>.{{12,}}?[?.!,;:–-])\s*{_LEAD}(?:{pattern}){_TAIL}[\s.!?]*$", re.IGNORECASE | re.DOTALL))
    for form, pattern in _WISHES[:4]
)
LONGEST = 90
"""Characters that a message about form alone has at most."""


def find_form(text: str) -> tuple[Form | None, str]:
    """The form a message wishes, and what else it asks; the rest is empty where it speaks of form alone."""
    plain = " ".join(text.replace("’", "'").split())
    if len(plain) <= LONGEST:
        bare = plain.strip(" ,.!?;:-–()")
        for form, pattern in _WHOLE:
            if pattern.fullmatch(bare):
                return form, ""
    for form, pattern in _AT_END:
        if len(plain) < 600 and (found := pattern.match(plain)):
            return form, found["rest"].rstrip(",;:–- ")
    return None, text
