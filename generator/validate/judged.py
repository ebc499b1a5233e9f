"""A table on its way to the verdict on its cells, and the tables that its keys point at."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from generator.model import ForeignKey, Resource, Schema
from generator.table import TableContent
from generator.validate.fast import JudgedColumn
from generator.validate.header import Header, read_header
from generator.validate.schema import judged_schema

# What stands below a label that no column bears: frictionless makes such a field for it.
_UNDECLARED = {"type": "any", "missingValues": [""]}


@dataclass(frozen=True)
class JudgedTable:
    """What was read of a table, and the schema it is judged by."""

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
    def described(self) -> dict[str, Any]:
        """The Table Schema by which its cells are judged."""
        return judged_schema(self.schema)

    def column(self, name: str) -> JudgedColumn:
        """The column of that name, and what is expected of it."""
        field = self._fields.get(name, _UNDECLARED | {"name": name})
        cells = self.content.columns[self.names.index(name)]
        return JudgedColumn(cells, field, self.described["missingValues"])

    @cached_property
    def _fields(self) -> dict[str, dict[str, Any]]:
        return {field["name"]: field for field in self.described["fields"]}

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
class Target:
    """A table that a key points at, and the name frictionless knows it by."""

    name: str
    key: ForeignKey
    table: JudgedTable
