"""Keeps questions out of the logs: the access log names the path, never what follows the question mark."""

from __future__ import annotations

import logging

ACCESS_LOG = "uvicorn.access"


class DropQuery(logging.Filter):
    """Cuts the query off the address in uvicorn's access records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record, keeps it."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                value.partition("?")[0] if isinstance(value, str) and value.startswith("/") else value for value in record.args
            )
        return True


def keep_questions_out() -> None:
    """Installs the filter, once."""
    logger = logging.getLogger(ACCESS_LOG)
    if not any(isinstance(each, DropQuery) for each in logger.filters):
        logger.addFilter(DropQuery())
