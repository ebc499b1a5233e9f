"""One resource, read once and judged by everything that looks into files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.model import Metadata, Reference, Resource
from generator.problems import Problem, has_errors
from generator.table import (
    TableContent,
    UnreadableTable,
    is_table,
    read_content,
    text_table,
)
from generator.validate import habits, limits
from generator.validate.addresses import with_addresses
from generator.validate.encoding import encoding_faults
from generator.validate.privacy import conceal, personal_data, workbook_leaks
from generator.validate.resources import ReferredTable
from generator.validate.table import validate_table
from generator.vocabulary import Vocabularies
from generator.waiver import Waiver


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A resource, and all that the verdict on it depends on.

    ``file`` is the path of ``source`` relative to the root, as problems name it.
    """

    resource: Resource
    source: Path
    file: str
    metadata: Metadata
    references: Mapping[Reference, ReferredTable]
    lists: Vocabularies
    waivers: Sequence[Waiver]
    today: date


def judge(case: Case) -> tuple[Problem, ...]:
    """Every problem of the file and of what stands in it.

    A file that is dangerous, or not what it is said to be, is not read any further.
    """
    found = limits.file_faults(case.source, case.resource, case.file)
    if not has_errors(found) and is_table(case.resource):
        content = read_content(case.source, case.resource)
        found += validate_table(
            case.resource, case.source, case.file, _readable(case.references), content=content
        )
        found += habits.file_faults(case.resource, case.source, case.file)
        found += _beyond_types(case, content)
        found += workbook_leaks(case.source, case.resource, case.file, case.today)
    return tuple(conceal(with_addresses(found, case.resource, case.source), found))


def _readable(references: Mapping[Reference, ReferredTable]) -> dict[Reference, ReferredTable]:
    """The tables that may be read: what is wrong with the others is told where they stand."""
    return {
        reference: table
        for reference, table in references.items()
        if not has_errors(limits.file_faults(table.source, table.resource, ""))
    }


def _beyond_types(case: Case, content: TableContent) -> Iterator[Problem]:
    try:
        table = text_table(content, case.resource, case.file)
    except UnreadableTable:  # the verdict on types has said so
        return
    yield from limits.cell_faults(table)
    yield from encoding_faults(table)
    yield from habits.table_faults(table, case.metadata, case.lists)
    yield from personal_data(table, case.metadata, case.waivers, case.today)
