"""Limits on what is taken in: they stop mistakes and attacks before these cost time or memory.

:func:`file_faults` looks at a file before its table is read; where it finds an error, the table
must not be read. :func:`cell_faults` looks at what was read.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pyarrow.compute as pc

from generator.lfs import is_object
from generator.model import Resource
from generator.problems import Place, Problem, has_errors
from generator.table import TextTable, kind
from generator.validate.archives import archive_faults, workbook_faults
from generator.validate.content import content_faults
from generator.validate.encoding import file_encoding_faults
from generator.validate.positions import position_faults
from generator.validate.signs import sign_faults

_MEGABYTE = 1 << 20


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """How large a file, its table and its cells may be.

    ``max_file_bytes`` is what GitHub takes without Git LFS; from ``large_file_bytes`` on it warns.
    ``max_cells`` counts what a table has once every row is as wide as its header.
    """

    max_file_bytes: int = 100 * _MEGABYTE
    large_file_bytes: int = 50 * _MEGABYTE
    max_rows: int = 10_000_000
    max_columns: int = 1_000
    max_cells: int = 200_000_000
    max_cell_characters: int = 100_000


LIMITS = Limits()
"""The limits of this portal."""

FileRule = Callable[[Path, Resource, str], Iterator[Problem]]

_AFTER_SIZE: tuple[FileRule, ...] = (
    content_faults,
    archive_faults,
    workbook_faults,
    file_encoding_faults,
)


def file_faults(
    path: Path, resource: Resource, file: str, limits: Limits = LIMITS
) -> list[Problem]:
    """What is wrong with a file, which problems call ``file``, before its table is read.

    Checks go from cheap to dear; what comes after an error is not looked at.
    """
    found = list(_size_faults(path, file, limits))
    for rule in _AFTER_SIZE:
        if has_errors(found):
            return found
        found += rule(path, resource, file)
    if not has_errors(found):
        found += _shape_faults(path, resource, file, limits)
    if not has_errors(found):
        found += position_faults(path, resource, file, limits.max_columns)
    return found


def cell_faults(table: TextTable, limits: Limits = LIMITS) -> list[Problem]:
    """Tables that are too large, cells that are too long, and signs that do harm."""
    return [*_table_faults(table, limits), *sign_faults(table)]


def _size_faults(path: Path, file: str, limits: Limits) -> Iterator[Problem]:
    size = path.stat().st_size
    if size <= limits.large_file_bytes:
        return
    details = {"megabytes": f"{size / _MEGABYTE:.0f}"}
    if size > limits.max_file_bytes and not is_object(path):
        details["limit"] = str(limits.max_file_bytes // _MEGABYTE)
        yield Problem(code="file-too-large", place=Place(file=file), details=details)
    else:
        yield Problem(code="file-large", place=Place(file=file), details=details)


def _shape_faults(path: Path, resource: Resource, file: str, limits: Limits) -> Iterator[Problem]:
    """The same for text files, from their line breaks and their first lines alone."""
    if kind(resource) != "csv":
        return
    data = path.read_bytes()
    lines = data.count(b"\n") + data.count(b"\r") - data.count(b"\r\n")
    delimiter = b"\t" if resource.ending == ".tsv" else resource.dialect.delimiter.encode()
    header = data.split(b"\n", resource.dialect.header_row)[: resource.dialect.header_row]
    width = max(line.count(delimiter) for line in header) + 1
    yield from size_problems(lines, width, Place(file=file), limits)


def _table_faults(table: TextTable, limits: Limits) -> Iterator[Problem]:
    rows, width = table.columns.num_rows, table.columns.num_columns
    yield from size_problems(rows, width, table.place(), limits)
    for name in table.columns.column_names:
        column = table.columns.column(name)
        longest = pc.max(pc.binary_length(column)).as_py() or 0
        if longest > limits.max_cell_characters:
            yield from _long_cells(table, name, limits)


def _long_cells(table: TextTable, name: str, limits: Limits) -> Iterator[Problem]:
    lengths = pc.utf8_length(table.columns.column(name))
    longest = pc.max(lengths).as_py()
    if longest > limits.max_cell_characters:
        place = table.place(pc.index(lengths, longest).as_py(), name)
        details = {"characters": str(longest), "limit": str(limits.max_cell_characters)}
        details["column"] = name
        yield Problem(code="cell-too-long", place=place, details=details)


def size_problems(rows: int, columns: int, place: Place, limits: Limits) -> Iterator[Problem]:
    """Tables with too many rows, columns, or cells that both make."""
    if rows > limits.max_rows:
        details = {"rows": str(rows), "limit": str(limits.max_rows)}
        yield Problem(code="table-too-long", place=place, details=details)
    if columns > limits.max_columns:
        details = {"columns": str(columns), "limit": str(limits.max_columns)}
        yield Problem(code="table-too-wide", place=place, details=details)
    elif rows <= limits.max_rows and rows * columns > limits.max_cells:
        details = {"rows": str(rows), "columns": str(columns), "limit": str(limits.max_cells)}
        yield Problem(code="table-too-large", place=place, details=details)
