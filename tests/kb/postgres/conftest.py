"""Databases of their own, for tests that change what is loaded."""

from __future__ import annotations

import secrets
from collections.abc import Iterator

import psycopg
import pytest

from kb.postgres.connections import connect_writer
from tests.kb.postgres.cluster import DATABASE, Cluster


@pytest.fixture
def database(cluster: Cluster) -> Iterator[str]:
    """An empty database on the primary, in libpq's form."""
    name = f"empty_{secrets.token_hex(4)}"
    cluster.primary.query(f"CREATE DATABASE {name}")
    yield cluster.primary.where.replace(f"dbname={DATABASE}", f"dbname={name}")
    cluster.primary.query(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture
def connection(database: str) -> Iterator[psycopg.Connection]:
    with connect_writer(database) as connection:
        connection.autocommit = True
        yield connection
