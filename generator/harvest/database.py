"""The province's data warehouse: one SELECT through SQLAlchemy, of which nothing is changed.

The connection string stands in an environment variable, is in no message and in no file.
"""

from __future__ import annotations

import os
import re
import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from generator.harvest.record import Refused
from generator.harvest.rows import write_rows
from generator.harvest.source import HarvestSource

if TYPE_CHECKING:
    from sqlalchemy import Connection

_SELECT = re.compile(r"\s*(select|with)\b[^;]*;?\s*", re.IGNORECASE)
_BATCH = 1_000
_READ_ONLY = {
    "postgresql": ("SET TRANSACTION READ ONLY", "SET LOCAL statement_timeout = '{seconds}s'"),
    "mysql": ("SET SESSION TRANSACTION READ ONLY",),
    "mariadb": ("SET SESSION TRANSACTION READ ONLY",),
    "sqlite": ("PRAGMA query_only = ON",),
}
"""What makes a database refuse changes; in others, the account alone does, and the roll-back."""


def write_answer(source: HarvestSource, query: str, target: Path) -> frozenset[str]:
    """Write the rows that ``query`` gives to a CSV file; the labels of columns of texts.

    Raises:
        Refused: The database, its driver or its connection string is missing, or it refuses.
    """
    if not _SELECT.fullmatch(query):
        raise Refused("query-not-read-only")
    variable = str(source.connection_variable)
    address = os.environ.get(variable)
    if not address:
        raise Refused("connection-missing", variable=variable)
    try:
        import sqlalchemy  # noqa: PLC0415 - few portals harvest a database
    except ImportError as error:
        raise Refused("driver-missing", error="SQLAlchemy") from error
    try:
        engine = sqlalchemy.create_engine(
            address, poolclass=sqlalchemy.NullPool, hide_parameters=True
        )
        with engine.connect() as connection:
            _forbid_changes(connection, source.limits.seconds)
            texts = _write(connection, query, target, source)
            connection.rollback()
            return texts
    except ImportError as error:
        raise Refused("driver-missing", error=error.name) from None
    except sqlalchemy.exc.SQLAlchemyError as error:
        # Its text may name the host and the account.
        raise Refused("database", error=type(error).__name__) from None


def _forbid_changes(connection: Connection, seconds: int) -> None:
    for statement in _READ_ONLY.get(connection.dialect.name, ()):
        connection.exec_driver_sql(statement.format(seconds=seconds))


def _write(
    connection: Connection, query: str, target: Path, source: HarvestSource
) -> frozenset[str]:
    streaming = connection.execution_options(stream_results=True, max_row_buffer=_BATCH)
    result = streaming.exec_driver_sql(query.strip().rstrip(";"))
    deadline = time.monotonic() + source.limits.seconds
    rows = _until(result.partitions(_BATCH), deadline, source)
    return write_rows(target, list(result.keys()), rows, source.limits.rows)


def _until(
    batches: Iterator[Sequence[Any]], deadline: float, source: HarvestSource
) -> Iterator[Sequence[Any]]:
    for batch in batches:
        if time.monotonic() > deadline:
            raise Refused("timeout", url=source.connection_variable, seconds=source.limits.seconds)
        yield from batch
