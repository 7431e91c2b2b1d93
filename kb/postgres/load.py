"""Loads releases into the database, lists them, drops them. Each change is one transaction: readers see all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from psycopg import Connection, sql

from kb.catalog import Catalog
from kb.errors import KbError
from kb.index.naming import index_digest
from kb.postgres.rows import build_rows, quote_lexeme
from kb.postgres.schema import lock_database


@dataclass(frozen=True)
class Loaded:
    """A release in the database.

    Attributes:
        digest: Of its facts and of the code that read them.
        name: Its name.
        facts: How many facts it holds.
        loaded: When it was loaded.
    """

    digest: str
    name: str
    facts: int
    loaded: datetime


def load_release(connection: Connection, catalog: Catalog) -> bool:
    """Loads the facts; those of other releases stay.

    Returns:
        Whether anything was done: False when exactly these facts were there already.
    """
    digest = index_digest(catalog)
    table = _table_of(digest)
    with connection.transaction(), connection.cursor() as cursor:
        lock_database(connection)
        if cursor.execute("SELECT 1 FROM field_guide.releases WHERE digest = %s", [digest]).fetchone():
            return False
        cursor.execute(sql.SQL("CREATE TABLE {} (LIKE field_guide.facts)").format(table))
        count = 0
        with cursor.copy(sql.SQL("COPY {} (release, id, units) FROM STDIN").format(table)) as copy:
            for row in build_rows(catalog):
                copy.write_row((digest, row.fact_id, " ".join(map(quote_lexeme, row.lexemes))))
                count += 1
        cursor.execute("INSERT INTO field_guide.releases (digest, name, facts) VALUES (%s, %s, %s)", [digest, catalog.release, count])
        cursor.execute(
            "INSERT INTO field_guide.units (release, unit, facts) SELECT %s, word, ndoc FROM ts_stat(%s)",
            [digest, sql.SQL("SELECT units FROM {}").format(table).as_string(connection)],
        )
        # Attached last: building its indexes holds no reader up, since nobody sees it yet.
        cursor.execute(sql.SQL("ALTER TABLE field_guide.facts ATTACH PARTITION {} FOR VALUES IN ({})").format(table, digest))
        cursor.execute(sql.SQL("ANALYZE {}, field_guide.units").format(table))
    return True


def list_loaded(connection: Connection) -> list[Loaded]:
    """The releases in the database, newest first."""
    with connection.transaction():
        found = connection.execute("SELECT digest, name, facts, loaded FROM field_guide.releases ORDER BY loaded DESC, digest").fetchall()
    return [Loaded(*row) for row in found]


def drop_release(connection: Connection, digest: str) -> Loaded:
    """Takes a release out of the database; servers that read it answer 503 from then on.

    Args:
        connection: To a host that takes writes.
        digest: The release, or so much of the beginning of its digest that only one fits.

    Raises:
        KbError: None or several fit.
    """
    with connection.transaction():
        lock_database(connection)
        known = list_loaded(connection)
        fitting = [release for release in known if digest and release.digest.startswith(digest)]
        if len(fitting) != 1:
            names = ", ".join(release.digest for release in known) or "none"
            raise KbError(f'{len(fitting)} releases begin with "{digest}". Loaded: {names}.')
        connection.execute("DELETE FROM field_guide.releases WHERE digest = %s", [fitting[0].digest])
        connection.execute(sql.SQL("DROP TABLE {}").format(_table_of(fitting[0].digest)))
    return fitting[0]


def _table_of(digest: str) -> sql.Identifier:
    return sql.Identifier("field_guide", f"facts_{digest}")
