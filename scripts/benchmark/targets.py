"""What was to be reached, what was, and what bounds it where it was not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from benchmark.saying import say_bytes, say_ms, say_ratio, say_seconds, say_set, say_share

NEAR, FAR = 1.0, 3.0
"""Retrieval beside tantivy: the most that it may take, as a multiple, at small and at large sizes."""

BESIDE = {"real": NEAR, "2000": NEAR, "20000": FAR, "100000": FAR}

LEARNING = "learning from some 19,700 texts, one after the other, takes most of it; see [what was tried](#tried)"
"""What bounds a start that builds its index."""


@dataclass(frozen=True)
class Target:
    """One target.

    Attributes:
        what: What is measured.
        wanted: What was to be reached.
        found: What was; the reason, where it was not measured.
        met: Whether it was reached; None where it was not measured.
        bound: What bounds it, where it was missed.
    """

    what: str
    wanted: str
    found: str
    met: bool | None
    bound: str = ""

    @property
    def verdict(self) -> str:
        """In a word or two."""
        return {True: "reached", False: "**missed**", None: "not measured"}[self.met]


def judge(result: dict[str, Any]) -> list[Target]:
    """Every target, in the order of the page."""
    parts = result["parts"]
    return [*_http(parts), *_answers(parts), *_search(parts), *_start(parts), *_site(parts), *_index(parts)]


def found_in(parts: dict[str, Any], *path: str) -> dict[str, Any]:
    """What was measured at a place; ``{"reason": …}`` where something on the way was not."""
    at: dict[str, Any] = parts
    for step in path:
        if "reason" in at:
            return at
        if step not in at:
            return {"reason": "not in this run"}
        at = at[step]
        at = at.get("found", at)
    return at


def _http(parts: dict[str, Any]) -> Iterator[Target]:
    for name, what, least in (("api", "Ask over HTTP, every question new", 0.3), ("cached", "Ask over HTTP, a question asked before", 0.8)):
        asked = found_in(parts, "http", name)
        wanted = f"at least {100 * least:.0f} % of the constant route"
        if "reason" in asked:
            yield Target(what, wanted, asked["reason"], None)
            continue
        share = asked["share"]
        bound = _bound_by_answer(parts) if name == "api" else _bound_by_product(parts)
        yield Target(what, wanted, say_share(share), share >= least, bound)
        if name == "api":
            p99 = asked["half"]["p99"]
            yield Target("… its 99th percentile at half load", "under 10 ms", say_ms(p99), p99 < 10, _bound_by_waiting(parts))


def _answers(parts: dict[str, Any]) -> Iterator[Target]:
    ours = found_in(parts, "search", "real", "systems", "ours")
    for key, name, most in (("p50", "median", 1.5), ("p99", "99th percentile", 6.0)):
        what, wanted = f"Whole answer in-process, real facts, {name}", f"under {most:g} ms"
        if "reason" in ours:
            yield Target(what, wanted, ours["reason"], None)
        else:
            yield Target(what, wanted, say_ms(ours["answer"][key]), ours["answer"][key] < most, _bound_by_profile(parts))


def _search(parts: dict[str, Any]) -> Iterator[Target]:
    for name, most in BESIDE.items():
        measured = found_in(parts, "search", name)
        ours, theirs = found_in(parts, "search", name, "systems", "ours"), found_in(parts, "search", name, "systems", "tantivy")
        known = say_set(name, measured.get("facts") or int(name)) if name != "real" else "real facts"
        what = f"Search by words beside tantivy, {known}, medians"
        wanted = f"at most {most:g}×"
        if reason := ours.get("reason") or theirs.get("reason"):
            yield Target(what, wanted, reason, None)
            continue
        ratio = ours["words"]["p50"] / theirs["search"]["p50"]
        bound = f"ours takes {say_ms(ours['words']['p50'])} in Python and numpy, tantivy {say_ms(theirs['search']['p50'])} in Rust"
        yield Target(what, wanted, say_ratio(ratio), ratio <= most, bound)


def _start(parts: dict[str, Any]) -> Iterator[Target]:
    start = found_in(parts, "start")
    rows = (
        ("warm_seconds", "Start to first answer", "under 1.5 s", 1.5, "see [Start](#start)"),
        ("cold_seconds", "Start to first answer, index built first", "under 4 s", 4.0, LEARNING),
    )
    for key, what, wanted, most, bound in rows:
        if "reason" in start:
            yield Target(what, wanted, start["reason"], None)
        else:
            yield Target(what, wanted, say_seconds(start[key]), start[key] < most, bound)
    if "reason" in start:
        yield Target("Memory of the server", "under 150 MB", start["reason"], None)
    else:
        memory = start["memory_asked"]
        yield Target(
            "Memory of the server",
            "under 150 MB",
            say_bytes(memory),
            memory < 150e6,
            "Python with the libraries, the facts, the site and the index",
        )


def _site(parts: dict[str, Any]) -> Iterator[Target]:
    for name, what, most in (("real", "Site built from nothing, real facts", 15.0), ("2000", "Site built from nothing, 2,000 facts", 60.0)):
        site = found_in(parts, "site", name)
        if "reason" in site:
            yield Target(what, f"under {most:g} s", site["reason"], None)
        else:
            yield Target(
                what, f"under {most:g} s", say_seconds(site["full_seconds"]), site["full_seconds"] < most, "MkDocs renders every page"
            )


def _index(parts: dict[str, Any]) -> Iterator[Target]:
    ours, theirs = (found_in(parts, "search", "20000", "systems", name) for name in ("ours", "tantivy"))
    what, wanted = "Index built, 20,000 invented facts, beside tantivy", "at most 3×"
    if "reason" in ours and "reason" not in theirs and not ours["reason"].startswith("not in this run"):
        yield Target(what, wanted, ours["reason"], False, f"tantivy takes {say_seconds(theirs['build_seconds'])}")
    elif reason := ours.get("reason") or theirs.get("reason"):
        yield Target(what, wanted, reason, None)
    else:
        ratio = ours["build_seconds"] / theirs["build_seconds"]
        whoosh = found_in(parts, "search", "20000", "systems", "whoosh")
        writing = "" if "reason" in whoosh else f"; Whoosh alone, on plain text, takes {say_seconds(whoosh['build_seconds'])}"
        bound = f"{say_seconds(ours['build_seconds'])} beside {say_seconds(theirs['build_seconds'])}{writing}, the rest reads every text for its terms"
        yield Target(what, wanted, say_ratio(ratio), ratio <= 3, bound)


def _bound_by_answer(parts: dict[str, Any]) -> str:
    """What one answer costs beside what one request costs: no server can be faster than both together."""
    ours, floor = found_in(parts, "search", "real", "systems", "ours"), found_in(parts, "http", "constant")
    if "reason" in ours or "reason" in floor:
        return ""
    return f"an answer takes {say_ms(ours['answer']['p50'])} in-process, a request to the constant route {say_ms(1000 / floor['full']['rate'])}"


def _bound_by_waiting(parts: dict[str, Any]) -> str:
    """What the slowest answers cost, and how long requests that need no answer wait on this machine."""
    ours, floor = found_in(parts, "search", "real", "systems", "ours"), found_in(parts, "http", "constant")
    if "reason" in ours or "reason" in floor:
        return ""
    return (
        f"requests come at random moments and wait for those before them; one answer in a hundred takes {say_ms(ours['answer']['p99'])} by itself, "
        f"and the constant route has a 99th percentile of {say_ms(floor['half']['p99'])} here"
    )


def _bound_by_product(parts: dict[str, Any]) -> str:
    """What the product's own layers leave of the constant route: no route behind them can be faster."""
    within = found_in(parts, "http", "within")
    if "reason" in within:
        return ""
    return f"a constant route behind the product's own layers (headers, compression, checks) reaches {say_share(within['share'])}"


def _bound_by_profile(parts: dict[str, Any]) -> str:
    profile = found_in(parts, "profile", "real")
    if "reason" in profile:
        return ""
    return "most of it in " + ", ".join(f"{name} ({say_share(share)})" for name, share in list(profile["modules"].items())[:3])
