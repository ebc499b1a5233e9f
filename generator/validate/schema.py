"""What a schema says of its columns, before any cell is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from generator.model import Column, Schema
from generator.table import table_schema
from generator.validate.fast.values import value_reader
from generator.validate.fault import Fault, KeyPath, nearest

CONSTRAINT_KEYS = {"minLength": "min_length", "maxLength": "max_length"}
"""Constraints that metadata and Table Schema spell differently."""

_JUDGED = {
    "name", "type", "format", "missingValues", "constraints",
    "bareNumber", "decimalChar", "groupChar", "trueValues", "falseValues",
}  # fmt: skip
_FORMATS = {
    "string": {"default", "email", "uri", "binary", "uuid"},
    "geopoint": {"default", "array", "object"},
    "geojson": {"default", "topojson"},
}
_TEMPORAL = {"date", "datetime", "time"}
_NUMERIC = {"number", "integer"}

_INCOMPARABLE = {"array", "geojson", "object"}
"""Types whose values frictionless cannot look up, and so neither tell apart."""

_LISTED = frozenset({"required", "unique", "enum"})
_ORDERED = _LISTED | {"minimum", "maximum"}
_SIZED = frozenset({"required", "enum", "minLength", "maxLength"})
SUPPORTED_CONSTRAINTS = {
    "any": _LISTED,
    "array": _SIZED,
    "boolean": _LISTED,
    "date": _ORDERED,
    "datetime": _ORDERED,
    "duration": _LISTED,
    "geojson": _LISTED - {"unique"},
    "geopoint": _LISTED,
    "integer": _ORDERED,
    "number": _ORDERED,
    "object": _SIZED,
    "string": _SIZED | {"unique", "pattern"},
    "time": _ORDERED,
    "year": _ORDERED,
    "yearmonth": _ORDERED,
}
"""By type, the constraints that frictionless knows (as Table Schema spells them)."""


def judged_schema(schema: Schema) -> dict[str, Any]:
    """The Table Schema by which cells are judged, without keys to other tables."""
    described = table_schema(schema)
    described.pop("foreignKeys", None)
    described["fields"] = [_judged(field) for field in described["fields"]]
    return described


def _judged(field: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in field.items() if key in _JUDGED}


def schema_faults(schema: Schema) -> Iterator[Fault]:
    """Everything that keeps a schema from being used; keys are relative to the schema."""
    yield from _repeated_columns(schema)
    yield from _unknown_columns(schema)
    yield from _coordinates_without_numbers(schema)
    yield from _incomparable_keys(schema)
    for number, (column, field) in enumerate(
        zip(schema.fields, judged_schema(schema)["fields"], strict=True)
    ):
        for fault in column_faults(column, field):
            yield replace(fault, keys=("fields", number, *fault.keys))


def _repeated_columns(schema: Schema) -> Iterator[Fault]:
    seen: set[str] = set()
    for number, column in enumerate(schema.fields):
        if column.name in seen:
            details = {"column": column.name}
            yield Fault(code="column-duplicate", keys=("fields", number, "name"), details=details)
        seen.add(column.name)


def _unknown_columns(schema: Schema) -> Iterator[Fault]:
    known = [column.name for column in schema.fields]
    for keys, name in _named_columns(schema):
        if name not in known:
            details = {"column": name, "nearest": nearest(name, known)}
            yield Fault(code="column-unknown", keys=keys, details=details)


def _named_columns(schema: Schema) -> Iterator[tuple[KeyPath, str]]:
    for number, name in enumerate(schema.primary_key):
        yield ("primary_key", number), name
    for key_number, key in enumerate(schema.foreign_keys):
        for number, name in enumerate(key.fields):
            yield ("foreign_keys", key_number, "fields", number), name
    if schema.coordinates:
        yield ("coordinates", "latitude"), schema.coordinates.latitude
        yield ("coordinates", "longitude"), schema.coordinates.longitude
    for number, name in enumerate(schema.dimensions):
        yield ("dimensions", number), name


def _incomparable_keys(schema: Schema) -> Iterator[Fault]:
    types = {column.name: column.type for column in schema.fields}
    for keys, name in _named_columns(schema):
        if keys[0] != "coordinates" and types.get(name) in _INCOMPARABLE:
            details = {"column": name, "constraint": str(keys[0]), "type": str(types[name])}
            yield Fault(code="constraint-unfit", keys=keys, details=details)


def _coordinates_without_numbers(schema: Schema) -> Iterator[Fault]:
    types = {column.name: column.type for column in schema.fields}
    for keys, name in _named_columns(schema):
        if keys[0] == "coordinates" and types.get(name, "number") not in _NUMERIC:
            yield Fault(code="coordinates-not-number", keys=keys, details={"column": name})


def column_faults(column: Column, field: dict[str, Any]) -> Iterator[Fault]:
    """What is wrong with one column, ``field`` being its descriptor; keys relative to it."""
    plain = {key: value for key, value in field.items() if key != "constraints"}
    found = [
        *_wrong_format(column),
        *_grouped_integer(column),
        *_unfit_constraints(column, field.get("constraints", {})),
    ]
    yield from found or [*_wrong_values(column, plain), *_wrong_pattern(column)]


def _wrong_format(column: Column) -> Iterator[Fault]:
    form = column.format or "default"
    details = {"column": column.name, "format": form, "type": column.type}
    if column.type in _TEMPORAL:
        if form not in {"default", "any"} and "%" not in form:
            yield Fault(code="column-date-format", keys=("format",), details=details)
    elif form not in _FORMATS.get(column.type, {form}):
        allowed = ", ".join(sorted(_FORMATS[column.type]))
        yield Fault(code="column-format", keys=("format",), details=details | {"allowed": allowed})


def _grouped_integer(column: Column) -> Iterator[Fault]:
    # Table Schema lets integers have a groupChar; frictionless, our judge, passes over it.
    if column.type == "integer" and column.group_char is not None:
        details = {"column": column.name}
        yield Fault(code="column-grouped-integer", keys=("group_char",), details=details)


def _unfit_constraints(column: Column, constraints: dict[str, Any]) -> Iterator[Fault]:
    for name in constraints:
        if name not in SUPPORTED_CONSTRAINTS[column.type]:
            key = CONSTRAINT_KEYS.get(name, name)
            details = {"column": column.name, "constraint": key, "type": column.type}
            yield Fault(code="constraint-unfit", keys=("constraints", key), details=details)


def _wrong_values(column: Column, field: dict[str, Any]) -> Iterator[Fault]:
    """Bounds, listed values and examples that could not stand in the column themselves."""
    values = list(_example_values(column))
    if not values:  # making a reader takes time, and few columns need it
        return
    read = value_reader(field)
    for keys, value in values:
        if read(value) is None:
            details = {
                "column": column.name,
                "key": next(str(key) for key in reversed(keys) if isinstance(key, str)),
                "value": str(value),
                "type": column.type,
            }
            yield Fault(code="column-value", keys=keys, details=details)


def _example_values(column: Column) -> Iterator[tuple[KeyPath, Any]]:
    constraints = column.constraints
    if column.example is not None:
        yield ("example",), column.example
    for key in ("minimum", "maximum"):
        if (bound := getattr(constraints, key)) is not None:
            yield ("constraints", key), bound
    for number, value in enumerate(constraints.enum):
        yield ("constraints", "enum", number), value


def _wrong_pattern(column: Column) -> Iterator[Fault]:
    pattern = column.constraints.pattern
    if pattern is None:
        return
    try:
        re.compile(f"^{pattern}$")
    except (re.error, OverflowError, RecursionError) as error:
        details = {"column": column.name, "pattern": pattern, "reason": str(error)}
        yield Fault(code="column-pattern", keys=("constraints", "pattern"), details=details)
