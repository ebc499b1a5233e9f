"""What is said of a file that is not the table it was declared to be."""

from __future__ import annotations

from collections.abc import Mapping


class UnreadableTable(Exception):  # noqa: N818 – it is about a publisher's file, not a failure
    """A file that is not the table it is said to be: stages turn it into a ``Problem``.

    ``code`` and ``details`` are those of the problem; ``line`` of a text file and ``row`` of a
    table count from 1. Codes: ``encoding-unknown`` (encoding), ``encoding-wrong`` (encoding,
    byte, position from 1), ``table-empty``, ``csv-broken``, ``row-ragged`` (expected, found),
    ``xlsx-broken``, ``xlsx-too-large`` (megabytes), ``sheet-unknown`` (sheet, sheets),
    ``geojson-broken``.
    """

    def __init__(
        self,
        code: str,
        details: Mapping[str, str] | None = None,
        line: int | None = None,
        row: int | None = None,
    ) -> None:
        super().__init__(code, details, line, row)
        self.code = code
        self.details = dict(details or {})
        self.line = line
        self.row = row
