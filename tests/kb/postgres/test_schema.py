"""The schema is brought up to date once, in order, and never backwards."""

from __future__ import annotations

import threading

import psycopg
import pytest

from kb.errors import KbError
from kb.postgres.connections import connect_writer
from kb.postgres.schema import list_migrations, migrate


def test_every_migration_is_run_once(connection: psycopg.Connection) -> None:
    assert migrate(connection) == [path.stem for path in list_migrations().values()]
    assert migrate(connection) == []


def test_migrations_are_numbered_without_a_hole() -> None:
    assert list(list_migrations()) == list(range(1, len(list_migrations()) + 1))


def test_a_database_that_is_ahead_is_left_alone(connection: psycopg.Connection) -> None:
    migrate(connection)
    connection.execute("INSERT INTO field_guide.migrations (number, name) VALUES (9999, 'later')")
    with pytest.raises(KbError, match="update the code"):
        migrate(connection)


def test_two_migrations_at_once_do_not_meet(database: str) -> None:
    ran: list[list[str]] = []

    def run() -> None:
        with connect_writer(database) as connection:
            connection.autocommit = True
            ran.append(migrate(connection))

    threads = [threading.Thread(target=run) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert sorted(map(len, ran)) == [0, 0, len(list_migrations())]
