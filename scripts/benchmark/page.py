"""The page "How fast?": made of the raw result alone, so that it can be made again without measuring."""

from __future__ import annotations

from typing import Any

from benchmark.parts import write_growth, write_http, write_profile, write_scaling, write_search, write_site, write_start
from benchmark.result import JSON
from benchmark.saying import BLANK, NONE
from benchmark.targets import judge
from kb.pages.tables import table

HEAD = """\
---
title: How fast?
description: Answers a second, latency, memory and growth, measured beside other search engines and a constant route.
---

<!-- Made by scripts/bench from how-fast.json; change scripts/benchmark/page.py instead. -->

# How fast?
"""

TRIED = """
## What was tried { #tried }

Each beside the version before it, on this machine, and over the same 3,175 questions, whose answers stayed the same byte for byte where it was kept.

- **Reading a text** (kept): the vocabulary's forms word by word instead of by slices, plain words and lengths of time without case folding in
  the patterns: 95 to 67 µs a text.
- **Ranking all units of a question in one step** (left out): joined postings and one count in place of a few steps a unit; 0.57 ms as before.
- **Eighty facts in a ranking instead of 120** (kept): 0.04 ms.
- **Looking for a copy of a source once a second** (kept) instead of for each excerpt: a tenth of a request's time over HTTP.
- **Fewer collections of garbage** (left out): of 4,400 answers two met a whole one; the 99th percentile stayed.
- **Starting** (kept): facts that were checked are kept as JSON (0.4 s), OpenAPI is made when asked for (0.2 s), no collection while loading (0.3 s), what
  writes pages stays out (0.1 s): 2.2 s became 1.2 s.
- **Learning only from texts that were wrong in the round before** (left out): 44 % fewer steps, but 0.7 points fewer first places when a quarter of the
  questions is kept back. Learning is a chain of exact steps over whole numbers, each of which needs the one before, so that every machine
  learns the same; single precision and more processes would break one or the other.
- **Whoosh's postings sorted in memory** (kept): at 20,000 facts writing took 5.6 s instead of 11.5 s.
- **Taking over what the index before read** (kept): after one changed fact only that fact is read; learning begins anew, since it compares all facts.
"""

METHOD = """\
## How it was measured

`scripts/bench` measures all of it in one run on one machine and writes this page; `scripts/bench --quick` takes a look in two minutes. It needs
[wrk](https://github.com/wg/wrk) (`apt install wrk`), and nginx for one row. The other engines are installed into an environment of their own;
the product does not need them.

- **In-process**: each engine in a process of its own, one thread, the ten best facts, every question asked once after a few to warm up. An
  engine may take 6 GB of memory. The others search one text a fact with their own English stemmer, by an OR of the question's words. "Words
  alone" is the same of ours: BM25F by the question's stemmed words and terms, the first look of the ranking. "Read and rank" is what an answer rests on:
  spelling, terms, conditions and intent read from the question, then every fact (of many, the likeliest thousand) judged by twelve features.
- **Questions**: none was indexed. Each fact keeps some back, and MRR@10 is the mean of 1 ÷ the place at which that fact was found. The others
  get no more than the text of a fact, so their MRR says how hard the questions are, not how good they could be made.
- **Invented facts**: made by `scripts/benchmark/generator.py` with a fixed seed. Their words begin with the real facts' own; new ones come in by Heaps' law
  (a Pitman–Yor process with discount 0.6). All kinds of fact occur, 15 in 100 repeat an earlier one but for a word and a condition. Each has
  seven questions, the real facts have some 70. IDs have three digits, so no more than 999 facts of an area fit the format: sets beyond some
  5,000 facts are measured as models with longer numbers.
- **HTTP**: one worker, 16 connections, no copy of a source at hand. The constant route is a FastAPI application of its own, in the same process,
  that sends 15 bytes held ready; it is measured again just before each address. Half load is half of the measured rate, sent over 64 connections at random moments.
- **Processor time**: wrk runs on the same machine. On two cores it takes part of one, so the second process cannot double the rate; answers
  for each second of the server's own processor time do not depend on that.
"""


def render_page(result: dict[str, Any]) -> str:
    """The page as Markdown."""
    parts = result["parts"]
    sections = [HEAD, _write_opening(result), _write_targets(result)]
    sections += [
        "## Search\n\n" + write_search(parts),
        "## Growth\n\n" + write_growth(parts),
        "## Over HTTP\n\n" + write_http(parts),
        "## More processes { #scaling }\n\n" + write_scaling(parts),
        "## Start { #start }\n\n" + write_start(parts),
        "## The site\n\n" + write_site(parts),
        "## Where the time of an answer goes { #profile }\n\n" + write_profile(parts),
        TRIED.strip(),
        METHOD.strip(),
        _write_versions(result),
    ]
    return "\n\n".join(section.strip() for section in sections) + "\n"


def render_targets(result: dict[str, Any]) -> str:
    """The targets for a terminal, one a line."""
    lines = [f"{each.verdict.replace('*', ''):13} {each.what}: {each.found} (wanted: {each.wanted})" for each in judge(result)]
    return "\n".join(lines).replace(BLANK, " ")


def _write_opening(result: dict[str, Any]) -> str:
    machine = result["machine"]
    days = sorted({part["date"] for part in result["parts"].values() if "date" in part})
    quick = sorted(name for name, part in result["parts"].items() if part.get("quick"))
    said = (
        f"Measured on {' and '.join(days) or NONE}, on {machine['cores']} cores ({machine['processor']}) with {machine['memory_gb']} GB of "
        f"memory, {machine['system']}, Python {machine['python']}. Ratios come first, since they change less from machine to machine than times do. "
        f"The raw figures are in [{JSON}]({JSON})."
    )
    if quick:
        said += (
            f'\n\n!!! warning "A quick look"\n    Few repeats, and not every size: {", ".join(quick)}. Run `scripts/bench` for the whole.'
        )
    return said


def _write_targets(result: dict[str, Any]) -> str:
    targets = judge(result)
    rows = [[each.what, each.wanted, f"**{each.found}**" if each.met is not None else each.found, each.verdict] for each in targets]
    missed = [each for each in targets if each.met is False]
    text = "## Targets\n\n" + table(["What", "Target", "Measured", ""], rows)
    if missed:
        bounds = "\n".join(f"- {each.what}: {each.found}; wanted {each.wanted}. {_sentence(each.bound)}".rstrip() for each in missed)
        text += f"\n\n### What bounds those that were missed {'{ #bounds }'}\n\n{bounds}"
    return text + "\n\nHow good the answers are is measured apart: [How good are the answers?](answers.md)"


def _write_versions(result: dict[str, Any]) -> str:
    named = ", ".join(f"{name} {version}" for name, version in result["versions"].items())
    return f"Versions: {named}."


def _sentence(text: str) -> str:
    return f"{text[0].upper()}{text[1:]}." if text else ""
