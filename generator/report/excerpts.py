"""The faulty rows of tables, with their neighbours, for readers who look at the sheet."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from generator.distribution import Catalog
from generator.lfs import held
from generator.model import Resource
from generator.report.cleaning import clean
from generator.report.model import Excerpt, ExcerptRow, FileReport, Report
from generator.table import UnreadableTable, is_table, read_rows

_ROWS, _NEIGHBOURS, _COLUMNS = 40, 1, 60
_CELL_LENGTH = 120


def with_excerpts(report: Report, catalog: Catalog) -> Report:
    """The report with the rows that its findings name, read from the files once more.

    Tables in which personal data may stand give none.
    """
    tables = _tables(catalog)
    found = {
        file.file: _excerpt(catalog.root, *tables[file.file], _wanted(file))
        for file in report.files
        if file.file in tables and not has_personal_data(file)
    }
    return replace(report, excerpts={file: part for file, part in found.items() if part.header})


def has_personal_data(file: FileReport) -> bool:
    """Whether a finding says so: their values are masked, and rows would show them."""
    return any(group.code.startswith(("privacy-", "workbook-")) for group in file.groups)


def _tables(catalog: Catalog) -> dict[str, tuple[Path, Resource]]:
    return {
        f"{dataset.folder}/{resource.path}": (catalog.source(dataset, resource), resource)
        for dataset in catalog.datasets
        for resource in dataset.metadata.resources
        if is_table(resource)
    }


def _wanted(file: FileReport) -> frozenset[int]:
    """The first rows with findings and the rows beside them."""
    rows = sorted({f.place.row for group in file.groups for f in group.findings if f.place.row})
    return frozenset(
        row + step for row in rows[:_ROWS] for step in range(-_NEIGHBOURS, _NEIGHBOURS + 1)
    )


def _excerpt(root: Path, file: Path, resource: Resource, wanted: frozenset[int]) -> Excerpt:
    """The rows of the table whose numbers are ``wanted``, as far as it can be read."""
    header = 0
    labels: tuple[str, ...] = ()
    rows: list[ExcerptRow] = []
    last = max(wanted, default=0)
    with suppress(UnreadableTable, OSError):
        source = held(root, file).path if wanted else None
        for number, cells in read_rows(source, resource) if source else ():
            shown = tuple(clean(cell, _CELL_LENGTH) for cell in cells[:_COLUMNS])
            if not header:
                header, labels = number, shown
            elif number in wanted:
                rows.append(ExcerptRow(number=number, cells=shown))
            if number >= last:
                break
    return Excerpt(header=header, labels=labels, rows=tuple(rows))
