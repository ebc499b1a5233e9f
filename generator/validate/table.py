"""One table against its schema. The verdict is frictionless's; the words are ours.

Only rows that may be wrong are given to frictionless (:mod:`generator.validate.fast`): its errors
are the same as if it had seen them all.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Any

from frictionless import Dialect, Package
from frictionless import Schema as TableSchema
from frictionless.resources import TableResource

from generator.model import ForeignKey, Reference, Resource, Schema
from generator.problems import Place, Problem
from generator.table import TableContent, read_content
from generator.validate.fast import ALL, JudgedColumn, Key, Suspects, find_suspects
from generator.validate.header import Header, read_header
from generator.validate.resources import ReferredTable, is_judgeable
from generator.validate.rows import RowTranslator
from generator.validate.schema import judged_schema
from generator.validate.shown import shown

# Said outright: left alone, frictionless looks for a header among the rows.
_FIRST_ROW = Dialect(header_rows=[1])
# What stands below a label that no column bears: frictionless makes such a field for it.
_UNDECLARED = {"type": "any", "missingValues": [""]}

MAX_PROBLEMS = 1000
"""Of one table: who has this many faults mends them in one go and looks again."""


def validate_table(
    resource: Resource,
    source: Path,
    file: str,
    references: Mapping[Reference, ReferredTable],
    *,
    content: TableContent | None = None,
    is_thorough: bool = False,
) -> list[Problem]:
    """Every fault of the table in ``source``, which problems call ``file``.

    Foreign keys are judged as far as ``references`` holds the tables they point at
    (:func:`referred_tables`). Nothing is said of a table whose metadata have faults:
    :func:`validate_catalog` names those, and cells cannot be judged by them. ``content`` is what
    was read of the source, where it has been. Where ``is_thorough``, frictionless sees every row,
    which takes long and finds the same.
    """
    if resource.schema is None or not is_judgeable(resource):
        return []
    table = _Table(content or read_content(source, resource), resource, resource.schema)
    referred = _referred(table, source, references)
    suspects = ALL if is_thorough else _suspects(table, referred)
    found = list(islice(_problems(table, file, referred, suspects), MAX_PROBLEMS + 1))
    if len(found) > MAX_PROBLEMS:
        details = {"limit": str(MAX_PROBLEMS)}
        found[-1] = Problem(code="too-many-problems", place=Place(file=file), details=details)
    return found


@dataclass(frozen=True)
class _Table:
    """A table on its way to frictionless."""

    content: TableContent
    resource: Resource
    schema: Schema

    @cached_property
    def header(self) -> Header | None:
        """The header against the schema; ``None`` where there is none."""
        if self.content.labels is None:
            return None
        return read_header(self.content.labels, [column.name for column in self.schema.fields])

    @property
    def names(self) -> tuple[str, ...]:
        """The names by which columns are judged."""
        return self.header.names if self.header else ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing of it is missing."""
        return self.content.fault is None and self.header is not None and not self.header.faults

    @cached_property
    def judged(self) -> dict[str, Any]:
        """The Table Schema by which its cells are judged."""
        return judged_schema(self.schema)

    def column(self, name: str) -> JudgedColumn:
        """The column of that name, and what is expected of it."""
        fields = {field["name"]: field for field in self.judged["fields"]}
        field = fields.get(name, _UNDECLARED | {"name": name})
        cells = self.content.columns[self.names.index(name)]
        return JudgedColumn(cells, field, self.judged["missingValues"])

    def cells(
        self, rows: Sequence[int] | None, unreadable: Mapping[str, Set[str]]
    ) -> Callable[[], Iterator[Sequence[Any]]]:
        """Gives the names, then the cells of some rows, or of all."""
        odd = {self.names.index(name): texts for name, texts in unreadable.items()}

        def read() -> Iterator[Sequence[Any]]:
            if self.header is not None:
                yield self.names
                for cells in self.content.rows(rows):
                    yield _guarded(cells, odd) if odd else cells

        return read


class _Unreadable:
    """A cell of no type at all: frictionless is kept from reading it, and stumbling."""

    def __init__(self, text: str) -> None:
        self._text = text

    def __str__(self) -> str:
        return self._text


def _guarded(cells: Sequence[str], odd: Mapping[int, Set[str]]) -> list[Any]:
    return [
        _Unreadable(cell) if cell in odd.get(position, ()) else cell
        for position, cell in enumerate(cells)
    ]


@dataclass(frozen=True, slots=True)
class _Referred:
    """A table that a key points at, and the name frictionless knows it by."""

    name: str
    key: ForeignKey
    table: _Table


def _problems(
    table: _Table, file: str, referred: Sequence[_Referred], suspects: Suspects
) -> Iterator[Problem]:
    if table.header is not None:
        yield from _header_problems(table.header, file, table.content.header_row)
        translator = RowTranslator(
            resource=table.resource,
            content=table.content,
            file=file,
            names=table.names,
            indexes=suspects.rows,
        )
        for row in _faulty_rows(table, referred, suspects):
            yield from translator.problems(row)
    fault = table.content.fault
    if fault is not None:
        place = Place(file=file, line=fault.line, row=fault.row)
        details = {key: shown(value) for key, value in fault.details.items()}
        yield Problem(code=fault.code, place=place, details=details)


def _header_problems(header: Header, file: str, row: int) -> Iterator[Problem]:
    for fault in header.faults:
        label = None if fault.label is None else shown(fault.label)
        place = Place(file=file, row=row, field=label or None, cell=label)
        details = {key: shown(value) for key, value in fault.details.items()}
        yield Problem(code=fault.code, place=place, details=details)


def _referred(
    table: _Table, source: Path, references: Mapping[Reference, ReferredTable]
) -> list[_Referred]:
    """What the keys of the table point at; each file is read once.

    Keys to a table that is itself in disorder are left aside: what they point at may be there.
    """
    read = {(source, table.resource): table}
    found = []
    for number, key in enumerate(table.schema.foreign_keys):
        target = references.get(key.reference)
        if target is None or not target.resource.schema or not {*key.fields} <= {*table.names}:
            continue
        place = target.source, target.resource
        if place not in read:
            content = read_content(target.source, target.resource)
            read[place] = _Table(content, target.resource, target.resource.schema)
        if read[place].is_whole:
            found.append(_Referred(f"target-{number}", key, read[place]))
    return found


def _suspects(table: _Table, referred: Sequence[_Referred]) -> Suspects:
    """The rows to be judged. Those of a header without labels are judged as they come."""
    if not table.names or any(other.table.content.ragged_rows() for other in referred):
        return ALL
    keys = [
        Key(
            name=other.name,
            fields=other.key.fields,
            others=tuple(other.table.column(name) for name in other.key.reference.fields),
        )
        for other in referred
    ]
    return find_suspects(
        {name: table.column(name) for name in table.names},
        table.content.ragged_rows(),
        table.schema.primary_key,
        keys,
    )


def _faulty_rows(table: _Table, referred: Sequence[_Referred], suspects: Suspects) -> Iterator[Any]:
    """The rows that frictionless finds fault with."""
    if suspects.rows is not None and not len(suspects.rows):
        return
    with _for_frictionless(table, referred, suspects) as judged:
        yield from (row for row in judged.row_stream if row.errors)


def _for_frictionless(
    table: _Table, referred: Sequence[_Referred], suspects: Suspects
) -> TableResource:
    """The table, in one package with those it refers to; rows are read as they are asked for."""
    keys = [
        {
            "fields": list(other.key.fields),
            "reference": {"resource": other.name, "fields": list(other.key.reference.fields)},
        }
        for other in referred
    ]
    judged = _resource("table", table, keys, suspects.rows, suspects.unreadable)
    others = [
        _resource(other.name, other.table, [], suspects.targets.get(other.name), {})
        for other in referred
    ]
    Package(resources=[judged, *others])
    return judged


def _resource(
    name: str,
    table: _Table,
    keys: list[dict[str, Any]],
    rows: Sequence[int] | None,
    unreadable: Mapping[str, Set[str]],
) -> TableResource:
    is_exact = table.header is not None and not table.header.faults
    described = table.judged | {
        # By name where the header is amiss, so that each cell is judged by the column it is in.
        "fieldsMatch": "exact" if is_exact else "partial",
        "foreignKeys": keys,
    }
    schema = TableSchema.from_descriptor(described)
    data = table.cells(rows, unreadable)
    return TableResource(name=name, data=data, schema=schema, dialect=_FIRST_ROW)
