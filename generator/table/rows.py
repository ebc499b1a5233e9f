"""Rows and columns of text, whatever kind of file they come from."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from pathlib import Path, PurePosixPath
from typing import Any, Literal, NamedTuple

from generator.model import Resource
from generator.table.delimited import csv_rows
from generator.table.fault import UnreadableTable
from generator.table.features import feature_rows, features
from generator.table.workbook import workbook_rows

Kind = Literal["csv", "xlsx", "geojson"]
_KINDS: dict[str, Kind] = {
    ".csv": "csv",
    ".tsv": "csv",
    ".xlsx": "xlsx",
    ".geojson": "geojson",
    ".json": "geojson",
}


class Row(NamedTuple):
    """One row as its publisher wrote it; ``number`` counts from 1 as a spreadsheet does."""

    number: int
    cells: list[str]


def kind(resource: Resource) -> Kind | None:
    """How the file is read as a table; ``None`` where it is offered only as it is."""
    ending = PurePosixPath(resource.path).suffix.lower()
    return _KINDS.get(ending) if resource.schema else None


def is_table(resource: Resource) -> bool:
    """Whether the resource has columns: a schema, and a file that holds rows."""
    return kind(resource) is not None


def read_rows(path: Path, resource: Resource) -> Iterator[Row]:
    """The header, then every row below it, ragged and blank rows as they are.

    Labels lose surrounding spaces; cells are as written. In workbooks and GeoJSON, numbers are
    written plainly (``5.0`` as ``5``), dates in ISO 8601, nothing as the empty text.

    Raises:
        UnreadableTable: before or between rows, where the file cannot be read on; at the end
            where there was no row below the header.
    """
    rows = _numbered(path, resource)
    header = next(rows, None)
    if header is None:
        raise UnreadableTable("table-empty")
    yield Row(header.number, [label.strip() for label in header.cells])
    first = next(rows, None)
    if first is None:
        raise UnreadableTable("table-empty", row=header.number)
    yield first
    yield from rows


def read_geometries(path: Path, resource: Resource) -> list[dict[str, Any] | None]:
    """The geometry of every row of a GeoJSON source, ``None`` where a feature has none."""
    return [feature.get("geometry") for feature in features(path, resource)]


def _numbered(path: Path, resource: Resource) -> Iterator[Row]:
    readers = {"csv": csv_rows, "xlsx": workbook_rows, "geojson": feature_rows}
    rows = readers[kind(resource) or "csv"](path, resource)
    skipped = 0 if kind(resource) == "geojson" else resource.dialect.header_row - 1
    return (Row(number, cells) for number, cells in islice(enumerate(rows, 1), skipped, None))
