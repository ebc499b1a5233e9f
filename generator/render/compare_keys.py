"""Which tables can be joined: those with columns of the same codes or the same time."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from generator.distribution import Edition, Product, TableProfile
from generator.model import Column, Dataset, FieldType, Resource
from generator.render.maps import Atlas
from generator.vietnamese import slugify

Kind = Literal["area", "time", "code"]
Root = tuple[str, str, str]
"""Dataset identifier, resource and column that a foreign key leads to."""

_TIMES: Mapping[FieldType, str] = {"year": "year", "yearmonth": "month"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table that can be read in a browser."""

    dataset: Dataset
    resource: Resource
    product: Product
    profile: TableProfile

    @property
    def id(self) -> str:
        """How addresses name it: ``<slug>/<resource>``."""
        return f"{self.dataset.slug}/{self.resource.name}"

    @property
    def columns(self) -> tuple[Column, ...]:
        """Its columns as they are described."""
        return () if self.resource.schema is None else self.resource.schema.fields


class Member(NamedTuple):
    """A table with the column by which it can be joined."""

    table: Table
    column: Column


@dataclass(frozen=True, slots=True, kw_only=True)
class Key:
    """What several tables can be joined by.

    ``root`` is the column that others refer to; ``area`` names a code list and a level.
    """

    id: str
    kind: Kind
    members: tuple[Member, ...]
    root: Root | None = None
    area: tuple[str, str] | None = None


class _Name(NamedTuple):
    id: str
    kind: Kind
    root: Root | None = None
    area: tuple[str, str] | None = None


def shared_keys(edition: Edition, known: Atlas) -> tuple[Key, ...]:
    """The keys that at least two tables have, those of most tables first."""
    found = _Tables(tuple(_tables(edition)), known)
    members: dict[_Name, dict[str, Member]] = defaultdict(dict)
    for table in found.tables:
        for column in table.columns:
            name = found.name(table, column)
            if name is not None:
                members[name].setdefault(table.id, Member(table, column))
    keys = [
        Key(id=name.id, kind=name.kind, root=name.root, area=name.area, members=several)
        for name, by_table in members.items()
        for several in [_joinable(name, tuple(by_table.values()))]
        if len(several) > 1
    ]
    return tuple(sorted(keys, key=lambda key: (-len(key.members), key.id)))


class _Tables:
    """All tables, with what their foreign keys lead to."""

    def __init__(self, tables: Sequence[Table], known: Atlas) -> None:
        self.tables = tables
        self._known = known
        self._by_id = {(t.dataset.identifier, t.resource.name): t for t in tables}
        self._targets = {
            root for t in tables for column in t.columns if (root := _reference(t, column))
        }

    def name(self, table: Table, column: Column) -> _Name | None:
        """What a column can be joined by; ``None`` where by nothing."""
        own = (table.dataset.identifier, table.resource.name, column.name)
        root = _reference(table, column) or own
        area = self._area(root) or self._area(own)
        if area is not None:
            return _Name(f"area.{'.'.join(area)}", "area", area=area)
        if root in self._targets:
            return _Name(f"ref.{'.'.join(root)}", "code", root=root)
        if column.type in _TIMES:
            return _Name(_TIMES[column.type], "time")
        return (
            _Name(f"name.{column.name}.{_slug(column)}", "code") if _is_key(table, column) else None
        )

    def _area(self, root: Root) -> tuple[str, str] | None:
        """The code list and level of the areas that a column names."""
        table = self._by_id.get(root[:2])
        bounds = None if table is None else _bounds(table, root[2])
        if table is None or bounds is None:
            return None
        place = table.dataset.metadata.spatial
        own = () if place is None else (place.code_list,)
        others = self._known.names if root in self._targets else ()
        for code_list in dict.fromkeys((*own, *others)):
            level = self._known.level(code_list, *bounds)
            if level is not None:
                return code_list, level
        return None


def _tables(edition: Edition) -> Iterator[Table]:
    for dataset in edition.catalog.datasets:
        products = edition.products.get(dataset.identifier, ())
        for resource, product in zip(dataset.metadata.resources, products, strict=False):
            profile = product.profile
            if profile is not None and profile.rows and resource.schema is not None:
                yield Table(dataset=dataset, resource=resource, product=product, profile=profile)


def _reference(table: Table, column: Column) -> Root | None:
    """The column that a foreign key of one column leads to."""
    keys = () if table.resource.schema is None else table.resource.schema.foreign_keys
    for key in keys:
        if key.fields == (column.name,):
            to = key.reference
            return to.dataset or table.dataset.identifier, to.resource, to.fields[0]
    return None


def _is_key(table: Table, column: Column) -> bool:
    schema = table.resource.schema
    if schema is None or column.type != "string":
        return False
    return column.name in (*schema.primary_key, *schema.dimensions)


def _bounds(table: Table, column: str) -> tuple[str, str] | None:
    """The first and the last text of a column that holds several."""
    for found in table.profile.columns:
        if found.name == column and isinstance(found.minimum, str) and found.distinct > 1:
            return found.minimum, str(found.maximum)
    return None


def _slug(column: Column) -> str:
    """What a column is called, for addresses."""
    return slugify(column.label.vi)


def _joinable(name: _Name, members: tuple[Member, ...]) -> tuple[Member, ...]:
    """Those members that mean the same: of columns that share but a name, not all do."""
    return _alike(members) if name.id.startswith("name.") else members


def _alike(members: Sequence[Member]) -> tuple[Member, ...]:
    """Without tables that begin and end otherwise than all others: they share but a name."""
    reach = [_reach(member) for member in members]
    return tuple(
        member
        for number, member in enumerate(members)
        if any(
            reach[number][0] == other[0] or reach[number][1] == other[1]
            for other in (*reach[:number], *reach[number + 1 :])
        )
    )


def _reach(member: Member) -> tuple[str, str]:
    profiles = member.table.profile.columns
    found = next((c for c in profiles if c.name == member.column.name), None)
    return ("", "") if found is None else (str(found.minimum or ""), str(found.maximum or ""))
