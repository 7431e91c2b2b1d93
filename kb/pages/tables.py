"""The reference tables, each read from the payloads of one kind; every row ends in its fact's ID."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from kb.catalog import Catalog
from kb.ids import AREAS, area_of
from kb.models import LABELS, Fact, payloads
from kb.models.conditions import CONDITIONS, Method, Workload
from kb.pages.marks import Marks, mark_statement
from kb.pages.payloads import GAP_REASONS, describe_policy
from kb.pages.words import KINDS, SEEN, first_upper, join_words, say_date, strip_marks
from kb.subject import subject

Recommended = Mapping[tuple[Workload, Method], Fact]
"""Workload and method → the fact that recommends the one for the other."""

UNSAID = "not said"
"""Stands in a cell where no fact speaks."""


def table(headers: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A Markdown table; a bar inside a cell is escaped."""
    lines = [headers, ["---"] * len(headers), *([cell.replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def comparison(caption: str, rows: Sequence[Sequence[str]], marks: Marks) -> str:
    """A table that is read by row and by column: the first row names the columns, the first cell of each row the row.

    Args:
        caption: What is compared; hidden where a heading says it, and read out with the table.
        rows: Cells as Markdown; an empty one says that the guide gives nothing there.
        marks: The page's marks.
    """
    heads, *others = rows
    body = [[name, *(cell or UNSAID for cell in cells)] for name, *cells in others]
    if marks.plain:
        return table(heads, body)
    # Roles in full, since a phone shows the rows as cards, and a browser then takes the table for a mere box.
    lines = ['<table class="compared" role="table" markdown>', f"<caption>{caption}</caption>", '<thead role="rowgroup" markdown>']
    columns = [f'<th scope="col" role="columnheader" markdown>{head}</th>' for head in heads[1:]]
    lines += [f'<tr role="row" markdown><td role="cell"></td>{"".join(columns)}</tr>', "</thead>", '<tbody role="rowgroup" markdown>']
    for name, *cells in body:
        filled = "".join(
            f'<td role="cell" data-label="{strip_marks(head)}"{" class=unsaid" if cell is UNSAID else ""} markdown>{cell}</td>'
            for head, cell in zip(heads[1:], cells, strict=True)
        )
        lines.append(f'<tr role="row" markdown><th scope="row" role="rowheader" markdown>{name}</th>{filled}</tr>')
    return "\n".join([*lines, "</tbody>", "</table>"])


def app_ids(facts: Sequence[Fact], recommended: Recommended, marks: Marks) -> str:
    """App ID by workload and method; of each workload the recommended method first, and marked so."""
    found = [(payload, fact) for fact in facts if isinstance(payload := fact.latest.payload, payloads.AppId)]
    order = list(dict.fromkeys(payload.workload for payload, _ in found))
    found.sort(key=lambda row: (order.index(row[0].workload), (row[0].workload, row[0].method) not in recommended))
    rows = []
    for payload, fact in found:
        reason = recommended.get((payload.workload, payload.method))
        method = LABELS[payload.method] + (f" {marks.badge(marks.link(reason.id, 'recommended'))}" if reason else "")
        rows.append([first_upper(LABELS[payload.workload]), method, f"`{payload.app_id}`", marks.chip(fact)])
    return table(["Workload", "Method", "App ID", "Fact"], rows)


def consent_matrix(facts: Sequence[Fact], marks: Marks) -> str:
    """Setting on one side → position of the switch on the other."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.ConsentPairing):
            rows.append([LABELS[payload.entra_setting], marks.switch(payload.position), marks.chip(fact)])
    return table([CONDITIONS["entra_setting"], f"Switch at {subject().vendor}", "Fact"], rows)


def token_policies(facts: Sequence[Fact], marks: Marks) -> str:
    """Issue, lifetime, renewal and storage of each token under each method."""
    names = ["Issued", "Lifetime", "Renewed every", "Kept"]
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.TokenPolicy):
            said = dict(describe_policy(payload))
            values = [said.get(name, "—") for name in names]
            rows.append([LABELS[payload.method], first_upper(LABELS[payload.token]), *values, marks.chip(fact)])
    return table(["Method", "Token", *names, "Fact"], rows)


def roles(facts: Sequence[Fact], marks: Marks) -> str:
    """Roles and what they permit."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.Role):
            held = join_words((f"**{role}**" for role in payload.roles), "or" if payload.any_of else "and")
            rows.append([held, first_upper(payload.permits), marks.chip(fact)])
    return table(["Role", "Needed for", "Fact"], rows)


def version_floors(facts: Sequence[Fact], marks: Marks) -> str:
    """Lowest versions that will do."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.VersionFloor):
            rows += [[minimum.product, f"{minimum.version} or later", marks.chip(fact)] for minimum in payload.minimums]
    return table(["Product", "Version", "Fact"], rows)


def synced_fields(facts: Sequence[Fact], marks: Marks) -> str:
    """The fields of an event that the sync reads."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.SyncedField):
            rows.append([f"`{payload.name}`", first_upper(payload.of.value), marks.chip(fact)])
    return table(["Field", "Describes the", "Fact"], rows)


def protections(facts: Sequence[Fact], marks: Marks) -> str:
    """What is protected, and by what."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.Protection):
            rows.append([first_upper(payload.where), payload.by, marks.chip(fact)])
    return table(["What", "Protected by", "Fact"], rows)


def permissions(facts: Sequence[Fact], marks: Marks) -> str:
    """The permissions of an API, with their ids and who consents."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.Permission):
            consent = "administrator" if payload.admin_consent else "user"
            rows.append([f"`{payload.name}`", payload.type.value, f"`{payload.permission_id}`", consent, marks.chip(fact)])
    return table(["Permission", "Type", "ID", "Consent by", "Fact"], rows)


def error_codes(facts: Sequence[Fact], marks: Marks) -> str:
    """Errors, what they mean and what to do."""
    rows = []
    for fact in facts:
        if isinstance(payload := fact.latest.payload, payloads.ErrorCode):
            codes = ", ".join(f"`{code}`" for code in payload.codes)
            rows.append([codes, first_upper(payload.meaning), payload.todo, marks.chip(fact)])
    return table(["Code", "Means", "What to do", "Fact"], rows)


def deadlines(facts: Sequence[Fact], marks: Marks) -> str:
    """What ends or changes, in the order of days."""
    dated = [(payload.date, payload, fact) for fact in facts if isinstance(payload := fact.latest.payload, payloads.Deadline)]
    rows = [[date, payload.happens, payload.affects, marks.chip(fact)] for date, payload, fact in sorted(dated, key=lambda row: row[0])]
    return table(["Date", "What happens", "To whom", "Fact"], rows)


def sources(catalog: Catalog) -> str:
    """Every source: how many facts rest on it, what was seen of it, when it was read and is due again."""
    counts = Counter(fact.latest.source.id for fact in catalog.current())
    rows = []
    for source in catalog.sources.values():
        seen = (SEEN[source.seen] or "read whole") if source.seen else "read whole, line by line"
        due = say_date(source.review_after) if source.review_after else "compared line by line"
        name = f"[{source.title}]({source.url})" + (f" ({source.note.rstrip('.')})" if source.note else "")
        rows.append([source.publisher, name, str(counts[source.id]), seen, say_date(source.read), due])
    return table(["Publisher", "Source", "Facts", "Seen", "Read on", "To be read again"], rows)


def gaps(facts: Sequence[Fact], marks: Marks) -> str:
    """What the source leaves out, as lists by the reason why."""
    parts = []
    for reason, heading in GAP_REASONS.items():
        points = []
        for fact in facts:
            if isinstance(payload := fact.latest.payload, payloads.Gap) and payload.reason is reason:
                points.append(f"- **{first_upper(payload.missing)}.** {mark_statement(fact, marks)}")
        if points:
            parts += [f"## {first_upper(heading)}", "\n".join(points)]
    return "\n\n".join(parts)


def all_facts(facts: Sequence[Fact], marks: Marks) -> str:
    """Every fact by area: ID, title, kind."""
    parts = []
    for area, title in AREAS.items():
        rows = [
            [marks.chip(fact), marks.link(fact.id, strip_marks(fact.latest.title)), KINDS[fact.kind]]
            for fact in facts
            if area_of(fact.id) == area
        ]
        if rows:
            parts += [f"## {title}", table(["Fact", "Title", "Kind"], rows)]
    return "\n\n".join(parts)
