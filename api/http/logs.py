"""Keeps questions out of the logs: of an address only the path is named, of an error only its type and place."""

from __future__ import annotations

import logging
import traceback

LOG = logging.getLogger("api")
ACCESS_LOG = "uvicorn.access"
MCP_LOG = "mcp"


class DropQuery(logging.Filter):
    """Cuts the query off the address in uvicorn's access records."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Changes the record, keeps it."""
        if isinstance(record.args, tuple):
            record.args = tuple(
                value.partition("?")[0] if isinstance(value, str) and value.startswith("/") else value for value in record.args
            )
        return True


class TellWithoutWords(logging.Handler):
    """Passes on where the MCP library failed and how, without its words: they may quote what a client sent."""

    def emit(self, record: logging.LogRecord) -> None:
        """Logs the type and the place of an error."""
        error = record.exc_info[1] if record.exc_info else None
        LOG.error("the MCP library reports %s:%d %s", record.name, record.lineno, say_where(error) if error else "")


def say_where(error: BaseException) -> str:
    """The type of an exception and its last eight places, innermost first; never its message, which may quote a question."""
    frames = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in traceback.extract_tb(error.__traceback__)[-8:]]
    return f"{type(error).__name__} at {' < '.join(reversed(frames))}"


def keep_questions_out() -> None:
    """Installs the filter and the handler, once."""
    library = logging.getLogger(MCP_LOG)
    library.propagate = False
    if not any(isinstance(each, TellWithoutWords) for each in library.handlers):
        library.addHandler(TellWithoutWords(logging.ERROR))
    logger = logging.getLogger(ACCESS_LOG)
    if not any(isinstance(each, DropQuery) for each in logger.filters):
        logger.addFilter(DropQuery())
