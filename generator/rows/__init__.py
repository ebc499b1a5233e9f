"""The rows of tables as small JSON files, which programs read page by page without a server.

Pages and filters are cut from the JSON that people download, line by line, so both hold the same
cells to the last digit. They are made within a budget (:class:`generator.model.RowBudget`):
first the rows of all tables, in the order of the datasets' identifiers, then their filters. What
does not fit is left out whole, with a reason. What was made lies in the store.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.distribution import (
    Catalog,
    ColumnProfile,
    Distribution,
    Omission,
    Product,
    RowApi,
    RowFilter,
    TableProfile,
)
from generator.model import FieldType, RowBudget
from generator.rows.names import file_names
from generator.rows.parts import PAGE_ROWS, Part, filter_part, rows_part
from generator.rows.room import Room
from generator.store import Store

__all__ = ["PAGE_ROWS", "row_apis"]

FORMAT = "API"
_NO_ROWS = ("row-api-table-budget", "row-api-portal-budget")
_NO_FILTER = ("filter-table-budget", "filter-portal-budget")
_NESTED: frozenset[FieldType] = frozenset({"array", "geojson", "object"})

RowApis = Mapping[tuple[str, str], RowApi | Omission]
"""By dataset identifier and resource name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    key: tuple[str, str]
    source: Distribution
    profile: TableProfile
    types: Mapping[str, FieldType]
    dimensions: tuple[str, ...]
    sample: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Desk:
    """Where parts are made: the store, and the limits for each table."""

    store: Store
    budget: RowBudget

    @property
    def table_room(self) -> Room:
        return Room(files=self.budget.table_files, byte_size=self.budget.table_bytes)

    @property
    def portal_room(self) -> Room:
        return Room(files=self.budget.portal_files, byte_size=self.budget.portal_bytes)


def row_apis(catalog: Catalog, products: Mapping[str, Sequence[Product]], store: Store) -> RowApis:
    """The row API of every table, within the portal's budget.

    An ``Omission`` says why there is none: ``row-api-no-table``, ``row-api-table-budget``,
    ``row-api-portal-budget``. Filters that were left out are omissions of the ``RowApi``, named
    after their column: ``filter-not-simple``, ``filter-table-budget``, ``filter-portal-budget``.
    """
    desk = _Desk(store=store, budget=catalog.portal.row_budget)
    tables = tuple(_tables(catalog, products))
    pages, room = _all_rows(tables, desk)
    made = dict(_with_filters(tables, pages, desk, room))
    nothing = Omission(format=FORMAT, reason="row-api-no-table")
    return {
        key: made.get(key, nothing)
        for dataset in catalog.datasets
        for key in ((dataset.identifier, one.name) for one in dataset.metadata.resources)
    }


def _tables(catalog: Catalog, products: Mapping[str, Sequence[Product]]) -> Iterator[_Table]:
    for dataset in sorted(catalog.datasets, key=lambda each: each.identifier):
        resources = dataset.metadata.resources
        for resource, product in zip(resources, products[dataset.identifier], strict=True):
            source = next((f for f in product.distributions if _is_json(f)), None)
            if source and product.profile and resource.schema:
                yield _Table(
                    key=(dataset.identifier, resource.name),
                    source=source,
                    profile=product.profile,
                    types={column.name: column.type for column in resource.schema.fields},
                    dimensions=resource.schema.dimensions,
                    sample=dataset.metadata.sample,
                )


def _is_json(file: Distribution) -> bool:
    return file.role == "derived" and file.format == "JSON"


def _all_rows(
    tables: Sequence[_Table], desk: _Desk
) -> tuple[dict[tuple[str, str], Part | Omission], Room]:
    """The pages of every table that fit, and the room that is left on the portal."""
    made: dict[tuple[str, str], Part | Omission] = {}
    room = desk.portal_room
    for table in tables:
        part = _rows(table, desk, room)
        made[table.key] = part
        room = room.without(part) if isinstance(part, Part) else room
    return made, room


def _rows(table: _Table, desk: _Desk, room: Room) -> Part | Omission:
    least = Room(files=-(-table.profile.rows // PAGE_ROWS), byte_size=table.source.byte_size)
    rooms = (desk.table_room, room)
    reason = _against(least, rooms, _NO_ROWS)
    if reason is None:
        part = rows_part(table.source, table.sample, desk.store)
        reason = _against(part.size, rooms, _NO_ROWS)
        if reason is None:
            return part
    return Omission(format=FORMAT, reason=reason)


def _with_filters(
    tables: Sequence[_Table],
    pages: Mapping[tuple[str, str], Part | Omission],
    desk: _Desk,
    room: Room,
) -> Iterator[tuple[tuple[str, str], RowApi | Omission]]:
    for table in tables:
        rows = pages[table.key]
        if isinstance(rows, Omission):
            yield table.key, rows
            continue
        filters = _filters(table, desk, desk.table_room.without(rows), room)
        for part in filters.values():
            room = room.without(part) if isinstance(part, Part) else room
        yield table.key, _row_api(table, rows, filters)


def _filters(
    table: _Table, desk: _Desk, table_room: Room, room: Room
) -> dict[str, Part | Omission]:
    made: dict[str, Part | Omission] = {}
    profiles = {column.name: column for column in table.profile.columns}
    columns = tuple(dict.fromkeys(table.dimensions))
    for column, folder in zip(columns, file_names(columns), strict=True):
        part = _filter(table, (profiles[column], folder), desk, (table_room, room))
        made[column] = part
        if isinstance(part, Part):
            table_room, room = table_room.without(part), room.without(part)
    return made


def _filter(
    table: _Table, place: tuple[ColumnProfile, str], desk: _Desk, rooms: tuple[Room, Room]
) -> Part | Omission:
    column, folder = place
    if not _is_simple(table.types[column.name], column):
        return Omission(format=column.name, reason="filter-not-simple")
    least = Room(files=column.distinct, byte_size=table.source.byte_size)
    reason = _against(least, rooms, _NO_FILTER)
    if reason is None:
        part = filter_part(table.source, column.name, folder, table.sample, desk.store)
        reason = _against(part.size, rooms, _NO_FILTER)
        if reason is None:
            return part
    return Omission(format=column.name, reason=reason)


def _is_simple(type_: FieldType, column: ColumnProfile) -> bool:
    """Whether equal cells are written alike: nested ones and very long numbers may not be."""
    is_long = type_ in ("integer", "number", "year") and isinstance(column.minimum, str)
    return type_ not in _NESTED and not is_long


def _against(needed: Room, rooms: Sequence[Room], reasons: Sequence[str]) -> str | None:
    """Why what is needed cannot be made: the reason of the first room that it does not fit."""
    for room, reason in zip(rooms, reasons, strict=True):
        if not room.holds(needed):
            return reason
    return None


def _row_api(table: _Table, rows: Part, filters: Mapping[str, Part | Omission]) -> RowApi:
    made = {name: part for name, part in filters.items() if isinstance(part, Part)}
    parts = (rows, *made.values())
    return RowApi(
        rows=table.profile.rows,
        pages=len(rows.files),
        filters=tuple(RowFilter(column=name, files=part.values) for name, part in made.items()),
        files={path: file.path for part in parts for path, file in part.files.items()},
        byte_size=sum(part.size.byte_size for part in parts),
        omissions=tuple(part for part in filters.values() if isinstance(part, Omission)),
    )
