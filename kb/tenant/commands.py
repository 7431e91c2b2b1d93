"""What `scripts/check_tenant` does: reads an export, has it checked, prints or writes the report."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from kb.catalog import Catalog
from kb.checks import load_catalog
from kb.commands import report_error
from kb.errors import KbError
from kb.loader import find_root
from kb.loader.rules import load_rules
from kb.models.conditions import values_of
from kb.models.payloads import ConsentPairing
from kb.subject import subject
from kb.tenant.check import check_tenant
from kb.tenant.formats import FORMATS
from kb.tenant.reading import list_files, read_files
from kb.tenant.render import render_terminal
from kb.tenant.tenant import Told
from kb.tenant.waivers import load_waivers
from kb.terminal import Step

CLEAN, FAILED, UNUSABLE = 0, 1, 2
"""The exit codes."""


def run_check(
    paths: Sequence[str],
    *,
    consent: str | None = None,
    workloads: Sequence[str] = (),
    rooms: str | None = None,
    users: str | None = None,
    form: str = "terminal",
    output: str | None = None,
    personal: bool = False,
    waivers: str | None = None,
    since: Sequence[str] = (),
) -> int:
    """Checks an export and prints the report.

    Args:
        paths: Files and folders.
        consent: Zoom's consent switch, ``on`` or ``off``; asked for on a terminal, and else unknown.
        workloads: Those in use; all where none is named.
        rooms: The method for rooms, where known.
        users: The method for personal calendars, where known.
        form: ``terminal``, ``json``, ``html``, ``junit`` or ``sarif``.
        output: The file to write it to.
        personal: Show what names a person.
        waivers: The file of waivers.
        since: Files and folders of an older export.

    Returns:
        The exit code: 0 without a failure, 1 with one, 2 when nothing could be used.
    """
    try:
        root = find_root()
        files = list(list_files(paths))
        catalog, rules = load_catalog(root), load_rules(root)
        with Step("Reading the export"):
            export = read_files(rules.shapes, files)
        if consent is None and "policies" in {name for one in export.of("authorization-policy") for name in one.places[0][2]}:
            consent = ask_consent(catalog)
        methods = {"rooms": rooms, "personal-calendar": users}
        told = Told(
            None if consent is None else consent == "on",
            tuple(dict.fromkeys(workloads)) or values_of("workload"),
            {workload: method for workload, method in methods.items() if method},
        )
        accepted = load_waivers(Path(waivers), rules) if waivers else []
        older = read_files(rules.shapes, list_files(since)) if since else None
        report = check_tenant(catalog, rules, export, told, personal=personal, waivers=accepted, since=older)
    except KbError as error:
        report_error(error)
        return UNUSABLE
    for problem in report.problems:
        print(f"{problem.file}: {problem.message}", file=sys.stderr)
    text = render_terminal(report, sys.stdout) if form == "terminal" and output is None else FORMATS[form](report, catalog)
    if output is None:
        print(text)
    else:
        try:
            Path(output).write_text(text + "\n", encoding="utf-8")
        except OSError as error:
            print(f"{output} cannot be written: {error.strerror or error}.", file=sys.stderr)
            return UNUSABLE
    if not export.present:
        print("Nothing in these files was recognised as an export of a tenant.", file=sys.stderr)
        return UNUSABLE
    return FAILED if report.failed else CLEAN


def ask_consent(catalog: Catalog) -> str | None:
    """The switch that the setting is paired with cannot be exported: asks for it, by its name, where somebody sits at a terminal."""
    if not (sys.stdin.isatty() and sys.stderr.isatty()):
        return None
    switch = next((payload.zoom_setting for fact in catalog.current() if isinstance(payload := fact.latest.payload, ConsentPairing)), "")
    print(f"Is {subject().vendor}'s “{switch}” on or off? [on/off/Enter] ", end="", file=sys.stderr)
    answer = sys.stdin.readline().strip().lower()
    return answer if answer in ("on", "off") else None
