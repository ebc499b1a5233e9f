"""The rows of a table that frictionless finds fault with. To be loaded where rows are suspected."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from typing import Any

from frictionless import Dialect, Package
from frictionless import Schema as TableSchema
from frictionless.resources import TableResource

from generator.validate.fast import Suspects
from generator.validate.fast.fields import new_field
from generator.validate.judged import JudgedTable, Target

# Said outright: left alone, frictionless looks for a header among the rows.
_FIRST_ROW = Dialect(header_rows=[1])


def faulty_rows(table: JudgedTable, targets: Sequence[Target], suspects: Suspects) -> Iterator[Any]:
    """Those of the rows suspected in which frictionless finds errors, as its own rows."""
    with _for_frictionless(table, targets, suspects) as judged:
        yield from (row for row in judged.row_stream if row.errors)


def _for_frictionless(
    table: JudgedTable, targets: Sequence[Target], suspects: Suspects
) -> TableResource:
    """The table, in one package with those it refers to; rows are read as they are asked for."""
    keys = [
        {
            "fields": list(target.key.fields),
            "reference": {"resource": target.name, "fields": list(target.key.reference.fields)},
        }
        for target in targets
    ]
    judged = _resource("table", table, keys, suspects.rows, suspects.unreadable)
    others = [
        _resource(target.name, target.table, [], suspects.targets.get(target.name), {})
        for target in targets
    ]
    Package(resources=[judged, *others])
    return judged


def _resource(
    name: str,
    table: JudgedTable,
    keys: list[dict[str, Any]],
    rows: Sequence[int] | None,
    unreadable: Mapping[str, Set[str]],
) -> TableResource:
    described = table.described
    is_exact = table.header is not None and not table.header.faults
    schema = TableSchema(
        fields=[new_field(field) for field in described["fields"]],
        missing_values=described["missingValues"],
        primary_key=described.get("primaryKey", []),
        foreign_keys=keys,
        # By name where the header is amiss, so that each cell is judged by the column it is in.
        fields_match="exact" if is_exact else "partial",
    )
    data = table.cells(rows, unreadable)
    return TableResource(name=name, data=data, schema=schema, dialect=_FIRST_ROW)
