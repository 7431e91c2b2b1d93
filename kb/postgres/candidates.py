"""Candidates from PostgreSQL: full text over our own units, trigrams for words that no fact holds; one query a question."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import psycopg
from psycopg_pool import ConnectionPool, PoolTimeout

from kb.catalog import Catalog
from kb.errors import CandidatesUnavailable
from kb.index.naming import index_digest
from kb.postgres.connections import read_parameters
from kb.postgres.rows import fits, mark_stem
from kb.retriever.query import Query

MOST = 1000
"""Facts that one question gets at most."""

BUDGET = 10_000
"""Places in facts that one question reads at most, rare units first, and always the rarest: what is left out tells least.
A release with no more facts than `MOST` is read without it, so that every fact that shares something is found."""

PATIENCE = 3.0
"""Seconds that one question waits for a server at most, over all hosts and tries."""

CONNECTIONS = 8
"""Connections that one process holds at most."""

SHORTEST = 4
"""Characters from which a word has enough trigrams to be told from others."""

ALIKE = 5
"""How many lexemes a word that no fact holds may stand for."""

UNKNOWN = 2.5
"""What such a word is worth, as in the ranking: rare lexemes are no likelier to be meant than common ones."""

_UNFIT = (
    psycopg.errors.InsufficientPrivilege,
    psycopg.errors.InvalidSchemaName,
    psycopg.errors.UndefinedColumn,
    psycopg.errors.UndefinedFunction,
    psycopg.errors.UndefinedTable,
)
_SPELLED = frozenset({"word", "part", "hex", "uuid"})
_QUERY = (Path(__file__).parent / "candidates.sql").read_text(encoding="utf-8").encode()


class PostgresCandidates:
    """The candidates of one release, from the first server that answers; safe to share between threads.

    Args:
        setting: Where the servers are, in libpq's form.
        catalog: The facts; exactly these must have been loaded.
        most: How many facts one question gets at most.
        patience: Seconds that one question waits for a server at most.
    """

    def __init__(self, setting: str, catalog: Catalog, most: int = MOST, patience: float = PATIENCE) -> None:
        self.release = index_digest(catalog)
        self.most = most
        self._patience = patience
        # Giving up early lets the next question try anew, instead of waiting for an attempt that was put off.
        self._pool = ConnectionPool(
            kwargs={**read_parameters(setting), "autocommit": True},
            min_size=1,
            max_size=CONNECTIONS,
            timeout=patience,
            reconnect_timeout=patience,
            open=False,
            name="field-guide",
        )

    def open(self) -> None:
        """Connects.

        Raises:
            CandidatesUnavailable: No server answers, or none has these facts.
        """
        self._pool.open()
        try:
            self._ask({})
        except CandidatesUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Closes every connection; nothing can be asked afterwards."""
        self._pool.close()

    def find(self, query: Query) -> tuple[str, ...]:
        """The IDs of the facts that hold most of the query, best first.

        Raises:
            CandidatesUnavailable: No server answers, the query took too long, or the facts are not loaded.
        """
        return self._ask(build_parameters(query)) if query.weights else ()

    def _ask(self, parameters: dict[str, Any]) -> tuple[str, ...]:
        ends = time.monotonic() + self._patience
        asked = {**_NOTHING, **parameters, "release": self.release, "most": self.most, "budget": BUDGET, "alike": ALIKE}
        while True:
            try:
                with self._pool.connection(timeout=max(0.01, ends - time.monotonic())) as connection:
                    row = connection.execute(_QUERY, asked).fetchone()
                break
            except psycopg.errors.QueryCanceled:
                raise CandidatesUnavailable("The database of facts took too long for this question. Try again in a few seconds.") from None
            except PoolTimeout:
                raise CandidatesUnavailable("No server of the database of facts answers. Try again in a few seconds.") from None
            except psycopg.OperationalError:  # the server went away: the others of its connections are of no use either
                self._pool.check()
            except _UNFIT as error:
                raise CandidatesUnavailable(
                    f"The database of facts cannot be read ({error.sqlstate}): its schema or a permission is missing. Run scripts/load_postgres."
                ) from error
        if row is None:
            raise CandidatesUnavailable(
                f"The database does not hold the facts that are served ({self.release}). Run scripts/load_postgres; a replica may be behind."
            )
        return tuple(row[0])


def build_parameters(query: Query) -> dict[str, Any]:
    """What the SQL takes: each unit as its key and its stems, and as a word for the case that no fact holds it."""
    found: dict[str, list[Any]] = {name: [] for name in _NOTHING}
    for number, (unit, weight) in enumerate(query.weights.items()):
        shares = {mark_stem(stem): weight * 0.5 / len(unit.stems) for stem in unit.stems} | {unit.key: weight}
        for lexeme, share in shares.items():
            if fits(lexeme):
                found["units"].append(number)
                found["lexemes"].append(lexeme)
                found["shares"].append(share)
        if unit.kind in _SPELLED and len(unit.key) >= SHORTEST and fits(unit.key):
            found["numbers"].append(number)
            found["words"].append(unit.key)
            found["worths"].append(weight * UNKNOWN)
    return found


_NOTHING: dict[str, list[Any]] = {name: [] for name in ("units", "lexemes", "shares", "numbers", "words", "worths")}
