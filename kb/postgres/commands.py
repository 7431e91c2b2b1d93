"""What `scripts/load_postgres` does, with progress and exit codes."""

from __future__ import annotations

import psycopg

from kb.commands import load_facts, report_error
from kb.errors import KbError
from kb.loader import find_root
from kb.postgres import SETTING, read_setting
from kb.postgres.connections import connect_writer
from kb.postgres.load import drop_release, list_loaded, load_release
from kb.postgres.schema import migrate
from kb.terminal import Step


def run_load(setting: str | None = None, *, migrate_only: bool = False, listing: bool = False, drop: str | None = None) -> int:
    """Brings the database's schema up to date and loads the facts; or only one of the other things.

    Args:
        setting: Where the servers are, in libpq's form; without it what `KB_POSTGRES` says.
        migrate_only: Bring the schema up to date and stop.
        listing: Print the loaded releases.
        drop: Drop the release whose digest begins so.

    Returns:
        The exit code: 0 done, 1 an error.
    """
    try:
        setting = setting or read_setting()
        if not setting:
            raise KbError(f"Say where PostgreSQL is: set {SETTING}, or give --dsn 'host=… dbname=… user=…'.")
        with connect_writer(setting) as connection:
            connection.autocommit = True
            if listing:
                for release in list_loaded(connection):
                    print(f"{release.digest}  {release.name}  {release.facts} facts  {release.loaded:%Y-%m-%d %H:%M}")
            elif drop is not None:
                print(f"dropped {drop_release(connection, drop).digest}")
            else:
                for name in migrate(connection):
                    print(f"migrated {name}")
                if not migrate_only:
                    _load(connection)
    except KbError as error:
        return report_error(error)
    except psycopg.errors.UndefinedTable:
        return report_error(KbError("The database has no schema yet: run scripts/load_postgres without --list or --drop."))
    except psycopg.Error as error:
        return report_error(KbError(f"PostgreSQL refused: {str(error).strip()}"))
    return 0


def _load(connection: psycopg.Connection) -> None:
    catalog = load_facts(find_root())
    with Step("Loading the facts"):
        done = load_release(connection, catalog)
    newest = list_loaded(connection)
    print(f"{'loaded' if done else 'loaded before:'} {catalog.release}, {len(catalog.current())} facts; {len(newest)} in the database")
