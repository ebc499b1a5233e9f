"""What frictionless finds wrong with a row, as problems with the publisher's own row and cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from generator.model import Column, Resource
from generator.problems import Place, Problem
from generator.table import TableContent
from generator.validate.shown import shown

TYPE_CODES = {
    "array": "cell-not-array",
    "boolean": "cell-not-boolean",
    "date": "cell-not-date",
    "datetime": "cell-not-datetime",
    "duration": "cell-not-duration",
    "geojson": "cell-not-geojson",
    "geopoint": "cell-not-geopoint",
    "integer": "cell-not-integer",
    "number": "cell-not-number",
    "object": "cell-not-object",
    "time": "cell-not-time",
    "year": "cell-not-year",
    "yearmonth": "cell-not-yearmonth",
}
"""frictionless's ``type-error``, by the column's type."""

FORMAT_CODES = {
    "binary": "cell-not-base64",
    "email": "cell-not-email",
    "uri": "cell-not-uri",
    "uuid": "cell-not-uuid",
}
"""The same of text columns, by their format."""

CONSTRAINT_CODES = {
    "enum": "cell-enum",
    "maximum": "cell-maximum",
    "maxLength": "cell-max-length",
    "minimum": "cell-minimum",
    "minLength": "cell-min-length",
    "pattern": "cell-pattern",
    "required": "cell-required",
}
"""frictionless's ``constraint-error``, by the constraint its note names."""

_EXAMPLE_TIME = datetime(2025, 2, 28, 13, 30)
_EXAMPLE_FORMATS = {"date": "%Y-%m-%d", "datetime": "%Y-%m-%dT%H:%M:%S", "time": "%H:%M:%S"}

_VALUES_LISTED = 10
_ROWS_SEARCHED = 10_000


@dataclass(slots=True, kw_only=True)
class RowTranslator:
    """Turns frictionless's rows into problems. ``names`` are those the cells were judged by.

    ``indexes`` are the rows of ``content`` that frictionless was given, where not all were.
    """

    resource: Resource
    content: TableContent
    file: str
    names: Sequence[str]
    indexes: Sequence[int] | None = None
    _examples: dict[str, str] = field(default_factory=dict)

    def problems(self, row: Any) -> Iterator[Problem]:
        """The faults of one row, each once."""
        blank = [error for error in row.errors if error.type == "blank-row"]
        errors = blank or list(row.errors)
        missing = {error.field_name for error in errors if error.type == "missing-cell"}
        seen: set[str] = set()
        for error in errors:
            if error.type in {"missing-cell", "extra-cell"} and error.type in seen:
                continue  # one for the whole row
            seen.add(error.type)
            if error.type != "missing-cell" and getattr(error, "field_name", None) in missing:
                continue  # a cell that is not there has no further faults
            if error.type == "primary-key" and self._key_is_told(errors, error):
                continue
            yield _TRANSLATIONS[error.type](self, error, row)

    def _key_is_told(self, errors: list[Any], error: Any) -> bool:
        """Whether the row lacks its key since the key's own cells are known to be wrong."""
        told = {getattr(other, "field_name", None) for other in errors if other is not error}
        return _is_empty_key(error) and told.issuperset(self._primary_key())

    def _primary_key(self) -> tuple[str, ...]:
        return self.resource.schema.primary_key if self.resource.schema else ()

    def column(self, name: str) -> Column:
        """The declared column of that name."""
        columns = self.resource.schema.fields if self.resource.schema else ()
        return next(column for column in columns if column.name == name)

    def cell(self, row: Any, name: str) -> str:
        """What stands in a column of the row, as its publisher wrote it."""
        position = list(self.names).index(name)
        return str(row.cells[position]) if position < len(row.cells) else ""

    def row_of(self, number: int) -> int:
        """The row in the publisher's file that frictionless calls ``number``."""
        below_header = number - 2
        index = below_header if self.indexes is None else int(self.indexes[below_header])
        return self.content.row_number(index)

    def example(self, column: Column) -> str:
        """A cell that the column's pattern allows: its example, or the first in the table."""
        if column.name not in self._examples:
            self._examples[column.name] = str(column.example or self._first_fitting(column))
        return self._examples[column.name]

    def _first_fitting(self, column: Column) -> str:
        pattern = re.compile(f"^{column.constraints.pattern}$")
        position = list(self.names).index(column.name)
        for cells in self.content.rows(range(min(self.content.height, _ROWS_SEARCHED))):
            if position < len(cells) and pattern.match(cells[position]):
                return cells[position]
        return str(column.constraints.pattern)


Translation = Callable[[RowTranslator, Any, Any], Problem]


def _cell_problem(
    table: RowTranslator, code: str, error: Any, row: Any, details: dict[str, str] | None = None
) -> Problem:
    name = error.field_name
    place = Place(
        file=table.file,
        row=table.row_of(error.row_number),
        field=name,
        cell=shown(table.cell(row, name)),
    )
    return Problem(code=code, place=place, details={"column": name, **(details or {})})


def _row_problem(
    table: RowTranslator, code: str, error: Any, fields: Sequence[str], details: dict[str, str]
) -> Problem:
    place = Place(
        file=table.file,
        row=table.row_of(error.row_number),
        field=", ".join(fields) or None,
        cell=details.get("values"),
    )
    return Problem(code=code, place=place, details=details)


def _wrong_type(table: RowTranslator, error: Any, row: Any) -> Problem:
    column = table.column(error.field_name)
    is_text = column.type == "string"  # of text, only its format can be wrong
    code = FORMAT_CODES[column.format or ""] if is_text else TYPE_CODES[column.type]
    return _cell_problem(table, code, error, row, {"example": _example_of_type(column)})


def _example_of_type(column: Column) -> str:
    """How dates and times of the column are written, and which words it takes for yes and no."""
    if column.type in _EXAMPLE_FORMATS:
        given = column.format or ""
        return _EXAMPLE_TIME.strftime(given if "%" in given else _EXAMPLE_FORMATS[column.type])
    if column.type == "boolean":
        return f"{(column.true_values or ('true',))[0]} / {(column.false_values or ('false',))[0]}"
    if column.type == "number":
        return f"1234{column.decimal_char or '.'}5"
    return ""


def _wrong_value(table: RowTranslator, error: Any, row: Any) -> Problem:
    column = table.column(error.field_name)
    constraint = error.note.split('"')[1]
    details = _CONSTRAINT_DETAILS[constraint](table, column)
    return _cell_problem(table, CONSTRAINT_CODES[constraint], error, row, details)


def _allowed(column: Column) -> str:
    values = [str(value) for value in column.constraints.enum]
    more = ", …" if len(values) > _VALUES_LISTED else ""
    return ", ".join(f"“{shown(value)}”" for value in values[:_VALUES_LISTED]) + more


_CONSTRAINT_DETAILS: dict[str, Callable[[RowTranslator, Column], dict[str, str]]] = {
    "enum": lambda _, column: {"allowed": _allowed(column)},
    "maximum": lambda _, column: {"limit": str(column.constraints.maximum)},
    "maxLength": lambda _, column: {"limit": str(column.constraints.max_length)},
    "minimum": lambda _, column: {"limit": str(column.constraints.minimum)},
    "minLength": lambda _, column: {"limit": str(column.constraints.min_length)},
    "pattern": lambda table, column: {"example": shown(table.example(column))},
    "required": lambda _table, _column: {},
}


def _repeated(table: RowTranslator, error: Any, row: Any) -> Problem:
    return _cell_problem(table, "cell-unique", error, row, {"first": _other_row(table, error)})


def _other_row(table: RowTranslator, error: Any) -> str:
    numbers: list[str] = re.findall(r"\d+$", error.note)
    return str(table.row_of(int(numbers[0]))) if numbers else ""


def _is_empty_key(error: Any) -> bool:
    return not str(error.note).startswith("the same as")


def _wrong_key(table: RowTranslator, error: Any, row: Any) -> Problem:
    key = table.resource.schema.primary_key if table.resource.schema else ()
    details = {"columns": ", ".join(key), "values": _values(table, row, key)}
    if _is_empty_key(error):
        return _row_problem(table, "key-empty", error, key, details)
    details["first"] = _other_row(table, error)
    return _row_problem(table, "key-duplicate", error, key, details)


def _missing_target(table: RowTranslator, error: Any, row: Any) -> Problem:
    fields = error.field_names
    keys = table.resource.schema.foreign_keys if table.resource.schema else ()
    key = next(key for key in keys if list(key.fields) == fields)
    target = key.reference
    details = {
        "columns": ", ".join(fields),
        "values": _values(table, row, fields),
        "target": f"{target.dataset}/{target.resource}" if target.dataset else target.resource,
        "target_columns": ", ".join(target.fields),
    }
    return _row_problem(table, "key-missing-target", error, fields, details)


def _values(table: RowTranslator, row: Any, names: Sequence[str]) -> str:
    return shown(", ".join(table.cell(row, name) for name in names))


def _blank(table: RowTranslator, error: Any, row: Any) -> Problem:  # noqa: ARG001
    return _row_problem(table, "row-blank", error, (), {})


def _too_short(table: RowTranslator, error: Any, row: Any) -> Problem:
    details = {"expected": str(len(table.names)), "found": str(len(row.cells))}
    return _row_problem(table, "row-missing-cell", error, (), details)


def _too_long(table: RowTranslator, error: Any, row: Any) -> Problem:
    extra = [shown(str(cell)) for cell in row.cells[len(table.names) :]]
    details = {"expected": str(len(table.names)), "found": str(len(row.cells))}
    details["values"] = shown(", ".join(f"“{cell}”" for cell in extra))
    return _row_problem(table, "row-extra-cell", error, (), details)


_TRANSLATIONS: dict[str, Translation] = {
    "blank-row": _blank,
    "constraint-error": _wrong_value,
    "extra-cell": _too_long,
    "foreign-key": _missing_target,
    "missing-cell": _too_short,
    "primary-key": _wrong_key,
    "type-error": _wrong_type,
    "unique-error": _repeated,
}
"""What frictionless calls a fault of a row, and how we put it."""
