"""One table against its schema. The verdict is frictionless's; the words are ours."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from frictionless import Dialect, Package
from frictionless import Schema as TableSchema
from frictionless.resources import TableResource

from generator.model import ForeignKey, Reference, Resource, Schema
from generator.problems import Place, Problem
from generator.table import Row, UnreadableTable, read_rows
from generator.validate.header import Header, read_header
from generator.validate.resources import ReferredTable, is_judgeable
from generator.validate.rows import RowTranslator
from generator.validate.schema import judged_schema
from generator.validate.shown import shown

# Said outright: left alone, frictionless looks for a header among the rows.
_FIRST_ROW = Dialect(header_rows=[1])

MAX_PROBLEMS = 1000
"""Of one table: who has this many faults mends them in one go and looks again."""


def validate_table(
    resource: Resource,
    source: Path,
    file: str,
    references: Mapping[Reference, ReferredTable],
) -> list[Problem]:
    """Every fault of the table in ``source``, which problems call ``file``.

    Foreign keys are judged as far as ``references`` holds the tables they point at
    (:func:`referred_tables`). Nothing is said of a table whose metadata have faults:
    :func:`validate_catalog` names those, and cells cannot be judged by them.
    """
    if resource.schema is None or not is_judgeable(resource):
        return []
    table = _Table(source, resource, resource.schema)
    found = list(islice(_problems(table, file, references), MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        details = {"limit": str(MAX_PROBLEMS)}
        found[-1] = Problem(code="too-many-problems", place=Place(file=file), details=details)
    return found


class _Table:
    """A table on its way to frictionless. Where it breaks off, ``fault`` says why.

    ``header`` is absent where there is none; ``header_row`` is its row in the file.
    """

    def __init__(self, source: Path, resource: Resource, schema: Schema) -> None:
        self.source, self.resource, self.schema = source, resource, schema
        self.fault: UnreadableTable | None = None
        self.header: Header | None = None
        self.header_row = 1
        first = next(self._rows(), None)
        if first is not None:
            declared = [column.name for column in schema.fields]
            self.header, self.header_row = read_header(first.cells, declared), first.number

    def _rows(self) -> Iterator[Row]:
        try:
            yield from read_rows(self.source, self.resource)
        except UnreadableTable as fault:
            self.fault = fault

    def cells(self) -> Iterator[Sequence[str]]:
        """The names by which columns are judged, then the cells of every row."""
        if self.header is not None:
            yield self.header.names
            for row in islice(self._rows(), 1, None):
                yield row.cells

    def foreign_keys(self, known: Mapping[Reference, Any]) -> list[ForeignKey]:
        """The keys whose columns are there and whose target is known."""
        names = self.header.names if self.header else ()
        return [
            key
            for key in self.schema.foreign_keys
            if key.reference in known and set(key.fields).issubset(names)
        ]


@dataclass(frozen=True, slots=True)
class _Referred:
    """A table that keys point at, and the name frictionless knows it by."""

    name: str
    table: _Table

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing, once it has been read."""
        header = self.table.header
        return self.table.fault is None and header is not None and not header.faults


def _problems(
    table: _Table, file: str, references: Mapping[Reference, ReferredTable]
) -> Iterator[Problem]:
    if table.header is not None:
        yield from _header_problems(table.header, file, table.header_row)
        translator = RowTranslator(
            resource=table.resource,
            source=table.source,
            file=file,
            names=table.header.names,
            header_row=table.header_row,
        )
        for row in _faulty_rows(table, _referred(table, references)):
            yield from translator.problems(row)
    if table.fault is not None:
        place = Place(file=file, line=table.fault.line, row=table.fault.row)
        details = {key: shown(value) for key, value in table.fault.details.items()}
        yield Problem(code=table.fault.code, place=place, details=details)


def _header_problems(header: Header, file: str, row: int) -> Iterator[Problem]:
    for fault in header.faults:
        label = None if fault.label is None else shown(fault.label)
        place = Place(file=file, row=row, field=label or None, cell=label)
        details = {key: shown(value) for key, value in fault.details.items()}
        yield Problem(code=fault.code, place=place, details=details)


def _referred(
    table: _Table, references: Mapping[Reference, ReferredTable]
) -> dict[Reference, _Referred]:
    wanted = dict.fromkeys(key.reference for key in table.foreign_keys(references))
    return {
        reference: _Referred(f"target-{number}", _Table(found.source, found.resource, schema))
        for number, reference in enumerate(wanted)
        if (found := references[reference]) and (schema := found.resource.schema)
    }


def _faulty_rows(table: _Table, referred: Mapping[Reference, _Referred]) -> Iterator[Any]:
    """The rows that frictionless finds fault with.

    Keys to a table that is itself in disorder are left aside: what they point at may be there.
    """
    with _for_frictionless(table, referred) as judged:  # this reads the tables referred to
        whole = {key: target for key, target in referred.items() if target.is_whole}
        if len(whole) == len(referred):
            yield from (row for row in judged.row_stream if row.errors)
            return
    yield from _faulty_rows(table, whole)


def _for_frictionless(table: _Table, referred: Mapping[Reference, _Referred]) -> Any:
    """The table, in one package with those it refers to; rows are read as they are asked for."""
    keys = [
        {
            "fields": list(key.fields),
            "reference": {
                "resource": referred[key.reference].name,
                "fields": list(key.reference.fields),
            },
        }
        for key in table.foreign_keys(referred)
    ]
    judged = _resource("table", table, keys)
    Package(
        resources=[judged, *(_resource(other.name, other.table, []) for other in referred.values())]
    )
    return judged


def _resource(name: str, table: _Table, keys: list[dict[str, Any]]) -> Any:
    is_exact = table.header is not None and not table.header.faults
    described = judged_schema(table.schema) | {
        # By name where the header is amiss, so that each cell is judged by the column it is in.
        "fieldsMatch": "exact" if is_exact else "partial",
        "foreignKeys": keys,
    }
    schema = TableSchema.from_descriptor(described)
    return TableResource(name=name, data=table.cells, schema=schema, dialect=_FIRST_ROW)
