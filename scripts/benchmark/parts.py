"""The sections of the page, one for each part of the result."""

from __future__ import annotations

from typing import Any

from benchmark.growth import COSTS, fit_exponent, read_growth
from benchmark.peers import PEERS
from benchmark.plots import draw_bars, draw_lines
from benchmark.saying import NONE, say_bytes, say_ms, say_number, say_rate, say_ratio, say_seconds, say_set, say_share
from benchmark.scaling import PROXY
from benchmark.targets import found_in
from kb.pages.tables import table

NAMES = {"ours": "**ours**: read and rank", **PEERS}

ADDRESSES = {
    "constant": "constant route, FastAPI alone",
    "within": "constant route, within the product",
    "text": "a page as Markdown, `/guide/consent.md`",
    "cached": "`/api/v1/ask`, a question asked before",
    "api": "`/api/v1/ask`, every question new",
    "page": "`/guide/consent.md?ask=`, every question new",
    "mcp": "`/mcp`, the tool `ask_field_guide`, every question new",
}

WAYS = {
    "one": "one worker",
    "workers": "`--workers 2`",
    "shared": "two instances, one port (`SO_REUSEPORT`)",
    "proxy": "two instances behind nginx",
}


def say_missing(part: dict[str, Any]) -> str:
    """That a whole part was not measured, and why."""
    return f"Not measured: {part['reason']}."


def write_search(parts: dict[str, Any]) -> str:
    """Each set's engines in a table, and the medians of all sets in a plot."""
    search = found_in(parts, "search")
    if "reason" in search:
        return say_missing(search)
    compared = {name: measured for name, measured in search.items() if set(PEERS) & set(measured["systems"])}
    medians: dict[str, list[tuple[float, float]]] = {name: [] for name in NAMES}
    for name, measured in search.items():
        for system, found in measured["systems"].items():
            if "search" in found and name != "real":
                medians[system].append((measured["facts"], found["search"]["p50"]))
    plot = (
        draw_lines(
            "search-plot",
            "Median time of one search, invented facts",
            "Time in milliseconds against the number of facts, both on logarithmic axes, one line for each engine; the tables below hold the figures.",
            {("this product" if system == "ours" else NAMES[system]): points for system, points in medians.items()},
            "ms",
        )
        if any(medians.values())
        else ""
    )
    tables = [f"### {say_set(name, measured['facts']).capitalize()}\n\n{_write_set(measured)}" for name, measured in compared.items()]
    return "\n\n".join([plot, *tables]).strip()


def _write_set(measured: dict[str, Any]) -> str:
    ours = measured["systems"]["ours"]
    rows = []
    for name, label in NAMES.items():
        found = measured["systems"].get(name, {"reason": "not in this run"})
        if "reason" in found:
            rows.append([label, f"not measured: {found['reason']}", *[NONE] * 7])
            continue
        beside = name != "ours" and "search" in ours
        ratios = [say_ratio(ours[key]["p50"] / found["search"]["p50"]) if beside else NONE for key in ("words", "search")]
        rows.append([label, *ratios, *_write_times(found["search"]), f"{found['mrr']:.3f}", *_write_costs(found)])
        if name == "ours":
            rows.append(["ours: rank alone", NONE, NONE, *_write_times(found["retrieve"]), *[NONE] * 4])
            rows.append(["ours: whole answer", NONE, NONE, *_write_times(found["answer"]), *[NONE] * 4])
            words = found["words"]
            rows.append(["**ours**: words alone", NONE, NONE, *_write_times(words), f"{words['mrr']:.3f}", *[NONE] * 3])
    return table(["Engine", "Our words ÷ it", "Our ranking ÷ it", "Median", "99 %", "MRR@10", "Build", "On disk", "Memory"], rows)


def _write_times(spread: dict[str, float]) -> list[str]:
    return [say_ms(spread["p50"]), say_ms(spread["p99"])]


def _write_costs(found: dict[str, Any]) -> list[str]:
    return [say_seconds(found["build_seconds"]), say_bytes(found["bytes"]), say_bytes(found["memory"])]


def write_growth(parts: dict[str, Any]) -> str:
    """Cost against size in a plot and a table, with exponents."""
    search = found_in(parts, "search")
    if "reason" in search:
        return say_missing(search)
    grown = {key: points for key, points in read_growth(search).items() if len(points) > 1}
    if not grown:
        return "Not measured: fewer than two sizes."
    lines, rows = {}, []
    for key, points in grown.items():
        label, _ = COSTS[key]
        exponent = fit_exponent(points)
        first, last = points[0], points[-1]
        lines[f"{label}: {exponent:.2f}"] = [(size, cost / first[1]) for size, cost in points]
        rows.append([label, f"**{exponent:.2f}**", say_ratio(last[1] / first[1]), _say_cost(key, first[1]), _say_cost(key, last[1])])
    smallest, largest = next(iter(grown.values()))[0][0], next(iter(grown.values()))[-1][0]
    plot = draw_lines(
        "growth-plot",
        f"Cost of the product against the number of facts, as a multiple of its cost at {smallest:,} facts; the number is the exponent",
        "Both axes are logarithmic; a cost that grows in step with the facts has the exponent 1. The table below holds the figures.",
        {**lines, "in step: 1.00": [(smallest, 1.0), (largest, largest / smallest)]},
        "×",
    )
    reasons = [
        f"- {int(name):,} facts: {one['systems']['ours']['reason']}"
        for name, one in search.items()
        if "reason" in one["systems"]["ours"] and name != "real"
    ]
    missing = "\n\nNot measured:\n\n" + "\n".join(reasons) if reasons else ""
    heading = ["Cost", "Exponent", f"{largest:,} ÷ {smallest:,} facts", f"at {smallest:,}", f"at {largest:,}"]
    return f"{plot}\n\n{table(heading, rows)}{missing}"


def _say_cost(key: str, value: float) -> str:
    return say_bytes(value) if key in ("bytes", "memory") else say_seconds(value) if key == "build" else say_ms(value)


def write_http(parts: dict[str, Any]) -> str:
    """Answers a second for each address, as a share of the constant route."""
    http = found_in(parts, "http")
    if "reason" in http:
        return say_missing(http)
    rows, bars = [], {}
    for name, label in ADDRESSES.items():
        found = http.get(name, {"reason": "not in this run"})
        if "reason" in found:
            rows.append([label, f"not measured: {found['reason']}", *[NONE] * 4])
            continue
        full, half = found["full"], found["half"]
        rows.append(
            [
                label,
                f"**{say_share(found['share'])}**",
                say_rate(full["rate"]),
                _say_by_core(full),
                say_ms(half["p50"]),
                say_ms(half["p99"]),
            ]
        )
        bars[label.replace("`", "")] = (full["rate"], say_rate(full["rate"]))
    heading = [
        "Address",
        "Of the constant route",
        "Answers",
        "For each second of processor time",
        "Median at half load",
        "99th percentile at half load",
    ]
    plot = (
        draw_bars("http-plot", "Answers a second, one worker", "One bar for each address; the table below holds the figures.", bars)
        if bars
        else ""
    )
    memory = f"\n\nThe process held {say_bytes(http['memory'])} afterwards." if "memory" in http else ""
    return f"{plot}\n\n{table(heading, rows)}{memory}".strip()


def _say_by_core(full: dict[str, float]) -> str:
    return f"{full['rate'] / full['server_cores']:,.0f}" if full.get("server_cores") else NONE


def write_scaling(parts: dict[str, Any]) -> str:
    """Answers a second for each way to run more than one process."""
    scaling = found_in(parts, "scaling")
    if "reason" in scaling:
        return say_missing(scaling)
    one, rows = scaling["one"], []
    for name, label in WAYS.items():
        found = scaling.get(name, {"reason": "not in this run"})
        if "reason" in found:
            rows.append([label, f"not measured: {found['reason']}", *[NONE] * 4])
            continue
        ratio = say_ratio(found["rate"] / one["rate"]) if "rate" in one else NONE
        cores = [say_number(found["server_cores"]), say_number(found["wrk_cores"])]
        rows.append([label, f"**{ratio}**", say_rate(found["rate"]), _say_by_core(found), *cores])
    heading = ["Run as", "Of one worker", "Answers", "For each second of processor time", "Cores taken", "Cores wrk takes"]
    text = "Nothing is shared between processes, so more of them answer more, up to the cores. Every question is new.\n\n"
    shown = PROXY.format(servers="    server 127.0.0.1:8001;\n    server 127.0.0.1:8002;", listen="8000", more="")
    config = f'??? info "The configuration of nginx"\n\n    ```nginx\n{_indent(shown)}    ```'
    return f"{text}{table(heading, rows)}\n\n{config}"


def write_start(parts: dict[str, Any]) -> str:
    """Seconds to the first answer, and memory."""
    start = found_in(parts, "start")
    if "reason" in start:
        return say_missing(start)
    rows = [
        [f"everything up to date (median of {start['warm_starts']})", say_seconds(start["warm_seconds"])],
        ["index to be built, site up to date", say_seconds(start["cold_seconds"])],
    ]
    if "changed_seconds" in start:
        rows.append(["one fact changed: index and site to be brought up to date", say_seconds(start["changed_seconds"])])
    if "nothing_seconds" in start:
        rows.append(["nothing there", say_seconds(start["nothing_seconds"])])
    text = f"From the start of `scripts/serve` to the first answer, over the real facts. The server then holds {say_bytes(start['memory_first'])} of memory, "
    return f"{text}{say_bytes(start['memory_asked'])} after a hundred answers.\n\n{table(['Start', 'First answer after'], rows)}"


def write_site(parts: dict[str, Any]) -> str:
    """Seconds that `scripts/build_docs` takes."""
    site = found_in(parts, "site")
    if "reason" in site:
        return say_missing(site)
    rows = []
    for name, found in site.items():
        if "reason" in found:
            rows.append([name, f"not measured: {found['reason']}", *[NONE] * 3])
        else:
            times = [say_seconds(found[key]) for key in ("full_seconds", "changed_seconds", "unchanged_seconds")]
            rows.append([f"{found['facts']:,}", *times, say_bytes(found["bytes"])])
    return table(["Facts", "Built from nothing", "After one fact changed", "Nothing changed", "Size"], rows)


def write_profile(parts: dict[str, Any]) -> str:
    """The share of each module and function."""
    profile = found_in(parts, "profile")
    if "reason" in profile:
        return say_missing(profile)
    measured = {say_set(name, one["facts"]): one for name, one in profile.items() if "reason" not in one}
    missing = [f"{name} facts: {one['reason']}." for name, one in profile.items() if "reason" in one]
    text = "Shares of the time of whole answers, each without what it calls, under Python's profiler."
    tables = [_write_shares(heading, key, measured) for heading, key in (("Module", "modules"), ("Function", "functions")) if measured]
    return "\n\n".join([text, *tables, *missing])


def _write_shares(heading: str, key: str, measured: dict[str, dict[str, Any]]) -> str:
    """The largest shares of the first set, then those that only the others have among theirs."""
    names = list(dict.fromkeys(name for one in measured.values() for name in one[key]))
    rows = [[f"`{name}`", *(say_share(one[key][name]) if name in one[key] else NONE for one in measured.values())] for name in names]
    return table([heading, *measured], rows)


def _indent(text: str) -> str:
    return "".join(f"    {line}" if line.strip() else line for line in text.splitlines(keepends=True))
