"""Where the servers are and how long they may take: what `KB_POSTGRES` leaves out is filled in here."""

from __future__ import annotations

from typing import Any

import psycopg
from psycopg import Connection
from psycopg.conninfo import conninfo_to_dict

from kb.errors import KbError

READING: dict[str, str] = {
    "application_name": "field-guide",
    "target_session_attrs": "prefer-standby",
    "connect_timeout": "2",
    # A host that is gone without a word: noticed after three seconds, whether it owes us an answer or an acknowledgement.
    "tcp_user_timeout": "3000",
    "keepalives_idle": "2",
    "keepalives_interval": "1",
    "keepalives_count": "2",
}
"""libpq's parameters for reading, where the setting does not give them."""

LIMITS = "-c statement_timeout=1000 -c default_transaction_read_only=on -c jit=off"
"""Options of a session that reads: milliseconds a query may take, no writing, no compiling of queries this short."""


def read_parameters(setting: str) -> dict[str, Any]:
    """The parameters of connections that read; of several hosts any replica that answers, else the primary.

    Args:
        setting: libpq's form, such as ``host=one,two dbname=guide`` or ``postgresql://one,two/guide``.

    Raises:
        KbError: It cannot be read. The message does not repeat it: it may hold a password.
    """
    given = _parse(setting)
    # The later of two options counts, so that the setting may change a limit.
    return {**READING, **given, "options": f"{LIMITS} {given.get('options', '')}".strip()}


def connect_writer(setting: str) -> Connection:
    """A connection to the host among them that takes writes.

    Raises:
        KbError: The setting cannot be read, or no such host answers.
    """
    given = _parse(setting)
    try:
        return psycopg.connect(**{"connect_timeout": "5", **given, "target_session_attrs": "read-write"})
    except psycopg.OperationalError as error:
        raise KbError(f"No PostgreSQL server that takes writes answers. {str(error).strip()}") from error


def _parse(setting: str) -> dict[str, Any]:
    try:
        return dict(conninfo_to_dict(setting))
    except psycopg.ProgrammingError:
        raise KbError(
            "KB_POSTGRES cannot be read. Write it as libpq does: host=one,two dbname=guide user=reader, or postgresql://reader@one,two/guide."
        ) from None
