"""Habits of people who keep tables in spreadsheets, which make bad data of good.

A rule is one function and one row in a table below. Rules of columns give the values with a
fault, which are told as one problem for the column; rules of sheets give problems.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from generator.model import Metadata
from generator.problems import Problem
from generator.table import TextTable
from generator.validate.habits import (
    codes,
    days,
    extent,
    headers,
    numbers,
    patterns,
    rows,
    spelling,
)
from generator.validate.habits.cells import Cells, Hit, Sheet, place_hit, read_sheet
from generator.validate.habits.source import file_faults
from generator.vocabulary import Vocabularies

SHEET_RULES: tuple[Callable[[Sheet], Iterator[Problem]], ...] = (
    headers.untidy_labels,
    headers.labels_alike,
    headers.mixed_labels,
    headers.blank_columns,
    rows.total_rows,
    rows.footnote_rows,
    rows.section_rows,
    rows.repeated_rows,
    extent.rows_outside_period,
    extent.area_problems,
)
"""Each gives the faults of a whole table."""

COLUMN_RULES: tuple[Callable[[Cells, Sheet], Iterator[Hit]], ...] = (
    patterns.pattern_hits,
    patterns.stray_spaces,
    numbers.numbers_as_text,
    numbers.two_readings,
    numbers.units_in_cells,
    numbers.marked_numbers,
    numbers.status_in_numbers,
    days.mixed_days,
    days.serial_days,
    spelling.mixed_tones,
    codes.lost_zeros,
)
"""Each gives the values of one column that have a fault."""

__all__ = ["file_faults", "table_faults"]


def table_faults(table: TextTable, metadata: Metadata, lists: Vocabularies) -> list[Problem]:
    """What beyond types is wrong with a table of the dataset that ``metadata`` describe.

    Equal faults of one column are one problem, at the first row that has it.
    """
    if not table.columns.num_columns or not table.columns.num_rows:
        return []
    sheet = read_sheet(table, metadata, lists)
    found = [problem for rule in SHEET_RULES for problem in rule(sheet)]
    found += [
        problem
        for cells in sheet.columns
        if cells.declared  # a column that nobody knows is told as such
        for rule in COLUMN_RULES
        for hit in rule(cells, sheet)
        for problem in place_hit(sheet, cells, hit)
    ]
    return found
