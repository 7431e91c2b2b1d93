"""Brings a database to the schema that this code needs: numbered SQL files, each run once, in order."""

from __future__ import annotations

from pathlib import Path

from psycopg import Connection

from kb.errors import KbError

MIGRATIONS = Path(__file__).parent / "migrations"

_LOCK = 7_310_547
"""Key of the advisory lock that lets one change of the database run at a time."""

_START = """
CREATE SCHEMA IF NOT EXISTS field_guide;
CREATE TABLE IF NOT EXISTS field_guide.migrations (
    number integer PRIMARY KEY,
    name text NOT NULL,
    applied timestamptz NOT NULL DEFAULT now()
);
"""


def lock_database(connection: Connection) -> None:
    """Waits until no other load, drop or migration runs; holds them off until the transaction ends."""
    connection.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def list_migrations() -> dict[int, Path]:
    """Number → file, in order."""
    return {int(path.name[:4]): path for path in sorted(MIGRATIONS.glob("[0-9][0-9][0-9][0-9]_*.sql"))}


def migrate(connection: Connection) -> list[str]:
    """Runs what has not been run yet, all of it or nothing.

    Returns:
        The names of the files that were run now.

    Raises:
        KbError: The database is ahead of this code.
    """
    with connection.transaction():
        lock_database(connection)
        connection.execute(_START)
        done = {int(number) for (number,) in connection.execute("SELECT number FROM field_guide.migrations")}
        known = list_migrations()
        if ahead := done - known.keys():
            raise KbError(f"The database has migration {max(ahead)}, this code knows {max(known)}: update the code, then load again.")
        due = [path for number, path in known.items() if number not in done]
        for path in due:
            connection.execute(path.read_text(encoding="utf-8").encode())
            connection.execute("INSERT INTO field_guide.migrations (number, name) VALUES (%s, %s)", [int(path.name[:4]), path.stem])
    return [path.stem for path in due]
